//! The parameters that expressions replaced, turned into what the expressions become: `Expected`, `QueryFilter`,
//! `ScanFilter`, `ConditionalOperator`, `KeyConditions`, `AttributeUpdates`, `AttributesToGet`.
//!
//! Which member holds them and how they lie in JSON is the engine's to know.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>

use crate::ast::Condition;
use crate::error::Error;
use crate::names::Literal;
use crate::path::Name;
use crate::projection::Projection;

mod expected;
mod operator;
mod update;

pub use expected::Expectation;
pub use operator::{Operator, key_condition};
pub use update::{Action, AttributeUpdate};

/// One attribute's entry of a filter or of `KeyConditions`.
#[derive(Clone, Debug)]
pub struct Test {
    /// The top-level attribute, whatever its name looks like.
    pub attribute: String,
    /// `ComparisonOperator`
    pub operator: Operator,
    /// `AttributeValueList`
    pub values: Vec<Literal>,
}

/// `ConditionalOperator`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// All conditions must hold.
    And,
    /// One of them must.
    Or,
}

/// One condition of several; nothing of none. Nothing said joins by AND.
pub fn join(mut conditions: Vec<Condition>, by: Option<Join>) -> Result<Option<Condition>, Error> {
    match (conditions.len(), by) {
        (0, Some(_)) => Err(Error::legacy_nothing_to_join()),
        (1, Some(_)) => Err(Error::legacy_one_to_join()),
        (0 | 1, None) => Ok(conditions.pop()),
        (_, Some(Join::Or)) => Ok(Some(Condition::Or(conditions))),
        (_, Some(Join::And) | None) => Ok(Some(Condition::And(conditions))),
    }
}

/// `AttributesToGet`: whole attributes, each named once.
pub fn projection(names: &[&str]) -> Result<Projection, Error> {
    let mut seen = std::collections::HashSet::with_capacity(names.len());
    match names.iter().find(|name| !seen.insert(**name)) {
        Some(name) => Err(Error::legacy_name_repeated(name)),
        None => Ok(Projection::of_names(names.iter().map(|name| Name::from(*name)))),
    }
}

#[cfg(test)]
mod tests;
