//! Why a text is no pattern.

use std::fmt;

/// What is wrong with a pattern, in the words of the service that was given it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Error {
    pub(crate) sentence: String,
    pub(crate) reason: String,
    pub(crate) too_long: bool,
}

impl Error {
    /// What AWS answers. For SNS it is what follows `Invalid parameter: ` and, from Subscribe, `Attributes Reason: `.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// What is wrong, also where a service shows its callers only that something is.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether the pattern has more characters than the dialect allows, which is a quota in some services.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Error {}

/// What is wrong, before a dialect has put it into words.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The text is not JSON.
    Syntax(String),
    /// It is JSON, but no pattern.
    Reason(String),
    /// SNS: an object within an object, in the scope that has none.
    Nested,
    /// More characters than the dialect allows.
    TooLong(usize),
}
