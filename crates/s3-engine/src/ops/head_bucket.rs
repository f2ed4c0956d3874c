//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html>

use http::{HeaderName, HeaderValue, header};
use s3s::dto::{HeadBucketInput, HeadBucketOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::bucket::directory;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::mounted::Mounted;

pub(crate) struct HeadBucket;

impl Mounted for HeadBucket {
    const NAME: &'static str = "HeadBucket";
    type Input = HeadBucketInput;
    type Output = HeadBucketOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<HeadBucketInput>,
    ) -> Result<S3Response<HeadBucketOutput>> {
        let region_header = HeaderName::from_static("x-amz-bucket-region");
        let name = &request.input.bucket;
        let bucket = match bucket::open(&engine.store, cx, name) {
            Ok(bucket) => bucket,
            // The region of a bucket is told to whoever asks.
            Err(error) => {
                return Err(match bucket::find(&engine.store, cx, name)? {
                    Some(bucket) => error.header(region_header, &bucket.region),
                    None => error,
                });
            }
        };
        let arn = bucket.arn(cx);
        let (location, zone) = match directory::zone_of(name) {
            Some(zone) => (Some(zone.kind().to_owned().into()), Some(zone.id.to_owned())),
            None => (None, None),
        };
        // It has a type, though there is nothing of it: verified on AWS (getmoto/moto, its test of content types).
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
        let mut reply = S3Response::new(HeadBucketOutput {
            access_point_alias: Some(cx.is_alias),
            bucket_location_type: location,
            bucket_location_name: zone,
            bucket_region: Some(bucket.region.clone()),
        });
        reply
            .headers
            .extend(HeaderValue::from_str(&arn).map(|arn| (HeaderName::from_static(bucket::ARN), arn)));
        reply.headers.extend([kind]);
        Ok(reply)
    }
}
