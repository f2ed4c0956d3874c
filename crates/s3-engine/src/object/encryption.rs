//! Server-side encryption: what a request asks for, what an object has, and what replies show of it.
//!
//! Bytes lie in the store as they came: what is emulated is who may read them, and what is said of them.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html>

use base::entropy::Entropy;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::extras::Extras;
use super::{Described, customer_key};
use crate::error::{Error, Result};

/// The encryption of an object, where it is another than AES256: kept and shown like other headers.
pub(crate) const ENCRYPTION: &str = "x-amz-server-side-encryption";
/// Which KMS key encrypts an object.
pub(crate) const KMS_KEY: &str = "x-amz-server-side-encryption-aws-kms-key-id";
/// Whether the bucket's key stands between.
pub(crate) const BUCKET_KEY: &str = "x-amz-server-side-encryption-bucket-key-enabled";
/// With a key of S3's, as every object has it whose writer asks for nothing else.
const AES256: &str = "AES256";
/// With a key of KMS, once or twice.
const KMS: [&str; 2] = ["aws:kms", "aws:kms:dsse"];
/// Hexadecimal digits of an ETag.
const ETAG_CHARS: usize = 32;

static ENCRYPTION_NAME: HeaderName = HeaderName::from_static(ENCRYPTION);

/// How an object will be encrypted.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// What is kept and shown.
    headers: Vec<(&'static str, String)>,
    customer_key_md5: Option<String>,
}

/// What a request asks for.
pub(crate) fn choose(headers: &HeaderMap) -> Result<Chosen> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let algorithm = text(ENCRYPTION);
    if let Some(key) = customer_key::of(headers)? {
        if let Some(algorithm) = algorithm {
            return Err(Error::argument(
                "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
                ENCRYPTION,
                algorithm,
            ));
        }
        return Ok(Chosen { customer_key_md5: Some(key.0), ..Chosen::default() });
    }
    match algorithm {
        None | Some(AES256) => Ok(Chosen::default()),
        Some(algorithm) if KMS.contains(&algorithm) => {
            let mut chosen = vec![(ENCRYPTION, algorithm.to_owned())];
            for name in [KMS_KEY, BUCKET_KEY] {
                chosen.extend(text(name).map(|value| (name, value.to_owned())));
            }
            Ok(Chosen { headers: chosen, ..Chosen::default() })
        }
        // Seen on AWS on 2016-05-20 (bloomreach/s4cmd, issue 63).
        Some(other) => {
            Err(Error::argument("The encryption method specified is not supported", ENCRYPTION, other))
        }
    }
}

impl Chosen {
    /// Gives it to an object.
    pub(crate) fn give(&self, described: &mut Described, extras: &mut Extras) {
        let headers = self.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        described.headers.extend(headers);
        extras.customer_key_md5.clone_from(&self.customer_key_md5);
    }
}

/// Whether the ETag is not the MD5 of the bytes.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html>
pub(crate) fn hides_md5(described: &Described, extras: &Extras) -> bool {
    extras.customer_key_md5.is_some() || described.headers.contains_key(ENCRYPTION)
}

/// The ETag of bytes with this MD5.
pub(crate) fn etag(described: &Described, extras: &Extras, md5: String, entropy: &Entropy) -> String {
    if hides_md5(described, extras) { new_etag(entropy) } else { md5 }
}

/// An ETag that says nothing of the bytes, in the form of one that does.
pub(crate) fn new_etag(entropy: &Entropy) -> String {
    entropy.hex(ETAG_CHARS)
}

/// Adds an object's encryption to a reply.
pub(crate) fn show(headers: &mut HeaderMap, described: &Described, extras: &Extras) {
    match &extras.customer_key_md5 {
        Some(md5) => customer_key::show(headers, md5),
        None => show_own(headers, described),
    }
}

/// The same without a key of the client's, as the completion of an upload does.
pub(crate) fn show_own(headers: &mut HeaderMap, described: &Described) {
    headers.insert(ENCRYPTION_NAME.clone(), HeaderValue::from_static(AES256));
    for name in [ENCRYPTION, KMS_KEY, BUCKET_KEY] {
        if let Some(value) = described.headers.get(name).and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
}

/// Refuses a header that only writers of whole objects may send.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax>: 400 for readers. AWS's words.
pub(crate) fn check_reader(headers: &HeaderMap) -> Result<()> {
    let Some(value) = headers.get(&ENCRYPTION_NAME) else { return Ok(()) };
    Err(Error::argument(
        "x-amz-server-side-encryption header is not supported for this operation.",
        ENCRYPTION,
        value.to_str().unwrap_or_default(),
    ))
}
