//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html>

use base::http::Response;
use http::StatusCode;
use percent_encoding::percent_decode_str;

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::rename::{self, Remembered};
use crate::error::{Error, Result};
use crate::object::Version;
use crate::object::precondition;
use crate::own::{OwnRequest, empty_reply};

/// The header that names the object.
const SOURCE: &str = "x-amz-rename-source";
const TOKEN: &str = "x-amz-client-token";
/// The longest token.
const LONGEST_TOKEN: usize = 64;

pub(crate) async fn rename(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let from = source(asked)?;
    let remembered =
        token(asked)?.map(|token| Remembered { bucket: bucket.id, token, asked: said(cx, asked, &from) });
    let place = ObjectPlace { bucket: &bucket, key: asked.key };
    let headers = &asked.head.headers;
    rename::rename(engine, cx, (place, &from), remembered, |source: &Version, replaced| {
        precondition::check_rename_source(headers, source, cx.call.now)?;
        precondition::check_replaced(&cx.aside, replaced, cx.call.now)
    })?;
    Ok(empty_reply(StatusCode::OK))
}

/// The key of the object to be renamed. The sentences are ours.
fn source(asked: OwnRequest<'_>) -> Result<String> {
    let sent = asked.header(SOURCE).unwrap_or_default();
    let invalid = |why: &'static str| Error::argument(why, SOURCE, sent);
    let decoded = percent_decode_str(sent).decode_utf8();
    let decoded = decoded.map_err(|_| invalid("Rename source must be URL encoded."))?;
    let path = decoded.strip_prefix('/').unwrap_or(&decoded);
    let found = path.split_once('/').filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty());
    let (bucket, key) = found.ok_or_else(|| {
        invalid("Invalid rename source object key. It must be of the form bucket-name/object-key.")
    })?;
    if bucket != asked.bucket {
        return Err(invalid("The source and the destination must be in the same bucket."));
    }
    if key == asked.key {
        return Err(Error::request("The source and the destination of a rename must not be the same."));
    }
    Ok(key.to_owned())
}

/// "A unique string with a max of 64 ASCII characters in the ASCII range of 33 - 126."
fn token(asked: OwnRequest<'_>) -> Result<Option<String>> {
    let Some(token) = asked.header(TOKEN) else { return Ok(None) };
    let is_one = (1..=LONGEST_TOKEN).contains(&token.len()) && token.bytes().all(|b| (33..=126).contains(&b));
    if is_one {
        Ok(Some(token.to_owned()))
    } else {
        Err(Error::argument("Invalid client token.", TOKEN, token))
    }
}

/// All that a request says, to know it again.
fn said(cx: &Context, asked: OwnRequest<'_>, from: &str) -> String {
    let mut said = format!("{from}\n{}\n", asked.key);
    let conditions = asked.head.headers.iter().filter(|(name, _)| name.as_str().starts_with(SOURCE));
    let mut lines: Vec<String> = conditions
        .chain(&cx.aside)
        .filter(|(name, _)| name.as_str() != SOURCE)
        .map(|(name, value)| format!("{name}:{value:?}"))
        .collect();
    lines.sort_unstable();
    said.push_str(&lines.join("\n"));
    said
}
