//! A statement as it was written, before it is known what it means to DynamoDB.

use std::fmt;

/// Where a token stands: `line:column:length`, counted in characters, line and column from 1, as AWS's sentences
/// have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    line: usize,
    column: usize,
    length: usize,
}

impl Place {
    /// Of the bytes from `start` to `end`.
    pub(super) fn of(text: &str, start: usize, end: usize) -> Place {
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            length: text.get(start..end).unwrap_or_default().chars().count(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.line, self.column, self.length)
    }
}

/// An expression, and the bytes of its first token.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    pub(super) what: What,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Text(String),
    /// Digits as written, and whether a minus stood before them.
    Number(String, bool),
    Boolean(bool),
    Null,
    Missing,
    /// The how-manieth `?`, from zero.
    Parameter(usize),
    Path(String, Vec<Step>),
    /// The function in small letters.
    Call(String, Vec<Expr>),
    List(Vec<Expr>),
    Bag(Vec<Expr>),
    Map(Vec<(Expr, Expr)>),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(crate::ast::Comparator, Box<Expr>, Box<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    /// `IS`, the type's name in capitals.
    Is(Box<Expr>, String),
    Plus(Box<Expr>, Box<Expr>),
    Minus(Box<Expr>, Box<Expr>),
    /// An operator that DynamoDB never has: its name in AWS's sentence.
    Other(&'static str),
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Name(String),
    /// `[…]`
    Element(Expr),
}

/// `"table"."index"`, and whether another name was given to it.
#[derive(Clone, Debug)]
pub(super) struct From {
    pub(super) names: Vec<String>,
    pub(super) aliased: bool,
}

/// A whole statement.
#[derive(Clone, Debug)]
pub(super) enum Syntax {
    Select(Select),
    Exists(Select),
    Insert {
        into: From,
        value: Expr,
        returning: Option<Returning>,
    },
    Update {
        from: From,
        actions: Vec<Action>,
        filter: Option<Expr>,
        returning: Option<Returning>,
    },
    Delete {
        from: From,
        filter: Option<Expr>,
        returning: Option<Returning>,
    },
    /// An expression that is no statement.
    Bare(Expr),
}

#[derive(Clone, Debug)]
pub(super) struct Select {
    /// Nothing for `*`.
    pub(super) columns: Option<Vec<Expr>>,
    /// `AS` in the list.
    pub(super) aliased: bool,
    pub(super) from: From,
    /// Several sources.
    pub(super) joined: bool,
    pub(super) filter: Option<Expr>,
    pub(super) order: Vec<(Expr, bool)>,
    /// The first clause that DynamoDB does not have, and where its first expression stands.
    pub(super) unsupported: Option<(&'static str, usize, usize)>,
}

/// `SET` or `REMOVE`
#[derive(Clone, Debug)]
pub(super) enum Action {
    Set(Expr, Expr),
    Remove(Expr),
}

/// What an update or delete gives back.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returning {
    /// `ALL OLD *`
    AllOld,
    /// `MODIFIED OLD *`
    ModifiedOld,
    /// `ALL NEW *`
    AllNew,
    /// `MODIFIED NEW *`
    ModifiedNew,
}

impl fmt::Display for Returning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Returning::AllOld => "ALL OLD *",
            Returning::ModifiedOld => "MODIFIED OLD *",
            Returning::AllNew => "ALL NEW *",
            Returning::ModifiedNew => "MODIFIED NEW *",
        })
    }
}
