//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html>

use s3s::dto::{HeadObjectInput, HeadObjectOutput};
use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::{customer_key, encryption};
use crate::read::{self, AskedObject};

pub(crate) struct HeadObject;

impl Mounted for HeadObject {
    const NAME: &'static str = "HeadObject";
    type Input = HeadObjectInput;
    type Output = HeadObjectOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<HeadObjectInput>,
    ) -> Result<S3Response<HeadObjectOutput>> {
        let S3Request { input, headers, .. } = request;
        encryption::check_reader(&headers)?;
        let asked = AskedObject {
            bucket: &input.bucket,
            key: &input.key,
            version: input.version_id.as_deref(),
            part: input.part_number,
            checksum: input.checksum_mode.is_some(),
            customer_key: customer_key::of(&headers)?,
            method: "HEAD",
        };
        let found = read::find(&engine.store, cx, &asked)?;
        let (output, mut headers) = read::reply(&found, &asked);
        read::show_ends((&engine.store, cx), &engine.lifecycles, (&found, &asked), &mut headers)?;
        headers.extend(read::overrides(cx)?);
        let mut reply = S3Response::new(output);
        if found.range.is_some() {
            cx.set_status(http::StatusCode::PARTIAL_CONTENT);
        }
        reply.headers = headers;
        Ok(reply)
    }
}
