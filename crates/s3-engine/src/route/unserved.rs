//! Headers that ask for what is not served: refused by name, so that nobody gets less than was asked for and thinks it
//! was all. What is not in this table acts, or says nothing where nobody pays, locks or restores: `x-amz-request-payer`,
//! `x-amz-mfa`, `x-amz-bypass-governance-retention`, `x-amz-optional-object-attributes`,
//! `x-amz-object-annotation-directive`.

use http::HeaderMap;

use crate::error::{Code, Error, Result};

/// What becomes of a header that is there.
enum Rule {
    /// NotImplemented.
    Refused,
    /// NotImplemented, but for this value, which says nothing.
    RefusedBut(&'static str),
    /// An object or bucket here is never what the header is for: AWS's words then.
    NotApplicable(&'static str),
}

/// A header, the operations that have it (all of them, if none is named), and the rule.
struct Row(&'static str, &'static [&'static str], Rule);

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

const ROWS: &[Row] = &[
    Row(CUSTOMER_ALGORITHM, WRITES, Rule::Refused),
    Row(CUSTOMER_KEY, WRITES, Rule::Refused),
    Row(CUSTOMER_KEY_MD5, WRITES, Rule::Refused),
    Row(CUSTOMER_ALGORITHM, PARTS, Rule::Refused),
    Row(CUSTOMER_KEY, PARTS, Rule::Refused),
    Row(CUSTOMER_KEY_MD5, PARTS, Rule::Refused),
    Row(CUSTOMER_ALGORITHM, READS, Rule::NotApplicable(NOT_ENCRYPTED)),
    Row(CUSTOMER_KEY, READS, Rule::NotApplicable(NOT_ENCRYPTED)),
    Row(CUSTOMER_KEY_MD5, READS, Rule::NotApplicable(NOT_ENCRYPTED)),
    Row(
        "x-amz-copy-source-server-side-encryption-customer-algorithm",
        COPIES,
        Rule::NotApplicable(NOT_ENCRYPTED),
    ),
    Row("x-amz-copy-source-server-side-encryption-customer-key", COPIES, Rule::NotApplicable(NOT_ENCRYPTED)),
    Row("x-amz-server-side-encryption-context", WRITES, Rule::Refused),
    Row("x-amz-object-lock-mode", WRITES, Rule::Refused),
    Row("x-amz-object-lock-retain-until-date", WRITES, Rule::Refused),
    Row("x-amz-object-lock-legal-hold", WRITES, Rule::RefusedBut("OFF")),
    Row("x-amz-object-lock-event-hold", WRITES, Rule::RefusedBut("OFF")),
    Row("x-amz-object-lock-event-hold-duration-days", WRITES, Rule::Refused),
    Row("x-amz-object-lock-event-hold-duration-years", WRITES, Rule::Refused),
    Row("x-amz-write-offset-bytes", &["PutObject"], Rule::Refused),
    Row("x-amz-if-match-initiated-time", &["AbortMultipartUpload"], Rule::Refused),
    Row("x-amz-bucket-object-lock-enabled", &["CreateBucket"], Rule::RefusedBut("false")),
    Row("x-amz-bucket-namespace", &["CreateBucket"], Rule::RefusedBut("global")),
    Row("x-amz-checksum-md5", &[], Rule::Refused),
    Row("x-amz-checksum-sha512", &[], Rule::Refused),
    Row("x-amz-checksum-xxhash128", &[], Rule::Refused),
    Row("x-amz-checksum-xxhash3", &[], Rule::Refused),
    Row("x-amz-checksum-xxhash64", &[], Rule::Refused),
];

/// Refuses a request for what is not served.
pub(crate) fn check(operation: &str, headers: &HeaderMap) -> Result<()> {
    for Row(name, operations, rule) in ROWS {
        let Some(value) = headers.get(*name) else { continue };
        if !operations.is_empty() && !operations.contains(&operation) {
            continue;
        }
        match rule {
            Rule::RefusedBut(harmless) if value.as_bytes().eq_ignore_ascii_case(harmless.as_bytes()) => {}
            Rule::Refused | Rule::RefusedBut(_) => {
                return Err(Error::of(Code::NotImplemented).with("Header", name));
            }
            Rule::NotApplicable(message) => return Err(Error::request(*message)),
        }
    }
    Ok(())
}
