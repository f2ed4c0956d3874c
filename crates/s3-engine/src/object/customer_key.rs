//! Encryption with a key of the client's (SSE-C): the three headers that name it, and whether it is the right one.
//!
//! AWS takes such a key over TLS alone. Here plain HTTP does, too: clients of an emulator speak it on the loopback, where nobody
//! listens in, and a client that may not send its key could not be tried at all. Of the key only its digest is kept.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html>. The sentences are AWS's as generally known;
//! the one about the algorithm and its fields were recorded on 2017-10-26 (minio/minio, pull request 4894).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};
use md5::{Digest as _, Md5};

use super::Object;
use crate::error::{Code, Error, Result};

/// The one algorithm.
const AES256: &str = "AES256";
/// Length of a key in bytes.
const KEY_BYTES: usize = 32;
/// The header that AWS names in errors about a key, whichever was wrong.
const NAMED: &str = "x-amz-server-side-encryption";

/// The names of the three headers.
struct Names {
    algorithm: HeaderName,
    key: HeaderName,
    md5: HeaderName,
}

/// Of the object that the request is about.
static OWN: Names = Names {
    algorithm: HeaderName::from_static("x-amz-server-side-encryption-customer-algorithm"),
    key: HeaderName::from_static("x-amz-server-side-encryption-customer-key"),
    md5: HeaderName::from_static("x-amz-server-side-encryption-customer-key-md5"),
};

/// Of the source of a copy.
static SOURCE: Names = Names {
    algorithm: HeaderName::from_static("x-amz-copy-source-server-side-encryption-customer-algorithm"),
    key: HeaderName::from_static("x-amz-copy-source-server-side-encryption-customer-key"),
    md5: HeaderName::from_static("x-amz-copy-source-server-side-encryption-customer-key-md5"),
};

/// A key that a request names, by its digest: MD5, in base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CustomerKey(pub(crate) String);

/// What the names of all headers about encryption begin with, those about the source of a copy apart.
const OWN_HEADERS: &str = "x-amz-server-side-encryption";
const SOURCE_HEADERS: &str = "x-amz-copy-source-server-side-encryption";

/// Whether a request says anything of encryption. Most say nothing, and their few headers are passed through faster than the names
/// are looked up.
pub(crate) fn says_something(headers: &HeaderMap) -> bool {
    let is_one = |name: &str| name.starts_with(OWN_HEADERS) || name.starts_with(SOURCE_HEADERS);
    headers.keys().any(|name| is_one(name.as_str()))
}

/// Whether a request names a key, or a part of one.
pub(crate) fn is_in(headers: &HeaderMap) -> bool {
    [&OWN.algorithm, &OWN.key, &OWN.md5].into_iter().any(|name| headers.contains_key(name))
}

/// The key of a request, if it has one.
pub(crate) fn of(headers: &HeaderMap) -> Result<Option<CustomerKey>> {
    read(headers, &OWN)
}

/// The key of a copy's source, if the request has one.
pub(crate) fn of_source(headers: &HeaderMap) -> Result<Option<CustomerKey>> {
    read(headers, &SOURCE)
}

fn read(headers: &HeaderMap, names: &Names) -> Result<Option<CustomerKey>> {
    if !says_something(headers) {
        return Ok(None);
    }
    let [algorithm, key, md5] = [&names.algorithm, &names.key, &names.md5].map(|name| headers.get(name));
    if algorithm.is_none() && key.is_none() && md5.is_none() {
        return Ok(None);
    }
    let algorithm = text(algorithm).ok_or_else(|| lacking("a valid encryption algorithm"))?;
    if algorithm != AES256 {
        return Err(Error::customer_algorithm(NAMED, algorithm));
    }
    let key = text(key).ok_or_else(|| lacking("an appropriate secret key"))?;
    let md5 = text(md5).ok_or_else(|| lacking("the client calculated MD5 of the secret key"))?;
    let invalid = || refuse("The secret key was invalid for the specified algorithm.");
    let key = STANDARD.decode(key).map_err(|_| invalid())?;
    if md5 != STANDARD.encode(Md5::digest(&key)) {
        return Err(refuse("The calculated MD5 hash of the key did not match the hash that was provided."));
    }
    if key.len() != KEY_BYTES {
        return Err(invalid());
    }
    Ok(Some(CustomerKey(md5.to_owned())))
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value.map(|value| value.to_str().unwrap_or_default().trim())
}

fn lacking(what: &str) -> Error {
    refuse(format!(
        "Requests specifying Server Side Encryption with Customer provided keys must provide {what}."
    ))
}

fn refuse(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::argument(message, NAMED, "null")
}

/// Whether an object may be read with the key that the request names, or with none.
pub(crate) fn check_read(object: &Object, given: Option<&CustomerKey>) -> Result<()> {
    match (&object.extras.customer_key_md5, given) {
        (None, None) => Ok(()),
        (None, Some(_)) => {
            Err(Error::request("The encryption parameters are not applicable to this object."))
        }
        (Some(_), None) => Err(Error::request(
            "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
        )),
        (Some(md5), Some(given)) if *md5 == given.0 => Ok(()),
        (Some(_), Some(_)) => Err(Error::saying(
            Code::AccessDenied,
            "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
        )),
    }
}

/// Whether a part may come with this key, or with none, to an upload that was begun with the key of a digest, or with none.
pub(crate) fn check_part(begun_with: Option<&str>, given: Option<&CustomerKey>) -> Result<()> {
    match (begun_with, given) {
        (Some(_), None) | (None, Some(_)) => Err(Error::request(
            "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
        )),
        _ => check_upload(begun_with, given),
    }
}

/// The same of a request about the whole upload, which may leave the key out.
pub(crate) fn check_upload(begun_with: Option<&str>, given: Option<&CustomerKey>) -> Result<()> {
    match given {
        Some(given) if begun_with != Some(&given.0) => {
            Err(Error::request("The provided encryption parameters did not match the ones used originally."))
        }
        _ => Ok(()),
    }
}

/// Adds a key to a reply's headers.
pub(crate) fn show(headers: &mut HeaderMap, md5: &str) {
    headers.insert(OWN.algorithm.clone(), HeaderValue::from_static(AES256));
    if let Ok(md5) = HeaderValue::from_str(md5) {
        headers.insert(OWN.md5.clone(), md5);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 32 bytes in base64, and their MD5.
    const KEY: (&str, &str) = ("pO3upElrwuEXSoFwCfnZPdSsmt/xWeFa0N9KgDijwVs=", "DWygnHRtgiJ77HCm+1rvHw==");

    fn check(given: [Option<&str>; 3], expected: std::result::Result<bool, (&str, &str)>) {
        let mut headers = HeaderMap::new();
        for (name, value) in [&OWN.algorithm, &OWN.key, &OWN.md5].into_iter().zip(given) {
            value.map(|value| headers.insert(name.clone(), value.parse().unwrap()));
        }
        match (of(&headers), expected) {
            (Ok(found), Ok(is_there)) => assert_eq!(found.is_some(), is_there, "{given:?}"),
            (Err(error), Err((code, end))) => {
                assert_eq!(error.name(), code, "{given:?}");
                assert!(error.message().ends_with(end), "{given:?}: {}", error.message());
            }
            other => panic!("{given:?}: {other:?}"),
        }
    }

    /// All three headers or none, and a key of 256 bits: the user guide's page. The sentences are AWS's as generally known.
    #[test]
    fn keys() {
        let (key, md5) = KEY;
        let short = STANDARD.encode("short");
        let md5_of_short = STANDARD.encode(Md5::digest("short"));
        check([None, None, None], Ok(false));
        check([Some("AES256"), Some(key), Some(md5)], Ok(true));
        check([None, Some(key), Some(md5)], Err(("InvalidArgument", "a valid encryption algorithm.")));
        check([Some("AES256"), None, Some(md5)], Err(("InvalidArgument", "an appropriate secret key.")));
        check([Some("AES256"), Some(key), None], Err(("InvalidArgument", "MD5 of the secret key.")));
        check(
            [Some("AES251"), Some(key), Some(md5)],
            Err(("InvalidEncryptionAlgorithmError", "Supported value: AES256.")),
        );
        check([Some("AES256"), Some("?"), Some(md5)], Err(("InvalidArgument", "the specified algorithm.")));
        check(
            [Some("AES256"), Some(&short), Some(&md5_of_short)],
            Err(("InvalidArgument", "the specified algorithm.")),
        );
        check([Some("AES256"), Some(key), Some(&md5_of_short)], Err(("InvalidArgument", "was provided.")));
    }
}
