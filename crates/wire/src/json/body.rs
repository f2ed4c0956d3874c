//! A body of JSON read by a shape.

use std::borrow::Cow;
use std::collections::HashMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::{Malformed, Reader, Token};
use crate::moment;
use crate::shape::{Kind, List, Map, Member, Place, Shape, TimeForm};
use crate::unread::{Room, Unread};
use crate::value::{Fields, Slot, Value};

type Result<T> = std::result::Result<T, Unread>;

impl From<Malformed> for Unread {
    fn from(_: Malformed) -> Unread {
        Unread::malformed()
    }
}

/// Reads a body: the members that the shape has in the document. An empty body is an empty object.
///
/// # Errors
///
/// The body is no JSON, or a member is of another type. The words are recorded of Athena in 2026, where nothing else is
/// said.
pub fn read(shape: &'static Shape, body: &[u8]) -> Result<Fields> {
    let mut fields = Fields::new(shape);
    read_into(&mut fields, body)?;
    Ok(fields)
}

/// Reads a body into members of which others may have been read from elsewhere.
///
/// # Errors
///
/// As [`read`].
pub fn read_into(fields: &mut Fields, body: &[u8]) -> Result<()> {
    let text = std::str::from_utf8(body).map_err(|_| Unread::malformed())?;
    if text.trim_ascii().is_empty() {
        return Ok(());
    }
    let mut reader = Reader::new(text);
    match reader.peek()? {
        Token::Object => members(fields, &mut reader, &mut Room::new())?,
        Token::Array => {
            reader.value()?;
            reader.end()?;
            return Err(Unread::WrongType(LIST.to_owned()));
        }
        // Of other values AWS says nothing.
        _ => return Err(Unread::malformed()),
    }
    reader.end()?;
    Ok(())
}

fn members(fields: &mut Fields, reader: &mut Reader<'_>, room: &mut Room) -> Result<()> {
    let members = fields.shape().members;
    room.take(members.len())?;
    reader.object(|key, reader| {
        let is_it = |member: &Member| member.place == Place::Body && member.on_wire() == key;
        let found = members.iter().enumerate().find(|(_, member)| is_it(member));
        let Some((at, member)) = found else {
            // What the model does not have is read over.
            reader.value()?;
            return Ok(());
        };
        let slot = slot(&member.kind, reader, room)?;
        fields.put(at, slot);
        Ok(())
    })
}

const LIST: &str = "Start of list found where not expected";
const STRUCTURE: &str = "Start of structure or map found where not expected.";

/// One value of the kind wanted.
fn slot(kind: &Kind, reader: &mut Reader<'_>, room: &mut Room) -> Result<Slot> {
    let token = reader.peek()?;
    if token == Token::Null {
        reader.word()?;
        return Ok(Slot::Null);
    }
    let value = match (kind, token) {
        (Kind::Document, _) => Value::Document(reader.value()?.to_owned()),
        (Kind::Struct(shape), Token::Object) => {
            let mut fields = Fields::new(shape);
            room.deeper(|room| members(&mut fields, reader, room))?;
            Value::Struct(fields)
        }
        (Kind::List(of), Token::Array) => room.deeper(|room| list(of, reader, room))?,
        (Kind::Map(of), Token::Object) => room.deeper(|room| map(of, reader, room))?,
        (_, Token::Array) => return Err(wrong(LIST)),
        (_, Token::Object) => return Err(wrong(STRUCTURE)),
        (Kind::List(_), _) => return Err(wrong("Expected list or null")),
        // Our guess, after the others.
        (Kind::Map(_), _) => return Err(wrong("Expected map or null")),
        (Kind::Struct(_), _) => return Err(wrong("Expected null")),
        _ => scalar(kind, token, reader)?,
    };
    Ok(Slot::There(value))
}

fn wrong(words: &str) -> Unread {
    Unread::WrongType(words.to_owned())
}

fn list(of: &List, reader: &mut Reader<'_>, room: &mut Room) -> Result<Value> {
    let mut slots = Vec::new();
    reader.array(|reader| {
        room.take(1)?;
        slots.push(slot(&of.element.kind, reader, room)?);
        Ok::<(), Unread>(())
    })?;
    Ok(Value::List(slots))
}

fn map(of: &Map, reader: &mut Reader<'_>, room: &mut Room) -> Result<Value> {
    let mut entries: Vec<(String, Slot)> = Vec::new();
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    reader.object(|key, reader| {
        room.take(1)?;
        let slot = slot(&of.value.kind, reader, room)?;
        // Of several values under one key the last counts, as in AWS's parser of DynamoDB.
        match places.get(&key).and_then(|at| entries.get_mut(*at)) {
            Some(entry) => entry.1 = slot,
            None => {
                entries.push((key.to_string(), slot));
                places.insert(key, entries.len() - 1);
            }
        }
        Ok::<(), Unread>(())
    })?;
    Ok(Value::Map(entries))
}

fn scalar(kind: &Kind, token: Token, reader: &mut Reader<'_>) -> Result<Value> {
    Ok(match (kind, token) {
        (Kind::Text, Token::Text) => Value::Text(reader.string()?.into_owned()),
        (Kind::Boolean, Token::True | Token::False) => {
            reader.word()?;
            Value::Boolean(token == Token::True)
        }
        (Kind::Integer, Token::Number) => {
            Value::Integer(whole(reader.number()?)?.clamp(i32::MIN.into(), i32::MAX.into()))
        }
        (Kind::Long, Token::Number) => Value::Integer(whole(reader.number()?)?),
        (Kind::Double, Token::Number) => Value::Double(reader.number()?.parse().map_err(|_| Malformed)?),
        // What JSON has no numbers for, as Smithy's protocols write it.
        (Kind::Double, Token::Text) => match &*reader.string()? {
            "NaN" => Value::Double(f64::NAN),
            "Infinity" => Value::Double(f64::INFINITY),
            "-Infinity" => Value::Double(f64::NEG_INFINITY),
            _ => return Err(unconvertible(kind, token)),
        },
        (Kind::Blob, Token::Text) => {
            let bytes = BASE64_STANDARD.decode(reader.string()?.as_bytes());
            // Our guess; the words for what is no base64 are not recorded.
            Value::Blob(bytes.map_err(|_| unconvertible(kind, token))?.into())
        }
        (Kind::Time(form), Token::Text) if !matches!(form, None | Some(TimeForm::Epoch)) => {
            let ms = form.and_then(|form| moment::read(&reader.string().ok()?, form));
            Value::Time(ms.ok_or_else(|| unconvertible(kind, token))?)
        }
        (Kind::Time(_), Token::Number) => {
            let ms = moment::read(reader.number()?, TimeForm::Epoch);
            Value::Time(ms.ok_or_else(|| unconvertible(kind, token))?)
        }
        _ => return Err(unconvertible(kind, token)),
    })
}

/// A whole number: a fraction is cut off, what lies beyond 64 bits is the lowest or highest.
fn whole(text: &str) -> Result<i64> {
    match text.parse::<i64>() {
        Ok(number) => Ok(number),
        Err(_) => Ok(text.parse::<f64>().map_err(|_| Malformed)? as i64),
    }
}

/// Recorded of Athena, SQS, CodeDeploy and, for moments, X-Ray.
fn unconvertible(kind: &Kind, token: Token) -> Unread {
    let came = match token {
        Token::True => "TRUE_VALUE",
        Token::False => "FALSE_VALUE",
        Token::Number => "NUMBER_VALUE",
        _ => "STRING_VALUE",
    };
    let wanted = match kind {
        Kind::Boolean => "a Boolean",
        Kind::Integer => "an Integer",
        Kind::Long => "a Long",
        Kind::Double => "a Double",
        Kind::Time(_) => "milliseconds since epoch",
        Kind::Blob => "a Blob",
        _ => "a String",
    };
    Unread::WrongType(format!("{came} can not be converted to {wanted}"))
}
