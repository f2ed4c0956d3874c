//! JSON kinds where they do not belong. `Display` gives the sentence of AWS's `SerializationException`.

use std::fmt;

/// A JSON kind where the member takes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What is there.
    pub found: Found,
    /// What belongs there.
    pub wanted: Wanted,
}

/// The JSON that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// `true`
    True,
    /// `false`
    False,
    /// A whole number.
    Integer,
    /// A number with point or exponent.
    Decimal,
    /// A string.
    String,
    /// A string that is not base 64: wrong length, which is given.
    Base64Length(usize),
    /// A string that is not base 64: wrong characters.
    Base64Text,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

/// What the member takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A string (`S`, `N`, elements of `SS` and `NS`).
    String,
    /// Bytes in base 64 (`B`, elements of `BS`).
    Blob,
    /// `BOOL` and `NULL`.
    Boolean,
    /// `L`, `SS`, `NS`, `BS`.
    List,
    /// `M`, or a whole item.
    Map,
    /// An attribute value.
    AttributeValue,
}

/// Wordings: dynalite's tests, recorded on AWS.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let java = match self.wanted {
            Wanted::String => "class java.lang.String",
            Wanted::Blob => "class java.nio.ByteBuffer",
            Wanted::Boolean => "class java.lang.Boolean",
            Wanted::List => "class java.util.List",
            Wanted::Map => "java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
            Wanted::AttributeValue => "class com.amazonaws.dynamodb.v20120810.AttributeValue",
        };
        let token = match self.found {
            Found::Base64Length(length) => {
                return write!(
                    f,
                    "Base64 encoded length is expected a multiple of 4 bytes but found: {length}"
                );
            }
            Found::Base64Text => return f.write_str("Invalid last non-pad Base64 character dectected"),
            Found::Array => return write!(f, "Unrecognized collection type {java}"),
            Found::Object => return f.write_str("Start of structure or map found where not expected"),
            Found::True => "TRUE_VALUE",
            Found::False => "FALSE_VALUE",
            Found::Integer => "NUMBER_VALUE",
            Found::Decimal => "DECIMAL_VALUE",
            Found::String => "STRING_VALUE",
        };
        match self.wanted {
            Wanted::String => write!(f, "{token} cannot be converted to String"),
            Wanted::Boolean if self.found == Found::String => {
                f.write_str("Unexpected token received from parser")
            }
            Wanted::Boolean => write!(f, "{token} cannot be converted to Boolean"),
            Wanted::Blob => f.write_str("only base-64-encoded strings are convertible to bytes"),
            Wanted::List | Wanted::Map => f.write_str("Unexpected field type"),
            Wanted::AttributeValue => f.write_str("Unexpected value type in payload"),
        }
    }
}
