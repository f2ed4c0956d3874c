//! GetObject, and HeadObject, which is it without the bytes.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html>

use base::http::{Body, Response};
use http::StatusCode;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::object::{customer_key, encryption};
use crate::own::OwnRequest;
use crate::read::{self, AskedObject, FoundObject};

pub(crate) async fn get(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let version = asked.version();
    let asked = wanted(&asked, version.as_deref(), "GET")?;
    let (found, mut bytes) = read::open(&engine.store, cx, &asked)?;
    encryption::check_decrypts(&engine.keys, cx, &found.object).await?;
    bytes.begin().await.map_err(store::Error::from)?;
    reply(engine, cx, (&found, &asked), Body::from_stream(bytes))
}

pub(crate) async fn head(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let version = asked.version();
    let asked = wanted(&asked, version.as_deref(), "HEAD")?;
    let found = read::find(&engine.store, cx, &asked)?;
    reply(engine, cx, (&found, &asked), Body::empty())
}

fn wanted<'a>(
    asked: &OwnRequest<'a>,
    version: Option<&'a str>,
    method: &'static str,
) -> Result<AskedObject<'a>> {
    encryption::check_reader(&asked.head.headers)?;
    Ok(AskedObject {
        bucket: asked.bucket,
        key: asked.key,
        version,
        part: asked.parameter("partNumber").map(|number| read::part_number(&number)).transpose()?,
        checksum: asked.head.headers.contains_key("x-amz-checksum-mode"),
        customer_key: customer_key::of(&asked.head.headers)?,
        method,
    })
}

fn reply(
    engine: &Engine,
    cx: &Context,
    (found, asked): (&FoundObject, &AskedObject<'_>),
    body: Body,
) -> Result<Response> {
    let mut reply = Response::new(body);
    if found.range.is_some() {
        *reply.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    let headers = reply.headers_mut();
    *headers = read::headers(found, asked);
    read::show_ends((&engine.store, cx), &engine.lifecycles, (found, asked), headers)?;
    headers.extend(read::overrides(cx)?);
    Ok(reply)
}
