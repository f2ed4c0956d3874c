//! What a request may look like, declared as data, and the one pass that turns its text into typed members.
//!
//! AWS checks in two rounds. First the types: the first member of a wrong JSON type ends the request with a
//! `SerializationException`. Then the constraints: all that are broken, ten at most, are in one
//! `ValidationException`, in the order in which the operation's shape declares its members. What the newer layer of
//! checks words otherwise has rules of its own.

use std::borrow::Cow;

mod check;
mod checked_first;
mod fields;
pub(crate) mod pattern;

use self::pattern::Pattern;
use crate::error::{Error, Result};
use crate::message::parsed::Parsed;
use crate::message::value::{ItemText, ValueText};
use wire::json::{Malformed, Reader, Token};

/// A structure: its name in AWS's Java model, and its members in the order in which AWS lists broken constraints.
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
    pub(super) name: &'static str,
    /// The name's [`mark`].
    mark: u32,
    /// The JSON type.
    pub(super) kind: Kind,
    /// The constraints.
    pub(super) rules: &'static [Rule],
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
    /// A moment, in seconds since 1970, with a fraction or without.
    Time,
    /// A number with a fraction.
    Double,
    /// A parameter that is not supported: read over, and refused where it is present.
    Unread,
    /// A map from attribute names to attribute values.
    Item,
    /// One attribute value.
    Value,
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
    /// A regular expression.
    Matches(&'static Pattern),
    /// One of these.
    Enum(&'static [&'static str]),
    /// One of these, and the list that AWS's newer layer shows instead, without value and place.
    EnumShown(&'static [&'static str], &'static str),
    /// As [`Rule::EnumShown`], and judged before other enumerations and reported alone.
    EnumAlone(&'static [&'static str], &'static str),
    /// A number at least. This and the next two are the newer layer's own: judged before the others, reported alone, with
    /// the place as it is on the wire and without the value.
    FirstMin(i64),
    /// Elements at least, as [`Rule::FirstMin`].
    FirstLengthMin(usize),
    /// Characters or elements at most, as [`Rule::FirstMin`].
    FirstLengthMax(usize),
    /// Every value of the map has between so many and so many elements.
    ValueLength(usize, usize),
    /// Every key of the map is a table's name or ARN; the map is shown as JSON.
    TableKeys,
    /// Every key of the map is a table's name or ARN: judged when all else holds.
    TableKeysLast,
    /// The name of a table to be made: judged before everything else, and reported alone.
    NewTableName,
    /// A table's name or ARN in table operations: as [`Rule::TableName`], and missed in other words.
    ControlTableName,
    /// A table's name or ARN: judged before everything else, and reported alone.
    TableName,
    /// As [`Rule::TableName`], in the older layer, which shows an empty name too.
    OlderTableName,
    /// The ARN of a table that tags are of: missed before everything else, and alone.
    TableArn,
    /// It must be there and not be `null`; reported while the body is read, with its place there.
    Strict,
}

impl Member {
    /// A member without constraints.
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Member {
        Member::ruled(name, kind, &[])
    }

    /// A member with constraints.
    pub(crate) const fn ruled(name: &'static str, kind: Kind, rules: &'static [Rule]) -> Member {
        Member { name, mark: mark(name), kind, rules }
    }

    fn is_strict(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, Rule::Strict))
    }
}

/// What tells most names apart at one look: length, first and last letter.
const fn mark(name: &str) -> u32 {
    match name.as_bytes() {
        [first, .., last] => (name.len() as u32) << 16 | (*first as u32) << 8 | *last as u32,
        [only] => *only as u32,
        [] => 0,
    }
}

impl Shape {
    /// The place of a member among all.
    fn place_of(&self, name: &str) -> Option<usize> {
        let mark = mark(name);
        self.members.iter().position(|member| member.mark == mark && member.name == name)
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
    /// Milliseconds since 1970.
    Time(u64),
    Double(f64),
    /// Present.
    Unread,
    Item(ItemText),
    Value(ValueText),
    List(Vec<Node<'a>>),
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
    Struct(Fields<'a>),
}

/// The members of a structure, in the order of its shape.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    shape: &'static Shape,
    nodes: Vec<Node<'a>>,
    /// Expressions that were parsed before, where requests are answered.
    parsed: Option<&'a Parsed>,
}

/// The most members and elements of a request. A hundred statements with two thousand parameters each have room; what has
/// more is refused as no JSON, for a list of nothing but `{}` would take two hundred times the memory of its text.
const MAX_NODES: usize = 1 << 20;
/// What an item or an attribute value counts, as it lies in a piece of memory of its own.
const NODES_OF_ITEM: usize = 4;

/// How many nodes a request may still have, and what all its structures have in common.
struct Room<'a> {
    nodes: usize,
    parsed: Option<&'a Parsed>,
}

impl Room<'_> {
    fn take(&mut self, nodes: usize) -> Result<()> {
        self.nodes = self.nodes.checked_sub(nodes).ok_or_else(Error::not_json)?;
        Ok(())
    }
}

/// Reads a request's body: types, then constraints.
pub(crate) fn read<'a>(shape: &'static Shape, body: &'a [u8]) -> Result<Fields<'a>> {
    read_as(shape, body, None, false)
}

/// The same, of a request. `older`: constraints are worded as the older layer does, whatever layer the shape is made for.
pub(crate) fn read_as<'a>(
    shape: &'static Shape,
    body: &'a [u8],
    parsed: Option<&'a Parsed>,
    older: bool,
) -> Result<Fields<'a>> {
    let text = std::str::from_utf8(body).map_err(|_| Error::not_json())?;
    let mut reader = Reader::new(text);
    if reader.peek()? != Token::Object {
        // AWS names no place here either, whatever JSON it was.
        reader.value()?;
        reader.end()?;
        return Err(Error::not_json());
    }
    let fields = fields(shape, &mut reader, &mut Room { nodes: MAX_NODES, parsed })?;
    reader.end()?;
    fields.check(older)?;
    Ok(fields)
}

impl From<Malformed> for Error {
    fn from(_: Malformed) -> Error {
        Error::not_json()
    }
}

fn fields<'a>(shape: &'static Shape, reader: &mut Reader<'a>, room: &mut Room<'a>) -> Result<Fields<'a>> {
    room.take(shape.members.len())?;
    let mut nodes: Vec<Node<'a>> = Vec::with_capacity(shape.members.len());
    nodes.resize_with(shape.members.len(), || Node::Absent);
    reader.object(|key, reader| {
        let place = shape.place_of(&key);
        let slot = place.and_then(|at| Some((shape.members.get(at)?, nodes.get_mut(at)?)));
        let Some((member, slot)) = slot else {
            // Members that AWS's model does not have are read over.
            reader.value()?;
            return Ok(());
        };
        *slot = node(&member.kind, reader, room, Place::Member)?;
        if member.is_strict() && matches!(slot, Node::Absent) {
            return Err(unexpected_null(&member.kind, reader));
        }
        Ok::<(), Error>(())
    })?;
    let mut members = shape.members.iter().zip(&nodes);
    let missing = members.find(|(member, node)| member.is_strict() && matches!(node, Node::Absent));
    if let Some((Member { name, .. }, _)) = missing {
        return Err(Error::validation(format!("missing field `{name}` at {}", reader.place())).bare());
    }
    Ok(Fields { shape, nodes, parsed: room.parsed })
}

/// Of the operations that AWS reads in another way than all others.
fn unexpected_null(kind: &Kind, reader: &Reader<'_>) -> Error {
    let expected = match kind {
        Kind::Integer => "i32",
        Kind::List(_) => "a sequence",
        _ => "a string",
    };
    Error::serialization(format!("invalid type: null, expected {expected} at {}", reader.place()))
}

/// Where a value stands, which decides what AWS says of a scalar that is none of these.
#[derive(Clone, Copy)]
enum Place {
    /// A member of a structure.
    Member,
    /// An element of a list or map.
    Element,
}

impl Place {
    /// A scalar came for a structure.
    fn no_structure(self) -> Error {
        Error::serialization(match self {
            Place::Member => "Unexpected field type",
            Place::Element => "Unexpected value type in payload",
        })
    }

    /// A scalar came for a list or map. Of those inside others AWS's Java shows that it cannot read its own types.
    fn no_collection(self) -> Error {
        Error::serialization(match self {
            Place::Member => "Unexpected field type",
            Place::Element => {
                "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class \
                 java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class \
                 are in module java.base of loader 'bootstrap')"
            }
        })
    }
}

/// One value of the kind wanted.
fn node<'a>(
    kind: &'static Kind,
    reader: &mut Reader<'a>,
    room: &mut Room<'a>,
    place: Place,
) -> Result<Node<'a>> {
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
        Kind::Time => match token {
            Token::Number => Node::Time(milliseconds(reader.number()?)?),
            token => return Err(wrong_scalar("Date", token, reader)),
        },
        Kind::Double => match token {
            Token::Number => Node::Double(reader.number()?.parse().map_err(|_| Malformed)?),
            token => return Err(wrong_scalar("Double", token, reader)),
        },
        Kind::Unread => {
            reader.value()?;
            Node::Unread
        }
        Kind::Item => match token {
            Token::Object => {
                room.take(NODES_OF_ITEM)?;
                Node::Item(ItemText::read(reader)?)
            }
            Token::Array => return Err(wrong_map("com.amazonaws.dynamodb.v20120810.AttributeValue")),
            _ => return Err(place.no_collection()),
        },
        Kind::Value => match token {
            Token::Object => {
                room.take(NODES_OF_ITEM)?;
                Node::Value(ValueText::read(reader.value()?)?)
            }
            Token::Array => return Err(wrong_collection("AttributeValue")),
            _ => return Err(place.no_structure()),
        },
        Kind::List(element) => list(element, reader, room, place)?,
        Kind::Map(of, element) => map(of, element, reader, room, place)?,
        Kind::Struct(shape) => match token {
            Token::Object => Node::Struct(fields(shape, reader, room)?),
            Token::Array => return Err(wrong_collection(shape.name)),
            _ => return Err(place.no_structure()),
        },
    })
}

fn list<'a>(
    element: &'static Member,
    reader: &mut Reader<'a>,
    room: &mut Room<'a>,
    place: Place,
) -> Result<Node<'a>> {
    match reader.peek()? {
        Token::Array => {
            let mut nodes = Vec::new();
            reader.array(|reader| {
                room.take(1)?;
                nodes.push(match node(&element.kind, reader, room, Place::Element)? {
                    Node::Absent if matches!(element.kind, Kind::Value) => Node::Value(ValueText::none()),
                    node => node,
                });
                Ok::<(), Error>(())
            })?;
            Ok(Node::List(nodes))
        }
        Token::Object => Err(not_here()),
        _ => Err(place.no_collection()),
    }
}

fn map<'a>(
    of: &str,
    element: &'static Member,
    reader: &mut Reader<'a>,
    room: &mut Room<'a>,
    place: Place,
) -> Result<Node<'a>> {
    match reader.peek()? {
        Token::Object => {
            let mut nodes: Vec<(Cow<'a, str>, Node<'a>)> = Vec::new();
            reader.object(|key, reader| {
                room.take(1)?;
                nodes.push((key, node(&element.kind, reader, room, Place::Element)?));
                Ok::<(), Error>(())
            })?;
            keep_last(&mut nodes);
            Ok(Node::Map(nodes))
        }
        Token::Array => Err(wrong_map(of)),
        _ => Err(place.no_collection()),
    }
}

/// Of several values under one key the last counts, as in AWS's parser.
fn keep_last(nodes: &mut Vec<(Cow<'_, str>, Node<'_>)>) {
    if nodes.len() < 2 {
        return;
    }
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

/// Seconds since 1970, as milliseconds; a time before 1970 is 1970.
fn milliseconds(text: &str) -> Result<u64> {
    let seconds: f64 = text.parse().map_err(|_| Malformed)?;
    Ok((seconds * 1000.0).round() as u64)
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
