//! What AWS refuses of a setting beyond what its model says, and what it adds to it. Where no page is named the words are
//! AWS's as generally known.

use std::collections::HashSet;

use base::entropy::Entropy;
use wire::value::{Fields, Slot, Value};

use super::ownership::Ownership;
use super::{Given, acl};
use crate::bucket;
use crate::error::{Code, Error, Result};

pub(super) fn malformed() -> Error {
    Error::of(Code::MalformedXml)
}

/// The structures of a list, to be changed.
pub(super) fn each(fields: &mut Fields, list: &'static str, mut change: impl FnMut(&mut Fields)) {
    let mut slot = fields.take(list);
    if let Slot::There(Value::List(slots)) = &mut slot {
        for slot in slots {
            if let Slot::There(Value::Struct(fields)) = slot {
                change(fields);
            }
        }
    }
    if let Slot::There(value) = slot {
        fields.set(list, value);
    }
}

/// An id for what was put without one. AWS's are random text of this length.
pub(super) fn new_id(entropy: &Entropy) -> String {
    entropy.text(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 48)
}

/// By the pages of lifecycle, replication and CORS rules.
fn is_short(id: &str) -> Result<()> {
    const LONGEST: usize = 255;
    if id.chars().count() <= LONGEST {
        return Ok(());
    }
    let message = format!("ID length should not exceed allowed limit of {LONGEST}");
    Err(Error::saying(Code::InvalidArgument, message))
}

/// The names of rules are not long, and no two are alike.
pub(super) fn named(fields: &Fields, list: &str, name: &str) -> Result<()> {
    let mut names = HashSet::new();
    for id in fields.structs(list).filter_map(|rule| rule.text(name)).filter(|id| !id.is_empty()) {
        is_short(id)?;
        if !names.insert(id) {
            let message = "Rule ID must be unique. Found same ID for more than one rule";
            return Err(Error::saying(Code::InvalidArgument, message));
        }
    }
    Ok(())
}

/// The status is all that there is.
pub(super) fn abac(given: &mut Given<'_>) -> Result<()> {
    if given.fields.has("Status") { Ok(()) } else { Err(malformed()) }
}

/// Nothing beyond the model.
#[expect(clippy::unnecessary_wraps, reason = "it stands among rules")]
pub(super) fn none(_: &mut Given<'_>) -> Result<()> {
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration.html>: names with dots are refused.
pub(super) fn accelerate(given: &mut Given<'_>) -> Result<()> {
    if !given.fields.has("Status") {
        return Err(malformed());
    }
    if given.bucket.name.contains('.') {
        return Err(Error::request(
            "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
        ));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html>: 100 rules, these methods, one star.
pub(super) fn cors(given: &mut Given<'_>) -> Result<()> {
    const MAX_RULES: usize = 100;
    const METHODS: [&str; 5] = ["GET", "PUT", "HEAD", "POST", "DELETE"];
    if given.fields.list("CORSRules").len() > MAX_RULES {
        let message =
            format!("The number of CORS rules should not exceed allowed limit of {MAX_RULES} rules.");
        return Err(Error::request(message));
    }
    let stars = |text: &str| text.matches('*').count();
    for rule in given.fields.structs("CORSRules") {
        is_short(rule.text("ID").unwrap_or_default())?;
        if let Some(method) = rule.texts("AllowedMethods").find(|method| !METHODS.contains(method)) {
            return Err(Error::request(format!(
                "Found unsupported HTTP method in CORS config. Unsupported method is {method}"
            )));
        }
        for (list, name) in [("AllowedOrigins", "AllowedOrigin"), ("AllowedHeaders", "AllowedHeader")] {
            if let Some(text) = rule.texts(list).find(|text| stars(text) > 1) {
                return Err(Error::request(format!(
                    "{name} \"{text}\" can not have more than one wildcard."
                )));
            }
        }
        // Our guess: no page says what of a time below zero.
        if rule
            .integer("MaxAgeSeconds")
            .is_some_and(|seconds| i32::try_from(seconds).map_or(true, |it| it < 0))
        {
            return Err(malformed());
        }
        if let Some(header) = rule.texts("ExposeHeaders").find(|header| stars(header) > 0) {
            return Err(Error::request(format!(
                "ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for ExposeHeader."
            )));
        }
    }
    Ok(())
}

/// Logs go to a bucket of the same owner in the same region.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html>
pub(super) fn logging(given: &mut Given<'_>) -> Result<()> {
    let Some(on) = given.fields.fields("LoggingEnabled") else { return Ok(()) };
    let name = on.required("TargetBucket");
    let refused =
        |message| Err(Error::saying(Code::InvalidTargetBucketForLogging, message).with("TargetBucket", name));
    let Some(target) = bucket::find(given.store, given.cx, name)? else {
        return refused("The target bucket for logging does not exist");
    };
    if target.owner() != given.bucket.owner() {
        return refused("The owner for the bucket to be logged and the target bucket must be the same.");
    }
    if target.region != given.bucket.region {
        return Err(Error::of(Code::CrossLocationLoggingProhibitted)
            .with("SourceBucketLocation", &given.bucket.region)
            .with("TargetBucketLocation", &target.region));
    }
    Ok(())
}

/// "Amazon S3 only supports one rule": more do not fit the schema. AWS shows whether there is a bucket key of every rule.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionRule.html>
pub(super) fn encryption(given: &mut Given<'_>) -> Result<()> {
    if given.fields.list("Rules").len() != 1 {
        return Err(malformed());
    }
    for rule in given.fields.structs("Rules") {
        let Some(default) = rule.fields("ApplyServerSideEncryptionByDefault") else { continue };
        if default.text("SSEAlgorithm") == Some("AES256") && default.has("KMSMasterKeyID") {
            return Err(Error::saying(
                Code::InvalidArgument,
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
            )
            .with("ArgumentName", "ApplyServerSideEncryptionByDefault"));
        }
    }
    each(&mut given.fields, "Rules", |rule| {
        if !rule.has("BucketKeyEnabled") {
            rule.set("BucketKeyEnabled", false);
        }
    });
    Ok(())
}

/// One rule, as the page of the ownership controls' container says.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_OwnershipControls.html>
pub(super) fn ownership(given: &mut Given<'_>) -> Result<()> {
    if given.fields.list("Rules").len() != 1 {
        return Err(malformed());
    }
    let mut asked = given.fields.structs("Rules").map(|rule| rule.text("ObjectOwnership"));
    let list = acl::of_bucket(given.store, given.bucket)?;
    if !asked.any(Ownership::asked_has_acls) && acl::grants_to_others(&list, &given.bucket.owner_id()) {
        return Err(Error::of(Code::InvalidBucketAclWithObjectOwnership));
    }
    Ok(())
}

/// What is not there is off, and AWS shows all four.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html>
pub(super) fn public_access(given: &mut Given<'_>) -> Result<()> {
    for member in given.fields.shape().members {
        if !given.fields.has(member.name) {
            given.fields.set(member.name, false);
        }
    }
    Ok(())
}
