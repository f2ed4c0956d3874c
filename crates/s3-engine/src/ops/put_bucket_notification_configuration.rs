//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html>

use base::arn::Arn;
use s3s::dto::{PutBucketNotificationConfigurationInput, PutBucketNotificationConfigurationOutput};
use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::notify::{self, Rule, Rules};
use crate::operation::Operation;
use crate::{bucket, commit};

pub(crate) struct PutBucketNotificationConfiguration;

impl Operation for PutBucketNotificationConfiguration {
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
        if asked.event_bridge_configuration.is_some() {
            return Err(unreachable_target("EventBridgeConfiguration", "The destination cannot be reached"));
        }
        let rules = Rules::of_document(asked, &engine.entropy)?;
        if input.skip_destination_validation != Some(true) {
            for rule in &rules.0 {
                check_target(engine, rule).await?;
            }
        }
        commit::change_bucket(engine, cx, &known, |bucket, batch| {
            for rule in rules.0.iter().filter(|rule| !bucket.notifications.0.contains(rule)) {
                notify::note_test(batch, engine, cx, bucket, rule)?;
            }
            bucket.notifications = rules;
            Ok(())
        })
        .await?;
        Ok(S3Response::new(PutBucketNotificationConfigurationOutput::default()))
    }
}

async fn check_target(engine: &Engine, rule: &Rule) -> Result<()> {
    let Some(target) = Arn::parse(&rule.target) else {
        return Err(Error::argument(
            "The ARN could not be parsed",
            &rule.target,
            "The ARN is not well formed",
        ));
    };
    let targets = engine.targets.read().clone();
    let Some(targets) = targets else {
        return Err(unreachable_target(&rule.target, "The destination cannot be reached"));
    };
    targets.accepts(&target).await.map_err(|why| {
        tracing::debug!(target_arn = rule.target, %why, "a notification target was not accepted");
        unreachable_target(&rule.target, &why.to_string())
    })
}

fn unreachable_target(arn: &str, why: &str) -> Error {
    Error::argument("Unable to validate the following destination configurations", arn, why)
}
