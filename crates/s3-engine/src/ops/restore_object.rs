//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html>

use base::http::Response;
use http::StatusCode;

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::restore;
use crate::error::{Code, Error, Result};
use crate::object::describe;
use crate::object::{self, Object};
use crate::own::{OwnRequest, empty_reply, read};
use crate::setting::model;

/// The class whose archives are tiers inside it.
const TIERING: &str = "INTELLIGENT_TIERING";

pub(crate) async fn run(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let id = asked.version();
    // What is no archive is refused without a document, too: getmoto/moto, pull request 4670.
    let (_, object) = object::taggable(&engine.store, &bucket, asked.key, id.as_deref(), "POST")?;
    is_archived(&object, !cx.document.is_empty())?;
    let (days, tier) = read_request(cx)?;
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    let check = |object: &Object| {
        let class = is_archived(object, true)?;
        if class == "DEEP_ARCHIVE" && tier.as_deref() == Some("Expedited") {
            // AWS's sentence (finraos/herd, of its answer); the code is our guess.
            let message = "Retrieval option is not supported by this storage class";
            return Err(Error::saying(Code::InvalidArgument, message));
        }
        Ok(())
    };
    let was_there = restore::restore(engine, cx, (place, id.as_deref()), days, check)?;
    Ok(empty_reply(if was_there { StatusCode::OK } else { StatusCode::ACCEPTED }))
}

/// The class of an object that has to be restored before it can be read.
fn is_archived(object: &Object, has_document: bool) -> Result<&str> {
    match (describe::archive(object), object.described.storage_class.as_deref()) {
        (Some(class), _) => Ok(class),
        // s3tools/s3cmd, issue 1377. None of its objects is in an archive here.
        (None, Some(TIERING)) if has_document => Err(Error::saying(
            Code::InvalidArgument,
            "INTELLIGENT_TIERING objects are not subject to restore expiry. Do not specify Days when restoring this object",
        )),
        (None, Some(TIERING)) => Err(Error::of(Code::ObjectAlreadyInActiveTierError)),
        (None, class) => Err(Error::saying(
            Code::InvalidObjectState,
            "Restore is not allowed for the object's current storage class",
        )
        .with("StorageClass", class.unwrap_or(describe::STANDARD))),
    }
}

/// For how many days, and how fast. Nothing takes time here, so that all tiers are alike.
fn read_request(cx: &Context) -> Result<(u64, Option<String>)> {
    let fields = read(cx, &model::RESTORE_REQUEST, "RestoreRequest")?;
    if ["Type", "SelectParameters", "OutputLocation"].iter().any(|name| fields.has(name)) {
        let message = "Select requests of RestoreObject are not implemented.";
        return Err(Error::saying(Code::NotImplemented, message));
    }
    // That one is for select requests: aws/aws-sdk-net, issue 3069.
    if fields.has("Tier") {
        return Err(Error::of(Code::MalformedXml));
    }
    let days = fields.integer("Days").ok_or_else(|| Error::of(Code::MalformedXml))?;
    let days = u64::try_from(days).ok().filter(|days| *days > 0).ok_or_else(|| {
        // Our words.
        Error::saying(Code::InvalidArgument, "Days must be a positive integer").with("ArgumentName", "Days")
    })?;
    let tier = fields.fields("GlacierJobParameters").and_then(|job| job.text("Tier")).map(str::to_owned);
    Ok((days, tier))
}
