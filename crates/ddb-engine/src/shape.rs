//! What a request may look like, declared as data, and the one pass that turns its text into typed members.
//!
//! AWS checks in two rounds. First the types: the first member of a wrong JSON type ends the request with a
//! `SerializationException`. Then the constraints: all that are broken, ten at most, are told in one
//! `ValidationException`, in the order in which the operation's shape declares its members.

use std::borrow::Cow;
use std::fmt;

use crate::error::{Error, Result};
use crate::json::{Malformed, Reader, Token};
use crate::value::ItemText;

/// A structure: its name in AWS's Java model, and its members in the order in which broken constraints are told.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Such as `KeySchemaElement`.
    pub(crate) name: &'static str,
    /// The members.
    pub(crate) members: &'static [Member],
}

/// One member of a structure, or the element of a list or map (then named `member`).
#[derive(Debug)]
pub(crate) struct Member {
    /// AWS's spelling.
    pub(crate) name: &'static str,
    /// The JSON type.
    pub(crate) kind: Kind,
    /// The constraints.
    pub(crate) rules: &'static [Rule],
}

/// The JSON type of a member.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A parameter that expressions replaced: read over, and refused where it is present.
    Legacy,
    /// A map from attribute names to attribute values.
    Item,
    /// A list.
    List(&'static Member),
    /// A map from texts; the Java name of what it holds, for the message.
    Map(&'static str, &'static Member),
    /// A structure.
    Struct(&'static Shape),
}

/// A constraint of one member.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// It must be there.
    NotNull,
    /// A number at least.
    Min(i64),
    /// A number at most.
    Max(i64),
    /// Characters or elements at least.
    LengthMin(usize),
    /// Characters or elements at most.
    LengthMax(usize),
    /// Letters, digits, `_`, `.` and `-`.
    NamePattern,
    /// One of these.
    Enum(&'static [&'static str]),
    /// Every value of the map has between so many and so many elements.
    ValueLength(usize, usize),
    /// Every key of the map is a table's name or ARN.
    TableKeys,
    /// The name of a table to be made: judged before everything else, and told alone.
    NewTableName,
    /// A table's name or ARN in table operations: as [`Rule::TableName`], and missed in other words.
    ControlTableName,
    /// A table's name or ARN: judged before everything else, and told alone.
    TableName,
}

impl Member {
    /// A member without constraints.
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Member {
        Member { name, kind, rules: &[] }
    }

    /// A member with constraints.
    pub(crate) const fn ruled(name: &'static str, kind: Kind, rules: &'static [Rule]) -> Member {
        Member { name, kind, rules }
    }
}

/// A member as it was sent.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// Not there, or `null`.
    Absent,
    Text(Cow<'a, str>),
    Boolean(bool),
    Integer(i64),
    /// Present.
    Legacy,
    Item(ItemText),
    List(Vec<Node<'a>>),
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
    Struct(Fields<'a>),
}

/// The members of a structure, in the order of its shape.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    shape: &'static Shape,
    nodes: Vec<Node<'a>>,
}

/// Reads a request's body: types, then constraints.
pub(crate) fn read<'a>(shape: &'static Shape, body: &'a [u8]) -> Result<Fields<'a>> {
    let text = std::str::from_utf8(body).map_err(|_| Error::not_json())?;
    let mut reader = Reader::new(text);
    if reader.peek()? != Token::Object {
        // AWS names no place here either, whatever JSON it was.
        reader.value()?;
        reader.end()?;
        return Err(Error::not_json());
    }
    let fields = fields(shape, &mut reader)?;
    reader.end()?;
    fields.check()?;
    Ok(fields)
}

impl From<Malformed> for Error {
    fn from(_: Malformed) -> Error {
        Error::not_json()
    }
}

fn fields<'a>(shape: &'static Shape, reader: &mut Reader<'a>) -> Result<Fields<'a>> {
    let mut nodes: Vec<Node<'a>> = Vec::with_capacity(shape.members.len());
    nodes.resize_with(shape.members.len(), || Node::Absent);
    reader.object(|key, reader| {
        let place = shape.members.iter().position(|member| member.name == key);
        let slot = place.and_then(|at| Some((shape.members.get(at)?, nodes.get_mut(at)?)));
        let Some((member, slot)) = slot else {
            // Members that AWS's model does not have are read over.
            reader.value()?;
            return Ok(());
        };
        *slot = node(&member.kind, reader, "Unexpected field type")?;
        Ok::<(), Error>(())
    })?;
    Ok(Fields { shape, nodes })
}

/// One value of the kind wanted. `scalar` is what AWS says where a structure is wanted and a scalar came.
fn node<'a>(kind: &'static Kind, reader: &mut Reader<'a>, scalar: &'static str) -> Result<Node<'a>> {
    let token = reader.peek()?;
    if token == Token::Null {
        reader.word()?;
        return Ok(Node::Absent);
    }
    Ok(match kind {
        Kind::Text => match token {
            Token::Text => Node::Text(reader.string()?),
            token => return Err(wrong_scalar("String", token, reader)),
        },
        Kind::Boolean => boolean(token, reader)?,
        Kind::Integer => integer(token, reader, "Integer", i64::from(i32::MIN)..=i64::from(i32::MAX))?,
        Kind::Long => integer(token, reader, "Long", i64::MIN..=i64::MAX)?,
        Kind::Legacy => {
            reader.value()?;
            Node::Legacy
        }
        Kind::Item => match token {
            Token::Object => Node::Item(ItemText::read(reader.value()?)?),
            Token::Array => return Err(wrong_map("com.amazonaws.dynamodb.v20120810.AttributeValue")),
            _ => return Err(Error::serialization("Unexpected field type")),
        },
        Kind::List(element) => list(element, token, reader)?,
        Kind::Map(of, element) => map(of, element, token, reader)?,
        Kind::Struct(shape) => match token {
            Token::Object => Node::Struct(fields(shape, reader)?),
            Token::Array => return Err(wrong_collection(shape.name)),
            _ => return Err(Error::serialization(scalar)),
        },
    })
}

const ELEMENT: &str = "Unexpected value type in payload";

fn list<'a>(element: &'static Member, token: Token, reader: &mut Reader<'a>) -> Result<Node<'a>> {
    match token {
        Token::Array => {
            let mut nodes = Vec::new();
            reader.array(|reader| {
                nodes.push(node(&element.kind, reader, ELEMENT)?);
                Ok::<(), Error>(())
            })?;
            Ok(Node::List(nodes))
        }
        Token::Object => Err(not_here()),
        _ => Err(Error::serialization("Unexpected field type")),
    }
}

fn map<'a>(of: &str, element: &'static Member, token: Token, reader: &mut Reader<'a>) -> Result<Node<'a>> {
    match token {
        Token::Object => {
            let mut nodes: Vec<(Cow<'a, str>, Node<'a>)> = Vec::new();
            reader.object(|key, reader| {
                nodes.push((key, node(&element.kind, reader, ELEMENT)?));
                Ok::<(), Error>(())
            })?;
            keep_last(&mut nodes);
            Ok(Node::Map(nodes))
        }
        Token::Array => Err(wrong_map(of)),
        _ => Err(Error::serialization("Unexpected field type")),
    }
}

/// Of several values under one key the last counts, as in AWS's parser.
fn keep_last(nodes: &mut Vec<(Cow<'_, str>, Node<'_>)>) {
    let mut seen = std::collections::HashSet::new();
    let mut keep: Vec<bool> = nodes.iter().rev().map(|(key, _)| seen.insert(key.clone())).collect();
    if seen.len() == nodes.len() {
        return;
    }
    nodes.retain(|_| keep.pop().unwrap_or(true));
}

fn boolean<'a>(token: Token, reader: &mut Reader<'a>) -> Result<Node<'a>> {
    match token {
        Token::True | Token::False => {
            reader.word()?;
            Ok(Node::Boolean(token == Token::True))
        }
        Token::Text => match reader.string()?.to_ascii_uppercase().as_str() {
            "TRUE" | "1" | "YES" => Ok(Node::Boolean(true)),
            "FALSE" | "0" | "NO" => Ok(Node::Boolean(false)),
            _ => Err(Error::serialization("Unexpected token received from parser")),
        },
        token => Err(wrong_scalar("Boolean", token, reader)),
    }
}

fn integer<'a>(
    token: Token,
    reader: &mut Reader<'a>,
    java: &str,
    range: std::ops::RangeInclusive<i64>,
) -> Result<Node<'a>> {
    if token != Token::Number {
        return Err(wrong_scalar(java, token, reader));
    }
    let text = reader.number()?;
    let number = match text.parse::<i64>() {
        Ok(number) => number,
        // A fraction is cut off; a number beyond 64 bits keeps its lowest or highest value.
        Err(_) => text.parse::<f64>().map_err(|_| Malformed)? as i64,
    };
    Ok(Node::Integer(number.clamp(*range.start(), *range.end())))
}

fn wrong_scalar(java: &str, token: Token, reader: &mut Reader<'_>) -> Error {
    let came = match token {
        Token::True => "TRUE_VALUE",
        Token::False => "FALSE_VALUE",
        Token::Text => "STRING_VALUE",
        Token::Number => match reader.number() {
            Ok(text) if text.contains(['.', 'e', 'E']) => "DECIMAL_VALUE",
            _ => "NUMBER_VALUE",
        },
        Token::Array => {
            return Error::serialization(format!("Unrecognized collection type class java.lang.{java}"));
        }
        Token::Object | Token::Null => return not_here(),
    };
    Error::serialization(format!("{came} cannot be converted to {java}"))
}

fn not_here() -> Error {
    Error::serialization("Start of structure or map found where not expected")
}

fn wrong_collection(java: &str) -> Error {
    Error::serialization(format!(
        "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.{java}"
    ))
}

fn wrong_map(of: &str) -> Error {
    Error::serialization(format!("Unrecognized collection type java.util.Map<java.lang.String, {of}>"))
}

impl<'a> Fields<'a> {
    /// A member by its name. A name that the shape does not have is absent.
    pub(crate) fn get(&self, name: &str) -> &Node<'a> {
        let place = self.shape.members.iter().position(|member| member.name == name);
        debug_assert!(place.is_some(), "{} has no member {name}", self.shape.name);
        place.and_then(|at| self.nodes.get(at)).unwrap_or(&Node::Absent)
    }

    /// A member by its name, taken out. A name that the shape does not have is absent.
    pub(crate) fn take(&mut self, name: &str) -> Node<'a> {
        let place = self.shape.members.iter().position(|member| member.name == name);
        let slot = place.and_then(|at| self.nodes.get_mut(at));
        slot.map_or(Node::Absent, |slot| std::mem::replace(slot, Node::Absent))
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

    fn check(&self) -> Result<()> {
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

impl<'a> Node<'a> {
    /// The members, if it is a structure.
    pub(crate) fn fields(&self) -> Option<&Fields<'a>> {
        match self {
            Node::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
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

fn lower(name: &str) -> String {
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

/// As AWS's Java shows it in messages.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Absent => f.write_str("null"),
            Node::Text(text) => f.write_str(text),
            Node::Boolean(value) => write!(f, "{value}"),
            Node::Integer(number) => write!(f, "{number}"),
            Node::Legacy => f.write_str("{}"),
            Node::Item(item) => write!(f, "{item}"),
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
