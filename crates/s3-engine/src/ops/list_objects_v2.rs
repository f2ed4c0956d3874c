//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>

use s3s::dto::{ListObjectsV2Input, ListObjectsV2Output};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::bucket::directory;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listing::listed::{self, Encoding};
use crate::listing::walk::{self, ListingQuery, NEGATIVE, max_keys, read_token, token};
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;

pub(crate) struct ListObjectsV2;

impl Mounted for ListObjectsV2 {
    const NAME: &'static str = "ListObjectsV2";
    type Input = ListObjectsV2Input;
    type Output = ListObjectsV2Output;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListObjectsV2Input>,
    ) -> Result<S3Response<ListObjectsV2Output>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let (prefix, delimiter) = (input.prefix.as_deref(), input.delimiter.as_deref());
        let after = ("start-after", input.start_after.as_deref());
        directory::check_listing(&bucket.name, prefix, delimiter, after)?;
        let encoding = Encoding::of(input.encoding_type.as_ref())?;
        let (shown_max, max) = max_keys(input.max_keys, NEGATIVE)?;
        let after = match input.continuation_token.as_deref() {
            Some("") => {
                return Err(Error::argument(
                    "The continuation token provided is incorrect",
                    "continuation-token",
                    "",
                ));
            }
            Some(token) => Some(read_token(token)?),
            None => input.start_after.clone().filter(|after| !after.is_empty()),
        };
        let query = ListingQuery {
            bucket: bucket.id,
            prefix: input.prefix.as_deref().unwrap_or_default(),
            delimiter: input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
            after: after.as_deref(),
            goes_on: input.continuation_token.is_some(),
            max,
            ..ListingQuery::default()
        };
        let mut page = walk::list(&engine.store, &query).await?;
        page.restores_at = listed::restores_at(cx, &headers);
        let next = page.entries.last().filter(|_| page.truncated).map(|last| token(last.name()));
        let owner = (input.fetch_owner == Some(true)).then(|| bucket.owner_id());
        let delimiter = query.delimiter.map(|delimiter| encoding.apply(delimiter));
        let start_after = input.start_after.as_deref().map(|after| encoding.apply(after));
        let mut xml = XmlDocument::in_namespace("ListBucketResult");
        xml.element("Name", &bucket.name);
        xml.element("Prefix", &encoding.apply(query.prefix));
        xml.optional("StartAfter", start_after.as_deref());
        xml.optional("ContinuationToken", input.continuation_token.as_deref());
        xml.optional("NextContinuationToken", next.as_deref());
        xml.element("KeyCount", &page.entries.len().to_string());
        xml.element("MaxKeys", &shown_max.to_string());
        xml.optional("Delimiter", delimiter.as_deref());
        encoding.show(&mut xml);
        listed::truncated(&mut xml, page.truncated);
        listed::objects(&mut xml, &page, encoding, owner.as_deref())?;
        Ok(listed::send(cx, xml))
    }
}
