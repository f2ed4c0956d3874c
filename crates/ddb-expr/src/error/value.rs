//! Sentences about attribute values.

use std::collections::HashSet;

use super::Error;

/// Attribute values.
impl Error {
    /// `{}`, or none of the known type keys.
    pub fn value_without_type() -> Error {
        Error::fixed("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
            .bare()
    }

    /// `{"S": …, "N": …}`.
    pub fn value_with_several_types() -> Error {
        Error::fixed(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        )
        .bare()
    }

    /// `{"NULL": false}`.
    pub fn null_not_true() -> Error {
        Error::fixed(
            "One or more parameter values were invalid: Null attribute value types must have the value of true",
        )
    }

    /// `{"SS": []}`. The two blanks are AWS's.
    pub fn empty_string_set() -> Error {
        Error::fixed("One or more parameter values were invalid: An string set  may not be empty")
    }

    /// `{"NS": []}`. The two blanks are AWS's.
    pub fn empty_number_set() -> Error {
        Error::fixed("One or more parameter values were invalid: An number set  may not be empty")
    }

    /// `{"BS": []}`.
    pub fn empty_binary_set() -> Error {
        Error::fixed("One or more parameter values were invalid: Binary sets should not be empty")
    }

    /// `{"SS": ["a", "a"]}`; the elements as they came.
    pub fn duplicate_strings(sent: &[String]) -> Error {
        let elements = sent.iter().map(|text| (text.as_str(), text.as_bytes())).collect();
        Error::duplicates(&listed(elements).join(", "), &sent.join(", "), "")
    }

    /// `{"BS": ["YQ==", "YQ=="]}`; the missing blanks are AWS's. The elements as they came, and decoded.
    pub fn duplicate_binaries(sent: &[String], decoded: &[Vec<u8>]) -> Error {
        let elements = sent.iter().zip(decoded).map(|(text, bytes)| (text.as_str(), bytes.as_slice()));
        Error::duplicates(&listed(elements.collect()).join(","), &sent.join(", "), "of type BS")
    }

    fn duplicates(listed: &str, sent: &str, kind: &str) -> Error {
        let sentence = |elements: &str| {
            format!(
                "One or more parameter values were invalid: Input collection [{elements}]{kind} contains duplicates."
            )
        };
        Error::of(sentence(listed)).or_older(sentence(sent))
    }

    /// `{"NS": ["1", "1.0"]}`.
    pub fn duplicate_numbers() -> Error {
        Error::fixed("One or more parameter values were invalid: Input collection contains duplicates.")
            .or_older("Input collection contains duplicates")
    }

    /// An attribute without a name.
    pub fn empty_attribute_name() -> Error {
        Error::fixed("Empty attribute name")
    }

    /// An attribute name of more than 65,535 bytes, at any level. The sentence is DynamoDB Local's.
    pub fn attribute_name_too_long() -> Error {
        Error::fixed("Attribute name is too large, must be less than 65536 bytes")
    }

    /// More than 400 KB.
    pub fn item_too_large() -> Error {
        Error::fixed("Item size has exceeded the maximum allowed size").bare()
    }

    /// Deeper than 32 levels.
    pub fn nested_too_deep() -> Error {
        Error::fixed(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
        )
    }
}

/// The elements of a set as the newer layer lists them, in quotes: those up to the first that came before in the order
/// of their bytes, the others as they came.
fn listed(mut elements: Vec<(&str, &[u8])>) -> Vec<String> {
    let mut seen = HashSet::new();
    let repeat = elements.iter().position(|(_, bytes)| !seen.insert(*bytes)).unwrap_or(elements.len());
    if let Some(before) = elements.get_mut(..repeat) {
        before.sort_unstable_by_key(|(_, bytes)| *bytes);
    }
    elements.iter().map(|(text, _)| format!("\"{text}\"")).collect()
}
