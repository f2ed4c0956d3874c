//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html>
//!
//! The session is the caller's own, narrowed to one bucket. Its keys are as good as others wherever keys are not looked at.
//!
//! Two things are otherwise than on AWS, for SDKs that are given an endpoint: they sign all that concerns a directory bucket with
//! a session, `CreateBucket` and `PutBucketPolicy` too. So there are sessions with buckets that are not there yet, and one that
//! may write may also do what is about the bucket itself.

use std::sync::Arc;
use std::time::Duration;

use base::http::Response;
use base::seams::SeamError;
use serde_json::json;

use crate::access::{self, session};
use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::listing::listed;
use crate::message::xml::XmlDocument;
use crate::object::extras::Extras;
use crate::object::{Described, encryption};
use crate::own::OwnRequest;

/// How long a session lasts.
const LASTS: Duration = Duration::from_secs(5 * 60);

pub(crate) async fn create(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = match bucket::open(&engine.store, cx, asked.bucket) {
        Err(error) if error.is(Code::NoSuchBucket) => Arc::new(Bucket::new(0, asked.bucket, cx)),
        found => found?,
    };
    let mode = match asked.header(session::MODE_HEADER) {
        None => access::session_mode(&engine.store, cx, &bucket)?,
        Some(mode) => session::mode(mode)?,
    };
    let chosen = encryption::choose(engine.encrypting(cx, (&bucket, ""), &asked.head.headers)).await?;
    let sessions =
        engine.sessions.get().ok_or_else(|| Error::internal("S3 has nobody who gives sessions"))?;
    let policy = narrowed_to(&bucket.arn(cx), mode);
    let given = sessions.narrowed(&cx.call, &policy, LASTS).map_err(|cause| match cause {
        SeamError::Refused(_) | SeamError::NotFound(_) => Error::of(Code::AccessDenied),
        SeamError::Unavailable(why) => Error::internal(why),
    })?;
    let mut xml = XmlDocument::in_namespace("CreateSessionResult");
    xml.inside("Credentials", |xml| {
        xml.element("SessionToken", &given.session_token);
        xml.element("SecretAccessKey", &given.secret);
        xml.element("AccessKeyId", &given.access_key);
        xml.element("Expiration", &listed::whole_seconds(given.expires));
    });
    let mut reply = xml_reply(xml.finish());
    let (mut described, mut extras) = (Described::default(), Extras::default());
    chosen.give(&mut described, &mut extras);
    encryption::show_own(reply.headers_mut(), &described);
    chosen.show_context(reply.headers_mut());
    Ok(reply)
}

/// What a session of this mode may: what its caller may, in this bucket.
fn narrowed_to(arn: &str, mode: &str) -> String {
    let mut statement = json!({ "Effect": "Allow", "Action": "s3express:*", "Resource": arn });
    if mode == session::READ_ONLY
        && let Some(fields) = statement.as_object_mut()
    {
        let condition = json!({ "StringEquals": { (session::MODE_KEY): session::READ_ONLY } });
        fields.insert("Condition".into(), condition);
    }
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}
