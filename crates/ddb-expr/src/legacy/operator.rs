//! The thirteen comparison operators: which values they take, and what they mean.

use super::Test;
use crate::ast::{Comparator, Condition, Operand};
use crate::error::Error;
use crate::key_condition::{Comparison, KeyCondition, Term};
use crate::names::Literal;
use crate::path::Path;
use crate::value::Type;

/// `ComparisonOperator`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `IN`
    In,
    /// `NULL`: the attribute is not there.
    Null,
    /// `BETWEEN`
    Between,
    /// `LT`
    Lt,
    /// `NOT_CONTAINS`
    NotContains,
    /// `EQ`
    Eq,
    /// `GT`
    Gt,
    /// `NOT_NULL`: the attribute is there.
    NotNull,
    /// `NE`
    Ne,
    /// `LE`
    Le,
    /// `BEGINS_WITH`
    BeginsWith,
    /// `GE`
    Ge,
    /// `CONTAINS`
    Contains,
}

impl Operator {
    /// Every name, in the order in which AWS lists them in errors.
    pub const NAMES: [&str; 13] = [
        "IN",
        "NULL",
        "BETWEEN",
        "LT",
        "NOT_CONTAINS",
        "EQ",
        "GT",
        "NOT_NULL",
        "NE",
        "LE",
        "BEGINS_WITH",
        "GE",
        "CONTAINS",
    ];

    const ALL: [Operator; 13] = [
        Operator::In,
        Operator::Null,
        Operator::Between,
        Operator::Lt,
        Operator::NotContains,
        Operator::Eq,
        Operator::Gt,
        Operator::NotNull,
        Operator::Ne,
        Operator::Le,
        Operator::BeginsWith,
        Operator::Ge,
        Operator::Contains,
    ];

    /// The operator of that name.
    pub fn of_name(name: &str) -> Option<Operator> {
        let named = Operator::NAMES.into_iter().zip(Operator::ALL);
        named.into_iter().find(|(known, _)| *known == name).map(|(_, operator)| operator)
    }

    /// As AWS spells it.
    pub fn name(self) -> &'static str {
        let named = Operator::NAMES.into_iter().zip(Operator::ALL);
        named.into_iter().find(|(_, operator)| *operator == self).map_or("", |(name, _)| name)
    }

    /// Does it ask whether the attribute is there, whatever its value?
    pub(super) fn takes_no_value(self) -> bool {
        matches!(self, Operator::Null | Operator::NotNull)
    }

    fn takes_count(self, count: usize) -> bool {
        match self {
            Operator::Null | Operator::NotNull => count == 0,
            Operator::In => count > 0,
            Operator::Between => count == 2,
            _ => count == 1,
        }
    }

    fn takes_type(self, kind: Type) -> bool {
        match self {
            Operator::Eq | Operator::Ne | Operator::Null | Operator::NotNull => true,
            Operator::Contains | Operator::NotContains => {
                kind.is_ordered() || matches!(kind, Type::Bool | Type::Null)
            }
            Operator::BeginsWith => matches!(kind, Type::S | Type::B),
            _ => kind.is_ordered(),
        }
    }
}

impl Test {
    /// The condition that it means, its values checked.
    pub fn condition(self) -> Result<Condition, Error> {
        self.check()?;
        let Test { attribute, operator, values } = self;
        let path = Path::attribute(attribute);
        let subject = || Operand::Path(path.clone());
        let mut values = values.into_iter();
        // How many there are was checked.
        let mut value = || Operand::Value(values.next().unwrap_or_else(Literal::null));
        let compare = |comparator, value| Condition::Compare(comparator, subject(), value);
        Ok(match operator {
            Operator::Null => Condition::NotExists(path),
            Operator::NotNull => Condition::Exists(path),
            Operator::Eq => compare(Comparator::Equal, value()),
            Operator::Ne => compare(Comparator::NotEqual, value()),
            Operator::Lt => compare(Comparator::Less, value()),
            Operator::Le => compare(Comparator::LessOrEqual, value()),
            Operator::Gt => compare(Comparator::Greater, value()),
            Operator::Ge => compare(Comparator::GreaterOrEqual, value()),
            Operator::BeginsWith => Condition::BeginsWith(subject(), value()),
            Operator::Contains => Condition::Contains(subject(), value()),
            // Unlike NE, it does not hold where the attribute is not there.
            Operator::NotContains => {
                let contains = Condition::Contains(subject(), value());
                Condition::And(vec![Condition::Exists(path.clone()), Condition::Not(Box::new(contains))])
            }
            Operator::Between => Condition::Between(subject(), value(), value()),
            Operator::In => Condition::In(subject(), values.map(Operand::Value).collect()),
        })
    }

    /// Counts and types of the values.
    fn check(&self) -> Result<(), Error> {
        let name = self.operator.name();
        if !self.operator.takes_count(self.values.len()) {
            return Err(Error::legacy_value_count(name));
        }
        let Some(first) = self.values.first() else { return Ok(()) };
        if self.values.iter().any(|value| value.kind() != first.kind()) {
            return Err(Error::legacy_types_differ());
        }
        if !self.operator.takes_type(first.kind()) {
            return Err(Error::legacy_value_type(name, first.kind()));
        }
        if let (Operator::Between, [low, high]) = (self.operator, self.values.as_slice())
            && low.view().compare(high.view()).is_some_and(|order| order.is_gt())
        {
            return Err(Error::legacy_bounds_reversed());
        }
        Ok(())
    }

    fn term(self) -> Term {
        let mut values = self.values.into_iter();
        // How many there are was checked.
        let mut value = || values.next().unwrap_or_else(Literal::null);
        let comparison = match self.operator {
            Operator::Eq => Comparison::Equal(value()),
            Operator::Lt => Comparison::Less(value()),
            Operator::Le => Comparison::LessOrEqual(value()),
            Operator::Gt => Comparison::Greater(value()),
            Operator::Ge => Comparison::GreaterOrEqual(value()),
            Operator::BeginsWith => Comparison::BeginsWith(value()),
            Operator::Between => Comparison::Between(value(), value()),
            _ => Comparison::NotIndexable,
        };
        Term { attribute: self.attribute, comparison }
    }
}

/// `KeyConditions`: values are checked first, then that there is a condition. How many there may be is for the key to
/// say, since that of a global index may have more than two attributes.
pub fn key_condition(tests: Vec<Test>) -> Result<KeyCondition, Error> {
    tests.iter().try_for_each(Test::check)?;
    if tests.is_empty() {
        return Err(Error::legacy_key_condition_count());
    }
    Ok(KeyCondition { terms: tests.into_iter().map(Test::term).collect() })
}
