//! `parse`: fields out of a text, by a pattern with asterisks or by an expression with names.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Parse.html>

use regex::Regex;

/// What finds fields in a text.
#[derive(Clone, Debug)]
pub(super) enum Parser {
    /// What stands around the asterisks, and what they are called.
    Glob {
        parts: Vec<String>,
        names: Vec<String>,
    },
    Regex(Regex),
}

impl Parser {
    /// A pattern with as many asterisks as names.
    pub(super) fn glob(pattern: &str, names: Vec<String>) -> Option<Parser> {
        let parts: Vec<String> = pattern.split('*').map(str::to_owned).collect();
        (parts.len() == names.len() + 1 && !names.is_empty()).then_some(Parser::Glob { parts, names })
    }

    /// The names of the fields that it finds.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Parser::Glob { names, .. } => names.iter().map(String::as_str).collect(),
            Parser::Regex(regex) => regex.capture_names().flatten().collect(),
        }
    }

    /// The fields of a text, each with its name; none if it is not like that.
    pub(super) fn find<'p>(&'p self, text: &str) -> Vec<(&'p str, String)> {
        match self {
            Parser::Regex(regex) => {
                let Some(found) = regex.captures(text) else { return Vec::new() };
                let names = regex.capture_names().flatten();
                names.filter_map(|name| Some((name, found.name(name)?.as_str().to_owned()))).collect()
            }
            Parser::Glob { parts, names } => between(parts, names, text).unwrap_or_default(),
        }
    }
}

/// What stands between the parts. The first may stand anywhere; behind a last asterisk is all the rest.
fn between<'p>(parts: &[String], names: &'p [String], text: &str) -> Option<Vec<(&'p str, String)>> {
    let (first, rest) = parts.split_first()?;
    let mut text = text.get(text.find(first.as_str())? + first.len()..)?;
    let mut found = Vec::with_capacity(names.len());
    for (at, (part, name)) in rest.iter().zip(names).enumerate() {
        let is_last = at + 1 == rest.len();
        let (value, behind) =
            if is_last && part.is_empty() { (text, "") } else { text.split_once(part.as_str())? };
        found.push((name.as_str(), value.to_owned()));
        text = behind;
    }
    Some(found)
}
