//! Does a condition hold? Judged on the encoded item, without building a tree.

use std::cmp::Ordering;

use crate::ast::{Comparator, Condition, Operand};
use crate::codec::{Encoded, ValueRef};
use crate::number::{Number, NumberRef};

impl Condition {
    /// Does it hold for this item? No item is an item without attributes. Values of different types are unequal and
    /// in no order, which is no mistake.
    pub fn holds(&self, item: Option<Encoded<'_>>) -> bool {
        self.holds_for(item.unwrap_or(Encoded::EMPTY))
    }

    fn holds_for(&self, item: Encoded<'_>) -> bool {
        match self {
            Condition::And(all) => all.iter().all(|one| one.holds_for(item)),
            Condition::Or(any) => any.iter().any(|one| one.holds_for(item)),
            Condition::Not(inner) => !inner.holds_for(item),
            Condition::Exists(path) => path.find(item).is_some(),
            Condition::NotExists(path) => path.find(item).is_none(),
            Condition::HasType(operand, kind) => operand.with(item, |value| value.kind() == *kind),
            Condition::Compare(comparator, left, right) => compare(*comparator, left, right, item),
            Condition::Between(operand, low, high) => {
                compare(Comparator::GreaterOrEqual, operand, low, item)
                    && compare(Comparator::LessOrEqual, operand, high, item)
            }
            Condition::In(operand, list) => {
                operand.with(item, |value| list.iter().any(|one| one.with(item, |one| one == value)))
            }
            Condition::BeginsWith(operand, prefix) => {
                both(operand, prefix, item, |value, prefix| value.begins_with(prefix))
            }
            Condition::Contains(operand, part) => {
                both(operand, part, item, |value, part| value.contains(part))
            }
        }
    }
}

fn compare(comparator: Comparator, left: &Operand, right: &Operand, item: Encoded<'_>) -> bool {
    let ordered = |test: fn(Ordering) -> bool| {
        both(left, right, item, |left, right| left.compare(right).is_some_and(test))
    };
    match comparator {
        Comparator::Equal => both(left, right, item, |left, right| left == right),
        // An attribute that is not there differs from any value.
        Comparator::NotEqual => !both(left, right, item, |left, right| left == right),
        Comparator::Less => ordered(Ordering::is_lt),
        Comparator::LessOrEqual => ordered(Ordering::is_le),
        Comparator::Greater => ordered(Ordering::is_gt),
        Comparator::GreaterOrEqual => ordered(Ordering::is_ge),
    }
}

/// Tests two operands; false where one has no value.
fn both(
    left: &Operand,
    right: &Operand,
    item: Encoded<'_>,
    test: impl FnOnce(ValueRef<'_>, ValueRef<'_>) -> bool,
) -> bool {
    left.with(item, |left| right.with(item, |right| test(left, right)))
}

impl Operand {
    /// Tests its value; false where it has none.
    fn with(&self, item: Encoded<'_>, test: impl FnOnce(ValueRef<'_>) -> bool) -> bool {
        match self {
            Operand::Path(path) => path.find(item).is_some_and(test),
            Operand::Value(literal) => test(literal.view()),
            Operand::Size(inner) => {
                let Some(size) = inner.size(item) else { return false };
                let mut bytes = Vec::new();
                Number::from(size).encode_key(&mut bytes);
                test(ValueRef::N(NumberRef::trusted(&bytes)))
            }
        }
    }

    fn size(&self, item: Encoded<'_>) -> Option<i64> {
        let size = match self {
            Operand::Path(path) => path.find(item)?.operand_size()?,
            Operand::Value(literal) => literal.view().operand_size()?,
            Operand::Size(_) => return None,
        };
        i64::try_from(size).ok()
    }
}
