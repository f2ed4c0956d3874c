//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html>

use s3s::dto::{CreateBucketInput, CreateBucketOutput};
use s3s::validation::{AwsNameValidation, NameValidation as _};
use s3s::{S3Request, S3Response};

use crate::acl;
use crate::bucket::Bucket;
use crate::commit;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::operation::Operation;

/// The region that has no location constraint.
const DEFAULT_REGION: &str = "us-east-1";

pub(crate) struct CreateBucket;

impl Operation for CreateBucket {
    const NAME: &'static str = "CreateBucket";
    type Input = CreateBucketInput;
    type Output = CreateBucketOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<CreateBucketInput>,
    ) -> Result<S3Response<CreateBucketOutput>> {
        let S3Request { input, headers, .. } = request;
        let name = input.bucket;
        if !AwsNameValidation::new().validate_bucket_name(&name) {
            return Err(Error::of(Code::InvalidBucketName).with("BucketName", &name));
        }
        let asked = input
            .create_bucket_configuration
            .and_then(|configuration| configuration.location_constraint)
            .map(|constraint| constraint.as_str().to_owned())
            .filter(|constraint| !constraint.is_empty());
        let location = location(asked, cx.call.region.as_str())?;
        let mut bucket = Bucket::new(engine.new_bucket_id()?, &name, cx, location);
        bucket.ownership = input.object_ownership.map(|ownership| ownership.as_str().to_owned());
        acl::check_bucket(bucket.ownership.as_deref(), &headers)?;
        commit::bucket(engine, cx, &name, |existing, _| match existing {
            None => Ok(Some(bucket)),
            Some(existing) if !existing.is_owned_by(cx.call.account) => {
                Err(Error::bucket_already_exists(&name))
            }
            // In us-east-1 alone making one's own bucket again succeeds.
            Some(existing)
                if cx.call.region.as_str() == DEFAULT_REGION && existing.region == DEFAULT_REGION =>
            {
                Ok(Some(existing))
            }
            Some(_) => Err(Error::bucket_already_owned_by_you(&name)),
        })
        .await?;
        Ok(S3Response::new(CreateBucketOutput { location: Some(format!("/{name}")) }))
    }
}

/// The constraint to keep. It must be the region that the request went to; `EU` is eu-west-1.
fn location(asked: Option<String>, region: &str) -> Result<Option<String>> {
    match asked.as_deref() {
        None if region == DEFAULT_REGION => Ok(None),
        None => Err(Error::of(Code::IllegalLocationConstraintException)),
        Some(DEFAULT_REGION) => Err(Error::invalid_location(DEFAULT_REGION)),
        Some("EU") if region == "eu-west-1" => Ok(asked),
        Some(constraint) if constraint == region => Ok(asked),
        // us-east-1 is the global endpoint: it makes buckets anywhere.
        Some(constraint) if base::arn::Region::parse(constraint).is_none() && constraint != "EU" => {
            Err(Error::invalid_location(constraint))
        }
        Some(constraint) if region == DEFAULT_REGION && constraint.contains('-') => Ok(asked),
        Some(constraint) => Err(Error::illegal_location(constraint)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: Option<&str>, region: &str, expected: std::result::Result<Option<&str>, &str>) {
        let found = location(asked.map(str::to_owned), region);
        let found = found.as_ref().map(Option::as_deref).map_err(Error::name);
        assert_eq!(found, expected, "{asked:?} in {region}");
    }

    /// The CreateBucket page; `us-east-1` as a constraint is refused by AWS (recorded).
    #[test]
    fn locations() {
        check(None, "us-east-1", Ok(None));
        check(None, "eu-west-1", Err("IllegalLocationConstraintException"));
        check(Some("eu-west-1"), "eu-west-1", Ok(Some("eu-west-1")));
        check(Some("EU"), "eu-west-1", Ok(Some("EU")));
        check(Some("us-east-1"), "us-east-1", Err("InvalidLocationConstraint"));
        check(Some("eu-west-1"), "us-east-1", Ok(Some("eu-west-1")));
        check(Some("eu-west-1"), "eu-central-1", Err("IllegalLocationConstraintException"));
        check(Some("nowhere!"), "us-east-1", Err("InvalidLocationConstraint"));
    }
}
