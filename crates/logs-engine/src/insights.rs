//! The query language of CloudWatch Logs Insights: what is not understood is refused, never passed over.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>
//!
//! - `token` words, marks and texts of a query; `syntax` reads commands and expressions
//! - `value` what fields hold; `row` an event's fields; `expression`, `function` what is made of them
//! - `parse_command` fields out of texts; `aggregate` of many rows one
//! - `run` rows in, rows out

use wire::fault::Fault;

use crate::error;

mod aggregate;
mod expression;
mod function;
mod parse_command;
mod row;
mod run;
mod syntax;
mod token;
mod value;

pub(crate) use row::{Event, Row};
pub(crate) use run::{Run, Stop};

use expression::Expression;
use parse_command::Parser;

/// A query that was understood.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    commands: Vec<Command>,
}

/// An expression, and what its column is called.
#[derive(Clone, Debug)]
struct Column {
    name: String,
    expression: Expression,
}

#[derive(Clone, Debug)]
enum Command {
    Fields(Vec<Column>),
    Display(Vec<Column>),
    Filter(Expression),
    Parse(Expression, Parser),
    Stats {
        columns: Vec<Column>,
        by: Vec<Column>,
    },
    /// Each with whether it is in descending order.
    Sort(Vec<(Expression, bool)>),
    Limit(usize),
    Dedup(Vec<Column>),
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// What is not understood.
    pub(crate) fn read(text: &str) -> Result<Query, Fault> {
        let commands = syntax::read(text).map_err(|wrong| {
            let (line, position) = wrong.place(text);
            error::malformed_query(&wrong.found, line, position, wrong.offsets(text))
        })?;
        Ok(Query { commands })
    }
}

#[cfg(test)]
mod tests;
