//! What AWS refuses of a setting beyond what its model says, and what it adds to it. Where no page is named the words are
//! AWS's as generally known.

use wire::value::{Fields, Slot, Value};

use super::Given;
use crate::error::{Code, Error, Result};

fn malformed() -> Error {
    Error::of(Code::MalformedXml)
}

/// The structures of a list, to be changed.
fn each(fields: &mut Fields, list: &'static str, mut change: impl FnMut(&mut Fields)) {
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

/// "Amazon S3 only supports one rule": more do not fit the schema. AWS shows whether there is a bucket key of every rule.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionRule.html>
pub(super) fn encryption(given: &mut Given) -> Result<()> {
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
pub(super) fn ownership(given: &mut Given) -> Result<()> {
    if given.fields.list("Rules").len() == 1 { Ok(()) } else { Err(malformed()) }
}

/// What is not there is off, and AWS shows all four.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html>
pub(super) fn public_access(given: &mut Given) -> Result<()> {
    for member in given.fields.shape().members {
        if !given.fields.has(member.name) {
            given.fields.set(member.name, false);
        }
    }
    Ok(())
}
