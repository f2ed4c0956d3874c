//! Expressions back to text, every name and value behind a placeholder of its own.

use std::fmt::Write as _;

use crate::ast::{Condition, Operand};
use crate::codec::encode;
use crate::key_condition::{Comparison, KeyCondition};
use crate::names::{Literal, Placeholders};
use crate::path::{Path, Step};
use crate::update::{SetValue, Update};
use crate::value::{Item, Type, Value};

#[derive(Default)]
struct Printer {
    text: String,
    names: Vec<(String, String)>,
    values: Item,
}

/// A text, and the placeholders that it wants.
type Printed = (String, Placeholders);

pub(super) fn condition(condition: &Condition) -> Printed {
    let mut printer = Printer::default();
    printer.condition(condition);
    printer.finish()
}

pub(super) fn key_condition(condition: &KeyCondition) -> Printed {
    let mut printer = Printer::default();
    for (at, term) in condition.terms.iter().enumerate() {
        printer.word(if at > 0 { " AND " } else { "" });
        let path = Path::attribute(term.attribute.as_str());
        match &term.comparison {
            Comparison::Equal(value) => printer.key_term(&path, "=", value),
            Comparison::Less(value) => printer.key_term(&path, "<", value),
            Comparison::LessOrEqual(value) => printer.key_term(&path, "<=", value),
            Comparison::Greater(value) => printer.key_term(&path, ">", value),
            Comparison::GreaterOrEqual(value) => printer.key_term(&path, ">=", value),
            Comparison::Between(low, high) => {
                printer.key_term(&path, " BETWEEN ", low);
                printer.word(" AND ");
                printer.literal(high);
            }
            Comparison::BeginsWith(prefix) => {
                printer.word("begins_with(");
                printer.key_term(&path, ",", prefix);
                printer.word(")");
            }
            // No expression says so: only the legacy parameters do.
            Comparison::NotIndexable => {}
        }
    }
    printer.finish()
}

pub(super) fn update(update: &Update) -> Printed {
    let mut printer = Printer::default();
    printer.section("SET ", &update.sets, |printer, (path, value)| {
        printer.path(path);
        printer.word("=");
        printer.set_value(value);
    });
    printer.section("REMOVE ", &update.removes, |printer, path| printer.path(path));
    printer.section("ADD ", &update.adds, Printer::path_and_value);
    printer.section("DELETE ", &update.deletes, Printer::path_and_value);
    printer.finish()
}

impl Printer {
    fn finish(self) -> Printed {
        let names = (!self.names.is_empty()).then_some(self.names);
        let values = (!self.values.is_empty()).then(|| encode(&self.values));
        match Placeholders::new(names, values.as_ref()) {
            Ok(placeholders) => (self.text, placeholders),
            Err(error) => panic!("{error}"),
        }
    }

    fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    fn name(&mut self, name: &str) {
        let key = format!("#n{}", self.names.len());
        self.word(&key);
        self.names.push((key, name.to_owned()));
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

    fn value(&mut self, value: &Value) {
        let key = format!(":v{}", self.values.len());
        self.word(&key);
        self.values.insert(key, value.clone());
    }

    fn literal(&mut self, literal: &Literal) {
        self.value(&literal.to_value());
    }

    fn key_term(&mut self, path: &Path, operator: &str, value: &Literal) {
        self.path(path);
        self.word(operator);
        self.literal(value);
    }

    fn path_and_value(&mut self, (path, value): &(Path, Literal)) {
        self.path(path);
        self.word(" ");
        self.literal(value);
    }

    fn section<T>(&mut self, keyword: &str, actions: &[T], one: impl Fn(&mut Printer, &T)) {
        for (at, action) in actions.iter().enumerate() {
            self.word(if at > 0 { ", " } else { keyword });
            one(self, action);
        }
        self.word(" ");
    }

    fn set_value(&mut self, value: &SetValue) {
        let (before, first, between, second, after) = match value {
            SetValue::Path(path) => return self.path(path),
            SetValue::Value(value) => return self.literal(value),
            SetValue::IfNotExists(path, otherwise) => {
                self.word("if_not_exists(");
                self.path(path);
                self.word(", ");
                self.set_value(otherwise);
                return self.word(")");
            }
            SetValue::Plus(left, right) => ("", left, " + ", right, ""),
            SetValue::Minus(left, right) => ("", left, " - ", right, ""),
            SetValue::ListAppend(first, second) => ("list_append(", first, ", ", second, ")"),
        };
        self.word(before);
        self.set_value(first);
        self.word(between);
        self.set_value(second);
        self.word(after);
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Path(path) => self.path(path),
            Operand::Value(literal) => self.literal(literal),
            Operand::Size(inner) => self.call("size", &[inner]),
        }
    }

    fn call(&mut self, function: &str, operands: &[&Operand]) {
        self.word(function);
        self.word("(");
        for (at, operand) in operands.iter().enumerate() {
            self.word(if at > 0 { ", " } else { "" });
            self.operand(operand);
        }
        self.word(")");
    }

    fn infix(&mut self, left: &Operand, operator: &str, right: &Operand) {
        self.operand(left);
        self.word(operator);
        self.operand(right);
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::And(all) => self.chain(all, " AND "),
            Condition::Or(any) => self.chain(any, " OR "),
            Condition::Not(inner) => {
                self.word("NOT ");
                self.inner(inner);
            }
            Condition::Compare(comparator, left, right) => self.infix(left, comparator.symbol(), right),
            Condition::Between(operand, low, high) => {
                self.infix(operand, " BETWEEN ", low);
                self.word(" AND ");
                self.operand(high);
            }
            Condition::In(operand, list) => {
                self.operand(operand);
                self.call(" IN ", &list.iter().collect::<Vec<_>>());
            }
            Condition::Exists(path) => self.call("attribute_exists", &[&Operand::Path(path.clone())]),
            Condition::NotExists(path) => self.call("attribute_not_exists", &[&Operand::Path(path.clone())]),
            Condition::HasType(operand, kind) => self.has_type(operand, *kind),
            Condition::BeginsWith(operand, prefix) => self.call("begins_with", &[operand, prefix]),
            Condition::Contains(operand, part) => self.call("contains", &[operand, part]),
        }
    }

    fn has_type(&mut self, operand: &Operand, kind: Type) {
        self.word("attribute_type(");
        self.operand(operand);
        self.word(", ");
        self.value(&Value::string(kind.name()));
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
