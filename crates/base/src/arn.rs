//! Names of accounts, regions and resources.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// An AWS account: twelve decimal digits, always.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// The account of every caller whose access key is not itself an account id.
    pub const DEFAULT: AccountId = AccountId(*b"000000000000");

    /// Twelve ASCII digits, or nothing.
    pub fn parse(text: &str) -> Option<AccountId> {
        let digits: [u8; 12] = text.as_bytes().try_into().ok()?;
        digits.iter().all(u8::is_ascii_digit).then_some(AccountId(digits))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        // Only ASCII digits get in, so this cannot fail; the empty string would be the honest answer if it did.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An AWS region name, such as `us-east-1`. Cheap to clone.
///
/// Any name of the right form is taken, known to AWS or not: lower-case letters, digits and hyphens, 1 to 32 bytes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Arc<str>);

impl Region {
    /// A region name of the right form, or nothing.
    pub fn parse(text: &str) -> Option<Region> {
        let fits = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Region::named(text))
    }

    /// Nearly every request names the region that the one before it named: the last one of each thread is kept.
    fn named(text: &str) -> Region {
        thread_local! {
            static LAST: RefCell<Option<Region>> = const { RefCell::new(None) };
        }
        LAST.with_borrow_mut(|last| match last {
            Some(region) if region.as_str() == text => region.clone(),
            _ => last.insert(Region(text.into())).clone(),
        })
    }

    /// `us-east-1`, the region of a request that names none.
    pub fn us_east_1() -> Region {
        Region::named("us-east-1")
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the region belongs to: `aws`, `aws-cn` or `aws-us-gov`.
    pub fn partition(&self) -> &'static str {
        if self.0.starts_with("cn-") {
            "aws-cn"
        } else if self.0.starts_with("us-gov-") {
            "aws-us-gov"
        } else {
            "aws"
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `arn:partition:service:region:account:resource`. Region and account may be empty, as in a bucket's ARN.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: String,
    /// `s3`, `dynamodb`, `lambda`, …
    pub service: String,
    /// The region's name, or empty.
    pub region: String,
    /// The account's digits, or empty.
    pub account: String,
    /// All that follows, colons included: `table/Orders/stream/…`, `function:resize:live`.
    pub resource: String,
}

impl Arn {
    /// The ARN of a resource that lives in a region of an account.
    pub fn regional(service: &str, region: &Region, account: AccountId, resource: impl Into<String>) -> Arn {
        Arn {
            partition: region.partition().to_owned(),
            service: service.to_owned(),
            region: region.as_str().to_owned(),
            account: account.as_str().to_owned(),
            resource: resource.into(),
        }
    }

    /// The text of an ARN of a resource that lives in a region of an account, the resource in pieces. For replies that are
    /// asked for often: the fields of an [`Arn`] cost an allocation each.
    pub fn regional_text(service: &str, region: &Region, account: AccountId, resource: &[&str]) -> String {
        let (partition, region) = (region.partition(), region.as_str());
        let begun = ["arn:", partition, ":", service, ":", region, ":", account.as_str(), ":"];
        let pieces = || begun.iter().chain(resource);
        let mut text = String::with_capacity(pieces().map(|piece| piece.len()).sum());
        pieces().for_each(|piece| text.push_str(piece));
        text
    }

    /// Six fields separated by colons, the first of them `arn`, the service and resource not empty; or nothing.
    pub fn parse(text: &str) -> Option<Arn> {
        let mut fields = text.splitn(6, ':');
        let mut next = || fields.next();
        if next()? != "arn" {
            return None;
        }
        let arn = Arn {
            partition: next()?.to_owned(),
            service: next()?.to_owned(),
            region: next()?.to_owned(),
            account: next()?.to_owned(),
            resource: next()?.to_owned(),
        };
        let whole = !arn.partition.is_empty() && !arn.service.is_empty() && !arn.resource.is_empty();
        whole.then_some(arn)
    }

    /// The account and region, where both are there and well-formed.
    pub fn owner(&self) -> Option<(AccountId, Region)> {
        Some((AccountId::parse(&self.account)?, Region::parse(&self.region)?))
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arn { partition, service, region, account, resource } = self;
        // Many replies show some: written piece by piece, which is a third of what a format costs.
        for piece in ["arn:", partition, ":", service, ":", region, ":", account, ":"] {
            f.write_str(piece)?;
        }
        f.write_str(resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_reads_back_as_written() {
        for text in [
            "arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2026-01-01T00:00:00.000",
            "arn:aws:s3:::bucket",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:resize:live",
        ] {
            assert_eq!(Arn::parse(text).unwrap().to_string(), text);
        }
        let (region, account) =
            (Region::parse("cn-north-1").unwrap(), AccountId::parse("123456789012").unwrap());
        let arn = Arn::regional("ssm", &region, account, "parameter/a");
        assert_eq!(Arn::regional_text("ssm", &region, account, &["parameter", "/a"]), arn.to_string());
        for text in ["", "arn", "arn:aws:s3", "urn:aws:s3:::b", "arn:aws:s3:::"] {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_account_is_twelve_digits() {
        assert_eq!(AccountId::parse("123456789012").unwrap().as_str(), "123456789012");
        for text in ["", "12345678901", "1234567890123", "12345678901a", "١٢٣٤٥٦"] {
            assert_eq!(AccountId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_region_knows_its_partition() {
        assert_eq!(Region::parse("eu-west-1").unwrap().partition(), "aws");
        assert_eq!(Region::parse("cn-north-1").unwrap().partition(), "aws-cn");
        assert_eq!(Region::parse("us-gov-west-1").unwrap().partition(), "aws-us-gov");
        assert_eq!(Region::parse("EU"), None);
    }
}
