//! What an expression comes to on a record.

use std::cmp::Ordering;

use crate::aggregate::Sum;
use crate::error::{Code, Error, Result, refuse};
use crate::expression::{Case, Expr, Operator, State, Step};
use crate::function::Function;
use crate::like;
use crate::moment::Moment;
use crate::value::{Number, Value, cast};

/// The longest text that an expression makes, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// A record, as expressions see it.
pub(crate) trait Record {
    /// The value at a path.
    fn at(&self, path: &[Step]) -> Result<Value>;
}

/// No record: behind the end, where what aggregates came to is all that there is.
#[derive(Debug)]
pub(crate) struct NoRecord;

impl Record for NoRecord {
    fn at(&self, _: &[Step]) -> Result<Value> {
        Ok(Value::Missing)
    }
}

/// What expressions are judged on.
pub(crate) struct Scene<'a> {
    pub(crate) record: &'a dyn Record,
    /// What the aggregates came to.
    pub(crate) sums: &'a [Sum],
    pub(crate) now: Moment,
}

impl Scene<'_> {
    /// The value of an expression.
    pub(crate) fn value(&self, expr: &Expr) -> Result<Value> {
        match expr {
            Expr::Literal(value) => Ok(value.clone()),
            Expr::Path(path) => self.record.at(path),
            Expr::Chain(first, rest) => self.chain(first, rest),
            Expr::Not(of) => Ok(Value::of_truth(self.truth(of)?.map(|truth| !truth))),
            Expr::Negative(of) => arithmetic(Operator::Minus, &Value::Int(0), &self.value(of)?),
            Expr::Is(of, state, negated) => {
                let value = self.value(of)?;
                let is = match state {
                    // What is missing is NULL too: AWS's page on operators.
                    State::Null => value.is_unknown(),
                    State::Missing => matches!(value, Value::Missing),
                    State::True => value.truth()? == Some(true),
                    State::False => value.truth()? == Some(false),
                };
                Ok(Value::Bool(is != *negated))
            }
            Expr::In(of, list) => self.is_in(&self.value(of)?, list),
            Expr::Between(of, low, high) => {
                let value = self.value(of)?;
                let above = compare(Operator::GreaterOrEqual, &value, &self.value(low)?);
                let below = compare(Operator::LessOrEqual, &value, &self.value(high)?);
                Ok(Value::of_truth(and(above, below)))
            }
            Expr::Like(of, pattern, escape) => self.like(of, pattern, escape.as_deref()),
            Expr::Case(case) => self.case(case),
            Expr::Cast(of, to) => cast(self.value(of)?, *to),
            Expr::Call(Function::Coalesce, arguments) => {
                // The rest is not looked at.
                for argument in arguments {
                    match self.value(argument)? {
                        Value::Missing | Value::Null => {}
                        value => return Ok(value),
                    }
                }
                Ok(Value::Null)
            }
            Expr::Call(function, arguments) => {
                let values: Result<Vec<Value>> = arguments.iter().map(|each| self.value(each)).collect();
                function.call(values?, self.now)
            }
            Expr::Aggregate(number) => Ok(self.sums.get(*number).map_or(Value::Null, Sum::done)),
        }
    }

    /// What a condition comes to; nothing where it is unknown.
    pub(crate) fn truth(&self, expr: &Expr) -> Result<Option<bool>> {
        self.value(expr)?.truth()
    }

    fn chain(&self, first: &Expr, rest: &[(Operator, Expr)]) -> Result<Value> {
        let mut value = self.value(first)?;
        for (operator, right) in rest {
            value = match operator {
                Operator::And => match value.truth()? {
                    Some(false) => Value::Bool(false),
                    left => Value::of_truth(and(left, self.truth(right)?)),
                },
                Operator::Or => match value.truth()? {
                    Some(true) => Value::Bool(true),
                    left => Value::of_truth(or(left, self.truth(right)?)),
                },
                Operator::Concat => concat(value, self.value(right)?)?,
                Operator::Plus | Operator::Minus | Operator::Times | Operator::Divide | Operator::Modulo => {
                    arithmetic(*operator, &value, &self.value(right)?)?
                }
                comparison => Value::of_truth(compare(*comparison, &value, &self.value(right)?)),
            };
        }
        Ok(value)
    }

    fn is_in(&self, value: &Value, list: &[Expr]) -> Result<Value> {
        let mut found = Some(false);
        for each in list {
            found = or(found, compare(Operator::Equal, value, &self.value(each)?));
            if found == Some(true) {
                break;
            }
        }
        Ok(Value::of_truth(found))
    }

    fn like(&self, of: &Expr, pattern: &Expr, escape: Option<&Expr>) -> Result<Value> {
        let (of, pattern) = (self.value(of)?, self.value(pattern)?);
        let escape = escape.map(|escape| self.value(escape)).transpose()?;
        match (of, pattern, escape) {
            (Value::Text(text), Value::Text(pattern), None) => {
                like::matches(&text, &pattern, None).map(Value::Bool)
            }
            (Value::Text(text), Value::Text(pattern), Some(Value::Text(escape))) => {
                like::matches(&text, &pattern, Some(&escape)).map(Value::Bool)
            }
            (of, pattern, _) if of.is_unknown() || pattern.is_unknown() => Ok(Value::Null),
            _ => refuse(Code::LikeInvalidInputs),
        }
    }

    fn case(&self, case: &Case) -> Result<Value> {
        let operand = case.operand.as_ref().map(|operand| self.value(operand)).transpose()?;
        for (when, then) in &case.branches {
            let is_it = match &operand {
                None => self.truth(when)?,
                Some(operand) => compare(Operator::Equal, operand, &self.value(when)?),
            };
            if is_it == Some(true) {
                return self.value(then);
            }
        }
        case.otherwise.as_ref().map_or(Ok(Value::Null), |otherwise| self.value(otherwise))
    }
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    and(a.map(|a| !a), b.map(|b| !b)).map(|both| !both)
}

/// A comparison; unknown with what is unknown. Values that cannot be compared are unequal, and neither is less.
fn compare(operator: Operator, a: &Value, b: &Value) -> Option<bool> {
    if a.is_unknown() || b.is_unknown() {
        return None;
    }
    let order = a.compare(b);
    Some(match operator {
        Operator::Equal => order == Some(Ordering::Equal),
        Operator::NotEqual => order != Some(Ordering::Equal),
        Operator::Less => order == Some(Ordering::Less),
        Operator::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Operator::Greater => order == Some(Ordering::Greater),
        _ => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    })
}

fn concat(a: Value, b: Value) -> Result<Value> {
    if a.is_unknown() || b.is_unknown() {
        return Ok(Value::Null);
    }
    let (Some(mut text), Some(more)) = (a.text(), b.text()) else {
        return refuse(Code::IncorrectSqlFunctionArgumentType);
    };
    if text.len() + more.len() > MAX_TEXT {
        return refuse(Code::OverMaxRecordSize);
    }
    text.push_str(&more);
    Ok(Value::Text(text))
}

fn arithmetic(operator: Operator, a: &Value, b: &Value) -> Result<Value> {
    if a.is_unknown() || b.is_unknown() {
        return Ok(Value::Null);
    }
    let (Some(a), Some(b)) = (a.number(), b.number()) else {
        return refuse(Code::IncorrectSqlFunctionArgumentType);
    };
    let by_zero = || -> Error {
        // Our words, and our choice of a code.
        Code::IllegalSqlFunctionArgument.saying("Division by zero in the SQL expression.")
    };
    if matches!(operator, Operator::Divide | Operator::Modulo) && b.float() == 0.0 {
        return Err(by_zero());
    }
    if let (Number::Int(a), Number::Int(b)) = (a, b) {
        let done = match operator {
            Operator::Plus => a.checked_add(b),
            Operator::Minus => a.checked_sub(b),
            Operator::Times => a.checked_mul(b),
            Operator::Divide => a.checked_div(b),
            _ => a.checked_rem(b),
        };
        return done.map(Value::Int).ok_or_else(|| Code::IntegerOverflow.into());
    }
    let (a, b) = (a.float(), b.float());
    Ok(Value::Float(match operator {
        Operator::Plus => a + b,
        Operator::Minus => a - b,
        Operator::Times => a * b,
        Operator::Divide => a / b,
        _ => a % b,
    }))
}
