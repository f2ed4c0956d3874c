//! `UpdateExpression`.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>

use crate::error::Error;
use crate::names::{Literal, Placeholders};
use crate::path::Path;
use crate::projection::Projection;

mod apply;
mod charge;
mod parse;
mod splice;

/// What an update does, section by section, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// `SET path = value`
    pub sets: Vec<(Path, SetValue)>,
    /// `REMOVE path`
    pub removes: Vec<Path>,
    /// `ADD path :value`; a number or set.
    pub adds: Vec<(Path, Literal)>,
    /// `DELETE path :value`; a set.
    pub deletes: Vec<(Path, Literal)>,
    /// Was it `AttributeUpdates`? AWS then has other words for a value of the wrong type, and ADD takes lists.
    pub legacy: bool,
}

/// The right side of a SET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetValue {
    /// A value of the item as it was before the update.
    Path(Path),
    /// A value of the request.
    Value(Literal),
    /// `left + right`
    Plus(Box<SetValue>, Box<SetValue>),
    /// `left - right`
    Minus(Box<SetValue>, Box<SetValue>),
    /// `if_not_exists(path, otherwise)`
    IfNotExists(Path, Box<SetValue>),
    /// `list_append(first, second)`
    ListAppend(Box<SetValue>, Box<SetValue>),
}

/// Reads an update.
pub fn parse(text: &str, placeholders: &mut Placeholders) -> Result<Update, Error> {
    parse::parse(text, placeholders)
}

impl Update {
    /// The paths that the update names: of the old item or the new one what UPDATED_OLD and UPDATED_NEW give back. They are
    /// taken literally: an element appended to a list is shown only if it came to lie at the index that was written.
    pub fn touched(&self) -> Projection {
        Projection::of_paths(self.targets())
    }

    /// Every path that is written to: those of SET, REMOVE, ADD, DELETE.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        let sets = self.sets.iter().map(|(path, _)| path);
        let adds = self.adds.iter().map(|(path, _)| path);
        let deletes = self.deletes.iter().map(|(path, _)| path);
        sets.chain(&self.removes).chain(adds).chain(deletes)
    }

    /// Every path that the right sides read, with repetitions.
    pub fn sources(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.sets.iter().for_each(|(_, value)| value.sources(&mut paths));
        paths
    }

    /// Does it only take away? Such an update makes no item where there is none. One that does nothing does.
    pub fn only_removes(&self) -> bool {
        self.sets.is_empty() && self.adds.is_empty() && !(self.removes.is_empty() && self.deletes.is_empty())
    }

    /// The top-level attributes that are written to, with repetitions. A key attribute may not be among them.
    pub fn top_level_names(&self) -> impl Iterator<Item = &str> {
        self.targets().map(|path| path.attribute.as_str())
    }
}

impl SetValue {
    fn sources<'a>(&'a self, paths: &mut Vec<&'a Path>) {
        match self {
            SetValue::Path(path) => paths.push(path),
            SetValue::Value(_) => {}
            SetValue::IfNotExists(path, otherwise) => {
                paths.push(path);
                otherwise.sources(paths);
            }
            SetValue::Plus(left, right)
            | SetValue::Minus(left, right)
            | SetValue::ListAppend(left, right) => {
                left.sources(paths);
                right.sources(paths);
            }
        }
    }
}

#[cfg(test)]
mod tests;
