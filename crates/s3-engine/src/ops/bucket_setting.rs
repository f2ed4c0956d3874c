//! All operations that put, show and delete a setting of a bucket. What tells one from another is a value in `setting::table`.

use base::http::{Body, Response};
use base::task::apart_if;
use http::StatusCode;

use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::{Engine, settings};
use crate::error::{Code, Error, Result};
use crate::setting::record::{self, Found};
use crate::setting::{Given, KEPT, Setting, Verb, document};

/// The longest document, in bytes, that is read on the thread that answers requests.
const READ_AT_ONCE: usize = 1 << 16;

/// A setting that a request is about.
#[derive(Clone, Copy)]
pub(crate) struct Meant<'a> {
    /// The operation's name.
    pub(crate) operation: &'static str,
    pub(crate) verb: Verb,
    pub(crate) setting: &'static Setting,
    /// The bucket's name.
    pub(crate) bucket: &'a str,
}

/// Answers an operation of a setting.
pub(crate) async fn answer(engine: &Engine, cx: &Context, meant: Meant<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, meant.bucket)?;
    match meant.verb {
        Verb::Get => show(engine, &bucket, meant.setting),
        Verb::Put => put(engine, cx, &bucket, meant).await,
        Verb::Delete => {
            settings::delete(engine, cx, &bucket, (meant.setting, ""), |_, _| Ok(()))?;
            Ok(empty(StatusCode::NO_CONTENT))
        }
    }
}

fn show(engine: &Engine, bucket: &Bucket, setting: &Setting) -> Result<Response> {
    match (record::find(&engine.store, bucket, setting, "")?, setting.once_deleted) {
        (Found::Kept(kept), _) => {
            let (_, root) = setting.document()?;
            Ok(xml_reply(document::shown(root, &kept.document)))
        }
        (Found::Deleted, Some(code)) => Err(Error::not_configured(code, &bucket.name)),
        (Found::Deleted | Found::Untouched, _) => setting.default.answer(bucket),
    }
}

async fn put(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    Meant { operation, setting, .. }: Meant<'_>,
) -> Result<Response> {
    let document = cx.document.clone();
    let fields = apart_if(document.len() > READ_AT_ONCE, move || setting.read(&document)).await?;
    notice_kept(engine, operation)?;
    settings::put(engine, cx, bucket, (setting, ""), |_, _| setting.keep(Given { fields: fields.clone() }))?;
    Ok(empty(StatusCode::OK))
}

/// Says of a setting that does not act that it does not: in the log, or to the client.
fn notice_kept(engine: &Engine, operation: &'static str) -> Result<()> {
    if engine.settings.strict {
        let message = format!("{operation} of s3 keeps its document without effect, and strict is on.");
        return Err(Error::saying(Code::NotImplemented, message));
    }
    tracing::info!(service = "s3", operation, "{KEPT}");
    Ok(())
}

fn empty(status: StatusCode) -> Response {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    reply
}
