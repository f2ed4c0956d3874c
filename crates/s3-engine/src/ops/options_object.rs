//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html>: the preflight of a web page.

use base::http::Response;
use http::StatusCode;

use crate::bucket;
use crate::context::Context;
use crate::cors;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::own::{OwnRequest, empty_reply};

pub(crate) async fn answer(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let page = cors::of_preflight(&asked.head.headers)?;
    let refused = |message: &'static str| {
        let on = if asked.key.is_empty() { "BUCKET" } else { "OBJECT" };
        Error::saying(Code::AccessForbidden, message).with("Method", page.method).with("ResourceType", on)
    };
    let Some(bucket) = bucket::find(&engine.store, cx, asked.bucket)? else {
        return Err(refused("CORSResponse: Bucket not found"));
    };
    let Some(rules) = cors::rules(&engine.store, &bucket)? else {
        return Err(refused("CORSResponse: CORS is not enabled for this bucket."));
    };
    // AWS's spelling.
    let granted = cors::grant(&rules, page).ok_or_else(|| {
        refused(
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        )
    })?;
    let mut reply = empty_reply(StatusCode::OK);
    granted.show(reply.headers_mut());
    Ok(reply)
}
