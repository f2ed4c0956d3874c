//! What the ARN of a request names, and whose it is. Pure.
//!
//! Of the resources of S3 Control there are buckets and access points here, and nothing else: what is named and not there is
//! refused as AWS refuses what does not exist.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#S3TaggingErrorCodeList> has the codes and what
//! they are for; the sentences of it that are no errors of S3's own are its own.

use base::arn::{AccountId, Arn};
use base::call::Call;
use wire::value::Fields;

use crate::context::PointName;
use crate::error::{Code, Error, Result};

/// How long an ARN may be, by AWS's model.
const MAX_ARN_CHARS: usize = 1011;

/// What an ARN names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resource {
    /// A bucket, by its name.
    Bucket(String),
    AccessPoint(PointName),
}

/// A resource, and the account that the request takes for its owner's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NamedResource {
    pub(super) resource: Resource,
    pub(super) account: AccountId,
}

impl NamedResource {
    /// The resource that the members of a request name.
    pub(super) fn of(call: &Call, fields: &Fields) -> Result<NamedResource> {
        let account = account(fields.text("AccountId"))?;
        let resource = resource(call, account, fields.required("ResourceArn"))?;
        Ok(NamedResource { resource, account })
    }
}

/// The header must be there. AWS's sentence about another one that must, of 2021-11-12
/// (<https://github.com/awslabs/aws-sdk-rust/issues/291>); that of a value that is no account is our guess.
pub(super) fn account(sent: Option<&str>) -> Result<AccountId> {
    let sent =
        sent.ok_or_else(|| Error::request("Missing required header for this request: x-amz-account-id"))?;
    AccountId::parse(sent).ok_or_else(|| Error::request("The AWS account ID in the request is not valid."))
}

/// The account that a request names, which must be the caller's own.
pub(super) fn own_account(call: &Call, fields: &Fields) -> Result<AccountId> {
    let named = account(fields.text("AccountId"))?;
    if named == call.account {
        return Ok(named);
    }
    // As S3 Control's other refusals have it; that it is AccessDenied is our guess.
    Err(Error::of(Code::AccessDenied).with("AccountId", named))
}

/// What an ARN names.
fn resource(call: &Call, account: AccountId, text: &str) -> Result<Resource> {
    // Our guess: which sentence AWS has for what is no ARN of S3 is not published.
    let invalid = || Error::request("The resource ARN in the request is not valid.");
    if text.chars().count() > MAX_ARN_CHARS {
        return Err(invalid());
    }
    let arn = Arn::parse(text).filter(|arn| ["s3", "s3express"].contains(&arn.service.as_str()));
    let arn = arn.ok_or_else(invalid)?;
    if arn.partition != call.region.partition() {
        return Err(Error::request("The AWS partition in the resourceArn is invalid."));
    }
    if arn.region.is_empty() && arn.account.is_empty() {
        let is_bucket = arn.service == "s3" && !arn.resource.contains(['/', ':']);
        return if is_bucket { Ok(Resource::Bucket(arn.resource)) } else { Err(invalid()) };
    }
    if arn.region != call.region.as_str() {
        return Err(Error::request(
            "The AWS Region in the resource ARN doesn't match the Region that's specified in this request.",
        ));
    }
    if arn.account != account.as_str() {
        return Err(Error::request(
            "The AWS account in the resource ARN doesn't match the account ID that's specified in this request.",
        ));
    }
    let directory = arn.resource.strip_prefix("bucket/").filter(|_| arn.service == "s3express");
    if let Some(name) = directory.filter(|name| !name.is_empty()) {
        return Ok(Resource::Bucket(name.to_owned()));
    }
    let point = arn.resource.strip_prefix("accesspoint/").filter(|_| arn.service == "s3");
    if let Some(name) = point.filter(|name| !name.is_empty()) {
        let name = name.to_owned();
        return Ok(Resource::AccessPoint(PointName { account: arn.account, region: arn.region, name }));
    }
    Err(missing(&arn).unwrap_or_else(invalid))
}

/// The error of a resource of a kind that AWS has and that is never here. Which of S3's codes the tags of a directory bucket's
/// access points have is our guess.
fn missing(arn: &Arn) -> Option<Error> {
    let (kind, name) = arn.resource.split_once('/').filter(|(_, name)| !name.is_empty())?;
    match (arn.service.as_str(), kind) {
        (_, "accesspoint") => Some(Error::of(Code::NoSuchAccessPoint).with("AccessPointName", name)),
        ("s3", "storage-lens-group" | "access-grants") => Some(Error::of(Code::NoSuchResource)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::World;

    #[track_caller]
    fn check(arn: &str, expected: std::result::Result<&str, &str>) {
        let call = World::new().call();
        let found = resource(&call, AccountId::DEFAULT, arn).map_err(|error| error.to_string());
        let found = found.map(|found| match found {
            Resource::Bucket(name) => name,
            Resource::AccessPoint(point) => format!("accesspoint/{}", point.name),
        });
        let found = found.as_deref().map_err(String::as_str);
        assert_eq!(found, expected, "{arn}");
    }

    /// Codes and sentences of the page that the head of this file names, or our guess where it says so.
    #[test]
    fn arns() {
        check("arn:aws:s3:::b", Ok("b"));
        check("arn:aws:s3:::my.bucket-1", Ok("my.bucket-1"));
        let invalid = "InvalidRequest: The resource ARN in the request is not valid.";
        let long = format!("arn:aws:s3:::{}", "b".repeat(1000));
        for wrong in [
            "",
            "b",
            "arn",
            "arn:aws:s3",
            "arn:aws:s3:::",
            "arn:aws:s3:::b/k",
            "arn:aws:s3:::a:b",
            "urn:aws:s3:::b",
            "arn:aws:sqs:::b",
            "arn:aws:sqs:us-east-1:000000000000:q",
            "arn:aws:s3-outposts:us-east-1:000000000000:x",
            "arn:aws:s3express:::b",
            "arn:aws:s3:us-east-1:000000000000:bucket/b",
            "arn:aws:s3:us-east-1:000000000000:b",
            "arn:aws:s3:us-east-1:000000000000:accesspoint/",
            "arn::s3:::b/",
            &long,
        ] {
            check(wrong, Err(invalid));
        }
        let partition = "InvalidRequest: The AWS partition in the resourceArn is invalid.";
        for wrong in ["arn:aws-cn:s3:::b", "arn:nowhere:s3:::b"] {
            check(wrong, Err(partition));
        }
        let region = "InvalidRequest: The AWS Region in the resource ARN doesn't match the Region that's specified in \
                      this request.";
        for wrong in [
            "arn:aws:s3:eu-west-1:000000000000:storage-lens-group/g",
            "arn:aws:s3::000000000000:accesspoint/a",
        ] {
            check(wrong, Err(region));
        }
        let account = "InvalidRequest: The AWS account in the resource ARN doesn't match the account ID that's \
                       specified in this request.";
        for wrong in
            ["arn:aws:s3:us-east-1:111122223333:storage-lens-group/g", "arn:aws:s3:us-east-1::accesspoint/a"]
        {
            check(wrong, Err(account));
        }
        let missing = "NoSuchResource: The specified resource doesn't exist.";
        for kind in ["storage-lens-group/g", "access-grants/default", "access-grants/default/location/1"] {
            check(&format!("arn:aws:s3:us-east-1:000000000000:{kind}"), Err(missing));
        }
        let missing = "NoSuchAccessPoint: The specified accesspoint does not exist";
        check("arn:aws:s3express:us-east-1:000000000000:accesspoint/a", Err(missing));
        check("arn:aws:s3:us-east-1:000000000000:accesspoint/a", Ok("accesspoint/a"));
        let bucket = "arn:aws:s3express:us-east-1:000000000000:bucket/b--use1-az4--x-s3";
        check(bucket, Ok("b--use1-az4--x-s3"));
    }

    #[test]
    fn accounts() {
        assert_eq!(account(Some("111122223333")).unwrap().as_str(), "111122223333");
        for wrong in [None, Some(""), Some("11112222333"), Some("1111222233334"), Some("11112222333x")] {
            assert_eq!(account(wrong).unwrap_err().name(), "InvalidRequest", "{wrong:?}");
        }
    }
}
