//! Where the wire meets `ddb_expr`: items in requests, and items in replies.

use std::fmt;

use bytes::Bytes;
use ddb_expr::codec::{self, Encoded, EncodedItem};
use ddb_expr::json::{self, JsonError};
use ddb_expr::names::Literal;
use ddb_expr::size::MAX_ITEM_BYTES;
use ddb_expr::value::{Item, Value};

use crate::error::{Error, Result};
use wire::json::Reader;

/// An item of a request. AWS reports a refused value only after all constraints, so it waits here.
#[derive(Debug)]
pub(crate) struct ItemText(std::result::Result<EncodedItem, Box<Refused>>);

/// A refused value, and the names of all attributes beside it.
#[derive(Debug)]
struct Refused {
    fault: json::Fault,
    names: Vec<String>,
}

impl Refused {
    /// AWS reports an attribute without a name before any value.
    fn new(mut fault: json::Fault, names: Vec<String>) -> Box<Refused> {
        if names.iter().any(String::is_empty) {
            fault.error = ddb_expr::Error::empty_attribute_name();
        }
        Box::new(Refused { fault, names })
    }
}

impl ItemText {
    /// Reads the item that comes next. Wrong JSON types end the request at once.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<ItemText> {
        // Most are as they should be; what is not is read again, by the reader that knows every mistake.
        if let Some((item, rest)) = json::item_before(reader.rest()) {
            reader.leave(rest);
            return Ok(ItemText(Ok(item)));
        }
        let text = reader.value()?;
        match json::item_with_mistakes(text.as_bytes()) {
            Ok(item) => Ok(ItemText(Ok(item))),
            Err(JsonError::Malformed(_)) => Err(Error::not_json()),
            Err(JsonError::Shape(shape)) => Err(Error::serialization(shape.to_string())),
            Err(JsonError::Value(fault)) => {
                let mut names = Vec::new();
                Reader::new(text).object(|name, reader| {
                    names.push(name.into_owned());
                    reader.value()?;
                    Ok::<(), Error>(())
                })?;
                Ok(ItemText(Err(Refused::new(fault, names))))
            }
        }
    }

    /// The attributes' names with null values, where a value was refused.
    pub(super) fn keys(&self) -> Option<EncodedItem> {
        let refused = self.0.as_ref().err()?;
        let nulls = refused.names.iter().map(|name| (name.as_str(), Value::Null));
        Some(codec::encode(&nulls.collect::<Item>()))
    }

    /// How many attributes it has.
    pub(super) fn len(&self) -> usize {
        self.0.as_ref().map_or(1, |item| item.view().len())
    }

    /// The bytes that it counts; none if its values are refused.
    pub(super) fn size_bytes(&self) -> usize {
        self.0.as_ref().map_or(0, |item| item.view().size_bytes())
    }

    /// The item's bytes; none if its values are refused.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_ref().map_or(&[], |item| item.as_bytes())
    }

    /// The item, or what is wrong with its values.
    pub(crate) fn item(self) -> Result<EncodedItem> {
        self.0.map_err(|refused| Error::from(refused.fault.error))
    }

    /// The item, or what is wrong with its values as placeholders of an expression.
    pub(crate) fn placeholders(self) -> Result<EncodedItem> {
        self.0.map_err(|refused| {
            let Refused { fault, .. } = *refused;
            let error = Error::from(fault.error);
            let older = format!(
                "ExpressionAttributeValues contains invalid value: {} for key {}",
                error.older(),
                fault.attribute
            );
            error.or_older(older)
        })
    }
}

impl fmt::Display for ItemText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::new();
        if let Ok(item) = &self.0 {
            json::write_item(item.view(), &mut out);
        }
        f.write_str(&String::from_utf8_lossy(&out))
    }
}

/// One attribute value of a request. If it is refused, AWS reports that only after all constraints.
#[derive(Debug)]
pub(crate) struct ValueText(std::result::Result<Literal, Box<ddb_expr::Error>>);

impl ValueText {
    /// A `null` in the place of a value: refused as one without a type, as within an item. That is our guess.
    pub(super) fn none() -> ValueText {
        ValueText(Err(Box::new(ddb_expr::Error::value_without_type())))
    }

    /// Reads the JSON of a value. Wrong JSON types end the request at once.
    pub(super) fn read(text: &str) -> Result<ValueText> {
        match json::literal_from_slice(text.as_bytes()) {
            Ok(value) => Ok(ValueText(Ok(value))),
            Err(JsonError::Malformed(_)) => Err(Error::not_json()),
            Err(JsonError::Shape(shape)) => Err(Error::serialization(shape.to_string())),
            Err(JsonError::Value(fault)) => Ok(ValueText(Err(Box::new(fault.error)))),
        }
    }

    /// The value, or what is wrong with it.
    pub(super) fn literal(&self) -> Result<Literal> {
        self.0.clone().map_err(|error| Error::from(*error))
    }
}

impl fmt::Display for ValueText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::new();
        if let Ok(value) = &self.0 {
            json::write_value(value.view(), &mut out);
        }
        f.write_str(&String::from_utf8_lossy(&out))
    }
}

/// Writes a stored item as JSON. Bytes that are no item give `{}`: the store does not hold such.
pub(crate) fn write_item(item: &Bytes, out: &mut Vec<u8>) {
    out.reserve(json_bytes(item));
    json::write_item(view(item), out);
}

/// Room for a stored item as JSON. Each attribute takes some more there; for most items it is enough.
pub(crate) fn json_bytes(item: &Bytes) -> usize {
    item.len() + item.len() / 2
}

/// An item that is put must not be larger than 400 KB.
pub(crate) fn check_size(item: Encoded<'_>) -> Result<()> {
    if item.size_bytes() > MAX_ITEM_BYTES {
        return Err(ddb_expr::Error::item_too_large().into());
    }
    Ok(())
}

/// A view of a stored item.
pub(crate) fn view(item: &Bytes) -> Encoded<'_> {
    Encoded::from_bytes(item).unwrap_or(Encoded::EMPTY)
}
