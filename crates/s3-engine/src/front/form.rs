//! A form becomes the PutObject that it stands for: its key the path, its fields the headers, its file the body, and its
//! signer the caller.
//!
//! Who sends a form is known by its policy alone, whatever the request's head says: one without is nobody's.

use base::arn::AccountId;
use base::call::Caller;
use base::http::Body;
use base::seams::{FormCaller, FormSignature};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, Uri, header};

use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::form::fields::Fields;
use crate::form::{multipart, policy};
use crate::message::percent::url_encode;

/// What stays of the request's own head.
static KEPT: [HeaderName; 5] = [
    header::HOST,
    header::ORIGIN,
    header::REFERER,
    header::USER_AGENT,
    HeaderName::from_static("x-amz-expected-bucket-owner"),
];

/// Reads a form up to its file, and makes the request what the form stands for. The key, and the file as the body that is
/// still to come.
pub(super) async fn open(
    cx: &mut Context,
    parts: &mut Parts,
    body: Body,
    bucket: &str,
    caller_of: &(dyn Fn(&Context, &FormSignature<'_>) -> Result<FormCaller> + Sync),
) -> Result<(String, Body)> {
    let boundary = multipart::boundary(&parts.headers)?;
    let form = multipart::read(body, &boundary).await?;
    let fields = Fields::of(form.fields, &form.file_name)?;
    let key = fields.key()?.to_owned();
    cx.signed = false;
    if cx.call.caller != Caller::Anonymous {
        (cx.call.account, cx.call.caller) = (AccountId::DEFAULT, Caller::Anonymous);
    }
    let mut range = None;
    if let Some(signature) = fields.signature()? {
        let FormCaller { account, region, caller } = caller_of(cx, &signature)?;
        (cx.call.account, cx.call.caller, cx.signed) = (account, caller, true);
        cx.call.region = region.unwrap_or_else(|| cx.call.region.clone());
        range = policy::judge(signature.policy, &fields, bucket, cx.call.now)?;
    }
    let mut headers: HeaderMap = fields.headers()?;
    for name in &KEPT {
        if let Some(value) = parts.headers.get(name) {
            headers.insert(name, value.clone());
        }
    }
    let path = format!("/{}/{}", url_encode(bucket), url_encode(&key));
    parts.uri = Uri::try_from(path).map_err(|_| Error::of(Code::InvalidUri))?;
    parts.method = Method::PUT;
    parts.headers = headers;
    cx.form = Some(fields.reply(cx, bucket, &key));
    Ok((key, form.file.into_body(range)))
}
