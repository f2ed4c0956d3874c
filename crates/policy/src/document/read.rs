//! From JSON to a policy, within limits.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Actions, Document, Malformed, Resources, Statement};
use crate::condition::Condition;
use crate::principal::{Named, Principals};
use crate::template::Template;

/// Bytes of a policy at most, whatever its service: each has a lower limit of its own. The longest of AWS's managed
/// policies has 152 KB.
pub const MAX_BYTES: usize = 262_144;

/// Statements of a policy at most.
pub const MAX_STATEMENTS: usize = 1024;

/// What a policy must have and must not, by where it is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To a user, group, role or session, or to an account as its limit: no principals, and resources.
    Identity,
    /// To a resource: principals and resources.
    Resource,
    /// To a role, as its trust policy: principals and no resources.
    Trust,
}

const ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

impl Document {
    /// Reads a policy.
    pub fn read(text: &str, form: Form) -> Result<Document, Malformed> {
        if text.len() > MAX_BYTES {
            return Err(Malformed::TooLong);
        }
        let Unique(twice) = serde_json::from_str(text).map_err(|_| Malformed::NotJson)?;
        if let Some(key) = twice {
            return Err(Malformed::Twice(key));
        }
        // Depth is bounded by the parser, at 128, and then by the language.
        let whole: Value = serde_json::from_str(text).map_err(|_| Malformed::NotJson)?;
        let Value::Object(whole) = whole else { return Err(Malformed::NotJson) };
        check_elements(&whole, &ELEMENTS)?;
        let variables = match whole.get("Version") {
            None => false,
            Some(Value::String(version)) if version == "2008-10-17" => false,
            Some(Value::String(version)) if version == "2012-10-17" => true,
            Some(_) => return Err(Malformed::Version),
        };
        let statements: Vec<&Value> = match whole.get("Statement") {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        if statements.is_empty() {
            return Err(Malformed::Missing("Statement"));
        }
        if statements.len() > MAX_STATEMENTS {
            return Err(Malformed::TooManyStatements);
        }
        let statements = statements.into_iter().map(|one| statement(one, form, variables));
        Ok(Document { statements: statements.collect::<Result<_, _>>()? })
    }
}

fn check_elements(object: &Map<String, Value>, known: &[&str]) -> Result<(), Malformed> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(unknown) => Err(Malformed::Unknown(unknown.clone())),
        None => Ok(()),
    }
}

fn statement(given: &Value, form: Form, variables: bool) -> Result<Statement, Malformed> {
    let Value::Object(given) = given else { return Err(Malformed::Form("Statement")) };
    check_elements(given, &STATEMENT_ELEMENTS)?;
    let allow = match given.get("Effect") {
        Some(Value::String(effect)) if effect == "Allow" => true,
        Some(Value::String(effect)) if effect == "Deny" => false,
        Some(_) => return Err(Malformed::Form("Effect")),
        None => return Err(Malformed::Missing("Effect")),
    };
    let principals = one_of(given, "Principal", "NotPrincipal", form != Form::Identity)?;
    let actions = one_of(given, "Action", "NotAction", true)?.ok_or(Malformed::Missing("Action"))?;
    let resources = one_of(given, "Resource", "NotResource", form != Form::Trust)?;
    Ok(Statement {
        // Services differ in what a Sid may be. Here it is only shown.
        sid: given.get("Sid").map(|sid| sid.as_str().map_or_else(|| sid.to_string(), str::to_owned)),
        allow,
        principals: principals.map(read_principals).transpose()?,
        actions: read_actions(actions)?,
        resources: resources.map(|given| read_resources(given, variables)).transpose()?,
        conditions: read_conditions(given.get("Condition"), variables)?,
    })
}

/// An element or its negation: which it is, by name, and its value.
struct Given<'a> {
    name: &'static str,
    negated: bool,
    value: &'a Value,
}

/// An element or its negation: one of both if it is wanted, else none.
fn one_of<'a>(
    given: &'a Map<String, Value>,
    name: &'static str,
    negation: &'static str,
    wanted: bool,
) -> Result<Option<Given<'a>>, Malformed> {
    match (given.get(name), given.get(negation)) {
        (Some(_), Some(_)) => Err(Malformed::Both(name, negation)),
        (None, None) if wanted => Err(Malformed::Missing(name)),
        (None, None) => Ok(None),
        (Some(_), None) if !wanted => Err(Malformed::Unknown(name.to_owned())),
        (None, Some(_)) if !wanted => Err(Malformed::Unknown(negation.to_owned())),
        (Some(value), None) => Ok(Some(Given { name, negated: false, value })),
        (None, Some(value)) => Ok(Some(Given { name: negation, negated: true, value })),
    }
}

/// A text or a list of texts.
fn texts(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(one) => Some(vec![one]),
        Value::Array(list) => list.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

fn read_principals(given: Given<'_>) -> Result<Principals, Malformed> {
    let wrong = Malformed::Form(given.name);
    let mut principals = Principals { negated: given.negated, everybody: false, named: Vec::new() };
    let kinds = match given.value {
        Value::String(all) if all == "*" => {
            principals.everybody = true;
            return Ok(principals);
        }
        Value::Object(kinds) if !kinds.is_empty() => kinds,
        _ => return Err(wrong),
    };
    for (kind, names) in kinds {
        for name in texts(names).ok_or_else(|| wrong.clone())? {
            match kind.as_str() {
                "AWS" if name == "*" => principals.everybody = true,
                "AWS" => {
                    let named = Named::aws(name).ok_or_else(|| Malformed::Principal(name.to_owned()))?;
                    principals.named.push(named);
                }
                "Service" => principals.named.push(Named::Service(name.to_owned())),
                "Federated" => principals.named.push(Named::Federated(name.to_owned())),
                "CanonicalUser" => principals.named.push(Named::CanonicalUser(name.to_owned())),
                _ => return Err(wrong),
            }
        }
    }
    Ok(principals)
}

fn read_actions(given: Given<'_>) -> Result<Actions, Malformed> {
    let texts = texts(given.value).filter(|list| !list.is_empty()).ok_or(Malformed::Form(given.name))?;
    let patterns = texts.into_iter().map(|text| Template::pattern(&text.to_ascii_lowercase(), false));
    Ok(Actions { negated: given.negated, patterns: patterns.collect() })
}

fn read_resources(given: Given<'_>, variables: bool) -> Result<Resources, Malformed> {
    let texts = texts(given.value).filter(|list| !list.is_empty()).ok_or(Malformed::Form(given.name))?;
    let patterns = texts.into_iter().map(|text| Template::resource(text, variables));
    Ok(Resources { negated: given.negated, patterns: patterns.collect() })
}

fn read_conditions(given: Option<&Value>, variables: bool) -> Result<Vec<Condition>, Malformed> {
    let wrong = || Malformed::Form("Condition");
    let operators = match given {
        None => return Ok(Vec::new()),
        Some(given) => given.as_object().ok_or_else(wrong)?,
    };
    let mut conditions = Vec::new();
    for (operator, keys) in operators {
        for (key, values) in keys.as_object().ok_or_else(wrong)? {
            let values = match values {
                Value::Array(list) => list.iter().collect(),
                one => vec![one],
            };
            let values = values.into_iter().map(|value| match value {
                Value::String(text) => Some(text.clone()),
                Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
                _ => None,
            });
            let values = values.collect::<Option<Vec<String>>>().ok_or(Malformed::Form("Condition value"))?;
            let condition = Condition::read(operator, key, &values, variables);
            conditions.push(condition.ok_or_else(|| Malformed::Operator(operator.clone()))?);
        }
    }
    Ok(conditions)
}

/// A JSON text of which only this is known: the first key that one of its objects has twice, if one does.
struct Unique(Option<String>);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unique, D::Error> {
        struct Look;

        impl<'de> Visitor<'de> for Look {
            type Value = Unique;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON")
            }

            fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
                Ok(Unique(None))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
                Ok(Unique(None))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
                Ok(Unique(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
                Ok(Unique(None))
            }

            fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
                Ok(Unique(None))
            }

            fn visit_unit<E>(self) -> Result<Unique, E> {
                Ok(Unique(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Unique, A::Error> {
                let mut found = None;
                while let Some(Unique(twice)) = list.next_element()? {
                    found = found.or(twice);
                }
                Ok(Unique(found))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
                let mut found = None;
                let mut known = BTreeSet::new();
                while let Some(key) = map.next_key::<String>()? {
                    let Unique(twice) = map.next_value()?;
                    found = found.or(twice);
                    if known.contains(&key) {
                        found = found.or(Some(key));
                    } else {
                        known.insert(key);
                    }
                }
                Ok(Unique(found))
            }
        }

        deserializer.deserialize_any(Look)
    }
}
