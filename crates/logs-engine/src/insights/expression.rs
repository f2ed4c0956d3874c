//! Expressions over the fields of a row.

use std::cmp::Ordering;

use regex::Regex;

use super::aggregate::Aggregate;
use super::function::Function;
use super::row::Row;
use super::value::Value;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    Field(String),
    Constant(Value),
    Calculate(Arithmetic, Box<Expression>, Box<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    Like(Box<Expression>, Matcher),
    In(Box<Expression>, Vec<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    Call(Function, Vec<Expression>),
    /// What the structure that comes out has at a path.
    Within(Box<Expression>, String),
    /// A text with something else in the place of what an expression finds.
    Replace(Box<Expression>, Regex, Box<Expression>),
    /// Of many rows, by its place among the aggregates of its command.
    Aggregate(Box<Aggregate>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Remainder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What a text is to be like.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    /// It has this in it.
    Part(String),
    Regex(Regex),
}

impl Expression {
    /// Its value for a row; `of_many` are the values of its aggregates, in the order in which they stand.
    pub(super) fn of(&self, row: &Row, of_many: &mut dyn Iterator<Item = Value>) -> Value {
        match self {
            Expression::Field(name) => row.get(name),
            Expression::Constant(value) => value.clone(),
            Expression::Calculate(operator, one, two) => {
                let (one, two) = (one.of(row, of_many).number(), two.of(row, of_many).number());
                one.zip(two)
                    .and_then(|(one, two)| operator.of(one, two))
                    .map_or(Value::Missing, Value::Number)
            }
            Expression::Compare(operator, one, two) => {
                let (one, two) = (one.of(row, of_many), two.of(row, of_many));
                Value::Boolean(operator.holds(&one, &two))
            }
            Expression::Like(text, matcher) => {
                Value::Boolean(text.of(row, of_many).text().is_some_and(|text| matcher.takes(&text)))
            }
            Expression::In(value, all) => {
                let value = value.of(row, of_many);
                let values: Vec<Value> = all.iter().map(|other| other.of(row, of_many)).collect();
                Value::Boolean(values.iter().any(|other| Comparison::Equal.holds(&value, other)))
            }
            // All are asked: each takes the values of its aggregates.
            Expression::And(all) => {
                let all: Vec<bool> = all.iter().map(|one| one.of(row, of_many).holds()).collect();
                Value::Boolean(!all.contains(&false))
            }
            Expression::Or(all) => {
                let all: Vec<bool> = all.iter().map(|one| one.of(row, of_many).holds()).collect();
                Value::Boolean(all.contains(&true))
            }
            Expression::Not(one) => Value::Boolean(!one.of(row, of_many).holds()),
            Expression::Call(function, arguments) => {
                let arguments: Vec<Value> = arguments.iter().map(|one| one.of(row, of_many)).collect();
                function.of(&arguments)
            }
            Expression::Within(one, path) => one.of(row, of_many).within(path),
            Expression::Replace(text, regex, by) => {
                let (text, by) = (text.of(row, of_many).text(), by.of(row, of_many).text());
                let replaced =
                    text.zip(by).map(|(text, by)| regex.replace_all(&text, by.as_str()).into_owned());
                replaced.map_or(Value::Missing, Value::Text)
            }
            Expression::Aggregate(_) => of_many.next().unwrap_or(Value::Missing),
        }
    }

    /// Its value for a row, of one without aggregates.
    pub(super) fn of_row(&self, row: &Row) -> Value {
        self.of(row, &mut std::iter::empty())
    }

    /// Visits its aggregates, in the order in which they stand.
    pub(super) fn aggregates<'e>(&'e self, visit: &mut dyn FnMut(&'e Aggregate)) {
        match self {
            Expression::Aggregate(aggregate) => visit(aggregate),
            Expression::Field(_) | Expression::Constant(_) => {}
            Expression::Calculate(_, one, two) | Expression::Compare(_, one, two) => {
                one.aggregates(visit);
                two.aggregates(visit);
            }
            Expression::Like(one, _) | Expression::Not(one) | Expression::Within(one, _) => {
                one.aggregates(visit);
            }
            Expression::Replace(one, _, two) => {
                one.aggregates(visit);
                two.aggregates(visit);
            }
            Expression::In(one, all) => {
                one.aggregates(visit);
                all.iter().for_each(|one| one.aggregates(visit));
            }
            Expression::And(all) | Expression::Or(all) | Expression::Call(_, all) => {
                all.iter().for_each(|one| one.aggregates(visit));
            }
        }
    }

    /// Whether something of it is of many rows.
    pub(super) fn has_aggregates(&self) -> bool {
        let mut has = false;
        self.aggregates(&mut |_| has = true);
        has
    }
}

impl Arithmetic {
    fn of(self, one: f64, two: f64) -> Option<f64> {
        let result = match self {
            Arithmetic::Add => one + two,
            Arithmetic::Subtract => one - two,
            Arithmetic::Multiply => one * two,
            Arithmetic::Divide => one / two,
            Arithmetic::Power => one.powf(two),
            Arithmetic::Remainder => one % two,
        };
        result.is_finite().then_some(result)
    }
}

impl Comparison {
    fn holds(self, one: &Value, two: &Value) -> bool {
        let order = one.compare(two);
        match self {
            Comparison::Equal => order == Some(Ordering::Equal),
            // What is missing is not equal to anything.
            Comparison::NotEqual => order != Some(Ordering::Equal),
            Comparison::Less => order == Some(Ordering::Less),
            Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Comparison::Greater => order == Some(Ordering::Greater),
            Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

impl Matcher {
    fn takes(&self, text: &str) -> bool {
        match self {
            Matcher::Part(part) => text.contains(part.as_str()),
            Matcher::Regex(regex) => regex.is_match(text),
        }
    }
}
