//! `ExpressionAttributeNames` and `ExpressionAttributeValues` of one request, and which of them were used.

use std::ops::Range;

use bytes::Bytes;

use crate::codec::{Encoded, EncodedItem, ValueRef, read, write};
use crate::error::Error;
use crate::path;
use crate::value::{MAX_NAME_BYTES, Type, Value};

mod form;

pub use form::{Bind, Form};

/// Most bytes of a placeholder, its `#` or `:` included.
pub const MAX_PLACEHOLDER_BYTES: usize = 255;
/// Most bytes of all substitutions together, their placeholders included: of the names, of the values, and of both.
pub const MAX_VALUES_BYTES: usize = 2 * 1024 * 1024;

/// The placeholders of one request. All its expressions are parsed with the same one; then `unused` is asked.
#[derive(Clone, Debug, Default)]
pub struct Placeholders {
    names: Vec<Name>,
    /// The values as they came, of which expressions hold pieces.
    values: Bytes,
    /// Where they are, in order of their keys.
    places: Vec<Place>,
}

#[derive(Clone, Debug)]
struct Name {
    key: String,
    attribute: path::Name,
    used: bool,
}

/// Where a placeholder and its value lie in the bytes of all.
#[derive(Clone, Debug)]
struct Place {
    key: Range<usize>,
    value: Range<usize>,
    used: bool,
}

/// A value that an expression carries. Two are equal as DynamoDB's values are.
#[derive(Clone, Debug)]
pub struct Literal {
    bytes: Bytes,
    /// Its place among the values of its request, or [`NO_PLACE`].
    place: u16,
}

/// The place of a value that is no placeholder's, or one of very many.
const NO_PLACE: u16 = u16::MAX;

impl PartialEq for Literal {
    fn eq(&self, other: &Literal) -> bool {
        self.view() == other.view()
    }
}

impl Eq for Literal {}

impl Placeholders {
    /// None at all.
    pub fn none() -> Placeholders {
        Placeholders::default()
    }

    /// Those of a request; `None` where the request lacks the member. The errors are AWS's: an empty member, a key
    /// that does not begin with `#` or `:`.
    pub fn new(
        names: Option<Vec<(String, String)>>,
        values: Option<&EncodedItem>,
    ) -> Result<Placeholders, Error> {
        let mut placeholders = Placeholders::default();
        let mut names_bytes = 0;
        if let Some(names) = names {
            if names.is_empty() {
                return Err(Error::names_empty());
            }
            let bytes = names.iter().map(|(key, attribute)| key.len() + attribute.len());
            names_bytes = bytes.sum();
            if names_bytes > MAX_VALUES_BYTES {
                return Err(Error::names_too_large());
            }
            for (key, attribute) in names {
                if key.len() > MAX_PLACEHOLDER_BYTES {
                    return Err(Error::names_key_too_long(&key));
                }
                if !is_placeholder(key.as_bytes(), b'#') {
                    return Err(Error::names_key(&key));
                }
                if attribute.is_empty() {
                    return Err(Error::names_value_empty(&key));
                }
                if attribute.len() > MAX_NAME_BYTES {
                    return Err(Error::attribute_name_too_long());
                }
                placeholders.names.push(Name { key, attribute: attribute.into(), used: false });
            }
            placeholders.names.sort_by(|left, right| left.key.cmp(&right.key));
        }
        if let Some(values) = values {
            if values.view().is_empty() {
                return Err(Error::values_empty());
            }
            let bytes = values.view().size_bytes();
            if bytes > MAX_VALUES_BYTES {
                return Err(Error::values_too_large());
            }
            if names_bytes + bytes > MAX_VALUES_BYTES {
                return Err(Error::names_and_values_too_large());
            }
            placeholders.places = places(values.as_bytes())?;
            placeholders.values = values.as_bytes().clone();
        }
        Ok(placeholders)
    }

    /// The attribute that `#key` stands for; marks it used.
    pub(crate) fn name(&mut self, key: &str) -> Option<path::Name> {
        let at = self.names.binary_search_by(|name| name.key.as_str().cmp(key)).ok()?;
        let name = self.names.get_mut(at)?;
        name.used = true;
        Some(name.attribute.clone())
    }

    /// The value that `:key` stands for; marks it used.
    pub(crate) fn value(&mut self, key: &str) -> Option<Literal> {
        let values = &self.values;
        let key_of = |place: &Place| values.get(place.key.clone()).unwrap_or_default();
        let at = self.places.binary_search_by(|place| key_of(place).cmp(key.as_bytes())).ok()?;
        self.places.get_mut(at)?.used = true;
        self.literal(at)
    }

    /// The value in a place.
    fn literal(&self, at: usize) -> Option<Literal> {
        let place = self.places.get(at)?;
        // The places lie within the bytes.
        let bytes = self.values.slice(place.value.clone());
        Some(Literal { bytes, place: u16::try_from(at).unwrap_or(NO_PLACE) })
    }

    /// AWS refuses placeholders that no expression of the request uses. Asked when all expressions are parsed.
    pub fn unused(&self) -> Result<(), Error> {
        let names: Vec<&str> = self.names.iter().filter(|n| !n.used).map(|n| n.key.as_str()).collect();
        if !names.is_empty() {
            return Err(Error::names_unused(&names));
        }
        let unused = self.places.iter().filter(|place| !place.used);
        let keys = unused.filter_map(|place| str::from_utf8(self.values.get(place.key.clone())?).ok());
        let values: Vec<&str> = keys.collect();
        if !values.is_empty() {
            return Err(Error::values_unused(&values));
        }
        Ok(())
    }
}

/// Where the placeholders and values of an item lie in its bytes.
fn places(item: &Bytes) -> Result<Vec<Place>, Error> {
    let mut rest = Encoded::from_bytes(item).map_or(&[][..], Encoded::body);
    let mut places = Vec::with_capacity(4);
    while let Some(key) = read::bytes(&mut rest) {
        let start = item.len() - rest.len();
        if read::skip(&mut rest).is_none() {
            break;
        }
        if key.len() > MAX_PLACEHOLDER_BYTES {
            return Err(Error::values_key_too_long(&String::from_utf8_lossy(key)));
        }
        if !is_placeholder(key, b':') {
            return Err(Error::values_key(&String::from_utf8_lossy(key)));
        }
        let (key, value) = (start - key.len()..start, start..item.len() - rest.len());
        places.push(Place { key, value, used: false });
    }
    Ok(places)
}

fn is_placeholder(key: &[u8], sigil: u8) -> bool {
    match key {
        [first, rest @ ..] => {
            *first == sigil
                && !rest.is_empty()
                && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        }
        [] => false,
    }
}

impl Literal {
    /// A copy of a value.
    pub fn of(value: ValueRef<'_>) -> Literal {
        let mut bytes = Vec::new();
        value.encode(&mut bytes);
        Literal::from_encoded(bytes.into())
    }

    /// A value in its compact form.
    pub(crate) fn from_encoded(bytes: Bytes) -> Literal {
        Literal { bytes, place: NO_PLACE }
    }

    /// A copy of a tree.
    pub fn from_value(value: &Value) -> Literal {
        let mut bytes = Vec::new();
        write::value(value, &mut bytes);
        Literal::from_encoded(bytes.into())
    }

    /// Null.
    pub fn null() -> Literal {
        Literal::of(ValueRef::Null)
    }

    /// The value.
    pub fn view(&self) -> ValueRef<'_> {
        // Written by this crate, so it reads; null would be the honest answer if it did not.
        ValueRef::decode(&self.bytes).unwrap_or(ValueRef::Null)
    }

    /// Its type.
    pub fn kind(&self) -> Type {
        self.view().kind()
    }

    /// The tree.
    pub fn to_value(&self) -> Value {
        self.view().to_value()
    }
}
