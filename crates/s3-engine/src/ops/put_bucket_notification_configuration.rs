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
use crate::error::{Error, Result};
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
        match why {
            SeamError::Refused(why) => unreachable_target(&rule.target, &why),
            why => unreachable_target(&rule.target, &why.to_string()),
        }
    })
}

fn unreachable_target(arn: &str, why: &str) -> Error {
    Error::argument("Unable to validate the following destination configurations", arn, why)
}
