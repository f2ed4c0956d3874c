//! Access to the members of a request by name, and how AWS's Java shows them in messages.

use std::borrow::Cow;
use std::fmt;

use super::{Fields, Node};
use ddb_expr::names::Literal;

use crate::error::{Error, Result};
use crate::message::parsed::Parsed;
use crate::message::value::ItemText;
use wire::constraint::lower;

impl<'a> Fields<'a> {
    /// A member by its name. A name that the shape does not have is absent.
    pub(in crate::message) fn get(&self, name: &str) -> &Node<'a> {
        let place = self.shape.place_of(name);
        debug_assert!(place.is_some(), "{} has no member {name}", self.shape.name);
        place.and_then(|at| self.nodes.get(at)).unwrap_or(&Node::Absent)
    }

    /// A member by its name, taken out. A name that the shape does not have is absent.
    pub(super) fn take(&mut self, name: &str) -> Node<'a> {
        let place = self.shape.place_of(name);
        let slot = place.and_then(|at| self.nodes.get_mut(at));
        slot.map_or(Node::Absent, |slot| std::mem::replace(slot, Node::Absent))
    }

    /// Expressions that were parsed before.
    pub(in crate::message) fn parsed(&self) -> Option<&'a Parsed> {
        self.parsed
    }

    /// All members, in the order of the shape.
    pub(crate) fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// A text member.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text member that the shape demands.
    pub(crate) fn required(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// A member that is true or false.
    pub(crate) fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Node::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// A member that is a whole number.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Node::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A member that is a moment: milliseconds since 1970.
    pub(crate) fn time_ms(&self, name: &str) -> Option<u64> {
        match self.get(name) {
            Node::Time(ms) => Some(*ms),
            _ => None,
        }
    }

    /// A member that is a number with a fraction.
    pub(crate) fn double(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Node::Double(number) => Some(*number),
            _ => None,
        }
    }

    /// A member that is a list; empty if it is not there.
    pub(crate) fn list(&self, name: &str) -> &[Node<'a>] {
        match self.get(name) {
            Node::List(nodes) => nodes,
            _ => &[],
        }
    }

    /// A member that is a map; empty if it is not there.
    pub(crate) fn map(&self, name: &str) -> &[(Cow<'a, str>, Node<'a>)] {
        match self.get(name) {
            Node::Map(nodes) => nodes,
            _ => &[],
        }
    }

    /// A member that is a structure.
    pub(crate) fn fields(&self, name: &str) -> Option<&Fields<'a>> {
        self.get(name).fields()
    }

    /// Whether the shape has a member of that name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.shape.place_of(name).is_some()
    }

    /// An error that names the first member that is there and not supported.
    pub(crate) fn refuse_unread(&self) -> Result<()> {
        let mut there = self.shape.members.iter().zip(&self.nodes);
        match there.find(|(_, node)| matches!(node, Node::Unread)) {
            None => Ok(()),
            Some((member, _)) => Err(Error::unsupported(member.name)),
        }
    }

    /// Whether a member is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        !matches!(self.get(name), Node::Absent)
    }

    /// A member that is an item, taken out.
    pub(crate) fn take_item(&mut self, name: &str) -> Option<ItemText> {
        match self.take(name) {
            Node::Item(item) => Some(item),
            _ => None,
        }
    }

    /// A member that is a structure, taken out.
    pub(crate) fn take_fields(&mut self, name: &str) -> Option<Fields<'a>> {
        match self.take(name) {
            Node::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    /// A member that is a list, taken out.
    pub(crate) fn take_list(&mut self, name: &str) -> Vec<Node<'a>> {
        match self.take(name) {
            Node::List(nodes) => nodes,
            _ => Vec::new(),
        }
    }

    /// A member that is a map, taken out.
    pub(crate) fn take_map(&mut self, name: &str) -> Vec<(Cow<'a, str>, Node<'a>)> {
        match self.take(name) {
            Node::Map(nodes) => nodes,
            _ => Vec::new(),
        }
    }
}

impl<'a> Node<'a> {
    /// The members, if it is a structure.
    pub(crate) fn fields(&self) -> Option<&Fields<'a>> {
        match self {
            Node::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    /// The attribute value, if it is one, or what is wrong with it.
    pub(crate) fn literal(&self) -> Result<Option<Literal>> {
        match self {
            Node::Value(value) => value.literal().map(Some),
            _ => Ok(None),
        }
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes that its attributes and values count, if it is an item or a map of values.
    pub(crate) fn item_bytes(&self) -> usize {
        match self {
            Node::Item(item) => item.size_bytes(),
            _ => 0,
        }
    }
}

/// As AWS's Java shows it in messages.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Absent => f.write_str("null"),
            Node::Text(text) => f.write_str(text),
            Node::Boolean(value) => write!(f, "{value}"),
            Node::Integer(number) => write!(f, "{number}"),
            Node::Time(ms) => write!(f, "{}", *ms / 1000),
            Node::Double(number) => write!(f, "{number:?}"),
            Node::Unread => f.write_str("{}"),
            Node::Item(item) => write!(f, "{item}"),
            Node::Value(value) => write!(f, "{value}"),
            Node::List(nodes) => {
                f.write_str("[")?;
                for (at, node) in nodes.iter().enumerate() {
                    write!(f, "{}{node}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Node::Map(nodes) => {
                f.write_str("{")?;
                for (at, (key, node)) in nodes.iter().enumerate() {
                    write!(f, "{}{key}={node}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("}")
            }
            Node::Struct(fields) => {
                write!(f, "{}(", fields.shape.name)?;
                let there = fields.shape.members.iter().zip(&fields.nodes);
                let there = there.filter(|(_, node)| !matches!(node, Node::Absent));
                for (at, (member, node)) in there.enumerate() {
                    write!(f, "{}{}={node}", if at == 0 { "" } else { ", " }, lower(member.name))?;
                }
                f.write_str(")")
            }
        }
    }
}

/// A member as JSON, as the newer layer shows it.
pub(super) struct Json<'n, 'a>(pub(super) &'n Node<'a>);

impl fmt::Display for Json<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Node::Text(text) => quoted(text, f),
            Node::List(nodes) => {
                f.write_str("[")?;
                for (at, node) in nodes.iter().enumerate() {
                    write!(f, "{}{}", if at == 0 { "" } else { "," }, Json(node))?;
                }
                f.write_str("]")
            }
            Node::Map(nodes) => object(f, nodes.iter().map(|(key, node)| (key.as_ref(), node))),
            Node::Struct(fields) => {
                let members = fields.shape.members.iter().map(|member| member.name);
                object(f, members.zip(&fields.nodes).filter(|(_, node)| !matches!(node, Node::Absent)))
            }
            scalar => scalar.fmt(f),
        }
    }
}

fn object<'n, 'a: 'n>(
    f: &mut fmt::Formatter<'_>,
    members: impl Iterator<Item = (&'n str, &'n Node<'a>)>,
) -> fmt::Result {
    f.write_str("{")?;
    for (at, (key, node)) in members.enumerate() {
        f.write_str(if at == 0 { "" } else { "," })?;
        quoted(key, f)?;
        write!(f, ":{}", Json(node))?;
    }
    f.write_str("}")
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = Vec::new();
    wire::json::text(&mut out, text);
    f.write_str(&String::from_utf8_lossy(&out))
}
