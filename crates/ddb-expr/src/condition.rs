//! `ConditionExpression` and `FilterExpression`.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>

use crate::error::Error;
use crate::kind::Kind;
use crate::names::Placeholders;

pub use crate::ast::{Comparator, Condition, Operand};

pub(crate) mod function;
mod judge;
mod parse;

/// Most operands of one IN.
pub const MAX_IN_OPERANDS: usize = 100;

/// Reads a condition. `kind` names the member that AWS's sentences blame.
pub fn parse(kind: Kind, text: &str, placeholders: &mut Placeholders) -> Result<Condition, Error> {
    parse::parse(kind, text, placeholders)
}

#[cfg(test)]
pub(crate) mod tests;
