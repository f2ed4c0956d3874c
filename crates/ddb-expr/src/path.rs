//! Document paths: `a.b[1].c`.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::codec::{Encoded, ValueRef};
use crate::value::{Item, Value};

/// Where a value stands in an item: an attribute, and the way into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The top-level attribute.
    pub attribute: Name,
    /// The way from its value to the value meant.
    pub steps: Vec<Step>,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// `.name` into a map.
    Key(Name),
    /// `[n]` into a list, from zero.
    Index(usize),
}

/// A name in a path. A clone shares the text: a short placeholder may stand for a long name a thousand times.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Arc<str>>> From<T> for Name {
    fn from(text: T) -> Name {
        Name(text.into())
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How two paths of one expression stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Neither touches the other.
    Apart,
    /// One is the beginning of the other, or they are equal.
    Overlap,
    /// They take the same value for a map and for a list.
    Conflict,
}

impl Path {
    /// A whole attribute.
    pub fn attribute(name: impl Into<Name>) -> Path {
        Path { attribute: name.into(), steps: Vec::new() }
    }

    /// Does it mean a whole attribute?
    pub fn is_top_level(&self) -> bool {
        self.steps.is_empty()
    }

    /// The value that it leads to.
    pub fn find<'a>(&self, item: Encoded<'a>) -> Option<ValueRef<'a>> {
        find_by(&self.attribute, &self.steps, item)
    }

    /// The value that it leads to, in a tree, to be changed.
    pub fn find_mut<'a>(&self, item: &'a mut Item) -> Option<&'a mut Value> {
        self.steps.iter().try_fold(item.get_mut(&self.attribute)?, |value, step| match (step, value) {
            (Step::Key(name), Value::M(map)) => map.get_mut(name),
            (Step::Index(index), Value::L(list)) => list.get_mut(*index),
            _ => None,
        })
    }

    /// How it stands to another path of the same expression.
    pub fn relation(&self, other: &Path) -> Relation {
        if self.attribute != other.attribute {
            return Relation::Apart;
        }
        for pair in self.steps.iter().zip(&other.steps) {
            match pair {
                (Step::Key(left), Step::Key(right)) if left == right => {}
                (Step::Index(left), Step::Index(right)) if left == right => {}
                (Step::Key(_), Step::Index(_)) | (Step::Index(_), Step::Key(_)) => return Relation::Conflict,
                _ => return Relation::Apart,
            }
        }
        Relation::Overlap
    }
}

/// The value that these steps lead to.
pub(crate) fn find_by<'a>(attribute: &str, steps: &[Step], item: Encoded<'a>) -> Option<ValueRef<'a>> {
    steps.iter().try_fold(item.get(attribute)?, |value, step| match (step, value) {
        (Step::Key(name), ValueRef::M(map)) => map.get(name),
        (Step::Index(index), ValueRef::L(mut list)) => list.nth(*index),
        _ => None,
    })
}

/// As AWS shows a path in its sentences: `[a, b, [1], c]`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}", self.attribute)?;
        for step in &self.steps {
            match step {
                Step::Key(name) => write!(f, ", {name}")?,
                Step::Index(index) => write!(f, ", [{index}]")?,
            }
        }
        f.write_str("]")
    }
}
