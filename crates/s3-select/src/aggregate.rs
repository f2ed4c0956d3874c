//! AVG, COUNT, MAX, MIN and SUM. <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html>

use std::cmp::Ordering;

use crate::error::{Code, Result, refuse};
use crate::value::{Number, Value};

/// Which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregate {
    Average,
    Count,
    Max,
    Min,
    Sum,
}

impl Aggregate {
    pub(crate) fn of(name: &str) -> Option<Aggregate> {
        const NAMES: [(&str, Aggregate); 5] = [
            ("avg", Aggregate::Average),
            ("count", Aggregate::Count),
            ("max", Aggregate::Max),
            ("min", Aggregate::Min),
            ("sum", Aggregate::Sum),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
    }
}

/// What has come so far.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    kind: Aggregate,
    count: i64,
    /// The greatest, the least or the sum.
    value: Option<Value>,
}

impl Sum {
    pub(crate) fn new(kind: Aggregate) -> Sum {
        Sum { kind, count: 0, value: None }
    }

    /// Adds a value. What is unknown does not count.
    pub(crate) fn add(&mut self, value: Value) -> Result<()> {
        if value.is_unknown() {
            return Ok(());
        }
        self.count += 1;
        match (self.kind, self.value.take()) {
            (Aggregate::Count, _) => {}
            (Aggregate::Max, Some(most)) if value.compare(&most) != Some(Ordering::Greater) => {
                self.value = Some(most);
            }
            (Aggregate::Min, Some(least)) if value.compare(&least) != Some(Ordering::Less) => {
                self.value = Some(least);
            }
            (Aggregate::Max | Aggregate::Min, _) => self.value = Some(value),
            (Aggregate::Sum | Aggregate::Average, sum) => {
                let Some(more) = value.number() else {
                    return refuse(Code::IncorrectSqlFunctionArgumentType);
                };
                self.value = Some(added(sum.and_then(|sum| sum.number()), more)?.into());
            }
        }
        Ok(())
    }

    /// What came of it.
    pub(crate) fn done(&self) -> Value {
        match (self.kind, &self.value) {
            (Aggregate::Count, _) => Value::Int(self.count),
            (_, None) => Value::Null,
            (Aggregate::Average, Some(sum)) => {
                let sum = sum.number().unwrap_or(Number::Int(0));
                Value::Float(sum.float() / Number::Int(self.count).float())
            }
            (_, Some(value)) => value.clone(),
        }
    }
}

fn added(sum: Option<Number>, more: Number) -> Result<Number> {
    match (sum, more) {
        (None, more) => Ok(more),
        (Some(Number::Int(sum)), Number::Int(more)) => {
            sum.checked_add(more).map(Number::Int).ok_or_else(|| Code::IntegerOverflow.into())
        }
        (Some(sum), more) => Ok(Number::Float(sum.float() + more.float())),
    }
}
