//! Filter patterns: which events a filter, a search or a tail means, by their messages.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>
//!
//! - `terms` words and phrases that stand in a message or do not
//! - `json` conditions on the values of a message that is JSON; `selector` which values
//! - `columns` conditions on the words of a message, by their place
//! - `comparison` what a value is compared with; `expression` regular expressions between percent signs

use std::collections::BTreeMap;

use wire::fault::Fault;

use crate::error;

mod columns;
mod comparison;
mod expression;
mod json;
mod selector;
mod terms;

/// The longest pattern, in bytes. AWS's model allows 1024 characters.
const LONGEST: usize = 4096;

/// How many regular expressions a pattern may have.
const MOST_EXPRESSIONS: usize = 2;

/// How deep parentheses may lie in each other.
const DEEPEST: usize = 32;

/// A pattern that was understood.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// The empty one: all events.
    All,
    Terms(terms::Terms),
    Json(json::Condition),
    Columns(columns::Columns),
}

/// What a pattern takes out of a message that it means: names or selectors, each with its value.
pub(crate) type Extracted = BTreeMap<String, String>;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(crate) fn read(text: &str) -> Result<Pattern, Fault> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(error::wrong_pattern());
        }
        let kind = match text.as_bytes().first() {
            None => Kind::All,
            Some(b'{') if !text.ends_with('}') => return Err(error::open_brace()),
            Some(b'{') => Kind::Json(json::read(text).ok_or_else(error::wrong_pattern)?),
            Some(b'[') => Kind::Columns(columns::read(text).ok_or_else(error::wrong_pattern)?),
            Some(_) => Kind::Terms(terms::read(text)?),
        };
        Ok(Pattern(kind))
    }

    /// Whether it takes values out of messages.
    pub(crate) fn has_values(&self) -> bool {
        matches!(self.0, Kind::Json(_) | Kind::Columns(_))
    }

    /// Whether a message is meant.
    pub(crate) fn means(&self, message: &str) -> bool {
        match &self.0 {
            Kind::All => true,
            Kind::Terms(terms) => terms.mean(message),
            Kind::Json(condition) => {
                json::document(message).is_some_and(|document| condition.holds(&document))
            }
            Kind::Columns(columns) => columns.mean(message).is_some(),
        }
    }

    /// What it takes out of a message that is meant; nothing if it is not meant.
    pub(crate) fn extract(&self, message: &str) -> Option<Extracted> {
        match &self.0 {
            Kind::All | Kind::Terms(_) => self.means(message).then(Extracted::new),
            Kind::Json(condition) => {
                let document = json::document(message)?;
                condition.holds(&document).then(|| condition.extracted(&document))
            }
            Kind::Columns(columns) => columns.mean(message),
        }
    }
}

#[cfg(test)]
mod tests;
