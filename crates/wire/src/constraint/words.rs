//! AWS's words about one rule that is broken: what `Member` must.

use std::fmt::Display;

/// A value that must be there.
pub const NOT_NULL: &str = "Member must not be null";

/// A least length.
pub fn length_at_least(min: impl Display) -> String {
    format!("Member must have length greater than or equal to {min}")
}

/// A greatest length.
pub fn length_at_most(max: impl Display) -> String {
    format!("Member must have length less than or equal to {max}")
}

/// A least value.
pub fn value_at_least(min: impl Display) -> String {
    format!("Member must have value greater than or equal to {min}")
}

/// A greatest value.
pub fn value_at_most(max: impl Display) -> String {
    format!("Member must have value less than or equal to {max}")
}

/// A regular expression, as AWS shows it.
pub fn matching(pattern: impl Display) -> String {
    format!("Member must satisfy regular expression pattern: {pattern}")
}

/// One of these values, in the order in which AWS shows them.
pub fn one_of(values: &[&str]) -> String {
    format!("{ONE_OF}: [{}]", values.join(", "))
}

/// One of values that are not shown.
pub const ONE_OF: &str = "Member must satisfy enum value set";

/// What each element of a list must.
pub fn every_element(musts: &[String]) -> String {
    format!("Member must satisfy constraint: [{}]", musts.join(", "))
}

/// What each key of a map must.
pub fn every_key(musts: &[String]) -> String {
    format!("Map keys must satisfy constraint: [{}]", musts.join(", "))
}

/// What each value of a map must.
pub fn every_value(musts: &[String]) -> String {
    format!("Map value must satisfy constraint: [{}]", musts.join(", "))
}
