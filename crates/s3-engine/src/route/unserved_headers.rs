//! Headers that ask for what is not served: refused by name, so that nobody gets less than was asked for and thinks it
//! was all. What is not in this table acts, or says nothing where nobody pays: `x-amz-request-payer`.

use http::{HeaderMap, HeaderName};

use crate::error::{Code, Error, Result};

/// What becomes of a header that is there.
enum HeaderRule {
    /// NotImplemented.
    Refused,
    /// NotImplemented, but for this value, which says nothing.
    RefusedBut(&'static str),
}

/// A header, the operations that have it (all of them, if none is named), and the rule.
struct HeaderRow(&'static str, &'static [&'static str], HeaderRule);

const ROWS: &[HeaderRow] = &[
    HeaderRow("x-amz-write-offset-bytes", &["PutObject"], HeaderRule::Refused),
    HeaderRow("x-amz-if-match-initiated-time", &["AbortMultipartUpload"], HeaderRule::Refused),
    HeaderRow("x-amz-bucket-namespace", &["CreateBucket"], HeaderRule::RefusedBut("global")),
];

/// What the names of all rows begin with.
const AMZ: &str = "x-amz-";

/// Refuses a request for what is not served.
pub(crate) fn check(operation: &str, headers: &HeaderMap) -> Result<()> {
    // Nearly no request has one of them, and its few headers are looked at faster than the table's many.
    let is_in_table = |name: &HeaderName| {
        name.as_str().starts_with(AMZ) && ROWS.iter().any(|HeaderRow(row, ..)| *row == name.as_str())
    };
    if !headers.keys().any(is_in_table) {
        return Ok(());
    }
    for HeaderRow(name, operations, rule) in ROWS {
        let Some(value) = headers.get(*name) else { continue };
        if !operations.is_empty() && !operations.contains(&operation) {
            continue;
        }
        match rule {
            HeaderRule::RefusedBut(harmless)
                if value.as_bytes().eq_ignore_ascii_case(harmless.as_bytes()) => {}
            HeaderRule::Refused | HeaderRule::RefusedBut(_) => {
                return Err(Error::of(Code::NotImplemented).with("Header", name));
            }
        }
    }
    Ok(())
}
