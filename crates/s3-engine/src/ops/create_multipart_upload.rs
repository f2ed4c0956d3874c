//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html>

use base::entropy::Entropy;
use http::HeaderMap;
use s3s::dto::{ChecksumAlgorithm, ChecksumType, CreateMultipartUploadInput, CreateMultipartUploadOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::uploads;
use crate::error::{Error, Result};
use crate::mounted::Mounted;
use crate::object::{asked, describe, encryption};
use crate::payload::checksum::{Algorithm, ChecksumKind};
use crate::tag;
use crate::upload::{self, Upload};

pub(crate) struct CreateMultipartUpload;

impl Mounted for CreateMultipartUpload {
    const NAME: &'static str = "CreateMultipartUpload";
    type Input = CreateMultipartUploadInput;
    type Output = CreateMultipartUploadOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> Result<S3Response<CreateMultipartUploadOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let mut extras = asked::extras(&engine.store, cx, &bucket, &headers)?;
        let mut described = describe::read(cx, describe::asked_class(&headers))?;
        let chosen = encryption::choose(engine.encrypting(cx, (&bucket, &input.key), &headers)).await?;
        chosen.give(&mut described, &mut extras);
        let tags = input.tagging.as_deref().map(tag::of_header).transpose()?.unwrap_or_default();
        let algorithm = describe::algorithm(input.checksum_algorithm.as_ref())?;
        let kind = kind(algorithm, input.checksum_type.as_ref().map(ChecksumType::as_str))?;
        let sequence = engine.sequence(cx.call.now);
        let draw = |entropy: &Entropy| upload::draw_id(sequence, entropy);
        let id =
            engine.store.fresh(draw, |id| [upload::parts_of(id), upload::key(bucket.id, &input.key, id)])?;
        let upload = Upload {
            id: id.clone(),
            sequence,
            initiated_ms: cx.call.now.millis(),
            initiator: Some(cx.call.account.as_str().to_owned()),
            deleted_since: false,
            described,
            tags,
            extras,
            algorithm,
            kind,
        };
        uploads::begin(engine, cx, ObjectPlace { bucket: &bucket, key: &input.key }, &upload)?;
        let mut abort = HeaderMap::new();
        let begun = (&*bucket, input.key.as_str(), upload.initiated_ms);
        engine.lifecycles.show_abort(&engine.store, begun, &mut abort)?;
        let mut reply = S3Response::new(CreateMultipartUploadOutput {
            bucket: Some(bucket.name.clone()),
            checksum_algorithm: algorithm.map(|algorithm| ChecksumAlgorithm::from_static(algorithm.name())),
            checksum_type: kind.map(|kind| ChecksumType::from_static(kind.name())),
            key: Some(input.key),
            upload_id: Some(id),
            ..CreateMultipartUploadOutput::default()
        });
        reply.headers = abort;
        encryption::show(&mut reply.headers, &upload.described, &upload.extras);
        chosen.show_context(&mut reply.headers);
        Ok(reply)
    }
}

/// How the parts' checksums are to make the object's.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>
fn kind(algorithm: Option<Algorithm>, asked: Option<&str>) -> Result<Option<ChecksumKind>> {
    let Some(algorithm) = algorithm else {
        return match asked {
            None => Ok(None),
            Some(_) => Err(Error::request(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
            )),
        };
    };
    let Some(asked) = asked else { return Ok(algorithm.kinds().first().copied()) };
    let kind = ChecksumKind::named(asked)
        .ok_or_else(|| Error::request("Value for x-amz-checksum-type header is invalid."))?;
    if algorithm.kinds().contains(&kind) {
        return Ok(Some(kind));
    }
    Err(Error::request(format!(
        "The {} checksum type cannot be used with the {} checksum algorithm.",
        kind.name(),
        algorithm.name().to_ascii_lowercase()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of AWS's page on object integrity.
    #[test]
    fn kinds() {
        let check = |algorithm, asked, expected: Option<Option<ChecksumKind>>| {
            assert_eq!(kind(algorithm, asked).ok(), expected, "{algorithm:?} {asked:?}");
        };
        check(None, None, Some(None));
        check(None, Some("COMPOSITE"), None);
        check(Some(Algorithm::Crc64Nvme), None, Some(Some(ChecksumKind::FullObject)));
        check(Some(Algorithm::Crc64Nvme), Some("COMPOSITE"), None);
        check(Some(Algorithm::Crc32), None, Some(Some(ChecksumKind::Composite)));
        check(Some(Algorithm::Crc32c), Some("FULL_OBJECT"), Some(Some(ChecksumKind::FullObject)));
        check(Some(Algorithm::Sha256), Some("COMPOSITE"), Some(Some(ChecksumKind::Composite)));
        check(Some(Algorithm::Sha1), Some("FULL_OBJECT"), None);
        check(Some(Algorithm::Md5), None, Some(Some(ChecksumKind::Composite)));
        check(Some(Algorithm::XxHash64), Some("FULL_OBJECT"), None);
        check(Some(Algorithm::Crc32), Some("HALF"), None);
    }
}
