//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html>

use base::arn::{AccountId, Arn};
use base::seams::SeamError;
use s3s::dto::{PutBucketNotificationConfigurationInput, PutBucketNotificationConfigurationOutput};
use s3s::{S3Request, S3Response};

use crate::bucket::notification::{self, NotificationRule, NotificationRules};
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::{buckets, settings};
use crate::error::{Code, Error, Result};
use crate::mounted::Mounted;

pub(crate) struct PutBucketNotificationConfiguration;

impl Mounted for PutBucketNotificationConfiguration {
    const NAME: &'static str = "PutBucketNotificationConfiguration";
    type Input = PutBucketNotificationConfigurationInput;
    type Output = PutBucketNotificationConfigurationOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<PutBucketNotificationConfigurationInput>,
    ) -> Result<S3Response<PutBucketNotificationConfigurationOutput>> {
        let input = request.input;
        let known = bucket::open(&engine.store, cx, &input.bucket)?;
        let asked = input.notification_configuration;
        let rules = NotificationRules::of_document(asked, &engine.entropy)?;
        if rules.has_event_bus() {
            settings::notice_kept(engine, Self::NAME, "EventBridgeConfiguration")?;
        }
        rules.with_targets().try_for_each(|rule| check_region(&known, rule))?;
        if input.skip_destination_validation != Some(true) {
            for rule in rules.with_targets() {
                check_target(engine, cx, &known, rule).await?;
            }
        }
        buckets::set_notifications(engine, cx, &known, rules)?;
        Ok(S3Response::new(PutBucketNotificationConfigurationOutput::default()))
    }
}

/// Whether the target is in the bucket's region, as it must be.
fn check_region(bucket: &Bucket, rule: &NotificationRule) -> Result<()> {
    if parse(rule)?.region == bucket.region {
        return Ok(());
    }
    Err(Error::argument(
        "The notification destination service region is not valid for the bucket location constraint",
        &rule.target,
        &bucket.region,
    ))
}

fn parse(rule: &NotificationRule) -> Result<Arn> {
    Arn::parse(&rule.target).ok_or_else(|| {
        Error::argument("The ARN could not be parsed", &rule.target, "The ARN is not well formed")
    })
}

/// Whether the target is there and takes events of this bucket.
async fn check_target(engine: &Engine, cx: &Context, bucket: &Bucket, rule: &NotificationRule) -> Result<()> {
    let target = parse(rule)?;
    let owner = AccountId::parse(bucket.owner()).unwrap_or(cx.call.account);
    let sender = notification::sender(cx.call.region.partition(), &bucket.name, owner);
    let targets = engine.targets.read().clone();
    let Some(targets) = targets else {
        return Err(unreachable_target(&rule.target, "The destination cannot be reached"));
    };
    targets.accepts(&sender, &target).await.map_err(|why| {
        tracing::debug!(target_arn = rule.target, %why, "a notification target was not accepted");
        unreachable_target(&rule.target, &words(&target, why))
    })
}

/// What is said of a target that was not accepted. Of queues: shown in <https://github.com/aws/aws-cli/issues/8162> on
/// 2023-09-08; of what is not there, and of topics, our guess after it. Functions bring their own words.
fn words(target: &Arn, why: SeamError) -> String {
    let kind = match target.service.as_str() {
        "sqs" => "queue",
        "sns" => "topic",
        _ => return if let SeamError::Refused(why) = why { why } else { why.to_string() },
    };
    match why {
        SeamError::NotFound(_) => format!("The destination {kind} does not exist"),
        SeamError::Refused(_) => {
            format!(
                "Permissions on the destination {kind} do not allow S3 to publish notifications from this bucket"
            )
        }
        why => why.to_string(),
    }
}

/// AWS counts its arguments here, and names each target as this: recorded on 2020-08-17 in
/// <https://github.com/awslabs/aws-lambda-redshift-loader/issues/219>.
fn unreachable_target(arn: &str, why: &str) -> Error {
    Error::saying(Code::InvalidArgument, "Unable to validate the following destination configurations")
        .with("ArgumentName1", format!("{arn}, null"))
        .with("ArgumentValue1", why)
}
