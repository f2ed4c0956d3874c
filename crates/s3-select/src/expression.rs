//! Expressions, as they are judged.
//!
//! - `convert`: from what the crate `sqlparser` read

pub(crate) mod convert;

use crate::aggregate::Aggregate;
use crate::function::Function;
use crate::value::{Type, Value};

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    Literal(Value),
    /// A field of the record; all of it if there are no steps.
    Path(Vec<Step>),
    /// Operators from left to right, each on what came of those before it. So long chains are not deep.
    Chain(Box<Expr>, Vec<(Operator, Expr)>),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    Is(Box<Expr>, State, bool),
    In(Box<Expr>, Vec<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    Like(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    Case(Case),
    Cast(Box<Expr>, Type),
    Call(Function, Vec<Expr>),
    /// What came of the statement's aggregate of this number.
    Aggregate(usize),
}

/// CASE.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) operand: Option<Box<Expr>>,
    pub(crate) branches: Vec<(Expr, Expr)>,
    pub(crate) otherwise: Option<Box<Expr>>,
}

/// What IS asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Null,
    Missing,
    True,
    False,
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
    Concat,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A field; its case counts if its name stood in quotes.
    Field { name: String, is_quoted: bool },
    /// An element of a list.
    Index(usize),
    /// All elements of a list; behind FROM alone.
    All,
}

impl Step {
    /// Whether it is the field of this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        match self {
            Step::Field { name: wanted, is_quoted: true } => wanted == name,
            Step::Field { name: wanted, is_quoted: false } => wanted.eq_ignore_ascii_case(name),
            Step::Index(_) | Step::All => false,
        }
    }
}

/// An aggregate of the statement, and what it is of; of all records without that.
#[derive(Clone, Debug)]
pub(crate) struct AggregateCall {
    pub(crate) kind: Aggregate,
    pub(crate) of: Option<Expr>,
}
