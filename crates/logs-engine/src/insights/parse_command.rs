//! `parse`: fields out of a text, by a pattern with asterisks, by an expression with names, or in one of two known forms.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Parse.html>

use regex::{Captures, Regex};
use serde_json::{Map, Value as Json};

use super::value::Value;

/// What finds fields in a text.
#[derive(Clone, Debug)]
pub(super) enum Parser {
    /// What stands around the asterisks, and what they are called.
    Glob { parts: Vec<String>, names: Vec<String> },
    /// What its groups are called, and whether each place where it is found makes a row.
    Regex { regex: Regex, names: Vec<(usize, String)>, is_multi: bool },
    /// `key=value` and so on, as a map.
    Logfmt(String),
    /// What stands between commas.
    Csv(Vec<String>),
}

impl Parser {
    /// A pattern with as many asterisks as names.
    pub(super) fn glob(pattern: &str, names: Vec<String>) -> Option<Parser> {
        let parts: Vec<String> = pattern.split('*').map(str::to_owned).collect();
        (parts.len() == names.len() + 1 && !names.is_empty()).then_some(Parser::Glob { parts, names })
    }

    /// An expression whose groups have names, or as many groups as names are given.
    pub(super) fn regex(regex: Regex, given: Vec<String>, is_multi: bool) -> Option<Parser> {
        let names: Vec<(usize, String)> = if given.is_empty() {
            let named = |(at, name): (usize, Option<&str>)| Some((at, name?.to_owned()));
            regex.capture_names().enumerate().filter_map(named).collect()
        } else {
            (1..).zip(given).collect()
        };
        let fits = names.last().is_some_and(|(at, _)| *at < regex.captures_len());
        fits.then_some(Parser::Regex { regex, names, is_multi })
    }

    pub(super) fn logfmt(mut names: Vec<String>) -> Option<Parser> {
        let name = names.pop().filter(|_| names.is_empty())?;
        Some(Parser::Logfmt(name))
    }

    pub(super) fn csv(names: Vec<String>) -> Option<Parser> {
        (!names.is_empty()).then_some(Parser::Csv(names))
    }

    /// The names of the fields that it finds.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Parser::Glob { names, .. } | Parser::Csv(names) => names.iter().map(String::as_str).collect(),
            Parser::Regex { names, .. } => names.iter().map(|(_, name)| name.as_str()).collect(),
            Parser::Logfmt(name) => vec![name],
        }
    }

    /// Whether a text may make several rows.
    pub(super) fn is_multi(&self) -> bool {
        matches!(self, Parser::Regex { is_multi: true, .. })
    }

    /// The fields of a text, each with its name; none if it is not like that.
    pub(super) fn find(&self, text: &str) -> Vec<(&str, Value)> {
        match self {
            Parser::Regex { regex, names, .. } => {
                regex.captures(text).map(|found| captured(names, &found)).unwrap_or_default()
            }
            Parser::Glob { parts, names } => between(parts, names, text).unwrap_or_default(),
            Parser::Logfmt(name) => {
                let pairs = logfmt(text);
                let is_one = !pairs.is_empty();
                is_one.then(|| (name.as_str(), Value::of_json(&Json::Object(pairs)))).into_iter().collect()
            }
            Parser::Csv(names) => names.iter().map(String::as_str).zip(csv(text)).collect(),
        }
    }

    /// The fields of each place where an expression is found.
    pub(super) fn find_all<'p>(
        &'p self,
        text: &'p str,
    ) -> Box<dyn Iterator<Item = Vec<(&'p str, Value)>> + 'p> {
        match self {
            Parser::Regex { regex, names, .. } => {
                Box::new(regex.captures_iter(text).map(|found| captured(names, &found)))
            }
            other => Box::new(std::iter::once(other.find(text))),
        }
    }
}

fn captured<'p>(names: &'p [(usize, String)], found: &Captures<'_>) -> Vec<(&'p str, Value)> {
    let field = |(at, name): &'p (usize, String)| {
        Some((name.as_str(), Value::Text(found.get(*at)?.as_str().to_owned())))
    };
    names.iter().filter_map(field).collect()
}

/// Words with an equals sign; a value between quotation marks may have spaces and marks behind backslashes.
fn logfmt(text: &str) -> Map<String, Json> {
    let mut pairs = Map::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
        rest = rest.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (key, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let Some(value) = behind.strip_prefix('=') else {
            rest = behind;
            continue;
        };
        let (value, behind) = match quoted(value) {
            Some(found) => found,
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                let (value, behind) = value.split_at_checked(end).unwrap_or((value, ""));
                (value.to_owned(), behind)
            }
        };
        if !key.is_empty() {
            pairs.insert(key.to_owned(), Json::String(value));
        }
        rest = behind;
    }
    pairs
}

/// What stands between quotation marks, and what behind them.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut chars = text.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((inside, text.get(at + 2..)?)),
            '\\' => inside.push(chars.next()?.1),
            _ => inside.push(c),
        }
    }
    None
}

/// The values of a line; one between quotation marks may have commas, and two marks for one.
fn csv(text: &str) -> Vec<Value> {
    let mut values = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = text.trim_end_matches(['\n', '\r']).chars().peekable();
    while let Some(c) = chars.next() {
        let Some(value) = values.last_mut() else { break };
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                value.push('"');
            }
            '"' if is_quoted || value.trim().is_empty() => {
                is_quoted = !is_quoted;
                if is_quoted {
                    value.clear();
                }
            }
            ',' if !is_quoted => values.push(String::new()),
            c => value.push(c),
        }
    }
    values.into_iter().map(|value| Value::Text(value.trim().to_owned())).collect()
}

/// What stands between the parts. The first may stand anywhere; behind a last asterisk is all the rest.
fn between<'p>(parts: &[String], names: &'p [String], text: &str) -> Option<Vec<(&'p str, Value)>> {
    let (first, rest) = parts.split_first()?;
    let mut text = text.get(text.find(first.as_str())? + first.len()..)?;
    let mut found = Vec::with_capacity(names.len());
    for (at, (part, name)) in rest.iter().zip(names).enumerate() {
        let is_last = at + 1 == rest.len();
        let (value, behind) =
            if is_last && part.is_empty() { (text, "") } else { text.split_once(part.as_str())? };
        found.push((name.as_str(), Value::Text(value.to_owned())));
        text = behind;
    }
    Some(found)
}
