//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html>

use base::clock::Timestamp;
use s3s::dto::{AbortMultipartUploadInput, AbortMultipartUploadOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::uploads;
use crate::error::{Error, Result};
use crate::message::time::parse_http_date;
use crate::mounted::Mounted;

const IF_INITIATED: &str = "x-amz-if-match-initiated-time";

pub(crate) struct AbortMultipartUpload;

impl Mounted for AbortMultipartUpload {
    const NAME: &'static str = "AbortMultipartUpload";
    type Input = AbortMultipartUploadInput;
    type Output = AbortMultipartUploadOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> Result<S3Response<AbortMultipartUploadOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        // Of directory buckets: "the upload will only be aborted if its initiated time matches".
        let wanted = headers.get(IF_INITIATED).map(|at| at.to_str().ok().and_then(parse_http_date));
        uploads::abort(engine, cx, place, &input.upload_id, |upload| {
            let begun = Timestamp::from_millis(upload.initiated_ms).secs();
            match wanted {
                Some(at) if at.map(Timestamp::secs) != Some(begun) => {
                    Err(Error::precondition_failed(IF_INITIATED))
                }
                _ => Ok(()),
            }
        })?;
        Ok(S3Response::new(AbortMultipartUploadOutput::default()))
    }
}
