//! The constraints of a request: which are broken, and how AWS words it. Those that AWS checks before all others are in
//! `checked_first`.

use super::fields::Json;
use super::pattern::{self, Pattern};
use super::{Fields, Kind, Member, Node, Rule, checked_first};
use crate::error::{Error, Result};
use wire::constraint::{self, MAX_BROKEN, bounded, broken_constraint, lower, words};

impl Fields<'_> {
    /// All constraints: those that AWS reports alone, then the others together.
    pub(super) fn check(&self, older: bool) -> Result<()> {
        // Nearly always all hold, and then it does not matter what comes first.
        if self.is_whole() {
            return Ok(());
        }
        // A request without a member that it must have goes the way of the older layer, in the newer one too: recorded
        // of UpdateItem, and our guess of the others.
        let older = older || self.shape.members.iter().zip(&self.nodes).any(lacks);
        self.check_alone("", older)?;
        let mut walk = ShapeWalk { older, broken: Vec::new() };
        walk.fields(self, "");
        if walk.broken.is_empty() {
            self.shape.members.iter().zip(&self.nodes).for_each(|(member, node)| walk.last(member, node));
        }
        if walk.broken.is_empty() { Ok(()) } else { Err(constraints(&walk.broken)) }
    }

    /// Whether all constraints hold.
    fn is_whole(&self) -> bool {
        self.shape.members.iter().zip(&self.nodes).all(|(member, node)| holds(member, node))
    }

    /// The rules whose errors AWS reports alone.
    pub(super) fn check_alone(&self, parent: &str, older: bool) -> Result<()> {
        let mut members = self.shape.members.iter().zip(&self.nodes);
        members.try_for_each(|(member, node)| checked_first::check(member, node, parent, older))
    }
}

/// Whether all constraints of a member hold, in whatever layer, and of what is below it.
fn holds(member: &Member, node: &Node<'_>) -> bool {
    let holds_rule = |rule: &Rule| match (rule, node) {
        (Rule::NotNull | Rule::NewTableName | Rule::ControlTableName | Rule::TableArn, Node::Absent) => false,
        (_, Node::Absent) => true,
        (Rule::NewTableName, Node::Text(name)) => new_table_name_rule(name).is_none(),
        (Rule::ControlTableName | Rule::OlderTableName, Node::Text(name)) => table_name_rule(name).is_none(),
        (rule, node) => broken_rule(*rule, node).is_none(),
    };
    member.rules.iter().all(holds_rule)
        && match (node, &member.kind) {
            (Node::Struct(fields), _) => fields.is_whole(),
            (Node::List(nodes), Kind::List(element)) => nodes.iter().all(|node| holds_there(element, node)),
            (Node::Map(nodes), Kind::Map(_, element)) => {
                nodes.iter().all(|(_, node)| holds_there(element, node))
            }
            _ => true,
        }
}

/// The same of an element of a list or map, of which none may be `null`.
fn holds_there(element: &Member, node: &Node<'_>) -> bool {
    !matches!(node, Node::Absent) && holds(element, node)
}

fn lacks((member, node): (&Member, &Node<'_>)) -> bool {
    matches!(node, Node::Absent) && member.rules.iter().any(|rule| matches!(rule, Rule::NotNull))
}

/// The message of these broken constraints.
pub(super) fn constraints(broken: &[String]) -> Error {
    Error::validation(constraint::sentence(broken)).bare()
}

/// Collects what is broken.
struct ShapeWalk {
    /// In the words of the older layer.
    older: bool,
    broken: Vec<String>,
}

impl ShapeWalk {
    fn is_full(&self) -> bool {
        self.broken.len() >= MAX_BROKEN
    }

    fn fields(&mut self, fields: &Fields<'_>, parent: &str) {
        for (member, node) in fields.shape.members.iter().zip(&fields.nodes) {
            self.member(member, node, parent);
        }
    }

    fn member(&mut self, member: &'static Member, node: &Node<'_>, parent: &str) {
        let path = || {
            let dot = if parent.is_empty() { "" } else { "." };
            format!("{parent}{dot}{}", lower(member.name))
        };
        let broken = self.broken.len();
        for rule in member.rules {
            if self.is_full() {
                return;
            }
            let is_alone = matches!(rule, Rule::TableName) && parent.is_empty() && !self.older;
            if is_alone || matches!(rule, Rule::TableKeysLast) {
                continue;
            }
            let Some(must) = broken_rule(*rule, node) else { continue };
            self.broken.push(match rule {
                Rule::EnumShown(_, shown) if !self.older => checked_first::enumeration(shown),
                Rule::TableKeys => broken_constraint(&format!("'{}'", bounded(Json(node))), path(), &must),
                _ => broken_constraint(&shown(node), path(), &must),
            });
        }
        let is_whole = self.broken.len() == broken;
        match (node, &member.kind) {
            (Node::Struct(fields), _) => self.fields(fields, &path()),
            (Node::List(nodes), Kind::List(element)) => {
                for (at, node) in nodes.iter().enumerate() {
                    self.element(element, node, is_whole, || format!("{}.{}", path(), at + 1));
                }
            }
            (Node::Map(nodes), Kind::Map(_, element)) => {
                for (key, node) in nodes {
                    self.element(element, node, is_whole, || format!("{}.{key}", path()));
                }
            }
            _ => {}
        }
    }

    /// An element of a list, or value of a map. There is none that may be `null`; its place is named as those of members
    /// are, which is our guess. It is left out where a list or map is refused as a whole.
    fn element(
        &mut self,
        element: &'static Member,
        node: &Node<'_>,
        is_whole: bool,
        path: impl Fn() -> String,
    ) {
        if matches!(node, Node::Absent) {
            if is_whole && !self.is_full() {
                let must = broken_rule(Rule::NotNull, node).unwrap_or_default();
                self.broken.push(broken_constraint(
                    "null",
                    format!("{}.{}", path(), lower(element.name)),
                    &must,
                ));
            }
            return;
        }
        // Builds the path only where there is something to check below it.
        let nested = matches!(node, Node::Struct(_) | Node::List(_) | Node::Map(_));
        if !self.is_full() && (nested || !element.rules.is_empty()) {
            self.member(element, node, &path());
        }
    }

    /// The rules that are judged when all others hold.
    fn last(&mut self, member: &Member, node: &Node<'_>) {
        for rule in member.rules.iter().filter(|rule| matches!(rule, Rule::TableKeysLast)) {
            let must = broken_rule(*rule, node);
            self.broken.extend(must.map(|must| broken_constraint(&shown(node), lower(member.name), &must)));
        }
    }
}

/// A value as it is shown, a long one cut.
fn shown(node: &Node<'_>) -> String {
    match node {
        Node::Absent => "null".to_owned(),
        node => format!("'{}'", bounded(node)),
    }
}

/// What the value must and does not; nothing if the rule holds.
pub(super) fn broken_rule(rule: Rule, node: &Node<'_>) -> Option<String> {
    if matches!(node, Node::Absent) {
        return matches!(rule, Rule::NotNull).then(|| words::NOT_NULL.to_owned());
    }
    match rule {
        Rule::NotNull
        | Rule::NewTableName
        | Rule::ControlTableName
        | Rule::OlderTableName
        | Rule::TableArn
        | Rule::Strict => None,
        Rule::TableName => table_name_rule(node.text().unwrap_or_default()),
        Rule::Min(min) | Rule::FirstMin(min) => (node.number() < min).then(|| words::value_at_least(min)),
        Rule::Max(max) => (node.number() > max).then(|| words::value_at_most(max)),
        Rule::LengthMin(min) | Rule::FirstLengthMin(min) => {
            (node.length() < min).then(|| words::length_at_least(min))
        }
        Rule::LengthMax(max) | Rule::FirstLengthMax(max) => {
            (node.length() > max).then(|| words::length_at_most(max))
        }
        Rule::Matches(pattern) => broken_pattern(pattern, node.text().unwrap_or_default()),
        Rule::Enum(values) | Rule::EnumShown(values, _) | Rule::EnumAlone(values, _) => {
            (!values.contains(&node.text().unwrap_or_default())).then(|| words::one_of(values))
        }
        Rule::ValueLength(min, max) => {
            let Node::Map(entries) = node else { return None };
            let all_fit = entries.iter().all(|(_, value)| (min..=max).contains(&value.length()));
            (!all_fit).then(|| words::every_value(&[words::length_at_most(max), words::length_at_least(min)]))
        }
        Rule::TableKeys | Rule::TableKeysLast => {
            let Node::Map(entries) = node else { return None };
            let fits = |key: &str| key.starts_with("arn:") || new_table_name_rule(key).is_none();
            let all_fit = entries.iter().all(|(key, _)| fits(key));
            (!all_fit).then(|| {
                words::every_key(&[
                    words::length_at_most(255),
                    words::length_at_least(3),
                    words::matching(pattern::NAME.shown),
                ])
            })
        }
    }
}

fn broken_pattern(pattern: &Pattern, text: &str) -> Option<String> {
    (!(pattern.holds)(text)).then(|| words::matching(pattern.shown))
}

/// What a table's name must, in data operations: AWS checks the least length of 3 nowhere here, and takes ARNs.
pub(super) fn table_name_rule(name: &str) -> Option<String> {
    if name.is_empty() {
        Some(words::length_at_least(1))
    } else if name.starts_with("arn:") {
        (name.len() > 1024).then(|| words::length_at_most(1024))
    } else if name.len() > 255 {
        Some(words::length_at_most(255))
    } else {
        broken_pattern(pattern::NAME, name)
    }
}

/// What the name of a new table must.
pub(super) fn new_table_name_rule(name: &str) -> Option<String> {
    if name.len() < 3 {
        Some(words::length_at_least(3))
    } else if name.len() > 255 {
        Some(words::length_at_most(255))
    } else {
        broken_pattern(pattern::NAME, name)
    }
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
