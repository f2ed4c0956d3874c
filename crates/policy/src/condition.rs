//! `Condition`: one operator on one key with its values, and whether it holds of a request.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>

mod address;
pub(crate) mod decimal;
pub(crate) mod kind;
pub(crate) mod moment;
mod operator;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::context::Context;
use crate::template::{Template, completed};
use address::Block;
use decimal::Decimal;
use operator::{Operator, Quantifier, Test};

/// One operator on one key with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    operator: Operator,
    /// The operator and the key as the policy spells them.
    pub(crate) operator_name: String,
    pub(crate) key: String,
    values: Vec<Value>,
}

/// A value of a policy, read as its operator reads it; what cannot be read so matches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Text(Template),
    Number(Decimal),
    /// Nanoseconds since 1970.
    Moment(i128),
    Bytes(Vec<u8>),
    Block(Block),
    Unreadable,
}

impl Condition {
    /// Reads one; nothing if there is no such operator.
    pub(crate) fn read(
        operator_name: &str,
        key: &str,
        values: &[String],
        variables: bool,
    ) -> Option<Condition> {
        let operator = Operator::named(operator_name)?;
        let values = values.iter().map(|value| Value::read(operator.test, value, variables)).collect();
        Some(Condition { operator, operator_name: operator_name.to_owned(), key: key.to_owned(), values })
    }

    /// The keys that its variables name.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        let templates = self.values.iter().filter_map(|value| match value {
            Value::Text(template) => Some(template),
            _ => None,
        });
        templates.flat_map(Template::keys)
    }

    /// The keys that it asks a request for and that are absent: its own, and those of its variables without a default.
    pub(crate) fn missing<'a>(&'a self, context: &'a Context) -> impl Iterator<Item = &'a str> {
        let own = context.values(&self.key.to_ascii_lowercase()).is_none().then_some(self.key.as_str());
        let templates = self.values.iter().filter_map(|value| match value {
            Value::Text(template) => Some(template),
            _ => None,
        });
        own.into_iter().chain(templates.flat_map(|template| template.missing(context)))
    }

    /// Whether it holds; nothing if that hangs on a variable that cannot be resolved.
    pub(crate) fn holds(&self, context: &Context) -> Option<bool> {
        let actual = context.values(&self.key.to_ascii_lowercase());
        let Operator { test, negated, if_exists, quantifier } = self.operator;
        if test == Test::Null {
            return Some(self.values.iter().any(|value| value.is_text(actual.is_none(), context)));
        }
        // Values that are all empty are "a null data set".
        let actual =
            actual.filter(|values| quantifier.is_none() || values.iter().any(|value| !value.is_empty()));
        let Some(actual) = actual else {
            return Some(
                if_exists
                    || match quantifier {
                        Some(Quantifier::All) => true,
                        Some(Quantifier::Any) => false,
                        None => negated,
                    },
            );
        };
        let matches = actual
            .iter()
            .map(|actual| any(self.values.iter().map(|value| value.matches(test, actual, context))));
        let hits = matches.map(|matched| matched.map(|matched| matched != negated));
        match quantifier {
            Some(Quantifier::All) => all(hits),
            Some(Quantifier::Any) => any(hits),
            // A key of several values wants a quantifier. Without one, any of them may match, and with a negation none
            // of them (our guess).
            None if negated => all(hits),
            None => any(hits),
        }
    }
}

impl Value {
    fn read(test: Test, text: &str, variables: bool) -> Value {
        let read = match test {
            Test::Equals | Test::EqualsIgnoreCase | Test::Bool => {
                Some(Value::Text(Template::literal(text, variables)))
            }
            Test::Like => Some(Value::Text(Template::pattern(text, variables))),
            // That fields which are missing are `*` is documented of `Resource`; here it is our guess.
            Test::Arn => Some(Value::Text(Template::pattern(&completed(text), variables))),
            Test::Null => Some(Value::Text(Template::literal(text, false))),
            Test::Number(_) => Decimal::parse(text).map(Value::Number),
            Test::Date(_) => moment::parse(text).map(Value::Moment),
            Test::Binary => STANDARD.decode(text).ok().map(Value::Bytes),
            Test::Address => Block::parse(text).map(Value::Block),
        };
        read.unwrap_or(Value::Unreadable)
    }

    fn matches(&self, test: Test, actual: &str, context: &Context) -> Option<bool> {
        Some(match (self, test) {
            (Value::Text(template), Test::EqualsIgnoreCase | Test::Bool) => {
                template.text(context)?.to_lowercase() == actual.to_lowercase()
            }
            (Value::Text(template), Test::Equals | Test::Like) => template.matches(actual, context)?,
            (Value::Text(template), Test::Arn) => template.matches_arn(actual, context)?,
            (Value::Number(value), Test::Number(order)) => {
                Decimal::parse(actual).is_some_and(|actual| order.holds(actual.cmp(value)))
            }
            (Value::Moment(value), Test::Date(order)) => {
                moment::parse(actual).is_some_and(|actual| order.holds(actual.cmp(value)))
            }
            (Value::Bytes(value), Test::Binary) => {
                STANDARD.decode(actual).is_ok_and(|actual| actual == *value)
            }
            (Value::Block(block), Test::Address) => actual.parse().is_ok_and(|actual| block.contains(actual)),
            _ => false,
        })
    }

    /// Whether it is `true`, or `false`.
    fn is_text(&self, flag: bool, context: &Context) -> bool {
        let text = if let Value::Text(template) = self { template.text(context) } else { None };
        text.is_some_and(|text| text.eq_ignore_ascii_case(if flag { "true" } else { "false" }))
    }
}

/// Whether one of these is true; nothing if that hangs on one that is unknown.
pub(crate) fn any(of: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut found = Some(false);
    for one in of {
        match one {
            Some(true) => return Some(true),
            Some(false) => {}
            None => found = None,
        }
    }
    found
}

/// Whether all of these are true; nothing if that hangs on one that is unknown.
pub(crate) fn all(of: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(of.map(|one| one.map(|one| !one))).map(|none| !none)
}

#[cfg(test)]
mod tests;
