//! What a statement's parts mean: sources, columns, order, paths.

use super::syntax::{self, Expr, Place, Step, What};
use super::{Order, Select, source};
use crate::Kind;
use crate::error::Error;
use crate::names::Literal;
use crate::path::{self, Path};
use crate::projection::Projection;
use crate::value::MAX_DEPTH;

/// Most conditions that the comparison of conditions with each other may grow to.
const MAX_CONDITIONS: usize = 4096;

/// Turns what was written into what is meant.
pub(super) struct Compiler<'s> {
    text: &'s str,
    pub(super) parameters: &'s [Literal],
    /// Conditions that may still be copied.
    room: usize,
}

impl<'s> Compiler<'s> {
    pub(super) fn new(text: &'s str, parameters: &'s [Literal]) -> Compiler<'s> {
        Compiler { text, parameters, room: MAX_CONDITIONS }
    }

    /// Where an expression begins.
    pub(super) fn place(&self, expression: &Expr) -> Place {
        Place::of(self.text, expression.start, expression.end)
    }

    /// Takes room for copies of so many conditions.
    pub(super) fn copy(&mut self, conditions: usize) -> Result<(), Error> {
        let room = self.room.checked_sub(conditions);
        self.room = room.ok_or_else(|| Error::too_many_operators(Kind::Statement, MAX_CONDITIONS))?;
        Ok(())
    }

    /// Why an expression alone is no statement.
    pub(super) fn bare(&self, expression: &Expr) -> Error {
        Error::operation_unsupported(match &expression.what {
            What::Is(..) => "IsType",
            What::Call(name, _) => return Error::statement_function_unknown(name, self.place(expression)),
            other => operation(other),
        })
    }

    pub(super) fn select(&mut self, select: &syntax::Select) -> Result<Select, Error> {
        if select.joined {
            return Err(Error::source_not_single());
        }
        let (table, index) = source(&select.from)?;
        if select.aliased {
            return Err(Error::aliasing());
        }
        if let Some((clause, start, end)) = select.unsupported {
            return Err(Error::clause_unsupported(clause, Place::of(self.text, start, end)));
        }
        let columns = select.columns.as_deref().map(|columns| self.columns(columns)).transpose()?;
        let condition = self.filter(select.filter.as_ref())?;
        let order = select.order.iter().map(|(key, descending)| self.order(key, *descending));
        Ok(Select { table, index, columns, condition, order: order.collect::<Result<_, _>>()? })
    }

    fn order(&self, key: &Expr, descending: bool) -> Result<Order, Error> {
        match &key.what {
            What::Path(name, steps) if steps.is_empty() => Ok(Order { attribute: name.clone(), descending }),
            _ => Err(Error::column_not_path(self.place(key))),
        }
    }

    /// The list of a SELECT. A column is named as its path is from the last name on: `k[0]` of `m.k[0]`.
    fn columns(&self, list: &[Expr]) -> Result<Projection, Error> {
        let mut columns: Vec<(path::Name, Path)> = Vec::with_capacity(list.len());
        let mut seen = std::collections::HashSet::new();
        for expression in list {
            let What::Path(..) = expression.what else {
                return Err(Error::column_not_path(self.place(expression)));
            };
            let path = self.path(expression)?;
            let name = column_name(&path);
            if !seen.insert(name.clone()) {
                return Err(Error::column_repeated(&name));
            }
            columns.push((name.into(), path));
        }
        Ok(Projection::of_columns(columns))
    }

    /// An expression that must be a path. That it may not have an empty name is our guess, as is the sentence, which is
    /// that of items.
    pub(super) fn path(&self, expression: &Expr) -> Result<Path, Error> {
        let What::Path(name, steps) = &expression.what else {
            return Err(Error::column_not_path(self.place(expression)));
        };
        if steps.len() >= MAX_DEPTH {
            return Err(Error::path_too_deep(Kind::Statement, steps.len() + 1));
        }
        let unnamed = |step: &Step| matches!(step, Step::Name(name) if name.is_empty());
        if name.is_empty() || steps.iter().any(unnamed) {
            return Err(Error::empty_attribute_name());
        }
        let steps = steps.iter().map(|step| match step {
            Step::Name(name) => Ok(path::Step::Key(name.as_str().into())),
            Step::Element(index) => self.index(index).map(path::Step::Index),
        });
        Ok(Path { attribute: name.as_str().into(), steps: steps.collect::<Result<_, _>>()? })
    }

    /// The number of a list's element.
    fn index(&self, index: &Expr) -> Result<usize, Error> {
        let What::Number(digits, negative) = &index.what else {
            return Err(Error::column_not_path(self.place(index)));
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Error::column_not_path(self.place(index)));
        }
        match digits.parse::<i32>() {
            Ok(0) => Ok(0),
            Ok(index) if !negative => Ok(index.unsigned_abs() as usize),
            _ => {
                let sign = if *negative { "-" } else { "" };
                Err(Error::statement_index_out_of_range(&format!("{sign}{digits}"), self.place(index)))
            }
        }
    }
}

fn column_name(path: &Path) -> String {
    let (mut name, mut indexes) = (path.attribute.as_str(), String::new());
    for step in &path.steps {
        match step {
            path::Step::Key(key) => {
                name = key;
                indexes.clear();
            }
            path::Step::Index(index) => indexes.push_str(&format!("[{index}]")),
        }
    }
    format!("{name}{indexes}")
}

/// What a kind of expression is called where it cannot stand.
pub(super) fn operation(what: &What) -> &'static str {
    match what {
        What::Text(_) | What::Number(..) | What::Boolean(_) | What::Null | What::Missing => "Literal",
        What::Parameter(_) => "Parameter",
        What::Path(..) => "VariableReference",
        What::Call(..) => "Call",
        What::List(_) => "List",
        What::Bag(_) => "Bag",
        What::Map(_) => "Struct",
        What::Not(_) => "NOT",
        What::And(_) => "AND",
        What::Or(_) => "OR",
        What::Compare(comparator, ..) => comparator.symbol(),
        What::Between(..) => "BETWEEN",
        What::In(..) => "IN",
        What::Is(..) => "IS",
        What::Plus(..) => "+",
        What::Minus(..) => "-",
        What::Other(name) => name,
    }
}
