//! The regions in which there are buckets.
//!
//! <https://docs.aws.amazon.com/general/latest/gr/s3.html>

use base::arn::Region;

/// What `LocationConstraint` of AWS's service model lists (botocore 1.43.11), and us-east-1, which needs none.
const KNOWN: [&str; 38] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    DEFAULT,
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// The region that has no location constraint, and whose endpoint makes buckets anywhere.
pub(crate) const DEFAULT: &str = "us-east-1";

/// A constraint from the time when there were two locations, and the region that it stands for.
pub(crate) const EU: (&str, &str) = ("EU", "eu-west-1");

/// Whether this can be the name of a region: `eu-west-1`, `us-gov-east-1`, whether AWS has it yet or not.
pub(crate) fn is_name(name: &str) -> bool {
    let mut words = name.rsplit('-');
    let number = words.next().unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && (2..=3).contains(&words.clone().count())
        && words.all(is_word)
}

/// Whether a bucket can be in a region, as seen from the region that a request went to, which may be made up.
pub(crate) fn is_within_reach(name: &str, from: &Region) -> bool {
    let same_partition = |name| Region::parse(name).is_some_and(|to| to.partition() == from.partition());
    name == from.as_str() || (KNOWN.contains(&name) && same_partition(name))
}
