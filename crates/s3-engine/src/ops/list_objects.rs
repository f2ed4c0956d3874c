//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html>

use s3s::dto::{ListObjectsInput, ListObjectsOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::listing::listed::{self, Encoding};
use crate::listing::walk::{self, ListingQuery, NEGATIVE, max_keys};
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;

pub(crate) struct ListObjects;

impl Mounted for ListObjects {
    const NAME: &'static str = "ListObjects";
    type Input = ListObjectsInput;
    type Output = ListObjectsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListObjectsInput>,
    ) -> Result<S3Response<ListObjectsOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let encoding = Encoding::of(input.encoding_type.as_ref())?;
        let (shown_max, max) = max_keys(input.max_keys, NEGATIVE)?;
        let query = ListingQuery {
            bucket: bucket.id,
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
            after: input.marker.as_deref().filter(|marker| !marker.is_empty()),
            goes_on: true,
            max,
            ..ListingQuery::default()
        };
        let mut page = walk::list(&engine.store, &query).await?;
        page.restores_at = listed::restores_at(cx, &headers);
        // Without a delimiter the client goes on from the last key itself.
        let next = page
            .entries
            .last()
            .filter(|_| page.truncated && query.delimiter.is_some())
            .map(|last| encoding.apply(last.name()));
        let delimiter = query.delimiter.map(|delimiter| encoding.apply(delimiter));
        let mut xml = XmlDocument::in_namespace("ListBucketResult");
        xml.element("Name", &bucket.name);
        // Not encoded, unlike that of version 2: SDKs decode the one and not the other.
        xml.element("Prefix", query.prefix);
        xml.element("Marker", &encoding.apply(input.marker.as_deref().unwrap_or_default()));
        xml.optional("NextMarker", next.as_deref());
        xml.element("MaxKeys", &shown_max.to_string());
        xml.optional("Delimiter", delimiter.as_deref());
        encoding.show(&mut xml);
        listed::truncated(&mut xml, page.truncated);
        listed::objects(&mut xml, &page, encoding, Some(&bucket.owner_id()))?;
        Ok(listed::send(cx, xml))
    }
}
