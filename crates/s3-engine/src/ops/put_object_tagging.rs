//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html>

use s3s::dto::{PutObjectTaggingInput, PutObjectTaggingOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, Amendment, ObjectPlace};
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::Object;
use crate::object::describe;
use crate::tag::{self, On};

pub(crate) struct PutObjectTagging;

impl Mounted for PutObjectTagging {
    const NAME: &'static str = "PutObjectTagging";
    type Input = PutObjectTaggingInput;
    type Output = PutObjectTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<PutObjectTaggingInput>,
    ) -> Result<S3Response<PutObjectTaggingOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let tags = tag::of_document(input.tagging, On::Object)?;
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        let change = |object: &mut Object| object.tags = tags;
        let amend = Amendment { method: "PUT", event: "ObjectTagging:Put", change };
        let version = commit::amend(engine, cx, place, input.version_id.as_deref(), amend)?;
        Ok(S3Response::new(PutObjectTaggingOutput { version_id: describe::shown_version(&version) }))
    }
}
