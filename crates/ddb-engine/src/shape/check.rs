//! The constraints of a request: which are broken, and how AWS tells it.

use super::{Fields, Kind, Member, Node, Rule};
use crate::error::{Error, Result};

impl Fields<'_> {
    /// All constraints; the name of a table first and alone.
    pub(super) fn check(&self) -> Result<()> {
        for (member, node) in self.shape.members.iter().zip(&self.nodes) {
            check_table_name(member, node)?;
        }
        let mut broken = Vec::new();
        self.walk("", &mut broken);
        if broken.is_empty() { Ok(()) } else { Err(constraints(&broken)) }
    }

    fn walk(&self, parent: &str, broken: &mut Vec<String>) {
        for (member, node) in self.shape.members.iter().zip(&self.nodes) {
            check_member(member, node, parent, broken);
        }
    }
}

/// The rule of a table's name, which ends the request before any other rule is looked at.
fn check_table_name(member: &Member, node: &Node<'_>) -> Result<()> {
    let is_name =
        |rule: &&Rule| matches!(rule, Rule::TableName | Rule::NewTableName | Rule::ControlTableName);
    let Some(rule) = member.rules.iter().find(is_name) else { return Ok(()) };
    let is_new = matches!(rule, Rule::NewTableName);
    let broken = match node {
        Node::Text(name) if is_new => new_table_name_rule(name).map(|must| (name, must)),
        Node::Text(name) => table_name_rule(name).map(|must| (name, must)),
        _ if !matches!(rule, Rule::TableName) => {
            return Err(Error::validation(format!(
                "The parameter '{}' is required but was not present in the request",
                member.name
            )));
        }
        _ => None,
    };
    broken.map_or(Ok(()), |(name, must)| {
        let at = lower(member.name);
        Err(constraints(&[format!("Value '{name}' at '{at}' failed to satisfy constraint: {must}")]))
    })
}

/// What the name of a new table must.
fn new_table_name_rule(name: &str) -> Option<String> {
    if name.len() < 3 {
        Some("Member must have length greater than or equal to 3".to_owned())
    } else if name.len() > 255 {
        Some("Member must have length less than or equal to 255".to_owned())
    } else {
        (!is_name(name)).then(|| NAME_PATTERN.to_owned())
    }
}

/// Broken constraints that one message may tell.
const MAX_BROKEN: usize = 10;

fn constraints(broken: &[String]) -> Error {
    let errors = if broken.len() == 1 { "error" } else { "errors" };
    Error::validation(format!("{} validation {errors} detected: {}", broken.len(), broken.join("; ")))
}

fn check_member(member: &'static Member, node: &Node<'_>, parent: &str, broken: &mut Vec<String>) {
    let path = || {
        let dot = if parent.is_empty() { "" } else { "." };
        format!("{parent}{dot}{}", lower(member.name))
    };
    for rule in member.rules {
        if broken.len() >= MAX_BROKEN {
            return;
        }
        if let Some(must) = broken_rule(*rule, node) {
            let value = match node {
                Node::Absent => "null".to_owned(),
                node => format!("'{node}'"),
            };
            broken.push(format!("Value {value} at '{}' failed to satisfy constraint: {must}", path()));
        }
    }
    match (node, &member.kind) {
        (Node::Struct(fields), _) => fields.walk(&path(), broken),
        (Node::List(nodes), Kind::List(element)) => {
            for (at, node) in nodes.iter().enumerate() {
                if broken.len() >= MAX_BROKEN {
                    return;
                }
                check_element(element, node, || format!("{}.{}", path(), at + 1), broken);
            }
        }
        (Node::Map(nodes), Kind::Map(_, element)) => {
            for (key, node) in nodes {
                if broken.len() >= MAX_BROKEN {
                    return;
                }
                check_element(element, node, || format!("{}.{key}", path()), broken);
            }
        }
        _ => {}
    }
}

/// Builds the path of an element only where there is something to check below it.
fn check_element(
    element: &'static Member,
    node: &Node<'_>,
    path: impl Fn() -> String,
    broken: &mut Vec<String>,
) {
    let nested = matches!(node, Node::Struct(_) | Node::List(_) | Node::Map(_));
    if nested || !element.rules.is_empty() {
        check_member(element, node, &path(), broken);
    }
}

/// What the value must and does not; nothing if the rule holds.
fn broken_rule(rule: Rule, node: &Node<'_>) -> Option<String> {
    if matches!(node, Node::Absent) {
        return matches!(rule, Rule::NotNull).then(|| "Member must not be null".to_owned());
    }
    match rule {
        Rule::NotNull | Rule::TableName | Rule::NewTableName | Rule::ControlTableName => None,
        Rule::Min(min) => {
            (node.number() < min).then(|| format!("Member must have value greater than or equal to {min}"))
        }
        Rule::Max(max) => {
            (node.number() > max).then(|| format!("Member must have value less than or equal to {max}"))
        }
        Rule::LengthMin(min) => {
            (node.length() < min).then(|| format!("Member must have length greater than or equal to {min}"))
        }
        Rule::LengthMax(max) => {
            (node.length() > max).then(|| format!("Member must have length less than or equal to {max}"))
        }
        Rule::NamePattern => (!is_name(node.text().unwrap_or_default())).then(|| NAME_PATTERN.to_owned()),
        Rule::BucketName => (!is_bucket_name(node.text().unwrap_or_default())).then(|| {
            "Member must satisfy regular expression pattern: ^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$"
                .to_owned()
        }),
        Rule::Digits12 => {
            let text = node.text().unwrap_or_default();
            let fits = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
            (!fits).then(|| "Member must satisfy regular expression pattern: [0-9]{12}".to_owned())
        }
        Rule::Enum(values) => (!values.contains(&node.text().unwrap_or_default()))
            .then(|| format!("Member must satisfy enum value set: [{}]", values.join(", "))),
        Rule::ValueLength(min, max) => {
            let Node::Map(entries) = node else { return None };
            let all_fit = entries.iter().all(|(_, value)| (min..=max).contains(&value.length()));
            (!all_fit).then(|| {
                format!(
                    "Map value must satisfy constraint: [Member must have length less than or equal to {max}, \
                     Member must have length greater than or equal to {min}]"
                )
            })
        }
        Rule::TableKeys => {
            let Node::Map(entries) = node else { return None };
            let all_fit = entries.iter().all(|(key, _)| table_name_rule(key).is_none());
            (!all_fit).then(|| {
                "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member \
                 must have length greater than or equal to 1, Member must satisfy regular expression pattern: \
                 [a-zA-Z0-9_.-]+]"
                    .to_owned()
            })
        }
    }
}

const NAME_PATTERN: &str = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

fn is_bucket_name(text: &str) -> bool {
    let inner = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    let at_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.len() >= 2 && inner && at_end(text.chars().next()) && at_end(text.chars().next_back())
}

/// What a table's name must, in data operations: AWS checks the least length of 3 nowhere here, and takes ARNs.
fn table_name_rule(name: &str) -> Option<String> {
    if name.is_empty() {
        Some("Member must have length greater than or equal to 1".to_owned())
    } else if name.starts_with("arn:") {
        (name.len() > 1024).then(|| "Member must have length less than or equal to 1024".to_owned())
    } else if name.len() > 255 {
        Some("Member must have length less than or equal to 255".to_owned())
    } else {
        (!is_name(name)).then(|| NAME_PATTERN.to_owned())
    }
}

pub(super) fn lower(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl Node<'_> {
    fn number(&self) -> i64 {
        match self {
            Node::Integer(number) => *number,
            _ => 0,
        }
    }

    fn length(&self) -> usize {
        match self {
            Node::Text(text) => text.encode_utf16().count(),
            Node::List(nodes) => nodes.len(),
            Node::Map(nodes) => nodes.len(),
            Node::Item(item) => item.len(),
            _ => 0,
        }
    }
}
