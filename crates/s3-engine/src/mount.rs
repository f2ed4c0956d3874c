//! The one implementation of s3s's trait: each operation one line into `ops`.

use std::sync::Weak;

use s3s::dto::*;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::validation::NameValidation;
use s3s::{S3, S3Error, S3ErrorCode, S3Request, S3Response, S3Result};

use crate::context::{Context, SharedContext};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::mounted::Mounted;
use crate::ops::*;

/// Mounts the engine behind s3s. Signatures are none of its business, nor are host names: `front` has done both.
pub(crate) fn mount(engine: Weak<Engine>) -> S3Service {
    let mut builder = S3ServiceBuilder::new(Mount(engine));
    builder.set_validation(AnyName);
    builder.build()
}

#[derive(Debug)]
struct Mount(Weak<Engine>);

impl Mount {
    async fn run<O: Mounted>(&self, request: S3Request<O::Input>) -> S3Result<S3Response<O::Output>> {
        let (Some(engine), Some(cx)) = (self.0.upgrade(), request.extensions.get::<SharedContext>().cloned())
        else {
            return Err(S3Error::new(S3ErrorCode::InternalError));
        };
        let answered = match agreed::<O>(&cx) {
            Ok(()) => O::run(&engine, &cx, request).await,
            Err(refused) => Err(refused),
        };
        answered.map_err(|error| {
            // `back` writes the error; s3s only has to know that there is one.
            // A code that it takes for the client's fault keeps it from logging one of ours.
            cx.fail(error);
            S3Error::new(S3ErrorCode::InvalidRequest)
        })
    }
}

/// Whether s3s chose the operation that the table chose. It must: what a request means is not a matter of opinion.
fn agreed<O: Mounted>(cx: &Context) -> Result<()> {
    match cx.done_as() {
        Some(name) if name == O::NAME => Ok(()),
        other => Err(Error::internal(format!("the table says {other:?} where s3s says {}", O::NAME))),
    }
}

/// Bucket names are judged when a bucket is made. Elsewhere a name that cannot be is one that does not exist.
struct AnyName;

impl NameValidation for AnyName {
    fn validate_bucket_name(&self, _: &str) -> bool {
        true
    }
}

#[async_trait::async_trait]
#[rustfmt::skip]
impl S3 for Mount {
    async fn abort_multipart_upload(&self, r: S3Request<AbortMultipartUploadInput>) -> S3Result<S3Response<AbortMultipartUploadOutput>> { self.run::<AbortMultipartUpload>(r).await }
    async fn complete_multipart_upload(&self, r: S3Request<CompleteMultipartUploadInput>) -> S3Result<S3Response<CompleteMultipartUploadOutput>> { self.run::<CompleteMultipartUpload>(r).await }
    async fn copy_object(&self, r: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> { self.run::<CopyObject>(r).await }
    async fn create_bucket(&self, r: S3Request<CreateBucketInput>) -> S3Result<S3Response<CreateBucketOutput>> { self.run::<CreateBucket>(r).await }
    async fn create_multipart_upload(&self, r: S3Request<CreateMultipartUploadInput>) -> S3Result<S3Response<CreateMultipartUploadOutput>> { self.run::<CreateMultipartUpload>(r).await }
    async fn delete_bucket(&self, r: S3Request<DeleteBucketInput>) -> S3Result<S3Response<DeleteBucketOutput>> { self.run::<DeleteBucket>(r).await }
    async fn delete_bucket_tagging(&self, r: S3Request<DeleteBucketTaggingInput>) -> S3Result<S3Response<DeleteBucketTaggingOutput>> { self.run::<DeleteBucketTagging>(r).await }
    async fn delete_object(&self, r: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> { self.run::<DeleteObject>(r).await }
    async fn delete_object_tagging(&self, r: S3Request<DeleteObjectTaggingInput>) -> S3Result<S3Response<DeleteObjectTaggingOutput>> { self.run::<DeleteObjectTagging>(r).await }
    async fn delete_objects(&self, r: S3Request<DeleteObjectsInput>) -> S3Result<S3Response<DeleteObjectsOutput>> { self.run::<DeleteObjects>(r).await }
    async fn get_bucket_location(&self, r: S3Request<GetBucketLocationInput>) -> S3Result<S3Response<GetBucketLocationOutput>> { self.run::<GetBucketLocation>(r).await }
    async fn get_bucket_notification_configuration(&self, r: S3Request<GetBucketNotificationConfigurationInput>) -> S3Result<S3Response<GetBucketNotificationConfigurationOutput>> { self.run::<GetBucketNotificationConfiguration>(r).await }
    async fn get_bucket_tagging(&self, r: S3Request<GetBucketTaggingInput>) -> S3Result<S3Response<GetBucketTaggingOutput>> { self.run::<GetBucketTagging>(r).await }
    async fn get_bucket_versioning(&self, r: S3Request<GetBucketVersioningInput>) -> S3Result<S3Response<GetBucketVersioningOutput>> { self.run::<GetBucketVersioning>(r).await }
    async fn get_object_attributes(&self, r: S3Request<GetObjectAttributesInput>) -> S3Result<S3Response<GetObjectAttributesOutput>> { self.run::<GetObjectAttributes>(r).await }
    async fn get_object_tagging(&self, r: S3Request<GetObjectTaggingInput>) -> S3Result<S3Response<GetObjectTaggingOutput>> { self.run::<GetObjectTagging>(r).await }
    async fn head_bucket(&self, r: S3Request<HeadBucketInput>) -> S3Result<S3Response<HeadBucketOutput>> { self.run::<HeadBucket>(r).await }
    async fn list_buckets(&self, r: S3Request<ListBucketsInput>) -> S3Result<S3Response<ListBucketsOutput>> { self.run::<ListBuckets>(r).await }
    async fn list_multipart_uploads(&self, r: S3Request<ListMultipartUploadsInput>) -> S3Result<S3Response<ListMultipartUploadsOutput>> { self.run::<ListMultipartUploads>(r).await }
    async fn list_object_versions(&self, r: S3Request<ListObjectVersionsInput>) -> S3Result<S3Response<ListObjectVersionsOutput>> { self.run::<ListObjectVersions>(r).await }
    async fn list_parts(&self, r: S3Request<ListPartsInput>) -> S3Result<S3Response<ListPartsOutput>> { self.run::<ListParts>(r).await }
    async fn put_bucket_notification_configuration(&self, r: S3Request<PutBucketNotificationConfigurationInput>) -> S3Result<S3Response<PutBucketNotificationConfigurationOutput>> { self.run::<PutBucketNotificationConfiguration>(r).await }
    async fn put_bucket_tagging(&self, r: S3Request<PutBucketTaggingInput>) -> S3Result<S3Response<PutBucketTaggingOutput>> { self.run::<PutBucketTagging>(r).await }
    async fn put_bucket_versioning(&self, r: S3Request<PutBucketVersioningInput>) -> S3Result<S3Response<PutBucketVersioningOutput>> { self.run::<PutBucketVersioning>(r).await }
    async fn put_object_tagging(&self, r: S3Request<PutObjectTaggingInput>) -> S3Result<S3Response<PutObjectTaggingOutput>> { self.run::<PutObjectTagging>(r).await }
    async fn upload_part_copy(&self, r: S3Request<UploadPartCopyInput>) -> S3Result<S3Response<UploadPartCopyOutput>> { self.run::<UploadPartCopy>(r).await }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::route;
    use crate::tests::World;

    /// s3s would delete the object; the table says that its tags are to be read.
    #[tokio::test]
    async fn a_disagreement_ends_in_an_error_and_changes_nothing() {
        let world = World::with_bucket().await;
        world.put("/bkt/k", "x").await;
        let headers = http::HeaderMap::new();
        let query = [route::QueryPair { raw: "tagging", name: "tagging".into(), value: "".into() }];
        let head = route::RequestHead {
            method: "GET",
            on: route::ResourceKind::Object,
            query: &query,
            headers: &headers,
        };
        let mut cx = Context::new(world.call(), String::new());
        cx.operation = Some(route::find(&head).unwrap().name);
        let cx = Arc::new(cx);
        let request = http::Request::builder().method("DELETE").uri("/bkt/k").extension(cx.clone());
        let s3s = mount(Arc::downgrade(&world.engine));
        s3s.call(request.body(s3s::Body::empty()).unwrap()).await.unwrap();
        assert_eq!(cx.take_failure().unwrap().name(), "InternalError");
        assert_eq!(world.get("/bkt/k").await.expect(200).text(), "x");
    }
}
