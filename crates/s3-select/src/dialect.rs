//! What the crate `sqlparser` is told of this SQL.

use std::any::TypeId;

use sqlparser::ast::{Expr, TrimWhereField};
use sqlparser::dialect::{Dialect, GenericDialect};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, TokenWithSpan};

use crate::error::{Code, Result as Read, refuse};

/// S3 Select's.
#[derive(Debug)]
pub(crate) struct S3Select;

/// What Ion's literals stand in.
pub(crate) const ION: char = '`';

impl Dialect for S3Select {
    /// The crate knows what to do with an index behind a path for its own dialects alone.
    fn dialect(&self) -> TypeId {
        TypeId::of::<GenericDialect>()
    }

    fn is_delimited_identifier_start(&self, char: char) -> bool {
        char == '"' || char == ION
    }

    fn is_identifier_start(&self, char: char) -> bool {
        char.is_alphabetic() || char == '_' || char == '$'
    }

    fn is_identifier_part(&self, char: char) -> bool {
        char.is_alphanumeric() || char == '_' || char == '$'
    }

    /// `TRIM(LEADING FROM text)`, which the crate reads with the characters to cut alone.
    fn parse_prefix(&self, parser: &mut Parser<'_>) -> Option<Result<Expr, ParserError>> {
        let is = |nth, keyword| is_word(&parser.peek_nth_token(nth).token, keyword);
        let sides = [
            (Keyword::BOTH, TrimWhereField::Both),
            (Keyword::LEADING, TrimWhereField::Leading),
            (Keyword::TRAILING, TrimWhereField::Trailing),
        ];
        let side = sides.into_iter().find(|(keyword, _)| is(2, *keyword))?.1;
        if !is(0, Keyword::TRIM) || !is(3, Keyword::FROM) || parser.peek_nth_token(1).token != Token::LParen {
            return None;
        }
        for _ in 0..4 {
            parser.next_token();
        }
        let inside = parser.parse_expr().and_then(|expr| {
            parser.expect_token(&Token::RParen)?;
            Ok(Expr::Trim {
                expr: Box::new(expr),
                trim_where: Some(side),
                trim_what: None,
                trim_characters: None,
            })
        });
        Some(inside)
    }
}

/// Says UNKNOWN for MISSING behind IS: the crate does not know the one, and this SQL not the other.
///
/// # Errors
///
/// The other stands there.
pub(crate) fn read_missing(tokens: &mut [TokenWithSpan]) -> Read<()> {
    let mut is_behind = false;
    for TokenWithSpan { token, .. } in tokens {
        match token {
            Token::Whitespace(_) => continue,
            Token::Word(word) if word.quote_style.is_none() => match word.keyword {
                Keyword::UNKNOWN if is_behind => return refuse(Code::ParseUnexpectedToken),
                Keyword::NOT if is_behind => continue,
                _ if is_behind && word.value.eq_ignore_ascii_case("missing") => {
                    word.keyword = Keyword::UNKNOWN
                }
                _ => {}
            },
            _ => {}
        }
        is_behind = is_word(token, Keyword::IS);
    }
    Ok(())
}

fn is_word(token: &Token, keyword: Keyword) -> bool {
    matches!(token, Token::Word(word) if word.keyword == keyword)
}
