//! PartiQL statements back to text, every value a parameter of its own, and what must hold for them.

use std::fmt::Write as _;

use super::{judged_alike, reads_back};
use crate::ast::{Condition, Operand};
use crate::codec::encode;
use crate::json::item_from_slice;
use crate::names::Literal;
use crate::partiql::{self, Select, Statement};
use crate::path::{Path, Step};
use crate::update::{SetValue, Update};
use crate::value::{Item, Type, Value};

#[derive(Default)]
struct Printer {
    text: String,
    parameters: Vec<Literal>,
}

/// A statement as text, and the parameters that it wants.
pub(super) fn printed(statement: &Statement) -> (String, Vec<Literal>) {
    let mut printer = Printer::default();
    printer.statement(statement);
    (printer.text, printer.parameters)
}

/// A statement prints and parses back to the same.
pub(super) fn parses_back(statement: &Statement) {
    let (text, parameters) = printed(statement);
    match partiql::parse(&text).and_then(|parsed| parsed.compile(&parameters)) {
        Ok(again) => assert_eq!(again, *statement, "printed as {text}"),
        // Printed, a statement may have more operators and parentheses than it was written with.
        Err(error) => assert!(
            error.message().contains("too many operators") || text.matches('(').count() > 30,
            "{error} in {text}"
        ),
    }
    let Ok(item) = item_from_slice(super::ITEM.as_bytes()) else { unreachable!("a constant") };
    let (condition, select) = match statement {
        Statement::Select(select) | Statement::Exists(select) => (&select.condition, Some(select)),
        Statement::Update { condition, .. } | Statement::Delete { condition, .. } => (condition, None),
        Statement::Insert { item, .. } => return reads_back(&encode(item)),
    };
    if let Some(condition) = condition {
        judged_alike(condition, Some(item.view()));
        judged_alike(condition, None);
    }
    if let Some(columns) = select.and_then(|select| select.columns.as_ref()) {
        let chosen = columns.apply(item.view());
        reads_back(&chosen);
        for (name, path) in columns.columns() {
            assert_eq!(chosen.view().get(name), path.find(item.view()), "{name}");
        }
    }
    if let Statement::Update { update, .. } = statement {
        super::updates(update, Some(&item));
        super::updates(update, None);
    }
}

impl Printer {
    fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    fn name(&mut self, name: &str) {
        let _ = write!(self.text, "\"{}\"", name.replace('"', "\"\""));
    }

    fn path(&mut self, path: &Path) {
        self.name(&path.attribute);
        for step in &path.steps {
            match step {
                Step::Key(name) => {
                    self.word(".");
                    self.name(name);
                }
                Step::Index(index) => {
                    let _ = write!(self.text, "[{index}]");
                }
            }
        }
    }

    fn literal(&mut self, literal: &Literal) {
        self.word("?");
        self.parameters.push(literal.clone());
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Select(select) => self.select(select),
            Statement::Exists(select) => {
                self.word("EXISTS(");
                self.select(select);
                self.word(")");
            }
            Statement::Insert { table, item } => {
                self.word("INSERT INTO ");
                self.name(table);
                self.word(" VALUE {");
                self.attributes(item);
                self.word("}");
            }
            Statement::Update { table, update, condition, returning } => {
                self.word("UPDATE ");
                self.name(table);
                self.update(update);
                self.filter(condition.as_ref());
                self.returning(*returning);
            }
            Statement::Delete { table, condition, returning } => {
                self.word("DELETE FROM ");
                self.name(table);
                self.filter(condition.as_ref());
                self.returning(*returning);
            }
        }
    }

    fn attributes(&mut self, item: &Item) {
        for (at, (name, value)) in item.iter().enumerate() {
            self.word(if at > 0 { ", " } else { "" });
            let _ = write!(self.text, "'{}': ", name.replace('\'', "''"));
            self.literal(&Literal::from_value(value));
        }
    }

    fn returning(&mut self, returning: Option<partiql::Returning>) {
        if let Some(returning) = returning {
            let _ = write!(self.text, " RETURNING {returning}");
        }
    }

    fn select(&mut self, select: &Select) {
        self.word("SELECT ");
        match &select.columns {
            None => self.word("*"),
            Some(columns) => {
                for (at, (_, path)) in columns.columns().iter().enumerate() {
                    self.word(if at > 0 { ", " } else { "" });
                    self.path(path);
                }
            }
        }
        self.word(" FROM ");
        self.name(&select.table);
        if let Some(index) = &select.index {
            self.word(".");
            self.name(index);
        }
        self.filter(select.condition.as_ref());
        for (at, order) in select.order.iter().enumerate() {
            self.word(if at > 0 { ", " } else { " ORDER BY " });
            self.name(&order.attribute);
            self.word(if order.descending { " DESC" } else { " ASC" });
        }
    }

    fn update(&mut self, update: &Update) {
        for (path, value) in &update.sets {
            self.word(" SET ");
            self.path(path);
            self.word(" = ");
            self.set_value(value);
        }
        for path in &update.removes {
            self.word(" REMOVE ");
            self.path(path);
        }
        for (function, changes) in [("set_add", &update.adds), ("set_delete", &update.deletes)] {
            for (path, value) in changes {
                self.word(" SET ");
                self.path(path);
                let _ = write!(self.text, " = {function}(");
                self.path(path);
                self.word(", ");
                self.literal(value);
                self.word(")");
            }
        }
    }

    fn set_value(&mut self, value: &SetValue) {
        let (before, first, between, second, after) = match value {
            SetValue::Path(path) => return self.path(path),
            SetValue::Value(value) => return self.literal(value),
            SetValue::Plus(left, right) => ("(", left, ") + (", right, ")"),
            SetValue::Minus(left, right) => ("(", left, ") - (", right, ")"),
            SetValue::ListAppend(first, second) => ("list_append(", first, ", ", second, ")"),
            // PartiQL does not have it.
            SetValue::IfNotExists(..) => return,
        };
        self.word(before);
        self.set_value(first);
        self.word(between);
        self.set_value(second);
        self.word(after);
    }

    fn filter(&mut self, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            self.word(" WHERE ");
            self.condition(condition);
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Path(path) => self.path(path),
            Operand::Value(literal) => self.literal(literal),
            Operand::Size(inner) => self.call("size", &[inner]),
        }
    }

    fn call(&mut self, function: &str, operands: &[&Operand]) {
        let _ = write!(self.text, "{function}(");
        for (at, operand) in operands.iter().enumerate() {
            self.word(if at > 0 { ", " } else { "" });
            self.operand(operand);
        }
        self.word(")");
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::And(all) if all.is_empty() => self.word("true"),
            Condition::Or(any) if any.is_empty() => self.word("false"),
            Condition::And(all) => self.chain(all, " AND "),
            Condition::Or(any) => self.chain(any, " OR "),
            Condition::Not(inner) => {
                self.word("NOT ");
                self.inner(inner);
            }
            Condition::Compare(comparator, left, right) => {
                self.operand(left);
                let _ = write!(self.text, " {} ", comparator.symbol());
                self.operand(right);
            }
            Condition::Between(operand, low, high) => {
                self.operand(operand);
                self.word(" BETWEEN ");
                self.operand(low);
                self.word(" AND ");
                self.operand(high);
            }
            Condition::In(operand, list) => {
                self.operand(operand);
                self.call(" IN ", &list.iter().collect::<Vec<_>>());
            }
            Condition::Exists(path) => self.call("attribute_exists", &[&Operand::Path(path.clone())]),
            Condition::NotExists(path) => {
                self.path(path);
                self.word(" IS MISSING");
            }
            Condition::HasType(operand, kind) => self.has_type(operand, *kind),
            Condition::BeginsWith(operand, prefix) => self.call("begins_with", &[operand, prefix]),
            Condition::Contains(operand, part) => self.call("contains", &[operand, part]),
        }
    }

    fn has_type(&mut self, operand: &Operand, kind: Type) {
        self.word("attribute_type(");
        self.operand(operand);
        self.word(", ");
        self.literal(&Literal::from_value(&Value::string(kind.name())));
        self.word(")");
    }

    fn chain(&mut self, conditions: &[Condition], joint: &str) {
        for (at, condition) in conditions.iter().enumerate() {
            self.word(if at > 0 { joint } else { "" });
            self.inner(condition);
        }
    }

    /// A condition inside another: in parentheses if it is made of several.
    fn inner(&mut self, condition: &Condition) {
        let several = matches!(condition, Condition::And(_) | Condition::Or(_) | Condition::Not(_));
        self.word(if several { "(" } else { "" });
        self.condition(condition);
        self.word(if several { ")" } else { "" });
    }
}
