//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html>

use base::clock::Timestamp;
use s3s::dto::{
    ChecksumAlgorithm, ChecksumType, Initiator, ListMultipartUploadsInput, ListMultipartUploadsOutput,
    MultipartUpload,
};
use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listed::Encoding;
use crate::operation::Operation;
use crate::time::to_dto;
use crate::upload::{Entry, Query, Upload};
use crate::{bucket, listed, upload};

/// The most uploads of one page.
const MAX_UPLOADS: i32 = 1000;

pub(crate) struct ListMultipartUploads;

impl Operation for ListMultipartUploads {
    const NAME: &'static str = "ListMultipartUploads";
    type Input = ListMultipartUploadsInput;
    type Output = ListMultipartUploadsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListMultipartUploadsInput>,
    ) -> Result<S3Response<ListMultipartUploadsOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let encoding = Encoding::of(input.encoding_type.as_ref())?;
        let max = input.max_uploads.unwrap_or(MAX_UPLOADS);
        if max < 0 {
            return Err(Error::argument(
                "Argument max-uploads must be an integer between 0 and 2147483647",
                "max-uploads",
                &max.to_string(),
            ));
        }
        let max = max.min(MAX_UPLOADS);
        let key_marker = input.key_marker.as_deref().filter(|marker| !marker.is_empty());
        // Without a key marker the other is passed over.
        let id_marker = input.upload_id_marker.as_deref().filter(|id| key_marker.is_some() && !id.is_empty());
        let query = Query {
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
            after: key_marker,
            after_id: id_marker,
            max: usize::try_from(max).unwrap_or(0),
        };
        let (entries, truncated) = upload::list(&engine.store, bucket.id, &query).await?;
        let (next_key, next_id) = match entries.last() {
            None => (String::new(), String::new()),
            Some(Entry::Prefix(prefix)) => (encoding.apply(prefix), String::new()),
            Some(Entry::Upload(key, upload)) => (encoding.apply(key), upload.id.clone()),
        };
        let owner = bucket.owner_id();
        let (mut uploads, mut prefixes) = (Vec::new(), Vec::new());
        for entry in entries {
            match entry {
                Entry::Prefix(prefix) => prefixes.push(listed::common_prefix(&prefix, encoding)),
                Entry::Upload(key, upload) => uploads.push(line(encoding.apply(&key), upload, &owner)),
            }
        }
        Ok(S3Response::new(ListMultipartUploadsOutput {
            bucket: Some(bucket.name),
            common_prefixes: Some(prefixes),
            delimiter: query.delimiter.map(|delimiter| encoding.apply(delimiter)),
            is_truncated: Some(truncated),
            key_marker: Some(encoding.apply(key_marker.unwrap_or_default())),
            max_uploads: Some(max),
            next_key_marker: Some(next_key),
            next_upload_id_marker: Some(next_id),
            prefix: Some(encoding.apply(query.prefix)),
            upload_id_marker: Some(id_marker.unwrap_or_default().to_owned()),
            uploads: Some(uploads),
            encoding_type: input.encoding_type.clone(),
            request_charged: None,
        }))
    }
}

fn line(key: String, upload: Upload, owner: &str) -> MultipartUpload {
    MultipartUpload {
        checksum_algorithm: upload.algorithm.map(|a| ChecksumAlgorithm::from_static(a.name())),
        checksum_type: upload.kind.map(|kind| ChecksumType::from_static(kind.name())),
        initiated: Some(to_dto(Timestamp::from_millis(upload.initiated_ms))),
        initiator: Some(Initiator { display_name: None, id: Some(owner.to_owned()) }),
        key: Some(key),
        owner: Some(listed::owner(owner)),
        storage_class: Some(listed::upload_class(&upload)),
        upload_id: Some(upload.id),
    }
}
