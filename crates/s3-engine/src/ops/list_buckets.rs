//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html>

use s3s::dto::{ListBucketsInput, ListBucketsOutput};
use s3s::{S3Request, S3Response};

use crate::bucket::directory;
use crate::bucket::region;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::listing::listed;
use crate::listing::walk::{read_token, token};
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;

/// The most buckets of one page.
const MAX_BUCKETS: i32 = 10_000;

pub(crate) struct ListBuckets;

impl Mounted for ListBuckets {
    const NAME: &'static str = "ListBuckets";
    type Input = ListBucketsInput;
    type Output = ListBucketsOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<ListBucketsInput>,
    ) -> Result<S3Response<ListBucketsOutput>> {
        let input = request.input;
        let max = input.max_buckets.unwrap_or(MAX_BUCKETS);
        if !(1..=MAX_BUCKETS).contains(&max) {
            return Err(Error::argument(
                "Argument max-buckets must be an integer between 1 and 10000",
                "max-buckets",
                &max.to_string(),
            ));
        }
        if let Some(region) = input.bucket_region.as_deref().filter(|region| !region::is_name(region)) {
            let message = format!("Argument value {region} is not a valid AWS Region");
            return Err(Error::saying(Code::InvalidArgument, message).with("ArgumentName", "bucket-region"));
        }
        // The page above; the sentence is AWS's of 2026-03-04 (versity/versitygw, issue 1930).
        if input.bucket_region.as_deref().is_some_and(|region| region != cx.call.region.as_str()) {
            let message =
                "Requests with bucket-region specified must be made to the corresponding regional endpoint";
            return Err(Error::saying(Code::InvalidArgument, message).with("ArgumentName", "bucket-region"));
        }
        let prefix = input.prefix.as_deref().unwrap_or_default();
        let range = bucket::partition(cx).text_prefix(prefix);
        let from = match input.continuation_token.as_deref() {
            Some(token) => bucket::key(cx, &read_token(token)?),
            None => range.clone(),
        };
        let from = if from == range { range.from_here() } else { from.after() };
        let mut records = engine.store.slices(from, range.end());
        let (mut buckets, mut next) = (Vec::<Bucket>::new(), None);
        while let Some((_, raw)) = records.next().await? {
            let bucket = bucket::decode(&raw)?;
            let wanted = bucket.is_owned_by(cx.call.account)
                && !directory::is_one(&bucket.name)
                && input.bucket_region.as_deref().is_none_or(|region| region == bucket.region);
            if !wanted {
                continue;
            }
            if buckets.len() >= usize::try_from(max).unwrap_or(0) {
                next = buckets.last().map(|last| token(&last.name));
                break;
            }
            buckets.push(bucket);
        }
        let mut xml = XmlDocument::in_namespace("ListAllMyBucketsResult");
        listed::owner(&mut xml, &bucket::canonical_id(cx.call.account.as_str()));
        xml.inside("Buckets", |xml| {
            for bucket in &buckets {
                xml.inside("Bucket", |xml| line(xml, cx, bucket, is_paged(&input)));
            }
        });
        xml.optional("ContinuationToken", next.as_deref());
        xml.optional("Prefix", input.prefix.as_deref().filter(|prefix| !prefix.is_empty()));
        Ok(listed::send(cx, xml))
    }
}

fn line(xml: &mut XmlDocument, cx: &Context, bucket: &Bucket, with_region: bool) {
    xml.element("Name", &bucket.name);
    xml.element("CreationDate", &listed::whole_seconds(bucket.created()));
    xml.optional("BucketRegion", with_region.then_some(bucket.region.as_str()));
    xml.element("BucketArn", &bucket.arn(cx));
}

/// The region of each bucket is shown only to those who use a member of the paged form.
fn is_paged(input: &ListBucketsInput) -> bool {
    input.max_buckets.is_some()
        || input.prefix.is_some()
        || input.bucket_region.is_some()
        || input.continuation_token.is_some()
}
