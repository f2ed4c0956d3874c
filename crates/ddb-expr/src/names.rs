//! `ExpressionAttributeNames` and `ExpressionAttributeValues` of one request, and which of them were used.

use bytes::Bytes;

use crate::codec::{EncodedItem, ValueRef, write};
use crate::error::Error;
use crate::path;
use crate::value::{MAX_NAME_BYTES, Type, Value};

/// Most bytes of a placeholder, its `#` or `:` included.
pub const MAX_PLACEHOLDER_BYTES: usize = 255;
/// Most bytes of all substitutions together, their placeholders included: of the names, of the values, and of both.
pub const MAX_VALUES_BYTES: usize = 2 * 1024 * 1024;

/// The placeholders of one request. All its expressions are parsed with the same one; then `unused` is asked.
#[derive(Clone, Debug, Default)]
pub struct Placeholders {
    names: Vec<Name>,
    values: Vec<Substitute>,
}

#[derive(Clone, Debug)]
struct Name {
    key: String,
    attribute: path::Name,
    used: bool,
}

#[derive(Clone, Debug)]
struct Substitute {
    key: String,
    value: Literal,
    used: bool,
}

/// A value that an expression carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal(Bytes);

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
                if !is_placeholder(&key, b'#') {
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
            for (key, value) in values.view().attributes() {
                if key.len() > MAX_PLACEHOLDER_BYTES {
                    return Err(Error::values_key_too_long(key));
                }
                if !is_placeholder(key, b':') {
                    return Err(Error::values_key(key));
                }
                placeholders.values.push(Substitute {
                    key: key.to_owned(),
                    value: Literal::of(value),
                    used: false,
                });
            }
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
        let at = self.values.binary_search_by(|value| value.key.as_str().cmp(key)).ok()?;
        let value = self.values.get_mut(at)?;
        value.used = true;
        Some(value.value.clone())
    }

    /// AWS refuses placeholders that no expression of the request uses. Asked when all expressions are parsed.
    pub fn unused(&self) -> Result<(), Error> {
        let names: Vec<&str> = self.names.iter().filter(|n| !n.used).map(|n| n.key.as_str()).collect();
        if !names.is_empty() {
            return Err(Error::names_unused(&names));
        }
        let values: Vec<&str> = self.values.iter().filter(|v| !v.used).map(|v| v.key.as_str()).collect();
        if !values.is_empty() {
            return Err(Error::values_unused(&values));
        }
        Ok(())
    }
}

fn is_placeholder(key: &str, sigil: u8) -> bool {
    match key.as_bytes() {
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
        Literal(bytes.into())
    }

    /// A value in its compact form.
    pub(crate) fn from_encoded(bytes: Bytes) -> Literal {
        Literal(bytes)
    }

    /// A copy of a tree.
    pub fn from_value(value: &Value) -> Literal {
        let mut bytes = Vec::new();
        write::value(value, &mut bytes);
        Literal(bytes.into())
    }

    /// Null.
    pub fn null() -> Literal {
        Literal::of(ValueRef::Null)
    }

    /// The value.
    pub fn view(&self) -> ValueRef<'_> {
        // Written by `of`, so it reads; null would be the honest answer if it did not.
        ValueRef::decode(&self.0).unwrap_or(ValueRef::Null)
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
