//! The constraints that AWS looks at before all others, and reports one at a time: names of tables in both layers of
//! checks, and in the newer one a few more.

use super::check::{broken_rule, constraints, new_table_name_rule, table_name_rule};
use super::{Kind, Member, Node, Rule};
use crate::error::{Error, Result};
use wire::constraint::{bounded, broken_constraint, lower, words};

/// The rules of one member whose errors AWS reports alone, and of what is below it in maps. `older`: only those that
/// the older layer reports alone too.
pub(super) fn check(member: &Member, node: &Node<'_>, parent: &str, older: bool) -> Result<()> {
    for rule in member.rules {
        match rule {
            Rule::ControlTableName | Rule::NewTableName | Rule::OlderTableName => {
                table_name(*rule, member, node)?
            }
            Rule::TableArn if matches!(node, Node::Absent) => {
                return Err(Error::validation("Invalid TableArn"));
            }
            Rule::TableName if !older => table_name(*rule, member, node)?,
            Rule::EnumAlone(_, shown) if !older && broken_rule(*rule, node).is_some() => {
                return Err(Error::validation(enumeration(shown)));
            }
            Rule::FirstMin(_) | Rule::FirstLengthMin(_) | Rule::FirstLengthMax(_) if !older => {
                if let Some(must) = broken_rule(*rule, node) {
                    return Err(first(&path(parent, member.name), &must));
                }
            }
            _ => {}
        }
    }
    match (node, &member.kind) {
        (Node::Struct(fields), _) => fields.check_alone(&path(parent, member.name), older),
        (Node::Map(nodes), Kind::Map(_, element)) => nodes.iter().try_for_each(|(key, node)| {
            let below = !element.rules.is_empty() || matches!(node, Node::Struct(_));
            if below { check(element, node, &path(&path(parent, member.name), key), older) } else { Ok(()) }
        }),
        _ => Ok(()),
    }
}

/// A broken enumeration that the newer layer reports without value and place.
pub(super) fn enumeration(shown: &str) -> String {
    format!("Failed to satisfy constraint: {}", words::one_of(&[shown]))
}

/// A constraint in the words of the newer layer.
fn first(path: &str, must: &str) -> Error {
    constraints(&[broken_constraint("", path, must)])
}

fn path(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}

/// The rule of a table's name.
fn table_name(rule: Rule, member: &Member, node: &Node<'_>) -> Result<()> {
    let of_control = matches!(rule, Rule::NewTableName | Rule::ControlTableName);
    let (name, must) = match node {
        Node::Text(name) if matches!(rule, Rule::NewTableName) => (name, new_table_name_rule(name)),
        Node::Text(name) => (name, table_name_rule(name)),
        _ if of_control => {
            return Err(Error::validation(format!(
                "The parameter '{}' is required but was not present in the request",
                member.name
            )));
        }
        _ => return Ok(()),
    };
    match must {
        None => Ok(()),
        Some(must) if name.is_empty() && matches!(rule, Rule::TableName) => Err(first(member.name, &must)),
        Some(must) => {
            Err(constraints(&[broken_constraint(&format!("'{}'", bounded(name)), lower(member.name), &must)]))
        }
    }
}
