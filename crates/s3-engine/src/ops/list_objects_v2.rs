//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>

use std::borrow::Cow;

use base::http::Response;

use crate::bucket::defaults::{with_region, xml_reply};
use crate::bucket::{self, directory};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listing::lines::Lines;
use crate::listing::listed::{self, Encoding};
use crate::listing::walk::{self, ListingQuery, NEGATIVE, asked_max, max_keys, read_token, token};
use crate::message::xml::XmlDocument;
use crate::own::OwnRequest;

pub(crate) async fn list(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let continued = asked.single("continuation-token")?;
    let (delimiter, encoding) = (asked.single("delimiter")?, asked.single("encoding-type")?);
    let with_owner = fetch_owner(&asked)?;
    let max = asked_max(asked.single("max-keys")?.as_deref())?;
    let (prefix, start_after) = (asked.single("prefix")?, asked.single("start-after")?);
    let bucket = bucket::open(&engine.store, cx, asked.bucket)?;
    let after = ("start-after", start_after.as_deref());
    directory::check_listing(&bucket.name, prefix.as_deref(), delimiter.as_deref(), after)?;
    let encoding = Encoding::of(encoding.as_deref())?;
    let (shown_max, max) = max_keys(max, NEGATIVE)?;
    let after = match continued.as_deref() {
        Some("") => {
            return Err(Error::argument(
                "The continuation token provided is incorrect",
                "continuation-token",
                "",
            ));
        }
        Some(token) => Some(Cow::Owned(read_token(token)?)),
        None => start_after.as_deref().filter(|after| !after.is_empty()).map(Cow::Borrowed),
    };
    let query = ListingQuery {
        bucket: bucket.id,
        prefix: prefix.as_deref().unwrap_or_default(),
        delimiter: delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()),
        after: after.as_deref(),
        goes_on: continued.is_some(),
        max,
        ..ListingQuery::default()
    };
    let owner = with_owner.then(|| bucket.owner_id());
    let mut lines = Lines::new(encoding, owner.as_deref(), listed::restores_at(cx, &asked.head.headers));
    let page = walk::list(&engine.store, &query, &mut |entry| lines.object(entry)).await?;
    let encoded = |text: Option<&str>| text.map(|text| encoding.apply(text).into_owned());
    let mut xml = XmlDocument::in_namespace("ListBucketResult");
    xml.element("Name", &bucket.name);
    xml.element("Prefix", &encoding.apply(query.prefix));
    xml.optional("StartAfter", encoded(start_after.as_deref()).as_deref());
    xml.optional("ContinuationToken", continued.as_deref());
    xml.optional("NextContinuationToken", page.next.as_deref().map(token).as_deref());
    xml.element("KeyCount", &page.lines.to_string());
    xml.element("MaxKeys", &shown_max.to_string());
    xml.optional("Delimiter", encoded(query.delimiter).as_deref());
    encoding.show(&mut xml);
    listed::truncated(&mut xml, page.next.is_some());
    lines.behind(&mut xml);
    Ok(with_region(xml_reply(xml.finish()), &bucket))
}

/// Whether the owners of objects are to be shown.
fn fetch_owner(asked: &OwnRequest<'_>) -> Result<bool> {
    match asked.single("fetch-owner")?.as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(Error::invalid_parameter("fetch-owner", other)),
    }
}
