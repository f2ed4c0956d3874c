//! Why a text is no policy. Each service has its own words for that.

use std::fmt;

/// What is wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It is longer than [`super::MAX_BYTES`].
    TooLong,
    /// It has more statements than [`super::MAX_STATEMENTS`].
    TooManyStatements,
    /// It is no JSON, or no object.
    NotJson,
    /// An object has this key twice.
    Twice(String),
    /// An element that the language does not have, or that this form of policy must not have.
    Unknown(String),
    /// An element that must be there is not.
    Missing(&'static str),
    /// An element and its negation are both there.
    Both(&'static str, &'static str),
    /// An element is not of the form that it must have.
    Form(&'static str),
    /// `Version` is none of the two.
    Version,
    /// An entry of `Principal` that is no account, no ARN of a user, role or session, and not `*`.
    Principal(String),
    /// A condition operator that is none.
    Operator(String),
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Malformed::TooLong => f.write_str("the policy is too long"),
            Malformed::TooManyStatements => f.write_str("the policy has too many statements"),
            Malformed::NotJson => f.write_str("the policy is no JSON object"),
            Malformed::Twice(key) => write!(f, "{key} is there twice"),
            Malformed::Unknown(key) => write!(f, "the element {key} is not known here"),
            Malformed::Missing(key) => write!(f, "{key} is missing"),
            Malformed::Both(key, negation) => write!(f, "{key} and {negation} are both there"),
            Malformed::Form(key) => write!(f, "{key} has a wrong form"),
            Malformed::Version => f.write_str("Version is none of 2012-10-17 and 2008-10-17"),
            Malformed::Principal(name) => write!(f, "the principal {name} is none"),
            Malformed::Operator(name) => write!(f, "the condition operator {name} is none"),
        }
    }
}

impl std::error::Error for Malformed {}
