//! The query language of CloudWatch Logs Insights: what is not understood is refused, never passed over.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>
//!
//! - `token` words, marks and texts of a query; `syntax` reads commands and expressions
//! - `value` what fields hold, `natural` in which order; `row` an event's fields; `expression`, `function` what is made of them
//! - `parse_command` fields out of texts; `aggregate` of many rows one; `patterns` what texts have in common
//! - `source` over which groups a query goes
//! - `run` rows in, rows out

use wire::fault::Fault;

use crate::error;

mod aggregate;
mod expression;
mod function;
mod natural;
mod parse_command;
mod patterns;
mod row;
mod run;
mod source;
mod syntax;
mod token;
mod value;

pub(crate) use row::{Event, Row};
pub(crate) use run::{Run, Stop};
pub(crate) use source::Source;

use expression::Expression;
use parse_command::Parser;

/// A query that was understood.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    source: Option<Source>,
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
    /// How many rows, and whether any will do.
    Limit(usize, bool),
    Dedup(Vec<Column>),
    /// Each element of a list makes a row, with the element under a name.
    Unnest(Expression, String),
    Pattern(Expression),
}

/// When a query is run, and over what time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moment {
    pub(crate) now_ms: u64,
    pub(crate) from_ms: u64,
    pub(crate) until_ms: u64,
}

impl Moment {
    /// What a function says of it: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html>.
    fn named(self, function: &str) -> Option<f64> {
        Some(match function.to_lowercase().as_str() {
            "now" => (self.now_ms / 1000) as f64,
            "querystarttime" => self.from_ms as f64,
            "queryendtime" => self.until_ms as f64,
            "querytimerange" => self.until_ms.saturating_sub(self.from_ms) as f64,
            _ => return None,
        })
    }
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// What is not understood.
    pub(crate) fn read(text: &str) -> Result<Query, Fault> {
        Query::at(text, Moment::default())
    }

    /// Reads a query that is run at a moment.
    ///
    /// # Errors
    ///
    /// What is not understood.
    pub(crate) fn at(text: &str, moment: Moment) -> Result<Query, Fault> {
        let (source, commands) = syntax::read(text, moment).map_err(|wrong| {
            let (line, position) = wrong.place(text);
            error::malformed_query(&wrong.found, line, position, wrong.offsets(text))
        })?;
        Ok(Query { source, commands })
    }

    /// Over which groups it goes, if it says so itself.
    pub(crate) fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
}

#[cfg(test)]
mod tests;
