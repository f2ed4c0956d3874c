//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html>

use base::clock::Timestamp;
use s3s::dto::{self, ChecksumAlgorithm, ChecksumType, ETag, Initiator, ListPartsInput, ListPartsOutput};
use s3s::{S3Request, S3Response};

use crate::checksum::Algorithm;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::operation::Operation;
use crate::time::to_dto;
use crate::upload::{self, Upload, UploadedPart};
use crate::{bucket, listed};

/// The most parts of one page.
const MAX_PARTS: i32 = 1000;

pub(crate) struct ListParts;

impl Operation for ListParts {
    const NAME: &'static str = "ListParts";
    type Input = ListPartsInput;
    type Output = ListPartsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListPartsInput>,
    ) -> Result<S3Response<ListPartsOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        upload::find(&engine.store, bucket.id, &input.key, &input.upload_id)?;
        let max = input.max_parts.unwrap_or(MAX_PARTS);
        let marker = input.part_number_marker.unwrap_or(0);
        for (name, value) in [("max-parts", max), ("part-number-marker", marker)] {
            if value < 0 {
                return Err(Error::argument(
                    format!("Argument {name} must be an integer between 0 and 2147483647"),
                    name,
                    &value.to_string(),
                ));
            }
        }
        let max = max.min(MAX_PARTS);
        let limit = usize::try_from(max).unwrap_or(0);
        let (parts, truncated) = upload::parts_after(&engine.store, &input.upload_id, marker, limit)?;
        // Looked for again: parts go with their upload.
        let upload = upload::find(&engine.store, bucket.id, &input.key, &input.upload_id)?;
        let owner = bucket.owner_id();
        let next = parts.last().map_or(0, |part| part.number);
        Ok(S3Response::new(ListPartsOutput {
            bucket: Some(bucket.name),
            checksum_algorithm: upload.algorithm.map(|a| ChecksumAlgorithm::from_static(a.name())),
            checksum_type: upload.kind.map(|kind| ChecksumType::from_static(kind.name())),
            initiator: Some(Initiator { display_name: None, id: Some(owner.clone()) }),
            is_truncated: Some(truncated),
            key: Some(input.key),
            max_parts: Some(max),
            next_part_number_marker: Some(next),
            owner: Some(listed::owner(&owner)),
            part_number_marker: Some(marker),
            parts: Some(parts.into_iter().map(|part| line(&upload, part)).collect()),
            storage_class: Some(listed::upload_class(&upload)),
            upload_id: Some(input.upload_id),
            ..ListPartsOutput::default()
        }))
    }
}

fn line(upload: &Upload, part: UploadedPart) -> dto::Part {
    let mut line = dto::Part {
        e_tag: Some(ETag::Strong(part.etag)),
        last_modified: Some(to_dto(Timestamp::from_millis(part.modified_ms))),
        part_number: Some(part.number),
        size: i64::try_from(part.blob.len()).ok(),
        ..dto::Part::default()
    };
    if let Some(algorithm) = upload.algorithm {
        let member = match algorithm {
            Algorithm::Crc32 => &mut line.checksum_crc32,
            Algorithm::Crc32c => &mut line.checksum_crc32c,
            Algorithm::Crc64Nvme => &mut line.checksum_crc64nvme,
            Algorithm::Sha1 => &mut line.checksum_sha1,
            Algorithm::Sha256 => &mut line.checksum_sha256,
        };
        *member = Some(part.checksum);
    }
    line
}
