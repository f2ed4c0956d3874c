//! A query as words, marks and texts, each with where it stands.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A name or a keyword, such as `fields`, `@message`, `user.id`.
    Word(String),
    /// A name between backticks: never a keyword.
    Name(String),
    /// A text between quotation marks.
    Text(String),
    /// An expression between slashes, and whether it disregards case.
    Regex(String, bool),
    Number(f64),
    /// A number and what it is of, such as `5m`.
    Period(u64),
    Mark(&'static str),
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What is not understood, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) found: String,
    pub(super) at: usize,
}

impl Wrong {
    /// Its line and its place in the line, counted from one.
    pub(super) fn place(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let position = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, position)
    }

    /// From its first character to behind its last, counted in characters of the query.
    pub(super) fn offsets(&self, text: &str) -> Range<usize> {
        let start = text.get(..self.at).unwrap_or(text).chars().count();
        let is_there = text.get(self.at..).is_some_and(|rest| rest.starts_with(&self.found));
        start..start + if is_there { self.found.chars().count() } else { 0 }
    }
}

/// Longer marks first.
const MARKS: [&str; 24] = [
    "!=", "<=", ">=", "=~", "==", "|", ",", "(", ")", "[", "]", "=", "<", ">", "+", "-", "*", "/", "%", "^",
    "{", "}", "!", ":",
];

/// The tokens of a query.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Wrong> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let wrong = || Wrong { found: first.to_string(), at };
        let is_operand_expected = tokens.last().is_none_or(|last| expects_operand(&last.kind))
            // `parse FIELD /expression/`
            || matches!(tokens.iter().rev().nth(1), Some(Token { kind: Kind::Word(word), .. }) if word.eq_ignore_ascii_case("parse"));
        let (kind, len) = match first {
            '"' | '\'' => {
                between(rest, first, true).map(|(text, len)| (Kind::Text(text), len)).ok_or_else(wrong)?
            }
            '`' => between(rest, '`', false).map(|(text, len)| (Kind::Name(text), len)).ok_or_else(wrong)?,
            '/' if is_operand_expected => regex(rest).ok_or_else(wrong)?,
            _ if first.is_ascii_digit() => number(rest).ok_or_else(wrong)?,
            _ if is_of_word(first) => {
                let len = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                (Kind::Word(rest.get(..len).unwrap_or_default().to_owned()), len)
            }
            _ => {
                let mark = MARKS.iter().copied().find(|mark| rest.starts_with(mark)).ok_or_else(wrong)?;
                (Kind::Mark(mark), mark.len())
            }
        };
        tokens.push(Token { kind, start: at, end: at + len });
        at += len;
    }
    tokens.push(Token { kind: Kind::End, start: at, end: at });
    Ok(tokens)
}

/// Whether a slash behind this begins an expression, not a division.
fn expects_operand(before: &Kind) -> bool {
    match before {
        Kind::Mark(mark) => !matches!(*mark, ")" | "]"),
        Kind::Word(word) => {
            ["like", "parse", "and", "or", "not", "filter"].contains(&word.to_lowercase().as_str())
                || word.starts_with('@')
        }
        _ => false,
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || "_@.$".contains(c)
}

/// What stands between two marks, and how long it is with them.
fn between(text: &str, mark: char, escapes: bool) -> Option<(String, usize)> {
    let mut inside = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == mark {
            return Some((inside, at + c.len_utf8()));
        }
        match (c, escapes) {
            ('\\', true) => match chars.next()? {
                (_, c) if c == mark || c == '\\' => inside.push(c),
                (_, 'n') => inside.push('\n'),
                (_, 't') => inside.push('\t'),
                (_, other) => inside.extend(['\\', other]),
            },
            _ => inside.push(c),
        }
    }
    None
}

fn regex(text: &str) -> Option<(Kind, usize)> {
    let mut inside = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '/' => {
                let ignores_case = text.get(at + 1..).is_some_and(|rest| rest.starts_with('i'));
                return Some((Kind::Regex(inside, ignores_case), at + 1 + usize::from(ignores_case)));
            }
            '\\' => match chars.next()?.1 {
                '/' => inside.push('/'),
                other => inside.extend(['\\', other]),
            },
            _ => inside.push(c),
        }
    }
    None
}

fn number(text: &str) -> Option<(Kind, usize)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let whole = text.get(..digits)?;
    let behind = text.get(digits..)?;
    let unit = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
    if let Some((ms, most)) = behind.get(..unit).and_then(unit_ms) {
        return Some((Kind::Period(whole.parse::<u64>().ok()?.min(most).checked_mul(ms)?), digits + unit));
    }
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let len = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
    let exponent = text.get(len..)?.strip_prefix(['e', 'E']).map(|rest| {
        let sign = usize::from(rest.starts_with(['+', '-']));
        let digits = rest.get(sign..).unwrap_or_default();
        let digits = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        if digits == 0 { 0 } else { 1 + sign + digits }
    });
    let len = len + exponent.unwrap_or_default();
    let is_over = text.get(len..).and_then(|rest| rest.chars().next()).is_none_or(|c| !is_of_word(c));
    let number = text.get(..len)?.parse().ok().filter(|_| is_over)?;
    Some((Kind::Number(number), len))
}

/// How many milliseconds a unit has, and how many of it a period has at most, by AWS's page on datetime functions: three
/// hundred seconds are sixty.
fn unit_ms(unit: &str) -> Option<(u64, u64)> {
    let unit = unit.to_lowercase();
    let singular = unit.strip_suffix('s').filter(|unit| !unit.is_empty()).unwrap_or(&unit);
    Some(match singular {
        "m" if unit == "ms" => (1, 1000),
        "msec" | "millisecond" => (1, 1000),
        "s" | "sec" | "second" => (1000, 60),
        "m" | "min" | "minute" => (60_000, 60),
        "h" | "hr" | "hour" => (3_600_000, 24),
        "d" | "day" => (86_400_000, u64::MAX),
        "w" | "week" => (7 * 86_400_000, u64::MAX),
        _ => return None,
    })
}
