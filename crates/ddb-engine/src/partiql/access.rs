//! From a WHERE clause to the reads that answer it: by partition key where it names one, else over the whole table.
//!
//! AWS takes a clause apart into reads of one partition each ("decomposed reads"). What it allows and refuses there was
//! recorded on AWS in autumn 2026, in the PartiQL tests of github.com/floci-io/floci and of
//! github.com/paritysuite/dynamodb-conformance.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html>

use std::cmp::Ordering;
use std::ops::Bound;

use ddb_expr::condition::Condition;
use ddb_expr::key_condition::{Comparison, KeyCondition, Term};
use ddb_expr::names::Literal;
use ddb_expr::partiql;
use store::Order;

use super::branch::{Branch, Names, branches};
use crate::definition::schema::{Index, KeySchema};
use crate::error::{Error, Result};
use crate::item::key_range::KeyRange;
use crate::memory::catalog::Table;
use crate::read::range;

/// What is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'t> {
    pub(super) table: &'t Table,
    pub(super) index: Option<&'t Index>,
}

impl<'t> Source<'t> {
    /// The key that reads go by.
    fn schema(self) -> &'t KeySchema {
        self.index.map_or(&self.table.definition.key, |index| &index.key)
    }
}

/// One read of a partition, or of a range in it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) range: KeyRange,
    /// What the range does not say.
    pub(super) filter: Option<Condition>,
    hash: Literal,
}

impl Read {
    /// The only read of a statement.
    pub(super) fn of(range: KeyRange, filter: Option<Condition>) -> Read {
        Read { range, filter, hash: Literal::null() }
    }
}

/// The reads of a clause, in the order in which they are made; nothing if all must be read.
pub(super) fn reads(
    source: Source<'_>,
    condition: Option<&Condition>,
    order: &[partiql::Order],
) -> Result<Option<Vec<Read>>> {
    let schema = source.schema();
    let names = Names::of(schema);
    let keyed = condition.filter(|condition| names.keyed(condition));
    check_order(schema, condition, keyed.is_some(), order)?;
    let (Some(_), Some(condition)) = (keyed, condition) else { return Ok(None) };
    let branches = branches(schema, condition)?;
    check_types(schema, &branches)?;
    check_held(source, &branches)?;
    let by = |name: &str| order.iter().find(|order| order.attribute == name).map(|order| order.descending);
    let hash_order = by(names.hash);
    // Where only the partition key is ordered by, AWS goes through a partition from its end.
    let direction = match (order.is_empty(), names.sort.and_then(by)) {
        (true, _) | (false, Some(false)) => Order::Ascending,
        (false, Some(true) | None) => Order::Descending,
    };
    let mut reads: Vec<Read> = Vec::with_capacity(branches.len());
    for branch in branches.iter().filter(|branch| !branch.never) {
        let Some(hash) = &branch.hash else { continue };
        let whole = branches.iter().any(|other| other.beyond_range && other.hash.as_ref() == Some(hash));
        if whole && reads.iter().any(|read| read.hash == *hash) {
            continue;
        }
        reads.push(read(source, branch, whole.then_some(condition), direction)?);
    }
    check_apart(&reads)?;
    reads.sort_by(|one, other| {
        let by_hash = one.hash.view().compare(other.hash.view()).unwrap_or(Ordering::Equal);
        let by_hash = if hash_order == Some(true) { by_hash.reverse() } else { by_hash };
        let by_range = first(&one.range).cmp(first(&other.range));
        by_hash.then(if direction == Order::Descending { by_range.reverse() } else { by_range })
    });
    let several = reads.iter().any(|read| reads.first().is_some_and(|first| first.hash != read.hash));
    if several && !order.is_empty() && hash_order.is_none() {
        return Err(Error::validation(
            "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
        ));
    }
    Ok(Some(reads))
}

/// The read of one branch, or of the whole of its partition by the whole clause.
fn read(source: Source<'_>, branch: &Branch, whole: Option<&Condition>, direction: Order) -> Result<Read> {
    let names = Names::of(source.schema());
    let hash = branch.hash.clone().unwrap_or_else(Literal::null);
    let mut terms =
        vec![Term { attribute: names.hash.to_owned(), comparison: Comparison::Equal(hash.clone()) }];
    let equal = branch.sort.iter().position(|(comparison, _)| matches!(comparison, Comparison::Equal(_)));
    let ranged = if whole.is_some() { None } else { branch.sort.get(equal.unwrap_or(0)) };
    if let (Some(name), Some((comparison, _))) = (names.sort, ranged) {
        terms.push(Term { attribute: name.to_owned(), comparison: comparison.clone() });
    }
    let range = range::of(source.table, source.index, &KeyCondition { terms }, direction)?;
    let filter = match whole {
        Some(condition) => Some(condition.clone()),
        None => {
            let others = branch.sort.iter().filter(|other| !ranged.is_some_and(|r| std::ptr::eq(r, *other)));
            let others = others.map(|(_, condition)| condition.clone());
            let mut all: Vec<Condition> = others.chain(branch.rest.iter().cloned()).collect();
            match all.len() {
                0 | 1 => all.pop(),
                _ => Some(Condition::And(all)),
            }
        }
    };
    Ok(Read { range, filter, hash })
}

/// The one key that a clause is about, if it says nothing else.
pub(crate) fn only_key(
    table: &Table,
    condition: Option<&Condition>,
) -> Result<Option<ddb_expr::codec::EncodedItem>> {
    let schema = &table.definition.key;
    let names = Names::of(schema);
    let Some(condition) = condition.filter(|condition| names.keyed(condition)) else { return Ok(None) };
    let branches = branches(schema, condition)?;
    let [branch] = branches.as_slice() else {
        // Two of the same have another error than two that differ: AWS looks for overlaps first.
        reads(Source { table, index: None }, Some(condition), &[])?;
        return Ok(None);
    };
    let mut key = ddb_expr::value::Item::new();
    if branch.never || branch.beyond_range || !branch.rest.is_empty() {
        return Ok(None);
    }
    let Some(hash) = &branch.hash else { return Ok(None) };
    key.insert(names.hash, hash.to_value());
    for (comparison, _) in &branch.sort {
        let (Some(name), Comparison::Equal(value)) = (names.sort, comparison) else { return Ok(None) };
        if key.insert(name, value.to_value()).is_some_and(|before| before != value.to_value()) {
            return Ok(None);
        }
    }
    Ok((key.len() == schema.len()).then(|| ddb_expr::codec::encode(&key)))
}

/// What an ORDER BY wants.
fn check_order(
    schema: &KeySchema,
    condition: Option<&Condition>,
    keyed: bool,
    order: &[partiql::Order],
) -> Result<()> {
    if order.is_empty() {
        return Ok(());
    }
    if condition.is_none() {
        return Err(Error::validation("Must have WHERE clause in the statement when using ORDER BY clause."));
    }
    if let Some(other) = order.iter().find(|order| !schema.has(&order.attribute)) {
        return Err(Error::validation(format!(
            "Attribute {} in ORDER BY clause must be part of the primary key",
            other.attribute
        )));
    }
    if !keyed {
        return Err(Error::validation(
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
        ));
    }
    Ok(())
}

/// What keys are compared with must have their types.
fn check_types(schema: &KeySchema, branches: &[Branch]) -> Result<()> {
    for branch in branches {
        let sort = branch.sort.iter().flat_map(|(comparison, _)| comparison.values());
        let hash = branch.hash.iter().map(|value| (schema.hash.first(), value));
        for (attribute, value) in hash.chain(sort.map(|value| (schema.range.first(), value))) {
            if let Some(attribute) = attribute.filter(|a| value.kind() != a.kind.value_type()) {
                return Err(mismatched_type(&attribute.name));
            }
        }
    }
    Ok(())
}

/// A key attribute compared with a value of another type.
pub(super) fn mismatched_type(name: &str) -> Error {
    Error::validation(format!(
        "Key attribute's data type should match its data type in table's schema: Key {name}"
    ))
}

/// A read by key of an index filters only by what the index holds. AWS looks at the branches together: one that
/// keeps to it is enough, else AWS reports the last.
fn check_held(Source { table, index }: Source<'_>, branches: &[Branch]) -> Result<()> {
    let Some(index) = index else { return Ok(()) };
    let missing = |branch: &Branch| {
        let names = branch.rest.iter().flat_map(Condition::top_level_names);
        let mut names: Vec<String> =
            names.filter(|name| !index.holds(&table.definition.key, name)).map(str::to_owned).collect();
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    };
    if branches.iter().any(|branch| branch.never || missing(branch).is_empty()) {
        return Ok(());
    }
    let by_hash = |one: &&Branch, other: &&Branch| match (&one.hash, &other.hash) {
        (Some(one), Some(other)) => one.view().compare(other.view()).unwrap_or(Ordering::Equal),
        _ => Ordering::Equal,
    };
    let names = branches.iter().max_by(by_hash).map(missing).unwrap_or_default();
    Err(Error::invalid(format!(
        "Secondary index {} does not project one or more filter attributes: [{}]",
        index.name,
        names.join(", ")
    )))
}

fn first(range: &KeyRange) -> &[u8] {
    match &range.from {
        Bound::Included(key) | Bound::Excluded(key) => key,
        Bound::Unbounded => &[],
    }
}

fn last(range: &KeyRange) -> Option<&[u8]> {
    match &range.to {
        Bound::Included(key) | Bound::Excluded(key) => Some(key),
        Bound::Unbounded => None,
    }
}

/// No two reads may meet the same item.
fn check_apart(reads: &[Read]) -> Result<()> {
    let ends_behind = |one: &KeyRange, other: &KeyRange| last(one).is_none_or(|end| end > first(other));
    for (at, one) in reads.iter().enumerate() {
        for other in reads.iter().skip(at + 1) {
            if ends_behind(&one.range, &other.range) && ends_behind(&other.range, &one.range) {
                return Err(Error::validation(
                    "Overlapping conditions with range keys are not supported in where clause",
                ));
            }
        }
    }
    Ok(())
}
