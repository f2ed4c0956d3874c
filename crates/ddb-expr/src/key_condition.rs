//! `KeyConditionExpression`: the condition grammar, of which only comparisons of top-level attributes with values,
//! joined by AND, are allowed.
//!
//! Which attributes a schema wants, and in which form, is the engine's to say; the sentences are in `error.rs`.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html>

use crate::ast::{Comparator, Condition, Operand};
use crate::condition;
use crate::error::Error;
use crate::kind::Kind;
use crate::names::{Literal, Placeholders};
use crate::path::Path;

/// The comparisons in the order in which they were written, each of another attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCondition {
    /// At least one.
    pub terms: Vec<Term>,
}

/// One attribute compared with values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The attribute.
    pub attribute: String,
    /// What it is compared with.
    pub comparison: Comparison,
}

/// How a key attribute is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `= :v`
    Equal(Literal),
    /// `< :v`
    Less(Literal),
    /// `<= :v`
    LessOrEqual(Literal),
    /// `> :v`
    Greater(Literal),
    /// `>= :v`
    GreaterOrEqual(Literal),
    /// `BETWEEN :low AND :high`, both included.
    Between(Literal, Literal),
    /// `begins_with(attribute, :v)`
    BeginsWith(Literal),
    /// Some operator of the legacy `KeyConditions` by which no key can be looked up; to be refused once it is known
    /// that the attribute is one of the key's.
    NotIndexable,
}

impl Comparison {
    /// The values, of which a BETWEEN has two.
    pub fn values(&self) -> impl Iterator<Item = &Literal> {
        let (first, second) = match self {
            Comparison::NotIndexable => (None, None),
            Comparison::Equal(value)
            | Comparison::Less(value)
            | Comparison::LessOrEqual(value)
            | Comparison::Greater(value)
            | Comparison::GreaterOrEqual(value)
            | Comparison::BeginsWith(value) => (Some(value), None),
            Comparison::Between(low, high) => (Some(low), Some(high)),
        };
        first.into_iter().chain(second)
    }
}

impl KeyCondition {
    /// The term of that attribute.
    pub fn get(&self, attribute: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.attribute == attribute)
    }
}

/// Reads a key condition.
pub fn parse(text: &str, placeholders: &mut Placeholders) -> Result<KeyCondition, Error> {
    of(condition::parse(Kind::KeyCondition, text, placeholders)?)
}

/// The key condition that a parsed condition is. AWS asks that only when all expressions of a request are parsed.
pub fn of(condition: Condition) -> Result<KeyCondition, Error> {
    let mut terms = Vec::with_capacity(2);
    collect(condition, &mut terms)?;
    Ok(KeyCondition { terms })
}

fn collect(condition: Condition, terms: &mut Vec<Term>) -> Result<(), Error> {
    match condition {
        Condition::And(all) => all.into_iter().try_for_each(|one| collect(one, terms)),
        Condition::Or(_) => Err(Error::key_operator("OR")),
        Condition::Not(_) => Err(Error::key_operator("NOT")),
        Condition::In(..) => Err(Error::key_operator("IN")),
        Condition::Exists(_) => Err(Error::key_operator("attribute_exists")),
        Condition::NotExists(_) => Err(Error::key_operator("attribute_not_exists")),
        Condition::HasType(..) => Err(Error::key_operator("attribute_type")),
        Condition::Contains(..) => Err(Error::key_operator("contains")),
        Condition::Compare(Comparator::NotEqual, ..) => Err(Error::key_operator("<>")),
        Condition::Compare(comparator, left, right) => {
            let (attribute, value, swapped) = compared(left, right)?;
            let comparator = if swapped { comparator.swapped() } else { comparator };
            push(attribute, comparison(comparator, value), terms)
        }
        Condition::Between(operand, low, high) => {
            let attribute = first_operand("BETWEEN", operand)?;
            let (low, high) = (other_operand(low)?, other_operand(high)?);
            push(attribute, Comparison::Between(low, high), terms)
        }
        Condition::BeginsWith(operand, prefix) => {
            let attribute = first_operand("begins_with", operand)?;
            let prefix = other_operand(prefix)?;
            push(attribute, Comparison::BeginsWith(prefix), terms)
        }
    }
}

fn push(attribute: String, comparison: Comparison, terms: &mut Vec<Term>) -> Result<(), Error> {
    if terms.iter().any(|term| term.attribute == attribute) {
        return Err(Error::key_condition_repeated());
    }
    terms.push(Term { attribute, comparison });
    Ok(())
}

fn comparison(comparator: Comparator, value: Literal) -> Comparison {
    match comparator {
        Comparator::Less => Comparison::Less(value),
        Comparator::LessOrEqual => Comparison::LessOrEqual(value),
        Comparator::Greater => Comparison::Greater(value),
        Comparator::GreaterOrEqual => Comparison::GreaterOrEqual(value),
        // `<>` was refused before.
        Comparator::Equal | Comparator::NotEqual => Comparison::Equal(value),
    }
}

/// The attribute and the value of a comparison, and whether they stand the other way round.
fn compared(left: Operand, right: Operand) -> Result<(String, Literal, bool), Error> {
    match (left, right) {
        (Operand::Size(_), _) => Err(Error::key_nested_operation()),
        (Operand::Path(path), right) => Ok((attribute(path)?, other_operand(right)?, false)),
        (Operand::Value(_), Operand::Size(_)) => Err(Error::key_nested_operation()),
        (Operand::Value(value), Operand::Path(path)) => Ok((attribute(path)?, value, true)),
        (Operand::Value(_), Operand::Value(_)) => Err(Error::key_attribute_missing()),
    }
}

fn attribute(path: Path) -> Result<String, Error> {
    if path.is_top_level() { Ok(path.attribute.to_string()) } else { Err(Error::key_nested_attribute()) }
}

/// The first operand of an operator that wants the attribute there.
fn first_operand(operator: &str, operand: Operand) -> Result<String, Error> {
    match operand {
        Operand::Path(path) => attribute(path),
        _ => Err(Error::key_attribute_not_first(operator)),
    }
}

/// An operand beside the attribute: only a value is allowed.
fn other_operand(operand: Operand) -> Result<Literal, Error> {
    match operand {
        Operand::Value(value) => Ok(value),
        Operand::Size(_) => Err(Error::key_nested_operation()),
        Operand::Path(_) => Err(Error::key_several_attributes()),
    }
}

#[cfg(test)]
mod tests;
