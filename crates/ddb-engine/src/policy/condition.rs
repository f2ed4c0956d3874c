//! `Condition`: the operators and keys that can be judged from what is known of a request. Others are refused when a
//! policy is put.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use ddb_expr::number::Number;
use serde::{Deserialize, Serialize};

use super::{Request, matches};
use crate::error::{Error, Result};
use crate::timestamp;

/// One operator on one key with its values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Condition {
    key: Key,
    test: Test,
    /// Holds where none of the values does: one of the operators with `Not`.
    negated: bool,
    values: Vec<String>,
}

/// What is known of every request.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Key {
    CurrentTime,
    EpochTime,
    PrincipalAccount,
    PrincipalArn,
    PrincipalType,
    RequestedRegion,
    /// Keys that say whether one of AWS's services asks. None does here.
    ViaService,
}

/// The keys by the names that policies have for them, which do not depend on case.
const KEYS: [(&str, Key); 8] = [
    ("aws:currenttime", Key::CurrentTime),
    ("aws:epochtime", Key::EpochTime),
    ("aws:principalaccount", Key::PrincipalAccount),
    ("aws:principalarn", Key::PrincipalArn),
    ("aws:principaltype", Key::PrincipalType),
    ("aws:requestedregion", Key::RequestedRegion),
    ("aws:principalisawsservice", Key::ViaService),
    ("aws:viaawsservice", Key::ViaService),
];

/// How a value is compared.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Test {
    Equals,
    EqualsIgnoreCase,
    Like,
    Bool,
    Null,
    /// Of numbers.
    Number(Order),
    /// Of times.
    Date(Order),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The operators, and whether each is the negation of its test.
const OPERATORS: [(&str, Test, bool); 24] = [
    ("StringEquals", Test::Equals, false),
    ("StringNotEquals", Test::Equals, true),
    ("StringEqualsIgnoreCase", Test::EqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Test::EqualsIgnoreCase, true),
    ("StringLike", Test::Like, false),
    ("StringNotLike", Test::Like, true),
    ("ArnEquals", Test::Like, false),
    ("ArnLike", Test::Like, false),
    ("ArnNotEquals", Test::Like, true),
    ("ArnNotLike", Test::Like, true),
    ("Bool", Test::Bool, false),
    ("Null", Test::Null, false),
    ("NumericEquals", Test::Number(Order::Equal), false),
    ("NumericNotEquals", Test::Number(Order::Equal), true),
    ("NumericLessThan", Test::Number(Order::Less), false),
    ("NumericLessThanEquals", Test::Number(Order::LessOrEqual), false),
    ("NumericGreaterThan", Test::Number(Order::Greater), false),
    ("NumericGreaterThanEquals", Test::Number(Order::GreaterOrEqual), false),
    ("DateEquals", Test::Date(Order::Equal), false),
    ("DateNotEquals", Test::Date(Order::Equal), true),
    ("DateLessThan", Test::Date(Order::Less), false),
    ("DateLessThanEquals", Test::Date(Order::LessOrEqual), false),
    ("DateGreaterThan", Test::Date(Order::Greater), false),
    ("DateGreaterThanEquals", Test::Date(Order::GreaterOrEqual), false),
];

impl Condition {
    /// Reads one, or refuses by name what cannot be judged.
    pub(super) fn read(operator: &str, key: &str, values: Vec<String>) -> Result<Condition> {
        // All keys are known of every request, so `IfExists` changes nothing.
        let plain = operator.strip_suffix("IfExists").unwrap_or(operator);
        let known = OPERATORS.iter().find(|(name, ..)| *name == plain);
        let (_, test, negated) =
            known.ok_or_else(|| Error::unsupported(&format!("The operator {operator}")))?;
        let known = KEYS.iter().find(|(name, _)| *name == key.to_ascii_lowercase());
        let (_, key) = known.ok_or_else(|| Error::unsupported(&format!("The condition key {key}")))?;
        if let Some(variable) = values.iter().find(|value| value.contains("${")) {
            return Err(Error::unsupported(&format!("The policy variable in {variable}")));
        }
        Ok(Condition { key: *key, test: *test, negated: *negated, values })
    }

    /// Whether it holds of a request.
    pub(super) fn holds(&self, request: &Request<'_>) -> bool {
        let actual = self.key.of(request);
        self.values.iter().any(|value| self.test.holds(&actual, value)) != self.negated
    }
}

impl Key {
    fn of(self, request: &Request<'_>) -> String {
        match self {
            Key::CurrentTime => timestamp::text(request.now.millis()),
            Key::EpochTime => request.now.secs().to_string(),
            Key::PrincipalAccount => request.account.to_string(),
            Key::PrincipalArn => request.principal(),
            Key::PrincipalType => "Account".to_owned(),
            Key::RequestedRegion => request.region.as_str().to_owned(),
            Key::ViaService => "false".to_owned(),
        }
    }
}

impl Test {
    fn holds(self, actual: &str, value: &str) -> bool {
        match self {
            Test::Equals => actual == value,
            Test::EqualsIgnoreCase | Test::Bool => actual.eq_ignore_ascii_case(value),
            Test::Like => matches(value, actual),
            // The key is there.
            Test::Null => value.eq_ignore_ascii_case("false"),
            Test::Number(order) => match (Number::parse(actual), Number::parse(value)) {
                (Ok(actual), Ok(value)) => order.holds(actual.cmp(&value)),
                _ => false,
            },
            Test::Date(order) => match (timestamp::parse(actual), timestamp::parse(value)) {
                (Some(actual), Some(value)) => order.holds(actual.cmp(&value)),
                _ => false,
            },
        }
    }
}

impl Order {
    fn holds(self, found: std::cmp::Ordering) -> bool {
        match self {
            Order::Equal => found.is_eq(),
            Order::Less => found.is_lt(),
            Order::LessOrEqual => found.is_le(),
            Order::Greater => found.is_gt(),
            Order::GreaterOrEqual => found.is_ge(),
        }
    }
}
