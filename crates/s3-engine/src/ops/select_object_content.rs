//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html>

use base::http::{Body, Response};
use base::task::apart;
use http::StatusCode;
use s3_select::Query;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::object::{self, customer_key, describe, encryption};
use crate::own::OwnRequest;
use crate::read::{self, AskedObject};
use crate::select::request::SelectRequest;
use crate::select::{Running, told};

pub(crate) async fn run(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    encryption::check_reader(&asked.head.headers)?;
    if cx.aside.contains_key("range") {
        // AWS's sentence, of its list of codes.
        let message = "Range header is not supported for this operation.".to_owned();
        let code = "UnsupportedRangeHeader".to_owned();
        return Err(Error::foreign(code, StatusCode::BAD_REQUEST, Some(message)));
    }
    let request = SelectRequest::read(&cx.document, cx.call.now)?;
    let wanted = AskedObject {
        bucket: asked.bucket,
        key: asked.key,
        version: None,
        part: None,
        checksum: false,
        customer_key: customer_key::of(&asked.head.headers)?,
        method: "POST",
    };
    let find = || {
        let found = read::find(&engine.store, cx, &wanted)?;
        describe::check_at_hand(&found.object, cx.call.now)?;
        Ok(found)
    };
    let found = find()?;
    encryption::check_decrypts(&engine.keys, cx, &found.object).await?;
    let tells_progress = request.tells_progress;
    let query = request.asked(found.object.size);
    // A statement of 256 KB takes a while to be read.
    let query = apart(move || Query::new(&query)).await.map_err(told)?;
    let first = query.first_byte();
    let (_, bytes) = object::open(&engine.store, find, |found| {
        (&found.object.content, first.min(found.object.size)..found.object.size)
    })?;
    let mut running = Running::new(query, bytes, tells_progress);
    running.begin().await?;
    Ok(Response::new(Body::from_stream(running.into_events())))
}
