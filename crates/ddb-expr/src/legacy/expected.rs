//! `Expected`: what an attribute must be like for a write to happen.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExpectedAttributeValue.html>

use super::{Operator, Test};
use crate::ast::Condition;
use crate::error::Error;
use crate::names::Literal;
use crate::path::Path;

/// One attribute's entry.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The top-level attribute.
    pub attribute: String,
    /// `ComparisonOperator`
    pub operator: Option<Operator>,
    /// `AttributeValueList`
    pub values: Option<Vec<Literal>>,
    /// `Value`
    pub value: Option<Literal>,
    /// `Exists`
    pub exists: Option<bool>,
}

impl Expectation {
    /// The condition that it means, or how its members do not fit together.
    pub fn condition(self) -> Result<Condition, Error> {
        let Expectation { attribute, operator, values, value, exists } = self;
        if values.is_some() && value.is_some() {
            return Err(Error::legacy_members_clash("Value", "AttributeValueList", &attribute));
        }
        match (operator, values, value) {
            (Some(_), _, _) if exists.is_some() => {
                Err(Error::legacy_members_clash("Exists", "ComparisonOperator", &attribute))
            }
            (Some(operator), None, None) if !operator.takes_no_value() => {
                Err(Error::legacy_value_missing(operator.name(), &attribute))
            }
            (Some(operator), values, value) => {
                let values = values.unwrap_or_else(|| value.into_iter().collect());
                Test { attribute, operator, values }.condition()
            }
            (None, Some(_), _) => Err(Error::legacy_operator_missing(&attribute)),
            (None, None, Some(_)) if exists == Some(false) => Err(Error::legacy_value_of_nothing(&attribute)),
            (None, None, Some(value)) => {
                Test { attribute, operator: Operator::Eq, values: vec![value] }.condition()
            }
            (None, None, None) if exists == Some(false) => {
                Ok(Condition::NotExists(Path::attribute(attribute)))
            }
            (None, None, None) => Err(Error::legacy_exists_without_value(exists, &attribute)),
        }
    }
}
