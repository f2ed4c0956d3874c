//! Statement text to tokens with their places. Blanks and comments are gone.

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_until, take_while, take_while1};
use nom::character::complete::{char, multispace1, one_of, satisfy};
use nom::combinator::{opt, recognize, value};
use nom::multi::many0_count;
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A keyword, function or name.
    Word,
    /// `"name"`
    Quoted,
    /// `'text'`
    Text,
    /// Digits with point and exponent, without sign.
    Number,
    /// `?`
    Parameter,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Concat,
    Open,
    Close,
    OpenList,
    CloseList,
    OpenBag,
    CloseBag,
    OpenMap,
    CloseMap,
    Comma,
    Dot,
    Colon,
    Semicolon,
    /// Behind the last token.
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) shape: Shape,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All tokens of a text; the last is `End`. Nothing if some piece is no token: a quote or comment without its end, a
/// number beyond Java's decimals, a character that PartiQL does not know.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 2);
    let mut rest = text;
    loop {
        rest = blank(rest).ok()?.0;
        if rest.starts_with("/*") {
            return None;
        }
        let start = text.len() - rest.len();
        if rest.is_empty() {
            tokens.push(Token { shape: Shape::End, start, end: start });
            return Some(tokens);
        }
        let (after, shape) = token(rest).ok()?;
        rest = after;
        tokens.push(Token { shape, start, end: text.len() - rest.len() });
    }
}

/// Blanks and comments.
fn blank(text: &str) -> IResult<&str, (), ()> {
    let line = recognize(pair(tag("--"), opt(is_not("\r\n"))));
    let block = recognize((tag("/*"), take_until("*/"), tag("*/")));
    value((), many0_count(alt((multispace1, line, block)))).parse(text)
}

fn token(text: &str) -> IResult<&str, Shape, ()> {
    match text.as_bytes().first() {
        Some(b'"') => quoted('"', Shape::Quoted, text),
        Some(b'\'') => quoted('\'', Shape::Text, text),
        Some(byte) if byte.is_ascii_digit() => number(text),
        Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') => {
            value(Shape::Word, take_while1(is_part)).parse(text)
        }
        _ => alt((number, symbol)).parse(text),
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

/// A quote within is written twice.
fn quoted(quote: char, shape: Shape, text: &str) -> IResult<&str, Shape, ()> {
    let inner =
        many0_count(alt((recognize(pair(char(quote), char(quote))), take_while1(move |c| c != quote))));
    value(shape, delimited(char(quote), inner, char(quote))).parse(text)
}

/// Digits on one side of the point at least.
fn number(text: &str) -> IResult<&str, Shape, ()> {
    let digits = || take_while1(|c: char| c.is_ascii_digit());
    let whole = recognize(pair(digits(), opt(pair(char('.'), take_while(|c: char| c.is_ascii_digit())))));
    let fraction = recognize(pair(char('.'), digits()));
    let exponent = preceded(one_of("eE"), recognize(pair(opt(one_of("+-")), digits())));
    let (rest, (mantissa, exponent)) = pair(alt((whole, fraction)), opt(exponent)).parse(text)?;
    if rest.starts_with(is_part) || !is_decimal(mantissa, exponent.unwrap_or("0")) {
        return Err(nom::Err::Error(()));
    }
    Ok((rest, Shape::Number))
}

/// Java's decimals hold exponent and scale in 32 bits.
fn is_decimal(mantissa: &str, exponent: &str) -> bool {
    let Ok(exponent) = exponent.parse::<i32>() else { return false };
    let places = mantissa.split_once('.').map_or(0, |(_, places)| places.len());
    let scale = i64::try_from(places).ok().and_then(|places| places.checked_sub(i64::from(exponent)));
    scale.is_some_and(|scale| i32::try_from(scale).is_ok())
}

fn symbol(text: &str) -> IResult<&str, Shape, ()> {
    let pairs = alt((
        value(Shape::OpenBag, tag("<<")),
        value(Shape::CloseBag, tag(">>")),
        value(Shape::NotEqual, alt((tag("<>"), tag("!=")))),
        value(Shape::LessOrEqual, tag("<=")),
        value(Shape::GreaterOrEqual, tag(">=")),
        value(Shape::Concat, tag("||")),
    ));
    alt((pairs, single)).parse(text)
}

fn single(text: &str) -> IResult<&str, Shape, ()> {
    let (rest, c) = satisfy(|c| !c.is_ascii_alphanumeric()).parse(text)?;
    let shape = match c {
        '=' => Shape::Equal,
        '<' => Shape::Less,
        '>' => Shape::Greater,
        '+' => Shape::Plus,
        '-' => Shape::Minus,
        '*' => Shape::Star,
        '/' => Shape::Slash,
        '%' => Shape::Percent,
        '?' => Shape::Parameter,
        '(' => Shape::Open,
        ')' => Shape::Close,
        '[' => Shape::OpenList,
        ']' => Shape::CloseList,
        '{' => Shape::OpenMap,
        '}' => Shape::CloseMap,
        ',' => Shape::Comma,
        '.' => Shape::Dot,
        ':' => Shape::Colon,
        ';' => Shape::Semicolon,
        _ => return Err(nom::Err::Error(())),
    };
    Ok((rest, shape))
}

#[cfg(test)]
mod tests {
    use super::Shape::*;
    use super::*;

    fn check(text: &str, expected: &[(Shape, &str)]) {
        let found: Vec<_> =
            tokens(text).unwrap().into_iter().map(|t| (t.shape, &text[t.start..t.end])).collect();
        assert_eq!(found.split_last().unwrap(), (&(End, ""), expected), "{text}");
    }

    #[test]
    fn texts_fall_into_tokens() {
        check(" -- a\n /* b */ ", &[]);
        check(
            "a.\"b\"\"c\"[0]='it''s'--end",
            &[
                (Word, "a"),
                (Dot, "."),
                (Quoted, "\"b\"\"c\""),
                (OpenList, "["),
                (Number, "0"),
                (CloseList, "]"),
                (Equal, "="),
                (Text, "'it''s'"),
            ],
        );
        check(
            "1.5e-3 .7 2. 1 e5",
            &[(Number, "1.5e-3"), (Number, ".7"), (Number, "2."), (Number, "1"), (Word, "e5")],
        );
        check(
            "<<?>><>!=<=>=",
            &[
                (OpenBag, "<<"),
                (Parameter, "?"),
                (CloseBag, ">>"),
                (NotEqual, "<>"),
                (NotEqual, "!="),
                (LessOrEqual, "<="),
                (GreaterOrEqual, ">="),
            ],
        );
        check("n-1;", &[(Word, "n"), (Minus, "-"), (Number, "1"), (Semicolon, ";")]);
    }

    /// paritysuite's dynamodb-conformance, `partiqlGrammar.test.ts`: recorded on AWS.
    #[test]
    fn what_is_no_token_has_none() {
        for text in [
            "1e2147483648",
            "1e99999999999",
            "1.5e-2147483647",
            "a # b",
            "a /* b",
            "\"a",
            "'a''",
            "1x",
            "ü",
            "`a`",
        ] {
            assert!(tokens(text).is_none(), "{text}");
        }
        assert!(tokens("1e2147483647").is_some());
    }
}
