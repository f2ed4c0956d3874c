//! PartiQL, as far as DynamoDB has it: a statement and its parameters become the same conditions, updates and
//! projections that the expressions become.
//!
//! Two steps, as AWS takes them: `parse` looks at the text alone; `compile` finds out what the statement means. Which
//! part of a condition is a key, and so which read or write it is, is the engine's to say, which knows the table.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html>

use crate::ast::Condition;
use crate::error::Error;
use crate::names::Literal;
use crate::projection::Projection;
use crate::update;
use crate::value::Item;

pub use syntax::{Place, Returning};

use compile::Compiler;
use syntax::{From, Syntax};

mod compile;
mod condition;
mod cursor;
mod expression;
mod keyword;
mod literal;
mod statement;
mod syntax;
mod token;
mod update_actions;

/// A statement whose text is well formed.
#[derive(Debug)]
pub struct Parsed<'t> {
    text: &'t str,
    syntax: Syntax,
    parameters: usize,
}

/// What a statement means.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `SELECT`
    Select(Select),
    /// `EXISTS(SELECT …)`: a condition of a transaction.
    Exists(Select),
    /// `INSERT`
    Insert {
        /// The table.
        table: String,
        /// What it is to hold.
        item: Item,
    },
    /// `UPDATE`
    Update {
        /// The table.
        table: String,
        /// What becomes of the item.
        update: update::Update,
        /// Which item, and what must hold for it.
        condition: Option<Condition>,
        /// What is given back.
        returning: Option<Returning>,
    },
    /// `DELETE`
    Delete {
        /// The table.
        table: String,
        /// Which item, and what must hold for it.
        condition: Option<Condition>,
        /// What is given back; only `ALL OLD *` gets here.
        returning: Option<Returning>,
    },
}

/// What a SELECT asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// The table.
    pub table: String,
    /// The index.
    pub index: Option<String>,
    /// The columns; nothing for `*`.
    pub columns: Option<Projection>,
    /// `WHERE`
    pub condition: Option<Condition>,
    /// `ORDER BY`
    pub order: Vec<Order>,
}

/// One part of an ORDER BY.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The top-level attribute.
    pub attribute: String,
    /// `DESC`
    pub descending: bool,
}

/// Reads the text of a statement.
pub fn parse(text: &str) -> Result<Parsed<'_>, Error> {
    let (syntax, parameters) = statement::parse(text)?;
    Ok(Parsed { text, syntax, parameters })
}

impl Parsed<'_> {
    /// The table and the index that it reads by its first source, if it is a SELECT of an index.
    pub fn index(&self) -> Option<(&str, &str)> {
        let Syntax::Select(select) = &self.syntax else { return None };
        match select.from.names.as_slice() {
            [table, index] => Some((table, index)),
            _ => None,
        }
    }

    /// How many `?` it has.
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// What it means with these values for its `?`.
    pub fn compile(&self, parameters: &[Literal]) -> Result<Statement, Error> {
        if self.parameters != parameters.len() {
            return Err(Error::parameter_count());
        }
        let mut compiler = Compiler::new(self.text, parameters);
        match &self.syntax {
            Syntax::Select(select) => Ok(Statement::Select(compiler.select(select)?)),
            Syntax::Exists(select) => Ok(Statement::Exists(compiler.select(select)?)),
            Syntax::Insert { into, value, returning } => {
                let (table, index) = source(into)?;
                if index.is_some() {
                    return Err(Error::source_not_single());
                }
                if let Some(returning) = returning {
                    return Err(Error::insert_returning(&returning.to_string()));
                }
                Ok(Statement::Insert { table, item: compiler.item(value)? })
            }
            Syntax::Update { from, actions, filter, returning } => {
                let table = written(from)?;
                let update = compiler.update(actions)?;
                let condition = compiler.filter(filter.as_ref())?;
                Ok(Statement::Update { table, update, condition, returning: *returning })
            }
            Syntax::Delete { from, filter, returning } => {
                let table = written(from)?;
                if let Some(returning) = returning.filter(|returning| *returning != Returning::AllOld) {
                    return Err(Error::delete_returning(&returning.to_string()));
                }
                let condition = compiler.filter(filter.as_ref())?;
                Ok(Statement::Delete { table, condition, returning: *returning })
            }
            Syntax::Bare(expression) => Err(compiler.bare(expression)),
        }
    }
}

/// The table, and the index if one is named.
fn source(from: &From) -> Result<(String, Option<String>), Error> {
    if from.names.len() > 2 {
        return Err(Error::source_too_long());
    }
    if from.names.iter().any(String::is_empty) {
        return Err(Error::source_empty());
    }
    if from.aliased {
        return Err(Error::aliasing());
    }
    let mut names = from.names.iter().cloned();
    Ok((names.next().unwrap_or_default(), names.next()))
}

/// The table that an update or delete writes to.
fn written(from: &From) -> Result<String, Error> {
    match source(from)? {
        (table, None) => Ok(table),
        (_, Some(_)) => Err(Error::write_of_index()),
    }
}

impl Statement {
    /// The table that it is about.
    pub fn table(&self) -> &str {
        match self {
            Statement::Select(select) | Statement::Exists(select) => &select.table,
            Statement::Insert { table, .. }
            | Statement::Update { table, .. }
            | Statement::Delete { table, .. } => table,
        }
    }

    /// Does it read and nothing else?
    pub fn is_read(&self) -> bool {
        matches!(self, Statement::Select(_))
    }

    /// What it gives back of what it wrote.
    pub fn returning(&self) -> Option<Returning> {
        match self {
            Statement::Update { returning, .. } | Statement::Delete { returning, .. } => *returning,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
