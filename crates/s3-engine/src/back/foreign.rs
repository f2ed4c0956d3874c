//! What s3s refuses, in AWS's words: it has sentences of its own, and no fields.

use http::StatusCode;

use crate::error::{Code, Error};
use crate::tag;

/// The error of a document that s3s wrote.
pub(super) fn error(code: String, status: StatusCode, message: Option<String>) -> Error {
    let worded = message
        .as_deref()
        .and_then(|message| query(message).or_else(|| missing_header(message)).or_else(|| header(message)));
    worded.unwrap_or_else(|| Error::foreign(code, status, message))
}

/// A parameter of the query that cannot be read: `invalid query: NAME: VALUE`.
fn query(message: &str) -> Option<Error> {
    let (name, value) = message.strip_prefix("invalid query: ")?.split_once(": ")?;
    Some(match name {
        "partNumber" => Error::part_number(value),
        "max-keys" | "max-uploads" | "max-parts" | "max-buckets" | "part-number-marker" => {
            Error::no_integer(name, value)
        }
        _ => Error::invalid_parameter(name, value),
    })
}

/// A header that must be there: `missing header: NAME`.
fn missing_header(message: &str) -> Option<Error> {
    match message.strip_prefix("missing header: ")? {
        "x-amz-object-attributes" => Some(Error::attributes_missing()),
        _ => None,
    }
}

/// A header that cannot be read: `invalid header: NAME: "VALUE"`, the value as Rust writes it for debugging.
fn header(message: &str) -> Option<Error> {
    let (name, value) = message.strip_prefix("invalid header: ")?.split_once(": ")?;
    let value = value.trim_matches('"').replace("\\\"", "\"");
    Some(match name {
        "x-amz-tagging" => tag::malformed_header(&value),
        // AWS's answer of 2025-07-16 (versity/versitygw, issue 1398).
        "x-amz-mp-object-size" => Error::request(format!("Value for {name} header is invalid: '{value}'")),
        // Our guess.
        _ => Error::of(Code::InvalidArgument).with("ArgumentName", name).with("ArgumentValue", value),
    })
}
