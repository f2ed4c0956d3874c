//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>

use s3s::dto::{self, ListObjectVersionsInput, ListObjectVersionsOutput};
use s3s::{S3Request, S3Response};

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::describe;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listed::{self, Encoding};
use crate::listing::{self, Entry, NEGATIVE_OF_VERSIONS, Query, max_keys};
use crate::object::{self, Version};
use crate::operation::Operation;
use crate::time::to_dto;

pub(crate) struct ListObjectVersions;

impl Operation for ListObjectVersions {
    const NAME: &'static str = "ListObjectVersions";
    type Input = ListObjectVersionsInput;
    type Output = ListObjectVersionsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListObjectVersionsInput>,
    ) -> Result<S3Response<ListObjectVersionsOutput>> {
        let input = request.input;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let encoding = Encoding::of(input.encoding_type.as_ref())?;
        let (shown_max, max) = max_keys(input.max_keys, NEGATIVE_OF_VERSIONS)?;
        let after = input.key_marker.as_deref().filter(|marker| !marker.is_empty());
        let query = Query {
            bucket: bucket.id,
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
            after,
            after_order: after_order(engine, &bucket, after, input.version_id_marker.as_deref())?,
            goes_on: true,
            max,
            versions: true,
        };
        let page = listing::list(&engine.store, &query).await?;
        let mut output = ListObjectVersionsOutput {
            delimiter: query.delimiter.map(|delimiter| encoding.apply(delimiter)),
            encoding_type: input.encoding_type.clone(),
            is_truncated: Some(page.truncated),
            key_marker: Some(encoding.apply(after.unwrap_or_default())),
            max_keys: Some(shown_max),
            prefix: Some(encoding.apply(query.prefix)),
            version_id_marker: Some(input.version_id_marker.clone().unwrap_or_default()),
            ..ListObjectVersionsOutput::default()
        };
        if let Some(last) = page.entries.last().filter(|_| page.truncated) {
            output.next_key_marker = Some(encoding.apply(last.name()));
            if let Entry::Version { version, .. } = last {
                output.next_version_id_marker = Some(version.id().to_owned());
            }
        }
        let owner = bucket.owner_id();
        let (mut versions, mut markers, mut prefixes) = (Vec::new(), Vec::new(), Vec::new());
        for entry in page.entries {
            match entry {
                Entry::Prefix(prefix) => prefixes.push(listed::common_prefix(&prefix, encoding)),
                Entry::Version { key, version, is_latest } if version.is_marker() => {
                    markers.push(marker(encoding.apply(&key), &version, is_latest, &owner));
                }
                Entry::Version { key, version, is_latest } => {
                    versions.push(line(encoding.apply(&key), &version, is_latest, &owner));
                }
            }
        }
        Ok(S3Response::new(ListObjectVersionsOutput {
            common_prefixes: Some(prefixes),
            delete_markers: Some(markers),
            name: Some(bucket.name),
            versions: Some(versions),
            ..output
        }))
    }
}

/// Where a version id marker leads among the versions of the key marker.
fn after_order(engine: &Engine, bucket: &Bucket, key: Option<&str>, id: Option<&str>) -> Result<Option<u64>> {
    match (key, id) {
        (_, None) => Ok(None),
        (_, Some("")) => {
            Err(Error::argument("A version-id marker cannot be empty.", "version-id-marker", ""))
        }
        (None, Some(id)) => Err(Error::argument(
            "A version-id marker cannot be specified without a key marker.",
            "version-id-marker",
            id,
        )),
        (Some(key), Some(id)) => object::order_at(&engine.store, bucket.id, key, id),
    }
}

fn marker(key: String, version: &Version, is_latest: bool, owner: &str) -> dto::DeleteMarkerEntry {
    dto::DeleteMarkerEntry {
        is_latest: Some(is_latest),
        key: Some(key),
        last_modified: Some(to_dto(version.modified())),
        owner: Some(listed::owner(owner)),
        version_id: Some(version.id().to_owned()),
    }
}

fn line(key: String, version: &Version, is_latest: bool, owner: &str) -> dto::ObjectVersion {
    let object = version.object.as_ref();
    let checksum = object.and_then(|object| object.checksum.as_ref());
    let class = object.and_then(|object| object.described.storage_class.clone());
    dto::ObjectVersion {
        checksum_algorithm: checksum
            .map(|checksum| vec![dto::ChecksumAlgorithm::from_static(checksum.algorithm.name())]),
        checksum_type: checksum.map(|checksum| dto::ChecksumType::from_static(checksum.kind.name())),
        e_tag: object.and_then(describe::etag),
        is_latest: Some(is_latest),
        key: Some(key),
        last_modified: Some(to_dto(version.modified())),
        owner: Some(listed::owner(owner)),
        restore_status: None,
        size: object.and_then(|object| i64::try_from(object.size).ok()),
        storage_class: Some(class.map_or_else(
            || dto::ObjectVersionStorageClass::from_static("STANDARD"),
            dto::ObjectVersionStorageClass::from,
        )),
        version_id: Some(version.id().to_owned()),
    }
}
