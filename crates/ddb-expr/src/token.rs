//! Expression text to tokens with their places, the same for all four languages.
//!
//! Any text has tokens: what belongs to no language becomes a stray character, which the grammar then refuses.

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
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some((&first, rest)) = bytes.get(start..).and_then(<[u8]>::split_first) {
        if matches!(first, b' ' | b'\t' | b'\r' | b'\n') {
            start += 1;
            continue;
        }
        let (shape, length) = token(first, rest);
        tokens.push(Token { shape, start, end: start + length });
        start += length;
    }
    tokens.push(Token { shape: Shape::End, start, end: start });
    tokens
}

/// The token that begins with this byte, and how long it is.
fn token(first: u8, rest: &[u8]) -> (Shape, usize) {
    let parts = |is_part: fn(&u8) -> bool| 1 + rest.iter().take_while(|byte| is_part(byte)).count();
    match (first, rest.first()) {
        // Not an underscore: AWS takes `_id` for a syntax error at the token `_`.
        (b'a'..=b'z' | b'A'..=b'Z', _) => (Shape::Word, parts(is_part)),
        (b'0'..=b'9', _) => (Shape::Digits, parts(u8::is_ascii_digit)),
        (b'#', Some(next)) if is_part(next) => (Shape::Name, parts(is_part)),
        (b':', Some(next)) if is_part(next) => (Shape::Value, parts(is_part)),
        (b'=', _) => (Shape::Equal, 1),
        (b'<', Some(b'>')) => (Shape::NotEqual, 2),
        (b'<', Some(b'=')) => (Shape::LessOrEqual, 2),
        (b'<', _) => (Shape::Less, 1),
        (b'>', Some(b'=')) => (Shape::GreaterOrEqual, 2),
        (b'>', _) => (Shape::Greater, 1),
        (b'(', _) => (Shape::Open, 1),
        (b')', _) => (Shape::Close, 1),
        (b',', _) => (Shape::Comma, 1),
        (b'.', _) => (Shape::Dot, 1),
        (b'[', _) => (Shape::OpenIndex, 1),
        (b']', _) => (Shape::CloseIndex, 1),
        (b'+', _) => (Shape::Plus, 1),
        (b'-', _) => (Shape::Minus, 1),
        // One character, of however many bytes.
        _ => (Shape::Stray, 1 + rest.iter().take_while(|byte| **byte & 0xC0 == 0x80).count()),
    }
}

fn is_part(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
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
