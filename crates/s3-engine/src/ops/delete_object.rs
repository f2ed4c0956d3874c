//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html>

use s3s::dto::{DeleteObjectInput, DeleteObjectOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::mounted::Mounted;
use crate::object::precondition::{self, ZonalCondition};

pub(crate) struct DeleteObject;

impl Mounted for DeleteObject {
    const NAME: &'static str = "DeleteObject";
    type Input = DeleteObjectInput;
    type Output = DeleteObjectOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<DeleteObjectInput>,
    ) -> Result<S3Response<DeleteObjectOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        // Conditions on size and time are for directory buckets.
        for header in [precondition::IF_SIZE, precondition::IF_MODIFIED_AT] {
            if cx.zonal_class.is_none() && cx.aside(header).is_some() {
                return Err(Error::condition_not_implemented(
                    header,
                    &format!("We don't accept the provided value of {header} header for this API"),
                ));
            }
        }
        let zonal = ZonalCondition::of(&cx.aside);
        let condition = cx.aside("if-match");
        if condition.is_some() && input.version_id.is_some() {
            return Err(Error::of(Code::NotImplemented).with("Header", "If-Match"));
        }
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        let deleted = commit::delete(engine, cx, place, input.version_id.as_deref(), |version| {
            let object = version.and_then(|version| version.object.as_ref());
            precondition::check_delete(&input.key, condition, object)?;
            zonal.check(version)
        })?;
        Ok(S3Response::new(DeleteObjectOutput {
            delete_marker: deleted.marker.then_some(true),
            version_id: deleted.version_id,
            ..DeleteObjectOutput::default()
        }))
    }
}
