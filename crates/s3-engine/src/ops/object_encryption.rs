//! UpdateObjectEncryption: a version gets another key of KMS, its bytes stay.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html>, whose sentences the refusals are.

use base::arn::Arn;
use base::call::Caller;
use base::http::Response;
use base::seams::EncryptionContext;
use http::StatusCode;
use wire::xml::Element;

use crate::bucket;
use crate::context::Context;
use crate::engine::commit::ObjectPlace;
use crate::engine::{Engine, reencryption};
use crate::error::{Code, Error, Result};
use crate::object::Object;
use crate::object::encryption;
use crate::own::{OwnRequest, empty_reply};

/// The root of the document.
const ROOT: &str = "ObjectEncryption";
/// The encryption that there may be, and its members.
const SSE_KMS: &str = "SSE-KMS";
const KEY: &str = "KMSKeyArn";
const BUCKET_KEY: &str = "BucketKeyEnabled";

/// What a request asks for.
struct NewKey {
    arn: String,
    bucket_key: bool,
}

pub(crate) async fn update(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    if matches!(cx.call.caller, Caller::Anonymous) {
        return Err(Error::request(
            "Requests that modify an object encryption configuration require Amazon Web Services Signature Version 4. Modify the request to use Amazon Web Services Signature Version 4, and then try again.",
        ));
    }
    if !cx.digested {
        return Err(Error::request(
            "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
        ));
    }
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let key = read(&cx.document)?;
    let owner = Arn::parse(&key.arn).and_then(|arn| arn.owner());
    if owner.is_none_or(|(account, _)| account.as_str() != bucket.owner()) {
        return Err(Error::saying(
            Code::AccessDenied,
            "The Amazon Web Services KMS key in the request must be owned by the same account as the bucket. Modify the request to specify a KMS key from the same account, and then try again.",
        ));
    }
    let arn = engine.keys.encrypting(cx, &bucket, &key.arn, &EncryptionContext::new()).await?;
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    reencryption::change(engine, cx, place, asked.version().as_deref(), |object| {
        check(cx, object)?;
        encryption::give_key(&mut object.described, &arn, key.bucket_key);
        Ok(())
    })?;
    Ok(empty_reply(StatusCode::OK))
}

fn read(document: &[u8]) -> Result<NewKey> {
    let malformed = || Error::of(Code::MalformedXml);
    let root = Element::read(document).map_err(|_| malformed())?;
    let root = root.filter(|root| root.name == ROOT).ok_or_else(malformed)?;
    let [asked] = root.children.as_slice() else { return Err(no_type()) };
    if asked.name != SSE_KMS {
        return Err(no_type());
    }
    if asked.children.iter().any(|child| child.name != KEY && child.name != BUCKET_KEY) {
        return Err(malformed());
    }
    let text =
        |name: &str| asked.children.iter().find(|child| child.name == name).map(|child| child.text.trim());
    let arn = text(KEY).filter(|arn| !arn.is_empty()).ok_or_else(|| {
        Error::request("Requests that modify an object's encryption type to SSE-KMS require an Amazon Web Services KMS key Amazon Resource Name (ARN). Modify the request to specify a KMS key ARN, and then try again.")
    })?;
    let is_key =
        |arn: &Arn| arn.service == "kms" && arn.resource.starts_with("key/") && arn.owner().is_some();
    if !Arn::parse(arn).is_some_and(|arn| is_key(&arn)) {
        return Err(Error::request(
            "Requests that modify an object's encryption type to SSE-KMS require a valid Amazon Web Services KMS key Amazon Resource Name (ARN). Confirm that you have a correctly formatted KMS key ARN in your request, and then try again.",
        ));
    }
    let bucket_key = match text(BUCKET_KEY) {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            return Err(Error::request(
                "The BucketKeyEnabled value isn't valid. Valid values are true or false. Modify the request to specify a valid value, and then try again.",
            ));
        }
    };
    Ok(NewKey { arn: arn.to_owned(), bucket_key })
}

fn no_type() -> Error {
    Error::request(
        "Requests that modify an object encryption configuration require a valid new encryption type. Valid values are SSEKMS. Modify the request to specify SSE-KMS for the updated encryption type, and then try again.",
    )
}

/// Whether the encryption of this object may change.
fn check(cx: &Context, object: &Object) -> Result<()> {
    if !encryption::is_once(&object.described, &object.extras) {
        return Err(Error::request(
            "The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or SSE-C. Only source objects encrypted with SSE-S3 or SSE-KMS are supported.",
        ));
    }
    let extras = &object.extras;
    let is_retained = extras.retention.as_ref().is_some_and(|kept| kept.until_ms > cx.call.now.millis());
    if is_retained || extras.legal_hold == Some(true) {
        return Err(Error::saying(
            Code::AccessDenied,
            "The encryption type for the specified object can\u{2019}t be updated because that object is protected by S3 Object Lock. If the object has a governance-mode retention period or a legal hold, you must first remove the Object Lock status on the object before you issue your UpdateObjectEncryption request. You can't use the UpdateObjectEncryption operation with objects that have an Object Lock compliance mode retention period applied to them.",
        ));
    }
    Ok(())
}
