//! Texts of policies with wildcards and variables, and how they match.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>

use std::borrow::Cow;

use crate::context::Context;

/// A text of a policy, its variables found but not yet resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    /// It has none, as most have.
    Fixed(Vec<Token>),
    Open(Vec<Piece>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    One(Token),
    Variable { key: String, default: Option<String> },
}

/// What one place of a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Char(char),
    /// `?`
    AnyChar,
    /// `*`
    Any,
    /// `*` amid a field of an ARN: everything but a colon.
    AnyInField,
}

impl Token {
    /// The character that it is, if it is no wildcard.
    pub(crate) fn char(self) -> Option<char> {
        if let Token::Char(c) = self { Some(c) } else { None }
    }
}

/// Fields of an ARN, the last of which may hold colons.
const FIELDS: usize = 6;

impl Template {
    /// A text in which `*` and `?` are wildcards.
    pub(crate) fn pattern(text: &str, variables: bool) -> Template {
        read(text, |_| variables, |c, _, _| wildcard(c))
    }

    /// A text in which `*` and `?` are only characters.
    pub(crate) fn literal(text: &str, variables: bool) -> Template {
        read(text, |_| variables, |c, _, _| Token::Char(c))
    }

    /// A `Resource`: variables stand only behind the fifth colon; a `*` goes beyond a colon only where it ends its
    /// field, or behind the fifth; fields that are missing are `*`, unless such a star can stand for them (our guess).
    pub(crate) fn resource(text: &str, variables: bool) -> Template {
        let goes_beyond = text.ends_with('*') || text.contains("*:");
        let complete = if goes_beyond { text.to_owned() } else { completed(text) };
        let token = |c, colons, behind: &str| {
            let amid = colons > 0 && colons + 1 < FIELDS && !behind.is_empty() && !behind.starts_with(':');
            if c == '*' && amid { Token::AnyInField } else { wildcard(c) }
        };
        read(&complete, |colons| variables && colons + 1 >= FIELDS, token)
    }

    /// The keys that its variables name.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let pieces = if let Template::Open(pieces) = self { pieces.as_slice() } else { &[] };
        pieces.iter().filter_map(|piece| match piece {
            Piece::Variable { key, .. } => Some(key.as_str()),
            Piece::One(_) => None,
        })
    }

    /// The keys of its variables that have neither a value in a request nor a default.
    pub(crate) fn missing<'a>(&'a self, context: &'a Context) -> impl Iterator<Item = &'a str> {
        let pieces = if let Template::Open(pieces) = self { pieces.as_slice() } else { &[] };
        pieces.iter().filter_map(|piece| match piece {
            Piece::Variable { key, default: None } if context.value(&key.to_ascii_lowercase()).is_none() => {
                Some(key.as_str())
            }
            _ => None,
        })
    }

    /// The pattern for a request; nothing if a variable has neither a value nor a default. What a variable brings is
    /// no wildcard (our guess).
    fn resolve(&self, context: &Context) -> Option<Cow<'_, [Token]>> {
        let pieces = match self {
            Template::Fixed(tokens) => return Some(Cow::Borrowed(tokens)),
            Template::Open(pieces) => pieces,
        };
        let mut tokens = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::One(token) => tokens.push(*token),
                Piece::Variable { key, default } => {
                    let value = context.value(&key.to_ascii_lowercase()).or(default.as_deref())?;
                    tokens.extend(value.chars().map(Token::Char));
                }
            }
        }
        Some(Cow::Owned(tokens))
    }

    /// The text for a request, if it is a literal; nothing if a variable cannot be resolved.
    pub(crate) fn text(&self, context: &Context) -> Option<String> {
        let tokens = self.resolve(context)?;
        let chars =
            tokens.iter().filter_map(|token| if let Token::Char(c) = token { Some(*c) } else { None });
        Some(chars.collect())
    }

    /// Whether a text matches the pattern; nothing if a variable cannot be resolved.
    pub(crate) fn matches(&self, text: &str, context: &Context) -> Option<bool> {
        Some(matches(&self.resolve(context)?, text))
    }

    /// Whether an ARN matches the pattern field by field.
    pub(crate) fn matches_arn(&self, text: &str, context: &Context) -> Option<bool> {
        let tokens = self.resolve(context)?;
        if *tokens == [Token::Any] {
            return Some(true);
        }
        let patterns = tokens.splitn(FIELDS, |token| *token == Token::Char(':'));
        let fields: Vec<&str> = text.splitn(FIELDS, ':').collect();
        let patterns: Vec<&[Token]> = patterns.collect();
        Some(
            patterns.len() == fields.len()
                && patterns.iter().zip(fields).all(|(pattern, field)| matches(pattern, field)),
        )
    }
}

/// An ARN with `*` for each field that is missing, as AWS completes it; other texts as they are.
pub(crate) fn completed(text: &str) -> String {
    let fields = text.splitn(FIELDS, ':').count();
    let missing = if text.starts_with("arn:") { FIELDS.saturating_sub(fields) } else { 0 };
    format!("{text}{}", ":*".repeat(missing))
}

fn wildcard(c: char) -> Token {
    match c {
        '*' => Token::Any,
        '?' => Token::AnyChar,
        c => Token::Char(c),
    }
}

/// Reads a text. `variables` says whether a variable may stand behind so many colons, `token` what a character behind so
/// many colons and before this text is. What begins like a variable and is none stays as it is (our guess).
fn read(
    text: &str,
    variables: impl Fn(usize) -> bool,
    token: impl Fn(char, usize, &str) -> Token,
) -> Template {
    let mut pieces = Vec::new();
    let mut colons = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if variables(colons)
            && let Some((piece, behind)) = variable(rest)
        {
            pieces.push(piece);
            rest = behind;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        pieces.push(Piece::One(token(c, colons, rest)));
        colons += usize::from(c == ':');
    }
    let fixed: Option<Vec<Token>> =
        pieces.iter().map(|piece| if let Piece::One(token) = piece { Some(*token) } else { None }).collect();
    fixed.map_or(Template::Open(pieces), Template::Fixed)
}

/// A variable that a text begins with, and what is behind it: `${key}`, `${key, 'default'}`, `${*}`, `${?}`, `${$}`.
fn variable(text: &str) -> Option<(Piece, &str)> {
    let inside = text.strip_prefix("${")?;
    for special in ['*', '?', '$'] {
        if let Some(behind) = inside.strip_prefix(special).and_then(|rest| rest.strip_prefix('}')) {
            return Some((Piece::One(Token::Char(special)), behind));
        }
    }
    let end = inside.find([',', '}'])?;
    let (key, rest) = inside.split_at_checked(end)?;
    if key.trim().is_empty() {
        return None;
    }
    let key = key.trim().to_owned();
    if let Some(behind) = rest.strip_prefix('}') {
        return Some((Piece::Variable { key, default: None }, behind));
    }
    let quoted = rest.strip_prefix(',')?.trim_start_matches(' ').strip_prefix('\'')?;
    let (default, behind) = quoted.split_once('\'')?;
    let behind = behind.strip_prefix('}')?;
    Some((Piece::Variable { key, default: Some(default.to_owned()) }, behind))
}

/// Whether a text matches a pattern. All places of the pattern that could come next go along with the text together,
/// so the time is the product of both lengths at most.
fn matches(pattern: &[Token], text: &str) -> bool {
    // Most patterns begin with what the text begins with, or differ from it there.
    let mut pattern = pattern;
    let mut text = text.chars();
    while let Some((Token::Char(expected), rest)) = pattern.split_first() {
        if text.next() != Some(*expected) {
            return false;
        }
        pattern = rest;
    }
    if pattern == [Token::Any] {
        return true;
    }
    let mut reached = vec![false; pattern.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    skip_stars(pattern, &mut reached);
    for c in text {
        let mut next = vec![false; pattern.len() + 1];
        for (at, token) in pattern.iter().enumerate() {
            if !reached.get(at).copied().unwrap_or_default() {
                continue;
            }
            let (stays, goes_on) = match token {
                Token::Char(expected) => (false, *expected == c),
                Token::AnyChar => (false, true),
                Token::Any => (true, false),
                Token::AnyInField => (c != ':', false),
            };
            let place = if stays { at } else { at + 1 };
            if let (true, Some(place)) = (stays || goes_on, next.get_mut(place)) {
                *place = true;
            }
        }
        skip_stars(pattern, &mut next);
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

/// A star stands for nothing, too.
fn skip_stars(pattern: &[Token], reached: &mut [bool]) {
    for (at, token) in pattern.iter().enumerate() {
        let here = reached.get(at).copied().unwrap_or_default();
        if let (true, Token::Any | Token::AnyInField, Some(next)) = (here, token, reached.get_mut(at + 1)) {
            *next = true;
        }
    }
}

#[cfg(test)]
mod tests;
