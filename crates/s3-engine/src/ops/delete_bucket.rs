//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html>

use std::ops::ControlFlow;

use s3s::dto::{DeleteBucketInput, DeleteBucketOutput};
use s3s::{S3Request, S3Response};

use crate::access_point;
use crate::bucket::{self, Bucket, Versioning};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::buckets;
use crate::error::{Error, Result};
use crate::mounted::Mounted;
use crate::object;
use crate::reader::Reader;

pub(crate) struct DeleteBucket;

impl Mounted for DeleteBucket {
    const NAME: &'static str = "DeleteBucket";
    type Input = DeleteBucketInput;
    type Output = DeleteBucketOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<DeleteBucketInput>,
    ) -> Result<S3Response<DeleteBucketOutput>> {
        let name = request.input.bucket;
        let known = bucket::open(&engine.store, cx, &name)?;
        check_empty(&engine.store, &known)?;
        buckets::remove(engine, cx, &known, check_empty)?;
        Ok(S3Response::new(DeleteBucketOutput::default()))
    }
}

fn check_empty(store: &Reader, bucket: &Bucket) -> Result<()> {
    access_point::check_none(store, bucket)?;
    let mut is_empty = true;
    store.scan_prefix(&object::of_bucket(bucket.id), &mut |_, _| {
        is_empty = false;
        ControlFlow::Break(())
    })?;
    if is_empty {
        return Ok(());
    }
    Err(Error::bucket_not_empty(&bucket.name, bucket.versioning != Versioning::Never))
}
