//! The statement: SELECT list FROM S3Object WHERE condition LIMIT count. The crate `sqlparser` cuts the text into tokens and reads
//! the expressions; what stands around them is read here, as FROM has paths that are S3 Select's own.

use sqlparser::ast::Ident;
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Word};

use crate::dialect::{S3Select, read_missing};
use crate::error::{Code, Error, Result, refuse};
use crate::expression::convert::Converter;
use crate::expression::{AggregateCall, Expr, Step};
use crate::value::Value;

/// The longest statement in bytes: AWS's own limit.
pub(crate) const MAX_EXPRESSION: usize = 256 * 1024;
/// The most operators and keywords of a statement. Each may stand on what came of the one before, and what is that deep takes as
/// much of the stack to be dropped.
const MAX_OPERATORS: usize = 2000;
/// How deep parentheses, CASE, NOT and calls may stand in one another: each takes some tens of kilobytes of the stack where nothing
/// is optimized.
const MAX_PARENTHESES: usize = 20;

/// A statement.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// What is selected; all of each record without that.
    pub(crate) list: Option<Vec<Selected>>,
    pub(crate) aggregates: Vec<AggregateCall>,
    /// Where the records stand in the values of the input.
    pub(crate) from: Vec<Step>,
    pub(crate) condition: Option<Expr>,
    pub(crate) limit: Option<u64>,
}

/// A column of the result.
#[derive(Clone, Debug)]
pub(crate) struct Selected {
    pub(crate) name: String,
    pub(crate) expr: Expr,
}

/// Reads a statement.
pub(crate) fn read(text: &str) -> Result<Statement> {
    if text.len() > MAX_EXPRESSION {
        return refuse(Code::ExpressionTooLong);
    }
    let tokens = Tokenizer::new(&S3Select, text).tokenize_with_location();
    let mut tokens = tokens.map_err(|error| Code::LexerInvalidChar.saying(error.to_string()))?;
    read_missing(&mut tokens)?;
    if tokens.iter().filter(|token| counts(&token.token)).count() > MAX_OPERATORS {
        return Err(Code::ParseUnsupportedSyntax.saying("The SQL expression has too many operators."));
    }
    let parser = Parser::new(&S3Select).with_recursion_limit(MAX_PARENTHESES);
    StatementReader(parser.with_tokens_with_locations(tokens)).statement()
}

/// Whether a token may make the tree of an expression deeper.
fn counts(token: &Token) -> bool {
    match token {
        Token::Word(word) => word.keyword != Keyword::NoKeyword,
        Token::Comma | Token::Whitespace(_) | Token::Number(..) | Token::SingleQuotedString(_) => false,
        _ => true,
    }
}

struct StatementReader<'a>(Parser<'a>);

impl StatementReader<'_> {
    fn statement(mut self) -> Result<Statement> {
        if !self.0.parse_keyword(Keyword::SELECT) {
            return Err(self.unexpected(Code::ParseExpectedKeyword, "SELECT"));
        }
        let list = self.list()?;
        if !self.0.parse_keyword(Keyword::FROM) {
            return Err(self.unexpected(Code::ParseSelectMissingFrom, "FROM"));
        }
        let from = self.path()?;
        let alias = self.alias(&from)?;
        let condition = if self.0.parse_keyword(Keyword::WHERE) { Some(self.expr()?) } else { None };
        let limit = if self.0.parse_keyword(Keyword::LIMIT) { Some(self.limit()?) } else { None };
        let _ = self.0.consume_token(&Token::SemiColon);
        self.end()?;
        let mut aggregates = Vec::new();
        let mut converter =
            Converter { alias: &alias, aggregates: &mut aggregates, may_aggregate: false, depth: 0 };
        let condition = condition.map(|condition| converter.expr(condition)).transpose()?;
        converter.may_aggregate = true;
        let list = list.map(|list| columns(list, &mut converter, &alias)).transpose()?.flatten();
        Ok(Statement { list, aggregates, from, condition, limit })
    }

    /// The select list as it is read; nothing for `*` and for `s.*`.
    fn list(&mut self) -> Result<Option<Vec<NamedColumn>>> {
        if self.0.peek_keyword(Keyword::FROM) || self.0.peek_token().token == Token::EOF {
            return refuse(Code::ParseEmptySelect);
        }
        let mut list = Vec::new();
        loop {
            let column = self.column()?;
            list.push(column);
            if !self.0.consume_token(&Token::Comma) {
                break;
            }
        }
        if list.iter().any(|(column, _)| matches!(column, ReadColumn::All)) {
            return if list.len() == 1 {
                Ok(None)
            } else {
                refuse(Code::ParseAsteriskIsNotAloneInSelectList)
            };
        }
        Ok(Some(list))
    }

    fn column(&mut self) -> Result<NamedColumn> {
        if self.0.consume_token(&Token::Mul) {
            return Ok((ReadColumn::All, None));
        }
        let at = |nth| self.0.peek_nth_token(nth).token;
        if let (Token::Word(word), Token::Period, Token::Mul) = (at(0), at(1), at(2)) {
            for _ in 0..3 {
                self.0.next_token();
            }
            return Ok((ReadColumn::AllOf(word.value), None));
        }
        let expr = self.expr()?;
        let alias = self.name()?;
        Ok((ReadColumn::Expr(Box::new(expr)), alias))
    }

    /// A name with AS in front or without.
    fn name(&mut self) -> Result<Option<Ident>> {
        let is_there = self.0.parse_keyword(Keyword::AS)
            || matches!(&self.0.peek_token().token, Token::Word(word) if is_name(word));
        let name = is_there.then(|| self.0.parse_identifier()).transpose();
        name.map_err(|_| Code::ParseExpectedIdentForAlias.into())
    }

    fn expr(&mut self) -> Result<sqlparser::ast::Expr> {
        let before = self.0.peek_token();
        if before.token == Token::EOF || before.token == Token::Comma {
            return Err(self.unexpected(Code::ParseExpectedExpression, "an expression"));
        }
        self.0.parse_expr().map_err(|error| match error {
            ParserError::RecursionLimitExceeded => {
                Code::ParseUnsupportedSyntax.saying("The SQL expression is nested too deeply.")
            }
            ParserError::ParserError(message) | ParserError::TokenizerError(message) => {
                Code::ParseUnexpectedToken.saying(message)
            }
        })
    }

    /// `S3Object`, and the path behind it.
    fn path(&mut self) -> Result<Vec<Step>> {
        let TokenWithSpan { token, .. } = self.0.next_token();
        match token {
            Token::Word(word) if word.value.eq_ignore_ascii_case("s3object") => {}
            other => {
                let message = format!("FROM must name S3Object, not {other}.");
                return Err(Code::EvaluatorBindingDoesNotExist.saying(message));
            }
        }
        let mut steps = Vec::new();
        loop {
            if self.0.consume_token(&Token::Period) {
                steps.push(match self.0.next_token().token {
                    Token::Word(Word { value, quote_style, .. }) => {
                        Step::Field { name: value, is_quoted: quote_style.is_some() }
                    }
                    Token::Mul => Step::All,
                    _ => return refuse(Code::ParseInvalidPathComponent),
                });
            } else if self.0.consume_token(&Token::LBracket) {
                steps.push(match self.0.next_token().token {
                    Token::Mul => Step::All,
                    Token::Number(digits, _) => {
                        Step::Index(digits.parse().map_err(|_| Error::from(Code::ParseInvalidPathComponent))?)
                    }
                    Token::SingleQuotedString(name) => Step::Field { name, is_quoted: true },
                    _ => return refuse(Code::ParseInvalidPathComponent),
                });
                if !self.0.consume_token(&Token::RBracket) {
                    return refuse(Code::ParseInvalidPathComponent);
                }
            } else {
                break;
            }
        }
        // The first stands for all values of the input.
        if steps.first() == Some(&Step::All) {
            steps.remove(0);
        }
        Ok(steps)
    }

    /// The name of the record: as it is given, or the last name of the path.
    fn alias(&mut self, from: &[Step]) -> Result<String> {
        if let Some(name) = self.name()? {
            return Ok(name.value);
        }
        Ok(match from.last() {
            Some(Step::Field { name, .. }) => name.clone(),
            _ => "s3object".to_owned(),
        })
    }

    fn limit(&mut self) -> Result<u64> {
        let is_negative = self.0.consume_token(&Token::Minus);
        let Token::Number(digits, _) = self.0.next_token().token else {
            return refuse(Code::ParseExpectedNumber);
        };
        if is_negative {
            return refuse(Code::EvaluatorNegativeLimit);
        }
        digits.parse().map_err(|_| Code::ParseExpectedNumber.into())
    }

    fn end(&mut self) -> Result<()> {
        let next = self.0.peek_token().token;
        match &next {
            Token::EOF => Ok(()),
            Token::Word(word) => match word.keyword {
                Keyword::JOIN | Keyword::INNER | Keyword::LEFT | Keyword::RIGHT | Keyword::CROSS => {
                    refuse(Code::ParseMalformedJoin)
                }
                Keyword::GROUP | Keyword::ORDER | Keyword::HAVING | Keyword::UNION | Keyword::OFFSET => {
                    refuse(Code::ParseUnsupportedSyntax)
                }
                _ => Err(self.unexpected(Code::ParseUnexpectedToken, "the end")),
            },
            Token::Comma => refuse(Code::ParseMalformedJoin),
            _ => Err(self.unexpected(Code::ParseUnexpectedToken, "the end")),
        }
    }

    /// Something else stands here.
    fn unexpected(&self, code: Code, expected: &str) -> Error {
        let TokenWithSpan { token, span } = self.0.peek_token();
        let (line, column) = (span.start.line, span.start.column);
        code.saying(format!("Expected {expected}, found {token} at line {line}, column {column}."))
    }
}

/// A column of the select list as it is read.
#[derive(Clone)]
enum ReadColumn {
    All,
    /// `s.*`
    AllOf(String),
    Expr(Box<sqlparser::ast::Expr>),
}

/// The same, and the name behind AS.
type NamedColumn = (ReadColumn, Option<Ident>);

/// Words that go on with the statement, and so are no alias.
fn is_name(word: &Word) -> bool {
    let goes_on = [
        Keyword::FROM,
        Keyword::WHERE,
        Keyword::LIMIT,
        Keyword::JOIN,
        Keyword::INNER,
        Keyword::LEFT,
        Keyword::RIGHT,
        Keyword::CROSS,
        Keyword::GROUP,
        Keyword::ORDER,
        Keyword::HAVING,
        Keyword::UNION,
        Keyword::OFFSET,
    ];
    word.quote_style.is_some() || !goes_on.contains(&word.keyword)
}

/// The columns of the result; nothing if they are all of the record.
fn columns(
    list: Vec<NamedColumn>,
    converter: &mut Converter<'_>,
    alias: &str,
) -> Result<Option<Vec<Selected>>> {
    let mut columns = Vec::new();
    let mut has_paths = false;
    let is_alone = list.len() == 1;
    for (number, (column, name)) in (1..).zip(list) {
        let expr = match column {
            ReadColumn::AllOf(of) if is_alone && of.eq_ignore_ascii_case(alias) => return Ok(None),
            ReadColumn::Expr(expr) => *expr,
            _ => return refuse(Code::ParseAsteriskIsNotAloneInSelectList),
        };
        let before = converter.aggregates.len();
        let expr = converter.expr(expr)?;
        has_paths |= converter.aggregates.len() == before && !matches!(expr, Expr::Literal(_));
        let name = match (name, &expr) {
            (Some(name), _) => name.value,
            // The whole record has the name of its alias.
            (None, Expr::Path(steps)) => match steps.last() {
                Some(Step::Field { name, .. }) => name.clone(),
                None if alias != "s3object" => alias.to_owned(),
                _ => format!("_{number}"),
            },
            _ => format!("_{number}"),
        };
        columns.push(Selected { name, expr });
    }
    if has_paths && !converter.aggregates.is_empty() {
        // Our words.
        let message = "Aggregates and what is not one cannot be selected together.";
        return Err(Code::UnsupportedSqlStructure.saying(message));
    }
    Ok(Some(columns))
}

/// A value that is a column by itself.
pub(crate) fn alone(value: Value) -> Vec<(String, Value)> {
    vec![("_1".to_owned(), value)]
}
