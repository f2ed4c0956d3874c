//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListDirectoryBuckets.html>

use base::http::Response;

use crate::bucket::defaults::xml_reply;
use crate::bucket::{self, Bucket, directory};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::listing::listed;
use crate::listing::walk::{read_token, token};
use crate::message::xml::XmlDocument;
use crate::own::OwnRequest;

/// The most buckets of one page.
const MOST: usize = 1000;
/// The parameter of how many a page may have.
const MAX: &str = "max-directory-buckets";

pub(crate) async fn list(engine: &Engine, cx: &Context, asked: OwnRequest<'_>) -> Result<Response> {
    let max = asked.parameter(MAX).map_or(Ok(MOST), |max| limit(&max))?;
    let token_before = asked.parameter("continuation-token").filter(|token| !token.is_empty());
    let all = bucket::partition(cx);
    let after = token_before.as_deref().map(read_token).transpose()?.map(|name| bucket::key(cx, &name));
    let mut records =
        engine.store.slices(after.as_ref().map_or(all.from_here(), store::Key::after), all.end());
    let (mut buckets, mut next) = (Vec::<Bucket>::new(), None);
    while let Some((_, raw)) = records.next().await? {
        let bucket = bucket::decode(&raw)?;
        let is_here = bucket.region == cx.call.region.as_str() && bucket.is_owned_by(cx.call.account);
        if !is_here || !directory::is_one(&bucket.name) {
            continue;
        }
        if buckets.len() >= max {
            next = buckets.last().map(|last| token(&last.name));
            break;
        }
        buckets.push(bucket);
    }
    let mut xml = XmlDocument::in_namespace("ListAllMyDirectoryBucketsResult");
    xml.inside("Buckets", |xml| {
        for bucket in &buckets {
            xml.inside("Bucket", |xml| {
                xml.element("BucketArn", &bucket.arn(cx));
                xml.element("BucketRegion", &bucket.region);
                xml.element("CreationDate", &listed::whole_seconds(bucket.created()));
                xml.element("Name", &bucket.name);
            });
        }
    });
    xml.optional("ContinuationToken", next.as_deref());
    Ok(xml_reply(xml.finish()))
}

fn limit(asked: &str) -> Result<usize> {
    asked.parse().ok().filter(|max| *max <= MOST).ok_or_else(|| {
        Error::argument(format!("Argument {MAX} must be an integer between 0 and {MOST}"), MAX, asked)
    })
}
