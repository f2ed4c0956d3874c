//! Directory buckets: those whose names end in `--ZONE--x-s3`. The name says all there is of one: where it lies, and how often.
//!
//! What they do not have is refused by `front`, before an operation runs; what they have otherwise than others stands with the
//! operations.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-differences.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html>

use crate::error::{Code, Error, Result};

/// What the name of each of them ends in, and that of no other bucket.
pub(crate) const SUFFIX: &str = "--x-s3";

/// The storage class of what lies in an Availability Zone.
pub(crate) const EXPRESS: &str = "EXPRESS_ONEZONE";

/// A zone that a bucket lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zone<'n> {
    /// Such as `use1-az4`.
    pub(crate) id: &'n str,
    is_local: bool,
}

impl Zone<'_> {
    /// S3's word for what it is.
    pub(crate) fn kind(&self) -> &'static str {
        if self.is_local { "LocalZone" } else { "AvailabilityZone" }
    }

    /// S3's word for how often the bytes lie there.
    pub(crate) fn redundancy(&self) -> &'static str {
        if self.is_local { "SingleLocalZone" } else { "SingleAvailabilityZone" }
    }

    /// The class of all objects there.
    pub(crate) fn storage_class(&self) -> &'static str {
        if self.is_local { "ONEZONE_IA" } else { EXPRESS }
    }
}

/// Whether a bucket of this name is a directory bucket.
pub(crate) fn is_one(name: &str) -> bool {
    name.ends_with(SUFFIX)
}

/// The zone that a name says; nothing if no directory bucket can have the name.
pub(crate) fn zone_of(name: &str) -> Option<Zone<'_>> {
    let (base, id) = name.strip_suffix(SUFFIX)?.rsplit_once("--")?;
    let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let ends_well = base.split('-').next().is_some_and(|part| !part.is_empty()) && !base.ends_with('-');
    let of_letters = base.split('-').all(is_plain) && id.split('-').all(is_plain);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = id.split('-');
    let number = parts.next_back()?.strip_prefix("az")?;
    let before = parts.filter(|part| !part.is_empty()).count();
    let is_zone = is_number(number) && (1..=2).contains(&before) && id.split('-').count() == before + 1;
    let is_name = name.len() <= LONGEST_NAME && ends_well && of_letters && is_zone;
    is_name.then_some(Zone { id, is_local: before == 2 })
}

/// The longest name.
const LONGEST_NAME: usize = 63;

/// Refuses what a directory bucket does not have: `what` is what comes behind AWS's words for it.
pub(crate) fn has_no(what: &str) -> Error {
    Error::saying(Code::NotSupported, format!("This bucket does not support {what}."))
}

/// Refuses a page of a listing that no directory bucket has. The sentence about prefixes is AWS's (eclipse-store/store, issue
/// 224); the others are ours.
pub(crate) fn check_listing(
    bucket: &str,
    prefix: Option<&str>,
    delimiter: Option<&str>,
    (marker, after): (&str, Option<&str>),
) -> Result<()> {
    if !is_one(bucket) {
        return Ok(());
    }
    if delimiter.is_some_and(|delimiter| !matches!(delimiter, "" | "/")) {
        return Err(Error::request("This bucket does not support a delimiter other than \"/\"."));
    }
    if prefix.is_some_and(|prefix| !prefix.is_empty() && !prefix.ends_with('/')) {
        return Err(Error::request(
            "This bucket does not support a prefix that does not end in a delimiter. Specify a prefix path ending with a delimiter and try again.",
        ));
    }
    match after {
        Some(after) if !after.is_empty() => Err(has_no(&format!("{marker} parameter"))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html>; ids of Local Zones as
    /// <https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html> has them.
    #[test]
    fn names() {
        let zone = |name| zone_of(name).map(|zone| (zone.id, zone.is_local));
        assert_eq!(zone("bucket-base-name--usw2-az1--x-s3"), Some(("usw2-az1", false)));
        assert_eq!(zone("b--use1-bos1-az1--x-s3"), Some(("use1-bos1-az1", true)));
        for name in [
            "b--x-s3",
            "--use1-az4--x-s3",
            "-b--use1-az4--x-s3",
            "b---use1-az4--x-s3",
            "B--use1-az4--x-s3",
            "a.b--use1-az4--x-s3",
            "b--use1--x-s3",
            "b--az4--x-s3",
            "b--use1-az--x-s3",
            "b--use1-az4",
        ] {
            assert_eq!(zone(name), None, "{name}");
        }
        let long = |length| format!("{}--use1-az4--x-s3", "b".repeat(length));
        assert!(zone_of(&long(47)).is_some() && zone_of(&long(48)).is_none());
    }
}
