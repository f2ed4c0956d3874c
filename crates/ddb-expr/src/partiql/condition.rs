//! WHERE, turned into the condition that expressions become.
//!
//! A condition may be compared with a value, as it is itself true or false to PartiQL; such a comparison is taken
//! apart into conditions.

use super::compile::{Compiler, operation};
use super::syntax::{Expr, What};
use crate::Kind;
use crate::ast::{Comparator, Condition, Operand};
use crate::condition::MAX_IN_OPERANDS;
use crate::condition::function::FUNCTIONS;
use crate::error::Error;
use crate::names::Literal;
use crate::path::Path;
use crate::value::{Type, Value};

const KIND: Kind = Kind::Statement;

/// All of them; one within another is the same as one beside another.
fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    let mut flat = Vec::new();
    for condition in conditions {
        match condition {
            Condition::And(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    only(flat, Condition::And)
}

/// One of them.
fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    let mut flat = Vec::new();
    for condition in conditions {
        match condition {
            Condition::Or(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    only(flat, Condition::Or)
}

fn only(mut conditions: Vec<Condition>, by: fn(Vec<Condition>) -> Condition) -> Condition {
    match (conditions.len(), conditions.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            conditions.extend(last);
            by(conditions)
        }
    }
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// What always holds, or never.
fn constantly(holds: bool) -> Condition {
    if holds { Condition::And(Vec::new()) } else { Condition::Or(Vec::new()) }
}

/// How many conditions one is made of.
fn count(condition: &Condition) -> usize {
    match condition {
        Condition::And(list) | Condition::Or(list) => 1 + list.iter().map(count).sum::<usize>(),
        Condition::Not(inner) => 1 + count(inner),
        Condition::In(_, list) => 1 + list.len(),
        _ => 1,
    }
}

/// Is it true or false by its form?
fn is_condition(expression: &Expr) -> bool {
    match &expression.what {
        What::Not(_)
        | What::And(_)
        | What::Or(_)
        | What::Compare(..)
        | What::Between(..)
        | What::In(..)
        | What::Is(..) => true,
        What::Call(name, _) => name != "size" && FUNCTIONS.iter().any(|(known, _)| known == name),
        _ => false,
    }
}

impl Compiler<'_> {
    /// A WHERE clause, if there is one.
    pub(super) fn filter(&mut self, filter: Option<&Expr>) -> Result<Option<Condition>, Error> {
        filter.map(|filter| self.condition(filter)).transpose()
    }

    fn condition(&mut self, expression: &Expr) -> Result<Condition, Error> {
        match &expression.what {
            What::And(list) => Ok(all(self.conditions(list)?)),
            What::Or(list) => Ok(any(self.conditions(list)?)),
            What::Not(inner) => Ok(not(self.condition(inner)?)),
            What::Boolean(value) => Ok(constantly(*value)),
            What::Compare(comparator, left, right) => self.comparison(*comparator, left, right),
            What::Between(operand, low, high) => self.between(operand, low, high),
            What::In(operand, list) => self.in_list(operand, list),
            What::Is(operand, name) => self.is(operand, name),
            What::Call(name, operands) => self.call(name, operands, expression),
            other => Err(Error::operation_unsupported(operation(other))),
        }
    }

    fn conditions(&mut self, list: &[Expr]) -> Result<Vec<Condition>, Error> {
        list.iter().map(|one| self.condition(one)).collect()
    }

    fn comparison(&mut self, comparator: Comparator, left: &Expr, right: &Expr) -> Result<Condition, Error> {
        if is_condition(left) || is_condition(right) {
            if comparator.needs_order() {
                return Err(Error::operand_type(KIND, comparator.symbol(), Type::Bool.name()));
            }
            let (condition, other) = if is_condition(left) { (left, right) } else { (right, left) };
            let condition = self.condition(condition)?;
            let equal = self.equal(condition, other)?;
            return Ok(if comparator == Comparator::Equal { equal } else { not(equal) });
        }
        let (left, right) = (self.operand(left)?, self.operand(right)?);
        distinct(comparator.symbol(), &left, std::slice::from_ref(&right))?;
        if comparator.needs_order() {
            ordered(comparator.symbol(), &[&left, &right])?;
        }
        Ok(Condition::Compare(comparator, left, right))
    }

    /// Is a condition what another expression says?
    fn equal(&mut self, condition: Condition, other: &Expr) -> Result<Condition, Error> {
        let (truth, falsehood) = if is_condition(other) {
            let other = self.condition(other)?;
            self.copy(count(&other))?;
            (other.clone(), not(other))
        } else {
            match self.operand(other)? {
                Operand::Value(value) if value.kind() != Type::Bool => return Ok(constantly(false)),
                Operand::Size(_) => return Ok(constantly(false)),
                Operand::Value(value) => {
                    let holds = value.to_value() == Value::Bool(true);
                    return Ok(if holds { condition } else { not(condition) });
                }
                path => {
                    let is = |value| {
                        let value = Operand::Value(Literal::from_value(&Value::Bool(value)));
                        Condition::Compare(Comparator::Equal, path.clone(), value)
                    };
                    (is(true), is(false))
                }
            }
        };
        self.copy(count(&condition))?;
        Ok(any([all([condition.clone(), truth]), all([not(condition), falsehood])]))
    }

    fn between(&mut self, operand: &Expr, low: &Expr, high: &Expr) -> Result<Condition, Error> {
        if [operand, low, high].into_iter().any(is_condition) {
            return Err(Error::operand_type(KIND, "BETWEEN", Type::Bool.name()));
        }
        let (operand, low, high) = (self.operand(operand)?, self.operand(low)?, self.operand(high)?);
        ordered("BETWEEN", &[&operand, &low, &high])?;
        if let (Operand::Value(low), Operand::Value(high)) = (&low, &high) {
            let (from, to) = (low.view(), high.view());
            if from.kind() != to.kind() {
                return Err(Error::between_types_differ(KIND, from, to));
            }
            if from.compare(to).is_some_and(|order| order.is_gt()) {
                return Err(Error::between_bounds_reversed(KIND, from, to));
            }
        }
        Ok(Condition::Between(operand, low, high))
    }

    fn in_list(&mut self, operand: &Expr, list: &Expr) -> Result<Condition, Error> {
        let (What::List(elements) | What::Bag(elements)) = &list.what else {
            return Err(Error::operation_unsupported("IN"));
        };
        if elements.len() > MAX_IN_OPERANDS {
            return Err(Error::too_many_in_operands(KIND, elements.len()));
        }
        if is_condition(operand) {
            let condition = self.condition(operand)?;
            let mut equal = Vec::with_capacity(elements.len());
            for element in elements {
                self.copy(count(&condition))?;
                equal.push(self.equal(condition.clone(), element)?);
            }
            return Ok(any(equal));
        }
        let operand = self.operand(operand)?;
        let elements = elements.iter().map(|element| self.operand(element)).collect::<Result<Vec<_>, _>>()?;
        distinct("IN", &operand, &elements)?;
        Ok(Condition::In(operand, elements))
    }

    /// `IS` and a type: MISSING is no attribute, NULL an attribute of that type.
    fn is(&mut self, operand: &Expr, name: &str) -> Result<Condition, Error> {
        if name == "MISSING" {
            return self.path_of("IS", operand).map(Condition::NotExists);
        }
        let kind = match name {
            "NULL" => Type::Null,
            "BOOL" | "BOOLEAN" => Type::Bool,
            "STRING" => Type::S,
            "NUMERIC" => Type::N,
            "BLOB" => Type::B,
            "STRUCT" | "TUPLE" => Type::M,
            "LIST" => Type::L,
            _ => return Err(Error::tested_type_unsupported(name)),
        };
        Ok(Condition::HasType(self.operand(operand)?, kind))
    }

    /// A function that is a condition.
    fn call(&mut self, name: &str, operands: &[Expr], call: &Expr) -> Result<Condition, Error> {
        let Some((name, wanted)) = FUNCTIONS.into_iter().find(|(known, _)| *known == name) else {
            return Err(Error::statement_function_unknown(name, self.place(call)));
        };
        if operands.len() != wanted {
            return Err(Error::operand_count(KIND, name, operands.len()));
        }
        match (name, operands) {
            ("attribute_exists", [path]) => self.path_of(name, path).map(Condition::Exists),
            ("attribute_not_exists", [path]) => self.path_of(name, path).map(Condition::NotExists),
            ("attribute_type", [operand, kind]) => {
                let operand = self.operand(operand)?;
                Ok(Condition::HasType(operand, self.type_of(kind)?))
            }
            ("begins_with", [operand, prefix]) => {
                let (operand, prefix) = (self.operand(operand)?, self.operand(prefix)?);
                for one in [&operand, &prefix] {
                    if let Some(kind) = kind_of(one).filter(|kind| !matches!(kind, Type::S | Type::B)) {
                        return Err(Error::operand_type(KIND, name, kind.name()));
                    }
                }
                distinct(name, &operand, std::slice::from_ref(&prefix))?;
                Ok(Condition::BeginsWith(operand, prefix))
            }
            ("contains", [operand, part]) => {
                let (operand, part) = (self.operand(operand)?, self.operand(part)?);
                distinct(name, &operand, std::slice::from_ref(&part))?;
                Ok(Condition::Contains(operand, part))
            }
            _ => Err(Error::function_misused(KIND, name)),
        }
    }

    fn path_of(&self, function: &str, operand: &Expr) -> Result<Path, Error> {
        match operand.what {
            What::Path(..) => self.path(operand),
            _ => Err(Error::needs_path(KIND, function)),
        }
    }

    /// The type that `attribute_type` asks for.
    fn type_of(&self, operand: &Expr) -> Result<Type, Error> {
        if matches!(operand.what, What::Path(..)) {
            return Err(Error::operand_type(KIND, "attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
        }
        match self.value(operand)? {
            Value::S(name) => Type::of_name(&name).ok_or_else(|| Error::statement_type_name_unknown(&name)),
            other => Err(Error::operand_type(KIND, "attribute_type", other.kind().name())),
        }
    }

    fn operand(&mut self, expression: &Expr) -> Result<Operand, Error> {
        match &expression.what {
            What::Path(..) => Ok(Operand::Path(self.path(expression)?)),
            What::Call(name, operands) if name == "size" => {
                let [operand] = operands.as_slice() else {
                    return Err(Error::operand_count(KIND, name, operands.len()));
                };
                let operand = self.operand(operand)?;
                match kind_of(&operand) {
                    Some(kind @ (Type::N | Type::Bool | Type::Null)) => {
                        Err(Error::operand_type(KIND, name, kind.name()))
                    }
                    _ => Ok(Operand::Size(Box::new(operand))),
                }
            }
            What::Call(name, _) => Err(Error::statement_function_unknown(name, self.place(expression))),
            What::Missing | What::Plus(..) | What::Minus(..) | What::Other(_) => {
                Err(Error::operation_unsupported(operation(&expression.what)))
            }
            _ if is_condition(expression) => Err(Error::operation_unsupported(operation(&expression.what))),
            _ => Ok(Operand::Value(self.constant(expression)?)),
        }
    }
}

/// The type that an operand has whatever the item.
fn kind_of(operand: &Operand) -> Option<Type> {
    match operand {
        Operand::Value(value) => Some(value.kind()),
        Operand::Size(_) => Some(Type::N),
        Operand::Path(_) => None,
    }
}

/// Values that are put in order must have one.
fn ordered(operator: &str, operands: &[&Operand]) -> Result<(), Error> {
    let mut kinds = operands.iter().filter_map(|operand| kind_of(operand));
    match kinds.find(|kind| !kind.is_ordered()) {
        Some(kind) => Err(Error::operand_type(KIND, operator, kind.name())),
        None => Ok(()),
    }
}

/// The first operand may not be the same path as another.
fn distinct(operator: &str, first: &Operand, others: &[Operand]) -> Result<(), Error> {
    match first {
        Operand::Path(path) if others.contains(first) => {
            Err(Error::operands_not_distinct(KIND, operator, path))
        }
        _ => Ok(()),
    }
}
