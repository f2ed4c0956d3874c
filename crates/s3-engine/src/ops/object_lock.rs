//! The lock of a version: GetObjectRetention, PutObjectRetention, GetObjectLegalHold, PutObjectLegalHold.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html>

use std::sync::Arc;

use base::http::Response;
use http::StatusCode;
use wire::moment;
use wire::shape::TimeForm;
use wire::value::Fields;

use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::message::xml::XmlDocument;
use crate::object::event_hold::{self, Change};
use crate::object::extras::{EventHold, Extras, Retention, RetentionMode};
use crate::object::{self, lock};
use crate::own::{OwnRequest, empty_reply, read};
use crate::setting::model;
use crate::setting::object_lock::{self, BucketLock, Period};

pub(crate) async fn get_retention(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let Extras { retention, event_hold, .. } = extras_of(engine, cx, asked)?;
    let mode = retention.as_ref().map(|it| it.mode).or(event_hold.as_ref().map(|hold| hold.mode));
    let mode = mode.ok_or_else(|| Error::of(Code::NoSuchObjectLockConfiguration))?;
    let mut xml = XmlDocument::in_namespace("Retention");
    xml.element("Mode", mode.name());
    xml.optional("RetainUntilDate", retention.map(|retention| retention.until()).as_deref());
    if let Some(hold) = &event_hold {
        xml.element("EventHold", lock::hold(hold.is_on));
        if hold.is_on {
            let (unit, number) = hold.duration();
            xml.inside("EventHoldDuration", |xml| xml.element(unit, &number));
        }
    }
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
    let mode = fields.text("Mode").and_then(RetentionMode::named);
    let event = event_hold_of(&fields, mode)?;
    let retention = match (mode, fields.time_ms("RetainUntilDate")) {
        // Nothing takes a retention away, unless it is about a hold alone.
        (None, None) => None,
        (Some(_), None) if event.is_some() => None,
        (Some(mode), Some(ms)) => {
            let until_ms = u64::try_from(ms).unwrap_or(0);
            let sent = moment::write(ms, TimeForm::Iso8601);
            Some(lock::in_future(cx, Retention { mode, until_ms }, ("RetainUntilDate", &sent))?)
        }
        _ => return Err(Error::of(Code::MalformedXml)),
    };
    change(engine, cx, asked, |extras| {
        if retention.is_some() || event.is_none() {
            lock::check_change(cx, extras.retention.as_ref(), retention.as_ref())?;
            extras.retention.clone_from(&retention);
        }
        match &event {
            Some(event) => event_hold::change(cx, extras, event),
            None if retention.is_none() => take_hold_away(cx, extras),
            None => Ok(()),
        }
    })
}

/// What a document does to the hold of a version.
fn event_hold_of(fields: &Fields, mode: Option<RetentionMode>) -> Result<Option<Change>> {
    let malformed = || Error::of(Code::MalformedXml);
    let duration = fields.fields("EventHoldDuration");
    match (fields.text("EventHold"), duration) {
        (None, None) => Ok(None),
        (Some(held), Some(duration)) if held == lock::hold(true) => {
            let after = Period::of(duration.integer("Days"), duration.integer("Years"));
            let (mode, after) = mode.zip(after).ok_or_else(malformed)?;
            Ok(Some(Change::Place(EventHold { is_on: true, mode, after })))
        }
        (Some(held), None) if held == lock::hold(false) => Ok(Some(Change::Release)),
        _ => Err(malformed()),
    }
}

/// A lock of empty parameters takes a hold away, too, where that gives way.
fn take_hold_away(cx: &Context, extras: &mut Extras) -> Result<()> {
    if extras.event_hold.as_ref().is_some_and(|hold| hold.is_on && !hold.gives_way(cx)) {
        return Err(lock::protected());
    }
    extras.event_hold = None;
    Ok(())
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
    let (_, object) = object::taggable(&engine.store, &bucket, asked.key, id.as_deref(), "GET")?;
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

fn open(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Arc<Bucket>> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    match object_lock::of(&engine.store, &bucket)? {
        BucketLock::Off => Err(lock::bucket_has_none(false)),
        BucketLock::On(_) => Ok(bucket),
    }
}
