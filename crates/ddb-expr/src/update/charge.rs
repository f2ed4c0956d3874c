//! How many bytes UpdateItem takes an update for. AWS documents that an item has 400 KB at most; UpdateItem also refuses
//! an expression whose clauses come to more than that, each counted from the request alone, whatever the item holds.
//!
//! The numbers are measured: paritysuite/dynamodb-conformance, 23 of 33 regions, 2026-08 to 2026-10. The other regions
//! have no such rule, nor have transactions, PartiQL and `AttributeUpdates`.

use super::{SetValue, Update};
use crate::names::Literal;
use crate::path::{Path, Step};

/// What an update counts whatever it does.
const UPDATE: usize = 3;
/// A clause that writes a value.
const WRITE: usize = 19;
/// A clause that takes something away.
const REMOVE: usize = 1;
/// Each element of a target behind its attribute, beside its own length.
const TARGET_ELEMENT: usize = 4;
/// A path as an operand, and each of its elements, beside their own lengths.
const SOURCE: usize = 1;
const SOURCE_ELEMENT: usize = 14;
const PLUS: usize = 34;
const MINUS: usize = 37;
const LIST_APPEND: usize = 37;
const IF_NOT_EXISTS: usize = 39;

impl Update {
    /// The bytes of all clauses together.
    pub fn charged_bytes(&self) -> usize {
        let sets = self.sets.iter().map(|(path, value)| WRITE + target(path) + operand(value));
        let adds = self.adds.iter().map(|(path, value)| WRITE + target(path) + size(value));
        let deletes = self.deletes.iter().map(|(path, _)| path);
        let removes = self.removes.iter().chain(deletes).map(|path| REMOVE + target(path));
        UPDATE + sets.chain(adds).chain(removes).sum::<usize>()
    }
}

fn size(value: &Literal) -> usize {
    value.view().size_bytes()
}

/// An element counts the bytes of its name, or the digits of its index.
fn element(step: &Step) -> usize {
    match step {
        Step::Key(name) => name.as_str().len(),
        Step::Index(index) => index.checked_ilog10().map_or(1, |power| power as usize + 1),
    }
}

fn target(path: &Path) -> usize {
    let steps = path.steps.iter().map(|step| TARGET_ELEMENT + element(step));
    path.attribute.as_str().len() + steps.sum::<usize>()
}

fn source(path: &Path) -> usize {
    let steps = path.steps.iter().map(|step| SOURCE_ELEMENT + element(step));
    SOURCE + SOURCE_ELEMENT + path.attribute.as_str().len() + steps.sum::<usize>()
}

fn operand(value: &SetValue) -> usize {
    match value {
        SetValue::Path(path) => source(path),
        SetValue::Value(value) => size(value),
        SetValue::Plus(left, right) => PLUS + operand(left) + operand(right),
        SetValue::Minus(left, right) => MINUS + operand(left) + operand(right),
        SetValue::IfNotExists(path, otherwise) => IF_NOT_EXISTS + source(path) + operand(otherwise),
        SetValue::ListAppend(first, second) => LIST_APPEND + operand(first) + operand(second),
    }
}

#[cfg(test)]
mod tests {
    use crate::condition::tests::placeholders;
    use crate::update;

    /// What a clause counts beside the 3 of every update. The numbers: measured on AWS, as this file says.
    fn check(text: &str, expected: usize) {
        let values = r#"{":y":{"S":"yyyyyyyyyy"},":n":{"N":"1"},":l":{"L":[{"S":"yyyyyyyyyy"}]},
            ":m":{"M":{"leaf":{"S":"yyyyyyyyyy"}}},":s":{"SS":["yyyyyyyyyy","zzzzzzzzzz"]}}"#;
        let update = update::parse(text, &mut placeholders("#leaf=leaf", values)).unwrap();
        assert_eq!(update.charged_bytes(), 3 + expected, "{text}");
    }

    #[test]
    fn clauses_count_what_aws_counts() {
        check("SET b = :y", 19 + 1 + 10);
        check("SET b = :y, c = :y", 2 * (19 + 1 + 10));
        check("SET c = abcdefghij", 19 + 1 + 15 + 10);
        check("SET c = m.z", 19 + 1 + 15 + 1 + 14 + 1);
        check("SET c = l[10]", 19 + 1 + 15 + 1 + 14 + 2);
        // The map that it lies in would count as much as a value: 3, 1 for the element, 4 for its name.
        check("SET d = :m", 19 + 1 + 3 + 1 + 4 + 10);
        check("SET d.#leaf = :y", 19 + 1 + 4 + 4 + 10);
        check("SET d = :l", 19 + 1 + 3 + 1 + 10);
        check("SET d[0] = :y", 19 + 1 + 4 + 1 + 10);
        check("SET n = n + :n", 19 + 1 + 34 + 16 + 2);
        check("SET n = n - :n", 19 + 1 + 37 + 16 + 2);
        check("SET c = if_not_exists(c, :y)", 19 + 1 + 39 + 16 + 10);
        check("SET l = list_append(l, :l)", 19 + 1 + 37 + 16 + 14);
        check("ADD abcdefghij :n", 19 + 10 + 2);
        check("ADD ss :s", 19 + 2 + 20);
        check("REMOVE abcdefghij", 1 + 10);
        check("REMOVE m.yyyyyyyyyy", 1 + 1 + 4 + 10);
        check("REMOVE l[10]", 1 + 1 + 4 + 2);
        check("DELETE ss :s", 1 + 2);
    }
}
