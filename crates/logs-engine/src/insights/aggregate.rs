//! Functions of many rows.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html>

use std::cmp::Ordering;
use std::collections::HashSet;

use super::expression::Expression;
use super::row::Row;
use super::value::Value;

/// A function, and of what it is.
#[derive(Clone, Debug)]
pub(super) struct Aggregate {
    pub(super) kind: Kind,
    /// Nothing of `count(*)`.
    pub(super) of: Option<Expression>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Count,
    CountDistinct,
    Sum,
    Average,
    Least,
    Greatest,
    /// The value that so many of a hundred are not above.
    Percentile(f64),
    Deviation,
    Earliest,
    Latest,
    SortsFirst,
    SortsLast,
}

impl Kind {
    /// By its name; a percentile's number comes later.
    pub(super) fn named(name: &str) -> Option<Kind> {
        Some(match name.to_lowercase().as_str() {
            "count" => Kind::Count,
            "count_distinct" => Kind::CountDistinct,
            "sum" => Kind::Sum,
            "avg" => Kind::Average,
            "min" => Kind::Least,
            "max" => Kind::Greatest,
            "pct" | "percentile" => Kind::Percentile(0.0),
            "stddev" => Kind::Deviation,
            "earliest" => Kind::Earliest,
            "latest" => Kind::Latest,
            "sortsfirst" => Kind::SortsFirst,
            "sortslast" => Kind::SortsLast,
            _ => return None,
        })
    }
}

/// What is known of the rows so far.
#[derive(Clone, Debug)]
pub(super) struct Known {
    kind: Kind,
    count: u64,
    distinct: HashSet<String>,
    distinct_bytes: usize,
    numbers: Vec<f64>,
    sum: f64,
    best: Value,
    best_at: Value,
}

impl Known {
    pub(super) fn new(aggregate: &Aggregate) -> Known {
        Known {
            kind: aggregate.kind,
            count: 0,
            distinct: HashSet::new(),
            distinct_bytes: 0,
            numbers: Vec::new(),
            sum: 0.0,
            best: Value::Missing,
            best_at: Value::Missing,
        }
    }

    /// About how many values are held; a long text counts for several.
    pub(super) fn held(&self) -> usize {
        self.distinct.len() + self.numbers.len() + (self.distinct_bytes + self.best.bytes()) / 1024
    }

    /// One more row.
    pub(super) fn add(&mut self, aggregate: &Aggregate, row: &Row) {
        let Some(of) = &aggregate.of else {
            self.count += 1;
            return;
        };
        let value = of.of_row(row);
        if value.is_missing() {
            return;
        }
        match self.kind {
            Kind::Count => self.count += 1,
            Kind::CountDistinct => {
                if let Some(text) = value.text().filter(|text| !self.distinct.contains(text)) {
                    self.distinct_bytes += text.len();
                    self.distinct.insert(text);
                }
            }
            Kind::Sum | Kind::Average => {
                if let Some(number) = value.number() {
                    self.count += 1;
                    self.sum += number;
                }
            }
            Kind::Percentile(_) | Kind::Deviation => self.numbers.extend(value.number()),
            Kind::Least | Kind::SortsFirst => self.keep(value, Ordering::Less),
            Kind::Greatest | Kind::SortsLast => self.keep(value, Ordering::Greater),
            Kind::Earliest | Kind::Latest => {
                let at = row.get("@timestamp");
                let wanted = if self.kind == Kind::Earliest { Ordering::Less } else { Ordering::Greater };
                if self.best.is_missing() || at.order(&self.best_at) == wanted {
                    (self.best, self.best_at) = (value, at);
                }
            }
        }
    }

    fn keep(&mut self, value: Value, wanted: Ordering) {
        if self.best.is_missing() || value.order(&self.best) == wanted {
            self.best = value;
        }
    }

    /// What comes of them.
    pub(super) fn value(mut self) -> Value {
        match self.kind {
            Kind::Count => Value::Number(self.count as f64),
            Kind::CountDistinct => Value::Number(self.distinct.len() as f64),
            Kind::Sum => Value::Number(self.sum),
            Kind::Average if self.count == 0 => Value::Missing,
            Kind::Average => Value::Number(self.sum / self.count as f64),
            Kind::Percentile(percent) => {
                self.numbers.sort_by(f64::total_cmp);
                percentile(&self.numbers, percent).map_or(Value::Missing, Value::Number)
            }
            Kind::Deviation => deviation(&self.numbers).map_or(Value::Missing, Value::Number),
            // A time comes out as a number, as users found.
            Kind::Earliest | Kind::Latest => match self.best {
                Value::Time(at_ms) => Value::Number(at_ms as f64),
                other => other,
            },
            Kind::Least | Kind::Greatest | Kind::SortsFirst | Kind::SortsLast => self.best,
        }
    }
}

/// The nearest rank. AWS's are approximate.
fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let rank = (percent / 100.0 * sorted.len() as f64).ceil().max(1.0) as usize;
    sorted.get(rank.min(sorted.len()).checked_sub(1)?).copied()
}

/// Of the whole population, which is our guess.
fn deviation(numbers: &[f64]) -> Option<f64> {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count;
    (count > 0.0).then(|| variance.sqrt())
}
