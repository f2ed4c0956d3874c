//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>

use base::http::Body;
use s3s::dto::{GetObjectInput, GetObjectOutput, HeadObjectOutput};
use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::{customer_key, encryption};
use crate::read::{self, AskedObject};

pub(crate) struct GetObject;

impl Mounted for GetObject {
    const NAME: &'static str = "GetObject";
    type Input = GetObjectInput;
    type Output = GetObjectOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<GetObjectInput>,
    ) -> Result<S3Response<GetObjectOutput>> {
        let S3Request { input, headers, .. } = request;
        encryption::check_reader(&headers)?;
        let asked = AskedObject {
            bucket: &input.bucket,
            key: &input.key,
            version: input.version_id.as_deref(),
            part: input.part_number,
            checksum: input.checksum_mode.is_some(),
            customer_key: customer_key::of(&headers)?,
            method: "GET",
        };
        let (found, bytes) = read::open(&engine.store, cx, &asked)?;
        encryption::check_decrypts(&engine.keys, cx, &found.object).await?;
        let (output, headers) = read::reply(&found, &asked);
        let mut reply = S3Response::new(from_head(output));
        if found.range.is_some() {
            cx.set_status(http::StatusCode::PARTIAL_CONTENT);
        }
        reply.headers = headers;
        read::show_ends((&engine.store, cx), &engine.lifecycles, (&found, &asked), &mut reply.headers)?;
        reply.headers.extend(read::overrides(cx)?);
        cx.set_outgoing(Body::from_stream(bytes));
        Ok(reply)
    }
}

fn from_head(head: HeadObjectOutput) -> GetObjectOutput {
    GetObjectOutput {
        accept_ranges: head.accept_ranges,
        content_length: head.content_length,
        content_range: head.content_range,
        e_tag: head.e_tag,
        last_modified: head.last_modified,
        parts_count: head.parts_count,
        storage_class: head.storage_class,
        version_id: head.version_id,
        ..GetObjectOutput::default()
    }
}
