//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html>

use s3s::dto::{DeleteObjectTaggingInput, DeleteObjectTaggingOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, Amendment, ObjectPlace};
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::Object;
use crate::object::describe;

pub(crate) struct DeleteObjectTagging;

impl Mounted for DeleteObjectTagging {
    const NAME: &'static str = "DeleteObjectTagging";
    type Input = DeleteObjectTaggingInput;
    type Output = DeleteObjectTaggingOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<DeleteObjectTaggingInput>,
    ) -> Result<S3Response<DeleteObjectTaggingOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        let change = |object: &mut Object| object.tags.clear();
        let amend = Amendment { method: "DELETE", event: "ObjectTagging:Delete", change };
        let version = commit::amend(engine, cx, place, input.version_id.as_deref(), amend)?;
        Ok(S3Response::new(DeleteObjectTaggingOutput { version_id: describe::shown_version(&version) }))
    }
}
