//! Sessions with directory buckets. Who may what with objects there is who may have a session of a mode: reading needs one that
//! reads, all else one that also writes. A request without a session is judged as if it had the least that it needs.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html>

use ::policy::document::Verdict;
use ::policy::{Context as Keys, Document, Form, Principal, Request};
use base::call::Caller;
use base::seams::KeySession;
use http::request::Parts;

use super::{Act, denied, with_request};
use crate::bucket::directory;
use crate::context::Context;
use crate::error::{Error, Result};

/// The header that asks for a mode.
pub(crate) const MODE_HEADER: &str = "x-amz-create-session-mode";
/// The key that conditions ask for.
pub(crate) const MODE_KEY: &str = "s3express:SessionMode";
/// The modes.
pub(crate) const READ_WRITE: &str = "ReadWrite";
pub(crate) const READ_ONLY: &str = "ReadOnly";

/// What a session that only reads may: actions as S3 calls them elsewhere.
const READING: [&str; 5] = [
    "GetObject",
    "GetObjectAttributes",
    "ListBucket",
    "ListBucketMultipartUploads",
    "ListMultipartUploadParts",
];

/// An action that a session needs which only reads.
pub(super) const A_READ: &str = "GetObject";

/// Whether a request asks for a session and leaves its mode open.
pub(super) fn is_of_any_mode(operation: &str, head: &Parts) -> bool {
    operation == "CreateSession" && !head.headers.contains_key(MODE_HEADER)
}

/// A mode that a request asks for. The sentence is ours.
pub(crate) fn mode(asked: &str) -> Result<&'static str> {
    let known = [READ_WRITE, READ_ONLY].into_iter().find(|mode| *mode == asked);
    known.ok_or_else(|| Error::argument("Unknown session mode.", MODE_HEADER, asked))
}

/// Tells policies which mode a request needs.
pub(super) fn tell(keys: &mut Keys, action: &str, head: Option<&Parts>) {
    let asked = head.and_then(|head| head.headers.get(MODE_HEADER)).and_then(|mode| mode.to_str().ok());
    let mode = match (action, asked) {
        ("CreateSession", Some(READ_ONLY)) => READ_ONLY,
        (action, _) if READING.contains(&action) => READ_ONLY,
        _ => READ_WRITE,
    };
    keys.set(MODE_KEY, [mode.to_owned()]);
}

/// Refuses what the caller's session does not let it do in a directory bucket, whoever the bucket belongs to.
pub(super) fn check(cx: &Context, act: Act<'_>) -> Result<()> {
    if !directory::is_one(&act.bucket.name) {
        return Ok(());
    }
    let Some(session) = of(cx) else { return Ok(()) };
    let principal = Principal::of(&cx.call);
    let allows = |request: &Request<'_>| {
        session.scope_policies.iter().all(|text| {
            let read = Document::read(text, Form::Identity);
            read.is_ok_and(|document| matches!(document.verdict(request), Verdict::Allowed(..)))
        })
    };
    match with_request(cx, &principal, act, None, allows) {
        true => Ok(()),
        false => Err(denied()),
    }
}

fn of(cx: &Context) -> Option<&KeySession> {
    match &cx.call.caller {
        Caller::Principal { principal, .. } => principal.session.as_ref(),
        _ => None,
    }
}
