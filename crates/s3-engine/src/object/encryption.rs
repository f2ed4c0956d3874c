//! Server-side encryption: what a request asks for, what an object has, and what replies show of it.
//!
//! Bytes lie in the store as they came: what is emulated is who may read them, and what is said of them.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html>

use ::policy::Principal;
use base::call::Caller;
use base::seams::EncryptionContext;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};
use md5::{Digest as _, Md5};

use super::extras::Extras;
use super::kms::{Keyring, OWN_KEY};
use super::{Described, Object, customer_key};
use crate::bucket::{Bucket, directory};
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::reader::Reader;
use crate::setting::encryption::{self, KMS};

/// The encryption of an object, where it is another than AES256: kept and shown like other headers.
pub(crate) const ENCRYPTION: &str = "x-amz-server-side-encryption";
/// Which KMS key encrypts an object.
pub(crate) const KMS_KEY: &str = "x-amz-server-side-encryption-aws-kms-key-id";
/// Whether the bucket's key stands between.
pub(crate) const BUCKET_KEY: &str = "x-amz-server-side-encryption-bucket-key-enabled";
/// With a key of S3's, as every object has it whose writer asks for nothing else.
const AES256: &str = "AES256";
/// The encryption that may have a bucket key.
const TAKES_BUCKET_KEY: &str = "aws:kms";
/// What a ciphertext of KMS is bound to beside the object.
const CONTEXT: &str = "x-amz-server-side-encryption-context";

static ENCRYPTION_NAME: HeaderName = HeaderName::from_static(ENCRYPTION);

/// How an object will be encrypted.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// What is kept and shown.
    headers: Vec<(&'static str, String)>,
    customer_key_md5: Option<String>,
    /// The request's own context, which its reply alone shows.
    context: Option<HeaderValue>,
}

/// Whom and what a request asks.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) store: &'a Reader,
    pub(crate) keys: &'a Keyring,
    pub(crate) cx: &'a Context,
    pub(crate) bucket: &'a Bucket,
    /// The object's key.
    pub(crate) key: &'a str,
    pub(crate) headers: &'a HeaderMap,
}

/// What a request asks for, or else its bucket.
pub(crate) async fn choose(asked: Asked<'_>) -> Result<Chosen> {
    let Asked { store, bucket, headers, .. } = asked;
    if !customer_key::says_something(headers) {
        return by_default(asked).await;
    }
    let algorithm = text(headers, ENCRYPTION);
    if customer_key::is_in(headers) {
        if encryption::of(store, bucket)?.blocks_customer_keys {
            return Err(blocked(asked));
        }
        if let Some(algorithm) = algorithm {
            return Err(Error::argument(
                "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
                ENCRYPTION,
                algorithm,
            ));
        }
        let customer_key_md5 = customer_key::of(headers)?.map(|key| key.0);
        return Ok(Chosen { customer_key_md5, ..Chosen::default() });
    }
    let key = text(headers, KMS_KEY).filter(|key| !key.is_empty());
    match algorithm {
        None | Some(AES256) if key.is_some() => Err(Error::argument(
            "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
            ENCRYPTION,
            algorithm.unwrap_or("null"),
        )),
        None => by_default(asked).await,
        Some(AES256) => Ok(Chosen::default()),
        Some(algorithm) if KMS.contains(&algorithm) => Box::pin(with_kms(asked, algorithm, key)).await,
        // Seen on AWS on 2016-05-20 (bloomreach/s4cmd, issue 63).
        Some(other) => {
            Err(Error::argument("The encryption method specified is not supported", ENCRYPTION, other))
        }
    }
}

/// What the bucket asks for.
async fn by_default(asked: Asked<'_>) -> Result<Chosen> {
    let default = encryption::of(asked.store, asked.bucket)?;
    match &default.algorithm {
        None => Ok(Chosen::default()),
        Some(algorithm) => Box::pin(with_kms(asked, algorithm, default.key.as_deref())).await,
    }
}

/// With a key of KMS; S3's own in the caller's account if none is named.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>
async fn with_kms(asked: Asked<'_>, algorithm: &str, key: Option<&str>) -> Result<Chosen> {
    let Asked { store, keys, cx, bucket, headers, .. } = asked;
    check_signed(cx)?;
    let mut context = own_context(headers)?;
    let bucket_key = match text(headers, BUCKET_KEY) {
        Some(asked) => asked.eq_ignore_ascii_case("true"),
        None => encryption::of(store, bucket)?.bucket_key,
    };
    // What is encrypted twice has no bucket key: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html>.
    let bucket_key = bucket_key && algorithm == TAKES_BUCKET_KEY;
    let resource = if bucket_key { bucket.name.clone() } else { format!("{}/{}", bucket.name, asked.key) };
    context.insert("aws:s3:arn".to_owned(), arn(cx, &resource));
    let arn = keys.encrypting(cx, bucket, key.unwrap_or(OWN_KEY), &context).await?;
    let mut chosen = vec![(ENCRYPTION, algorithm.to_owned()), (KMS_KEY, arn)];
    if bucket_key {
        chosen.push((BUCKET_KEY, "true".to_owned()));
    }
    Ok(Chosen { headers: chosen, context: headers.get(CONTEXT).cloned(), ..Chosen::default() })
}

/// The context that a request names: base64 of a JSON object of texts. The sentence is AWS's (HADOOP-19197, 2024-06-07).
fn own_context(headers: &HeaderMap) -> Result<EncryptionContext> {
    let Some(value) = text(headers, CONTEXT) else { return Ok(EncryptionContext::new()) };
    let read = || {
        let json = STANDARD.decode(value).ok()?;
        serde_json::from_slice(&json).ok()
    };
    read().ok_or_else(|| {
        Error::argument(
            "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
            CONTEXT,
            value,
        )
    })
}

/// Keys of KMS are for those who sign. AWS's words (boto/boto3, issue 2952).
pub(crate) fn check_signed(cx: &Context) -> Result<()> {
    if matches!(cx.call.caller, Caller::Anonymous) {
        return Err(Error::argument(
            "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
            "Authorization",
            "null",
        ));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html>
fn blocked(Asked { cx, bucket, key, .. }: Asked<'_>) -> Error {
    let caller = match cx.call.caller {
        Caller::Anonymous => Principal::Anonymous.name(),
        _ => Principal::of(&cx.call).name(),
    };
    let action = cx.operation.filter(|name| *name == "CopyObject").unwrap_or("PutObject");
    let object = arn(cx, &format!("{}/{key}", bucket.name));
    Error::saying(
        Code::AccessDenied,
        format!(
            "User: {caller} is not authorized to perform: s3:{action} on resource: \"{object}\" because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type"
        ),
    )
}

fn arn(cx: &Context, resource: &str) -> String {
    format!("arn:{}:s3:::{resource}", cx.call.region.partition())
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

impl Chosen {
    /// Gives it to an object.
    pub(crate) fn give(&self, described: &mut Described, extras: &mut Extras) {
        let headers = self.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        described.headers.extend(headers);
        extras.customer_key_md5.clone_from(&self.customer_key_md5);
    }

    /// Adds the request's own context to its reply.
    pub(crate) fn show_context(self, headers: &mut HeaderMap) {
        if let Some(context) = self.context {
            headers.insert(CONTEXT, context);
        }
    }
}

/// Refuses who reads the bytes of an object whose key of KMS may not be used any more. Its properties need no key.
pub(crate) async fn check_decrypts(keys: &Keyring, cx: &Context, object: &Object) -> Result<()> {
    match object.described.headers.get(KMS_KEY) {
        Some(arn) => Box::pin(keys.check_decrypts(cx, arn)).await,
        None => Ok(()),
    }
}

/// Whether the encryption that a request names, if it names one, is the one that an object has.
pub(crate) fn is_asked_as(headers: &HeaderMap, described: &Described) -> bool {
    text(headers, ENCRYPTION)
        .is_none_or(|asked| asked == described.headers.get(ENCRYPTION).map_or(AES256, String::as_str))
}

/// Gives an object that is there another key of KMS. Its ETag stays.
pub(crate) fn give_key(described: &mut Described, arn: &str, bucket_key: bool) {
    let bucket_key = bucket_key.then_some((BUCKET_KEY, "true"));
    described.headers.remove(BUCKET_KEY);
    for (name, value) in [(ENCRYPTION, TAKES_BUCKET_KEY), (KMS_KEY, arn)].into_iter().chain(bucket_key) {
        described.headers.insert(name.to_owned(), value.to_owned());
    }
}

/// Whether an object is encrypted once, with a key of S3's or of KMS.
pub(crate) fn is_once(described: &Described, extras: &Extras) -> bool {
    let algorithm = described.headers.get(ENCRYPTION);
    extras.customer_key_md5.is_none() && algorithm.is_none_or(|algorithm| algorithm == TAKES_BUCKET_KEY)
}

/// Whether the ETag is not the MD5 of the bytes.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html>
pub(crate) fn hides_md5(described: &Described, extras: &Extras) -> bool {
    extras.customer_key_md5.is_some() || described.headers.contains_key(ENCRYPTION) || is_zonal(described)
}

/// Whether it lies in one zone. The ETags of directory buckets are no MD5:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-differences.html>
fn is_zonal(described: &Described) -> bool {
    described.storage_class.as_deref() == Some(directory::EXPRESS)
}

/// The ETag of an object or a part whose bytes have this MD5, or another ETag. Where it is not to be the MD5, it is the same again
/// for the same bytes and key, so that a part which is sent twice has one.
pub(crate) fn etag(described: &Described, extras: &Extras, md5: String) -> String {
    let key = extras.customer_key_md5.as_ref().or_else(|| described.headers.get(KMS_KEY));
    let key = key.map(String::as_str).or_else(|| is_zonal(described).then_some(directory::EXPRESS));
    match key {
        Some(key) => hex::encode(Md5::new().chain_update(key).chain_update([0]).chain_update(md5).finalize()),
        None => md5,
    }
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

/// Adds the algorithm alone.
pub(crate) fn show_algorithm(headers: &mut HeaderMap, described: &Described) {
    let own = described.headers.get(ENCRYPTION).and_then(|value| HeaderValue::from_str(value).ok());
    headers.insert(ENCRYPTION_NAME.clone(), own.unwrap_or(HeaderValue::from_static(AES256)));
}

/// Refuses who does not sign and reads what KMS decrypts.
pub(crate) fn check_reader_signs(cx: &Context, described: &Described) -> Result<()> {
    if described.headers.contains_key(KMS_KEY) { check_signed(cx) } else { Ok(()) }
}

/// Refuses a header that only writers of whole objects may send.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax>: 400 for readers. AWS's words.
pub(crate) fn check_reader(headers: &HeaderMap) -> Result<()> {
    if !customer_key::says_something(headers) {
        return Ok(());
    }
    let Some(value) = headers.get(&ENCRYPTION_NAME) else { return Ok(()) };
    Err(Error::argument(
        "x-amz-server-side-encryption header is not supported for this operation.",
        ENCRYPTION,
        value.to_str().unwrap_or_default(),
    ))
}
