//! Headers that ask for what is not served: refused by name, so that nobody gets less than was asked for and thinks it
//! was all. What is not in this table acts, or says nothing where nobody pays: `x-amz-request-payer`,
//! `x-amz-object-annotation-directive`.

use http::{HeaderMap, HeaderName};

use crate::error::{Code, Error, Result};

/// What becomes of a header that is there.
enum HeaderRule {
    /// NotImplemented.
    Refused,
    /// NotImplemented, but for this value, which says nothing.
    RefusedBut(&'static str),
    /// An object or bucket here is never what the header is for: AWS's words then.
    NotApplicable(&'static str),
}

/// A header, the operations that have it (all of them, if none is named), and the rule.
struct HeaderRow(&'static str, &'static [&'static str], HeaderRule);

/// The operations that write objects.
const WRITES: &[&str] = &["CopyObject", "CreateMultipartUpload", "PutObject"];
/// The operations that take an object's bytes or properties.
const READS: &[&str] = &["GetObject", "GetObjectAttributes", "HeadObject"];
/// The operations that take parts.
const PARTS: &[&str] = &["CompleteMultipartUpload", "ListParts", "UploadPart", "UploadPartCopy"];
/// The operations that copy.
const COPIES: &[&str] = &["CopyObject", "UploadPartCopy"];

const CUSTOMER_ALGORITHM: &str = "x-amz-server-side-encryption-customer-algorithm";
const CUSTOMER_KEY: &str = "x-amz-server-side-encryption-customer-key";
const CUSTOMER_KEY_MD5: &str = "x-amz-server-side-encryption-customer-key-md5";

/// No object is encrypted with a key of its client.
const NOT_ENCRYPTED: &str = "The encryption parameters are not applicable to this object.";

const ROWS: &[HeaderRow] = &[
    HeaderRow(CUSTOMER_ALGORITHM, WRITES, HeaderRule::Refused),
    HeaderRow(CUSTOMER_KEY, WRITES, HeaderRule::Refused),
    HeaderRow(CUSTOMER_KEY_MD5, WRITES, HeaderRule::Refused),
    HeaderRow(CUSTOMER_ALGORITHM, PARTS, HeaderRule::Refused),
    HeaderRow(CUSTOMER_KEY, PARTS, HeaderRule::Refused),
    HeaderRow(CUSTOMER_KEY_MD5, PARTS, HeaderRule::Refused),
    HeaderRow(CUSTOMER_ALGORITHM, READS, HeaderRule::NotApplicable(NOT_ENCRYPTED)),
    HeaderRow(CUSTOMER_KEY, READS, HeaderRule::NotApplicable(NOT_ENCRYPTED)),
    HeaderRow(CUSTOMER_KEY_MD5, READS, HeaderRule::NotApplicable(NOT_ENCRYPTED)),
    HeaderRow(
        "x-amz-copy-source-server-side-encryption-customer-algorithm",
        COPIES,
        HeaderRule::NotApplicable(NOT_ENCRYPTED),
    ),
    HeaderRow(
        "x-amz-copy-source-server-side-encryption-customer-key",
        COPIES,
        HeaderRule::NotApplicable(NOT_ENCRYPTED),
    ),
    HeaderRow("x-amz-server-side-encryption-context", WRITES, HeaderRule::Refused),
    HeaderRow("x-amz-write-offset-bytes", &["PutObject"], HeaderRule::Refused),
    HeaderRow("x-amz-if-match-initiated-time", &["AbortMultipartUpload"], HeaderRule::Refused),
    HeaderRow("x-amz-bucket-namespace", &["CreateBucket"], HeaderRule::RefusedBut("global")),
    HeaderRow("x-amz-checksum-md5", &[], HeaderRule::Refused),
    HeaderRow("x-amz-checksum-sha512", &[], HeaderRule::Refused),
    HeaderRow("x-amz-checksum-xxhash128", &[], HeaderRule::Refused),
    HeaderRow("x-amz-checksum-xxhash3", &[], HeaderRule::Refused),
    HeaderRow("x-amz-checksum-xxhash64", &[], HeaderRule::Refused),
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
            HeaderRule::NotApplicable(message) => return Err(Error::request(*message)),
        }
    }
    Ok(())
}
