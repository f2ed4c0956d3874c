//! Expression text to tokens with their places, the same for all four languages.
//!
//! Any text has tokens: what belongs to no language becomes a stray character, which the grammar then refuses.

use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::{anychar, char, satisfy};
use nom::combinator::{recognize, value};
use nom::sequence::pair;
use nom::{IResult, Parser};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A keyword, function or attribute name: a letter, then letters, digits, underscores.
    Word,
    /// `#name`
    Name,
    /// `:value`
    Value,
    /// Decimal digits.
    Digits,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Open,
    Close,
    OpenIndex,
    CloseIndex,
    Comma,
    Dot,
    Plus,
    Minus,
    /// A character that no language knows.
    Stray,
    /// Behind the last token.
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) shape: Shape,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// All tokens of a text; the last is `End`.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3 + 2);
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let start = text.len() - rest.len();
        // A token begins with any character at all, so this fails at the end only.
        let Ok((after, shape)) = token(rest) else {
            tokens.push(Token { shape: Shape::End, start, end: start });
            return tokens;
        };
        rest = after;
        tokens.push(Token { shape, start, end: text.len() - rest.len() });
    }
}

fn token(text: &str) -> IResult<&str, Shape, ()> {
    let stray = value(Shape::Stray, anychar);
    // The first byte says which parsers can succeed; trying all in turn costs twice the time.
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_alphabetic() => word(text),
        Some(byte) if byte.is_ascii_digit() => digits(text),
        Some(b'#' | b':') => alt((placeholder, stray)).parse(text),
        Some(b'=' | b'<' | b'>') => comparator(text),
        _ => alt((symbol, stray)).parse(text),
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word(text: &str) -> IResult<&str, Shape, ()> {
    // Not an underscore: AWS takes `_id` for a syntax error at the token `_`.
    let start = satisfy(|c| c.is_ascii_alphabetic());
    value(Shape::Word, recognize(pair(start, take_while(is_part)))).parse(text)
}

fn placeholder(text: &str) -> IResult<&str, Shape, ()> {
    alt((
        value(Shape::Name, pair(char('#'), take_while1(is_part))),
        value(Shape::Value, pair(char(':'), take_while1(is_part))),
    ))
    .parse(text)
}

fn digits(text: &str) -> IResult<&str, Shape, ()> {
    value(Shape::Digits, take_while1(|c: char| c.is_ascii_digit())).parse(text)
}

fn comparator(text: &str) -> IResult<&str, Shape, ()> {
    alt((
        value(Shape::Equal, char('=')),
        value(Shape::NotEqual, pair(char('<'), char('>'))),
        value(Shape::LessOrEqual, pair(char('<'), char('='))),
        value(Shape::Less, char('<')),
        value(Shape::GreaterOrEqual, pair(char('>'), char('='))),
        value(Shape::Greater, char('>')),
    ))
    .parse(text)
}

fn symbol(text: &str) -> IResult<&str, Shape, ()> {
    alt((
        value(Shape::Open, char('(')),
        value(Shape::Close, char(')')),
        value(Shape::Comma, char(',')),
        value(Shape::Dot, char('.')),
        value(Shape::OpenIndex, char('[')),
        value(Shape::CloseIndex, char(']')),
        value(Shape::Plus, char('+')),
        value(Shape::Minus, char('-')),
    ))
    .parse(text)
}

#[cfg(test)]
mod tests {
    use super::Shape::*;
    use super::*;

    fn check(text: &str, expected: &[(Shape, &str)]) {
        let found: Vec<_> = tokens(text).into_iter().map(|t| (t.shape, &text[t.start..t.end])).collect();
        assert_eq!(found.split_last().unwrap(), (&(End, ""), expected), "{text}");
    }

    #[test]
    fn texts_fall_into_tokens() {
        check("", &[]);
        check(" \t\n", &[]);
        check("a=:v", &[(Word, "a"), (Equal, "="), (Value, ":v")]);
        check("#a1<>b_2", &[(Name, "#a1"), (NotEqual, "<>"), (Word, "b_2")]);
        check(
            "a<=b>=c<d>e",
            &[
                (Word, "a"),
                (LessOrEqual, "<="),
                (Word, "b"),
                (GreaterOrEqual, ">="),
                (Word, "c"),
                (Less, "<"),
                (Word, "d"),
                (Greater, ">"),
                (Word, "e"),
            ],
        );
        check(
            "a[10].b",
            &[(Word, "a"), (OpenIndex, "["), (Digits, "10"), (CloseIndex, "]"), (Dot, "."), (Word, "b")],
        );
        check("_id", &[(Stray, "_"), (Word, "id")]);
        check("!!", &[(Stray, "!"), (Stray, "!")]);
        check("ü#", &[(Stray, "ü"), (Stray, "#")]);
        check(
            "(a + b)-c,",
            &[
                (Open, "("),
                (Word, "a"),
                (Plus, "+"),
                (Word, "b"),
                (Close, ")"),
                (Minus, "-"),
                (Word, "c"),
                (Comma, ","),
            ],
        );
    }
}
