//! What a bucket's encryption asks of new objects.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html>

use super::record::{self, Found};
use super::table::ENCRYPTION;
use crate::bucket::Bucket;
use crate::error::Result;
use crate::reader::Reader;

/// With a key of KMS, once or twice.
pub(crate) const KMS: [&str; 2] = ["aws:kms", "aws:kms:dsse"];
/// The encryption type that a bucket may block.
const CUSTOMER: &str = "SSE-C";

/// What a bucket asks of objects whose writers do not say.
#[derive(Debug, Default)]
pub(crate) struct BucketEncryption {
    /// One of [`KMS`]; nothing for a key of S3's.
    pub(crate) algorithm: Option<String>,
    /// The key's name, as it was put.
    pub(crate) key: Option<String>,
    /// Whether the bucket's key stands between.
    pub(crate) bucket_key: bool,
    /// Whether keys of clients are refused.
    pub(crate) blocks_customer_keys: bool,
}

/// Whether a bucket was told how to encrypt.
pub(crate) fn is_put(store: &Reader, bucket: &Bucket) -> Result<bool> {
    Ok(matches!(record::find(store, bucket, &ENCRYPTION, "")?, Found::Kept(_)))
}

/// The encryption of a bucket.
pub(crate) fn of(store: &Reader, bucket: &Bucket) -> Result<BucketEncryption> {
    let Found::Kept(kept) = record::find(store, bucket, &ENCRYPTION, "")? else {
        return Ok(BucketEncryption::default());
    };
    // Most say what is so anyway, which a look at the text tells.
    if !kept.document.contains("aws:kms") && !kept.document.contains(CUSTOMER) {
        return Ok(BucketEncryption::default());
    }
    let fields = ENCRYPTION.read(kept.document.as_bytes())?;
    // A bucket has one rule.
    let Some(rule) = fields.structs("Rules").next() else { return Ok(BucketEncryption::default()) };
    let default = rule.fields("ApplyServerSideEncryptionByDefault");
    let text = |name: &str| default.and_then(|default| default.text(name)).map(str::to_owned);
    let blocked = rule.fields("BlockedEncryptionTypes");
    Ok(BucketEncryption {
        algorithm: text("SSEAlgorithm").filter(|algorithm| KMS.contains(&algorithm.as_str())),
        key: text("KMSMasterKeyID"),
        bucket_key: rule.boolean("BucketKeyEnabled") == Some(true),
        blocks_customer_keys: blocked
            .is_some_and(|blocked| blocked.texts("EncryptionType").any(|kind| kind == CUSTOMER)),
    })
}
