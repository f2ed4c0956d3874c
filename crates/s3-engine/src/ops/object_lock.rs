//! The lock of a version: GetObjectRetention, PutObjectRetention, GetObjectLegalHold, PutObjectLegalHold.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html>

use base::http::Response;
use http::StatusCode;
use wire::moment;
use wire::shape::TimeForm;

use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::message::xml::XmlDocument;
use crate::object::extras::{Extras, Retention, RetentionMode};
use crate::object::{self, lock};
use crate::own::{OwnRequest, empty_reply, read};
use crate::setting::model;
use crate::setting::object_lock::{self, BucketLock};

pub(crate) async fn get_retention(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let retention = extras_of(engine, cx, asked)?.retention;
    let retention = retention.ok_or_else(|| Error::of(Code::NoSuchObjectLockConfiguration))?;
    let mut xml = XmlDocument::in_namespace("Retention");
    xml.element("Mode", retention.mode.name());
    xml.element("RetainUntilDate", &retention.until());
    Ok(xml_reply(xml.finish()))
}

pub(crate) async fn get_legal_hold(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let held = extras_of(engine, cx, asked)?.legal_hold;
    let held = held.ok_or_else(|| Error::of(Code::NoSuchObjectLockConfiguration))?;
    let mut xml = XmlDocument::in_namespace("LegalHold");
    xml.element("Status", lock::hold(held));
    Ok(xml_reply(xml.finish()))
}

pub(crate) async fn put_retention(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let fields = read(cx, &model::OBJECT_LOCK_RETENTION, "Retention")?;
    if fields.has("EventHold") || fields.has("EventHoldDuration") {
        return Err(Error::saying(Code::NotImplemented, "Event holds are not implemented."));
    }
    let mode = fields.text("Mode").and_then(RetentionMode::named);
    let retention = match (mode, fields.time_ms("RetainUntilDate")) {
        // Nothing takes a retention away.
        (None, None) => None,
        (Some(mode), Some(ms)) => {
            let until_ms = u64::try_from(ms).unwrap_or(0);
            let sent = moment::write(ms, TimeForm::Iso8601);
            Some(lock::in_future(cx, Retention { mode, until_ms }, ("RetainUntilDate", &sent))?)
        }
        _ => return Err(Error::of(Code::MalformedXml)),
    };
    change(engine, cx, asked, |extras| {
        lock::check_change(cx, extras.retention.as_ref(), retention.as_ref())?;
        extras.retention.clone_from(&retention);
        Ok(())
    })
}

pub(crate) async fn put_legal_hold(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let fields = read(cx, &model::OBJECT_LOCK_LEGAL_HOLD, "LegalHold")?;
    let status = fields.text("Status").ok_or_else(|| Error::of(Code::MalformedXml))?;
    let held = status == lock::hold(true);
    change(engine, cx, asked, |extras| {
        extras.legal_hold = Some(held);
        Ok(())
    })
}

/// What a version has, in a bucket that may lock it.
fn extras_of(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Extras> {
    let bucket = open(engine, cx, asked)?;
    let id = asked.version();
    let (_, object) = object::taggable(&engine.store, bucket.id, asked.key, id.as_deref(), "GET")?;
    Ok(object.extras)
}

fn change(
    engine: &Engine,
    cx: &Context,
    asked: OwnRequest<'_>,
    change: impl Fn(&mut Extras) -> Result<()>,
) -> Result<Response> {
    let bucket = open(engine, cx, asked)?;
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    let id = asked.version();
    commit::amend_if(engine, cx, (place, id.as_deref()), ("PUT", None), |object| change(&mut object.extras))?;
    Ok(empty_reply(StatusCode::OK))
}

fn open(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Bucket> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    match object_lock::of(&engine.store, &bucket)? {
        BucketLock::Off => Err(lock::bucket_has_none(false)),
        BucketLock::On(_) => Ok(bucket),
    }
}
