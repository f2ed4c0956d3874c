//! Values that are written in a statement.

use std::collections::BTreeSet;

use super::compile::Compiler;
use super::syntax::{Expr, What};
use crate::error::Error;
use crate::names::Literal;
use crate::number::Number;
use crate::value::{Item, MAX_DEPTH, Value};

impl Compiler<'_> {
    /// The item of an INSERT. Each attribute's value has a path of its own in sentences.
    pub(super) fn item(&self, value: &Expr) -> Result<Item, Error> {
        let What::Map(pairs) = &value.what else { return Err(Error::inserted_not_item()) };
        let mut item = Item::new();
        for (key, value) in pairs {
            let name = self.key(key, "root")?;
            let value = self.value(value)?;
            if item.insert(name, value).is_some() {
                return Err(Error::literal_key_repeated(name, "root"));
            }
        }
        Ok(item)
    }

    /// The value of an expression that must be one, literal or parameter.
    pub(super) fn value(&self, expression: &Expr) -> Result<Value, Error> {
        match &expression.what {
            What::Parameter(at) => self.parameter(*at).map(Literal::to_value),
            _ => self.literal(expression, &mut String::from("root"), 1),
        }
    }

    /// The same, ready to be compared.
    pub(super) fn constant(&self, expression: &Expr) -> Result<Literal, Error> {
        match &expression.what {
            What::Parameter(at) => self.parameter(*at).cloned(),
            _ => self.value(expression).map(|value| Literal::from_value(&value)),
        }
    }

    fn parameter(&self, at: usize) -> Result<&Literal, Error> {
        self.parameters.get(at).ok_or_else(Error::parameter_count)
    }

    /// A literal whose place within its value is `under`, on the level `depth`.
    fn literal(&self, expression: &Expr, under: &mut String, depth: usize) -> Result<Value, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::literal_too_deep(under));
        }
        let length = under.len();
        let unsupported =
            |what: &str, under: &str| Err(Error::literal_unsupported(what, under, self.place(expression)));
        match &expression.what {
            What::Text(text) => Ok(Value::string(text.as_str())),
            What::Number(digits, negative) => number(digits, *negative, under).map(Value::N),
            What::Boolean(value) => Ok(Value::Bool(*value)),
            What::Null => Ok(Value::Null),
            What::List(list) => {
                let mut values = Vec::with_capacity(list.len());
                for (at, element) in list.iter().enumerate() {
                    under.push_str(&format!("[{at}]"));
                    values.push(self.literal(element, under, depth + 1)?);
                    under.truncate(length);
                }
                Ok(Value::L(values))
            }
            What::Map(pairs) => {
                let mut map = Item::new();
                for (key, value) in pairs {
                    let name = self.key(key, under)?;
                    under.push('.');
                    under.push_str(name);
                    let value = self.literal(value, under, depth + 1)?;
                    under.truncate(length);
                    if map.insert(name, value).is_some() {
                        return Err(Error::literal_key_repeated(name, under));
                    }
                }
                Ok(Value::M(map))
            }
            What::Bag(elements) => bag(elements, under),
            What::Parameter(_) => unsupported("Parameter", under),
            What::Call(name, _) => unsupported(name, under),
            What::Missing => unsupported("MISSING", under),
            _ => unsupported("UNKNOWN", under),
        }
    }

    /// The name of an attribute, which is written as a text.
    fn key<'e>(&self, key: &'e Expr, under: &str) -> Result<&'e str, Error> {
        match &key.what {
            What::Text(name) if name.is_empty() => Err(Error::empty_attribute_name()),
            What::Text(name) => Ok(name),
            _ => Err(Error::literal_unsupported("UNKNOWN", under, self.place(key))),
        }
    }
}

fn number(digits: &str, negative: bool, under: &str) -> Result<Number, Error> {
    let number = Number::parse(digits).map_err(|error| Error::literal_number(&error, under))?;
    Ok(if negative { number.negated() } else { number })
}

/// A set: of texts or of numbers.
fn bag(elements: &[Expr], under: &str) -> Result<Value, Error> {
    let (mut texts, mut numbers, mut sent) = (Vec::new(), BTreeSet::new(), Vec::new());
    for element in elements {
        match &element.what {
            What::Text(text) => texts.push(text.clone()),
            What::Number(digits, negative) => {
                sent.push(format!("{}{digits}", if *negative { "-" } else { "" }));
                numbers.insert(number(digits, *negative, under)?);
            }
            _ => return Err(Error::bag_mixed()),
        }
    }
    match (texts.is_empty(), sent.is_empty()) {
        (true, true) => Err(Error::bag_empty()),
        (false, false) => Err(Error::bag_mixed()),
        (true, false) if numbers.len() < sent.len() => Err(Error::bag_of_equal_numbers(&sent, under)),
        (true, false) => Ok(Value::Ns(numbers)),
        (false, true) => {
            let set: BTreeSet<String> = texts.iter().cloned().collect();
            if set.len() < texts.len() {
                return Err(Error::bag_of_equal_texts(&texts));
            }
            Ok(Value::Ss(set))
        }
    }
}
