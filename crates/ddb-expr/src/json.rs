//! DynamoDB JSON: `{"name": {"S": "text"}, …}` to and from the compact form, without a tree between.
//!
//! Two kinds of mistakes are kept apart, as AWS reports them at different stages: a `Shape` is a JSON kind that the
//! member cannot have (a number where a string belongs), an `Error` is a well-shaped value that means nothing.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer};

use crate::codec::{self, EncodedItem};
use crate::error::Error;
use crate::names::Literal;
use crate::value::Value;

pub use shape::{Found, Shape, Wanted};
pub use straight::item_before;
pub(crate) use write::{is_plain, write_base64};
pub use write::{write_item, write_value};

mod read;
mod shape;
mod straight;
mod write;

/// Why a JSON text is not an item or value.
#[derive(Debug)]
pub enum JsonError {
    /// Not JSON at all (lone surrogates and endless numbers included).
    Malformed(serde_json::Error),
    /// A JSON kind where another belongs.
    Shape(Shape),
    /// Well-shaped, but refused.
    Value(Fault),
}

/// A value that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The top-level attribute that it is in.
    pub attribute: String,
    /// What is wrong with it.
    pub error: Error,
}

/// What was found wrong while reading. A shape mistake ends the reading; after a refused value it goes on, since a
/// shape mistake anywhere in a request is reported before any refused value.
#[derive(Debug, Default)]
pub struct Faults {
    /// The shape mistake, if that is why reading ended.
    pub shape: Option<Shape>,
    /// The first refused value.
    pub value: Option<Fault>,
}

/// Reads an item out of any JSON source, be it text or a `serde_json::Value`.
///
/// The item is whole only if `faults` stays empty. An `Err` with `faults` empty is the source's own.
#[derive(Debug)]
pub struct ItemSeed<'f>(pub &'f mut Faults);

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = EncodedItem;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<EncodedItem, D::Error> {
        read::item(source, self.0)
    }
}

/// Reads an item from JSON text.
pub fn item_from_slice(text: &[u8]) -> Result<EncodedItem, JsonError> {
    if let Ok(text) = std::str::from_utf8(text)
        && let Some((item, behind)) = item_before(text)
        && is_blank(behind)
    {
        return Ok(item);
    }
    item_with_mistakes(text)
}

/// The same of text that [`item_before`] does not take.
pub fn item_with_mistakes(text: &[u8]) -> Result<EncodedItem, JsonError> {
    let mut source = serde_json::Deserializer::from_slice(text);
    let mut faults = Faults::default();
    let read = ItemSeed(&mut faults).deserialize(&mut source);
    let item = faults.judge(read)?;
    source.end().map_err(JsonError::Malformed)?;
    Ok(item)
}

/// Reads an item from parsed JSON.
pub fn item_from_json(json: &serde_json::Value) -> Result<EncodedItem, JsonError> {
    let mut faults = Faults::default();
    let read = ItemSeed(&mut faults).deserialize(json);
    faults.judge(read)
}

/// Whether JSON text has nothing in it.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Reads one value from JSON text, to be compared with or stored.
pub fn literal_from_slice(text: &[u8]) -> Result<Literal, JsonError> {
    if let Ok(text) = std::str::from_utf8(text)
        && let Some((bytes, behind)) = straight::value_before(text)
        && is_blank(behind)
    {
        return Ok(Literal::from_encoded(bytes.into()));
    }
    let mut source = serde_json::Deserializer::from_slice(text);
    let mut faults = Faults::default();
    let read = read::value(&mut source, &mut faults);
    let bytes = faults.judge(read)?;
    source.end().map_err(JsonError::Malformed)?;
    codec::ValueRef::decode(&bytes).map(Literal::of).ok_or_else(|| {
        JsonError::Value(Fault { attribute: String::new(), error: Error::value_without_type() })
    })
}

/// Reads one value from parsed JSON: `{"S": "text"}`.
pub fn value_from_json(json: &serde_json::Value) -> Result<Value, JsonError> {
    let mut faults = Faults::default();
    let read = read::value(json, &mut faults);
    let bytes = faults.judge(read)?;
    let value = codec::ValueRef::decode(&bytes).map(codec::ValueRef::to_value);
    value.ok_or_else(|| {
        JsonError::Value(Fault { attribute: String::new(), error: Error::value_without_type() })
    })
}

impl Faults {
    /// What reading came to, mistakes in AWS's order.
    fn judge<T>(self, read: Result<T, serde_json::Error>) -> Result<T, JsonError> {
        match (self.shape, self.value, read) {
            (Some(shape), _, _) => Err(JsonError::Shape(shape)),
            // Too deep a value is refused and not read to its end, which shows as an error of the source.
            (None, Some(fault), _) => Err(JsonError::Value(fault)),
            (None, None, read) => read.map_err(JsonError::Malformed),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonError::Malformed(error) => error.fmt(f),
            JsonError::Shape(shape) => shape.fmt(f),
            JsonError::Value(fault) => fault.error.fmt(f),
        }
    }
}

impl std::error::Error for JsonError {}

#[cfg(test)]
mod tests;
