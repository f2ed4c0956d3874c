//! A second evaluator of conditions, written for plainness: on trees, every value cloned, every case spelt out.

use crate::ast::{Comparator, Condition, Operand};
use crate::number::Number;
use crate::path::{Path, Step};
use crate::value::{Item, Value};

/// Does the condition hold for the item?
pub fn holds(condition: &Condition, item: &Item) -> bool {
    match condition {
        Condition::And(all) => !all.iter().any(|one| !holds(one, item)),
        Condition::Or(any) => any.iter().filter(|one| holds(one, item)).count() > 0,
        Condition::Not(inner) => !holds(inner, item),
        Condition::Exists(path) => look_up(path, item).is_some(),
        Condition::NotExists(path) => look_up(path, item).is_none(),
        Condition::HasType(operand, kind) => {
            evaluate(operand, item).is_some_and(|value| value.kind() == *kind)
        }
        Condition::Compare(comparator, left, right) => {
            compare(*comparator, evaluate(left, item), evaluate(right, item))
        }
        Condition::Between(operand, low, high) => {
            let value = || evaluate(operand, item);
            compare(Comparator::LessOrEqual, evaluate(low, item), value())
                && compare(Comparator::LessOrEqual, value(), evaluate(high, item))
        }
        Condition::In(operand, list) => {
            list.iter().any(|one| compare(Comparator::Equal, evaluate(operand, item), evaluate(one, item)))
        }
        Condition::BeginsWith(operand, prefix) => match (evaluate(operand, item), evaluate(prefix, item)) {
            (Some(Value::S(text)), Some(Value::S(prefix))) => {
                text.get(..prefix.len()) == Some(prefix.as_str())
            }
            (Some(Value::B(bytes)), Some(Value::B(prefix))) => bytes.get(..prefix.len()) == Some(&prefix[..]),
            _ => false,
        },
        Condition::Contains(operand, part) => match (evaluate(operand, item), evaluate(part, item)) {
            (Some(whole), Some(part)) => contains(&whole, &part),
            _ => false,
        },
    }
}

pub(super) fn look_up(path: &Path, item: &Item) -> Option<Value> {
    let mut value = item.get(&path.attribute)?.clone();
    for step in &path.steps {
        value = match (value, step) {
            (Value::M(map), Step::Key(name)) => map.get(name)?.clone(),
            (Value::L(list), Step::Index(index)) => list.get(*index)?.clone(),
            _ => return None,
        };
    }
    Some(value)
}

fn evaluate(operand: &Operand, item: &Item) -> Option<Value> {
    let inner = match operand {
        Operand::Path(path) => return look_up(path, item),
        Operand::Value(literal) => return Some(literal.to_value()),
        Operand::Size(inner) => evaluate(inner, item)?,
    };
    let size = match inner {
        Value::S(text) => text.encode_utf16().count(),
        Value::B(bytes) => bytes.len(),
        Value::L(list) => list.len(),
        Value::M(map) => map.len(),
        Value::Ss(set) => set.len(),
        Value::Ns(set) => set.len(),
        Value::Bs(set) => set.len(),
        Value::N(_) | Value::Bool(_) | Value::Null => return None,
    };
    Number::parse(&size.to_string()).ok().map(Value::N)
}

fn compare(comparator: Comparator, left: Option<Value>, right: Option<Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return comparator == Comparator::NotEqual };
    let order = match (&left, &right) {
        (Value::S(left), Value::S(right)) => Some(left.as_bytes().cmp(right.as_bytes())),
        (Value::N(left), Value::N(right)) => Some(left.cmp(right)),
        (Value::B(left), Value::B(right)) => Some(left.as_ref().cmp(right.as_ref())),
        _ => None,
    };
    match comparator {
        Comparator::Equal => left == right,
        Comparator::NotEqual => left != right,
        Comparator::Less => order.is_some_and(|order| order.is_lt()),
        Comparator::LessOrEqual => order.is_some_and(|order| order.is_le()),
        Comparator::Greater => order.is_some_and(|order| order.is_gt()),
        Comparator::GreaterOrEqual => order.is_some_and(|order| order.is_ge()),
    }
}

fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::S(text), Value::S(part)) => text.contains(part.as_str()),
        (Value::B(bytes), Value::B(part)) => {
            part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
        }
        (Value::L(list), part) => list.contains(part),
        (Value::Ss(set), Value::S(part)) => set.contains(part),
        (Value::Ns(set), Value::N(part)) => set.contains(part),
        (Value::Bs(set), Value::B(part)) => set.contains(part),
        _ => false,
    }
}
