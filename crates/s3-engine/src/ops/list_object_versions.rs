//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>

use s3s::dto::{EncodingType, ListObjectVersionsInput, ListObjectVersionsOutput};
use s3s::{S3Request, S3Response};

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listing::lines::Lines;
use crate::listing::listed::{self, Encoding};
use crate::listing::walk::{self, ListedEntry, ListingQuery, NEGATIVE_OF_VERSIONS, max_keys};
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::object;
use crate::object::record;

pub(crate) struct ListObjectVersions;

impl Mounted for ListObjectVersions {
    const NAME: &'static str = "ListObjectVersions";
    type Input = ListObjectVersionsInput;
    type Output = ListObjectVersionsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListObjectVersionsInput>,
    ) -> Result<S3Response<ListObjectVersionsOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let encoding = Encoding::of(input.encoding_type.as_ref().map(EncodingType::as_str))?;
        let (shown_max, max) = max_keys(input.max_keys, NEGATIVE_OF_VERSIONS)?;
        let after = input.key_marker.as_deref().filter(|marker| !marker.is_empty());
        let query = ListingQuery {
            bucket: bucket.id,
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
            after,
            after_order: after_order(engine, &bucket, after, input.version_id_marker.as_deref())?,
            goes_on: true,
            max,
            versions: true,
        };
        let owner_id = bucket.owner_id();
        let mut lines = Lines::new(encoding, Some(&owner_id), listed::restores_at(cx, &headers));
        let mut last_id = None;
        let page = walk::list(&engine.store, &query, &mut |entry| {
            last_id = match entry {
                ListedEntry::Version { record, .. } => {
                    Some(record::head(record)?.id.unwrap_or(object::NULL).to_owned())
                }
                ListedEntry::Prefix(_) => None,
            };
            lines.version(entry)
        })
        .await?;
        let next = page.next.as_deref().map(|next| encoding.apply(next));
        let next_id = last_id.filter(|_| page.next.is_some());
        let delimiter = query.delimiter.map(|delimiter| encoding.apply(delimiter));
        let mut xml = XmlDocument::in_namespace("ListVersionsResult");
        xml.element("Name", &bucket.name);
        xml.element("Prefix", &encoding.apply(query.prefix));
        xml.element("KeyMarker", &encoding.apply(after.unwrap_or_default()));
        xml.element("VersionIdMarker", input.version_id_marker.as_deref().unwrap_or_default());
        xml.optional("NextKeyMarker", next.as_deref());
        xml.optional("NextVersionIdMarker", next_id.as_deref());
        xml.element("MaxKeys", &shown_max.to_string());
        xml.optional("Delimiter", delimiter.as_deref());
        encoding.show(&mut xml);
        listed::truncated(&mut xml, page.next.is_some());
        lines.behind(&mut xml);
        Ok(listed::send(cx, xml))
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
        (Some(key), Some(id)) => object::order_at(&engine.store, bucket, key, id),
    }
}
