//! The access control list of a version: GetObjectAcl.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html>

use base::http::Response;

use super::own::{OwnRequest, show_version};
use crate::bucket;
use crate::bucket::defaults::{self, xml_reply};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::object;

pub(crate) async fn get(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let (version, _) =
        object::readable(&engine.store, bucket.id, asked.key, asked.version().as_deref(), "GET")?;
    let mut reply = xml_reply(defaults::acl(&bucket).finish());
    show_version(reply.headers_mut(), &version);
    Ok(reply)
}
