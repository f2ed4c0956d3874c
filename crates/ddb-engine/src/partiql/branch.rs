//! A WHERE clause taken apart: the ways in which it can hold, each with its conditions on the key.

use ddb_expr::condition::{Comparator, Condition, Operand};
use ddb_expr::key_condition::Comparison;
use ddb_expr::names::Literal;

use crate::definition::schema::KeySchema;
use crate::error::{Error, Result};

/// Most partitions and ranges that one statement may read.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html>
const MAX_READS: usize = 50;

/// One way in which a clause can hold: the key conditions of it apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Branch {
    pub(super) hash: Option<Literal>,
    /// The partition key is two values at once, so this never holds.
    pub(super) never: bool,
    /// Conditions on the sort key that a range can be made of, each in both forms.
    pub(super) sort: Vec<(Comparison, Condition)>,
    /// The sort key is looked at in another way too.
    pub(super) beyond_range: bool,
    pub(super) rest: Vec<Condition>,
}

/// The names of a key that has one partition and at most one sort attribute.
pub(super) struct Names<'s> {
    pub(super) hash: &'s str,
    pub(super) sort: Option<&'s str>,
}

impl<'s> Names<'s> {
    pub(super) fn of(schema: &'s KeySchema) -> Names<'s> {
        let name = |attributes: &'s [crate::definition::schema::KeyAttribute]| {
            attributes.first().map(|a| a.name.as_str())
        };
        Names { hash: name(&schema.hash).unwrap_or_default(), sort: name(&schema.range) }
    }

    fn is_key(&self, name: &str) -> bool {
        name == self.hash || Some(name) == self.sort
    }
}

/// The branches of a clause that has the partition key in each.
pub(super) fn branches(schema: &KeySchema, condition: &Condition) -> Result<Vec<Branch>> {
    let names = Names::of(schema);
    if names.count(condition) > MAX_READS {
        return Err(Error::validation("Too many decomposed read operations for a given query."));
    }
    Ok(names.expand(condition))
}

impl Names<'_> {
    /// Does every way in which it can hold have the partition key in it?
    pub(super) fn keyed(&self, condition: &Condition) -> bool {
        match condition {
            Condition::And(all) => all.iter().any(|one| self.keyed(one)),
            Condition::Or(any) => !any.is_empty() && any.iter().all(|one| self.keyed(one)),
            Condition::In(..) => listed(condition, self.hash).is_some(),
            other => matches!(compared(other, self.hash), Some(Comparison::Equal(_))),
        }
    }

    /// How many branches it has.
    fn count(&self, condition: &Condition) -> usize {
        match condition {
            Condition::And(all) => all.iter().fold(1, |product, one| product.saturating_mul(self.count(one))),
            Condition::Or(any) if self.is_split(condition) => {
                any.iter().fold(0, |sum, one| sum.saturating_add(self.count(one)))
            }
            Condition::In(..) => self.values(condition).map_or(1, |(_, values)| values.len()),
            _ => 1,
        }
    }

    /// Alternatives that look at the key are taken apart; others stay a filter.
    fn is_split(&self, condition: &Condition) -> bool {
        condition.top_level_names().iter().any(|name| self.is_key(name))
    }

    /// The values that an IN lists for a key attribute.
    fn values<'c>(&self, condition: &'c Condition) -> Option<(bool, Vec<&'c Literal>)> {
        let of_hash = listed(condition, self.hash).map(|values| (true, values));
        of_hash.or_else(|| listed(condition, self.sort?).map(|values| (false, values)))
    }

    /// All branches; no more than `count` says.
    fn expand(&self, condition: &Condition) -> Vec<Branch> {
        match condition {
            Condition::And(all) => all.iter().fold(vec![Branch::default()], |branches, one| {
                let others = self.expand(one);
                branches.iter().flat_map(|branch| others.iter().map(|other| branch.and(other))).collect()
            }),
            Condition::Or(any) if self.is_split(condition) => {
                any.iter().flat_map(|one| self.expand(one)).collect()
            }
            Condition::In(operand, _) => match self.values(condition) {
                None => vec![self.rest(condition)],
                Some((true, values)) => {
                    let of = |value: &Literal| Branch { hash: Some(value.clone()), ..Branch::default() };
                    values.into_iter().map(of).collect()
                }
                Some((false, values)) => {
                    let of = |value: &Literal| {
                        let value = value.clone();
                        let equal = Condition::Compare(
                            Comparator::Equal,
                            operand.clone(),
                            Operand::Value(value.clone()),
                        );
                        Branch { sort: vec![(Comparison::Equal(value), equal)], ..Branch::default() }
                    };
                    values.into_iter().map(of).collect()
                }
            },
            other => {
                if let Some(Comparison::Equal(value)) = compared(other, self.hash) {
                    return vec![Branch { hash: Some(value), ..Branch::default() }];
                }
                match self.sort.and_then(|name| compared(other, name)) {
                    Some(comparison) => {
                        vec![Branch { sort: vec![(comparison, other.clone())], ..Branch::default() }]
                    }
                    None => vec![self.rest(other)],
                }
            }
        }
    }

    fn rest(&self, condition: &Condition) -> Branch {
        let beyond_range = self.sort.is_some_and(|sort| condition.top_level_names().contains(&sort));
        Branch { rest: vec![condition.clone()], beyond_range, ..Branch::default() }
    }
}

impl Branch {
    fn and(&self, other: &Branch) -> Branch {
        let mut both = self.clone();
        match (&self.hash, &other.hash) {
            (Some(one), Some(two)) => both.never |= one != two,
            (None, hash) => both.hash.clone_from(hash),
            (Some(_), None) => {}
        }
        both.never |= other.never;
        both.sort.extend(other.sort.iter().cloned());
        both.beyond_range |= other.beyond_range;
        both.rest.extend(other.rest.iter().cloned());
        both
    }
}

/// The whole attribute of that name.
fn is_attribute(operand: &Operand, name: &str) -> bool {
    matches!(operand, Operand::Path(path) if path.is_top_level() && path.attribute.as_str() == name)
}

/// How a condition compares an attribute with values, if that is all it does and in a way that a range can be made of.
fn compared(condition: &Condition, name: &str) -> Option<Comparison> {
    match condition {
        Condition::Compare(comparator, left, right) => {
            let (comparator, value) = match (left, right) {
                (attribute, Operand::Value(value)) if is_attribute(attribute, name) => (*comparator, value),
                (Operand::Value(value), attribute) if is_attribute(attribute, name) => {
                    (comparator.swapped(), value)
                }
                _ => return None,
            };
            let value = value.clone();
            Some(match comparator {
                Comparator::Equal => Comparison::Equal(value),
                Comparator::Less => Comparison::Less(value),
                Comparator::LessOrEqual => Comparison::LessOrEqual(value),
                Comparator::Greater => Comparison::Greater(value),
                Comparator::GreaterOrEqual => Comparison::GreaterOrEqual(value),
                Comparator::NotEqual => return None,
            })
        }
        Condition::Between(attribute, Operand::Value(low), Operand::Value(high))
            if is_attribute(attribute, name) =>
        {
            Some(Comparison::Between(low.clone(), high.clone()))
        }
        Condition::BeginsWith(attribute, Operand::Value(prefix)) if is_attribute(attribute, name) => {
            Some(Comparison::BeginsWith(prefix.clone()))
        }
        _ => None,
    }
}

/// The values of `attribute IN […]`, if all are values and there is one.
fn listed<'c>(condition: &'c Condition, name: &str) -> Option<Vec<&'c Literal>> {
    let Condition::In(attribute, list) = condition else { return None };
    if !is_attribute(attribute, name) || list.is_empty() {
        return None;
    }
    let value = |operand: &'c Operand| match operand {
        Operand::Value(value) => Some(value),
        _ => None,
    };
    list.iter().map(value).collect()
}
