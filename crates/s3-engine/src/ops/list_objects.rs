//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html>

use base::http::Response;

use crate::bucket;
use crate::bucket::defaults::{with_region, xml_reply};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;
use crate::listing::lines::Lines;
use crate::listing::listed::{self, Encoding};
use crate::listing::walk::{self, ListingQuery, NEGATIVE, asked_max, max_keys};
use crate::message::xml::XmlDocument;
use crate::own::OwnRequest;

pub(crate) async fn list(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let (delimiter, encoding) = (asked.single("delimiter")?, asked.single("encoding-type")?);
    let (marker, max) = (asked.single("marker")?, asked_max(asked.single("max-keys")?.as_deref())?);
    let prefix = asked.single("prefix")?;
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let encoding = Encoding::of(encoding.as_deref())?;
    let (shown_max, max) = max_keys(max, NEGATIVE)?;
    let query = ListingQuery {
        bucket: bucket.id,
        prefix: prefix.as_deref().unwrap_or_default(),
        delimiter: delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
        after: marker.as_deref().filter(|marker| !marker.is_empty()),
        goes_on: true,
        max,
        ..ListingQuery::default()
    };
    let owner = bucket.owner_id();
    let mut lines = Lines::new(encoding, Some(&owner), listed::restores_at(cx, &asked.head.headers));
    let page = walk::list(&engine.store, &query, &mut |entry| lines.object(entry)).await?;
    // Without a delimiter the client goes on from the last key itself.
    let next = page.next.as_deref().filter(|_| query.delimiter.is_some());
    let mut xml = XmlDocument::in_namespace("ListBucketResult");
    xml.element("Name", &bucket.name);
    // Not encoded, unlike that of version 2: SDKs decode the one and not the other.
    xml.element("Prefix", query.prefix);
    xml.element("Marker", &encoding.apply(marker.as_deref().unwrap_or_default()));
    xml.optional("NextMarker", next.map(|next| encoding.apply(next)).as_deref());
    xml.element("MaxKeys", &shown_max.to_string());
    xml.optional("Delimiter", query.delimiter.map(|delimiter| encoding.apply(delimiter)).as_deref());
    encoding.show(&mut xml);
    listed::truncated(&mut xml, page.next.is_some());
    lines.behind(&mut xml);
    Ok(with_region(xml_reply(xml.finish()), &bucket))
}
