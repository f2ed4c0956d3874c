//! What a user sets of a mapping: read and checked the same way for CreateEventSourceMapping and
//! UpdateEventSourceMapping.

use wire::value::{Fields, Value};

use super::{Settings, destination};
use crate::error::Error;
use crate::kept::{Kept, OfMapping};
use crate::mapping::filter::Filters;
use crate::mapping::source::Kind;

/// The members of mappings that are kept and do not act: there is no SNS, no KMS and no CloudWatch, records come in no windows,
/// and nobody pays for pollers.
pub(crate) const KEPT: &[&str] = &[
    "DestinationConfig.OnFailure.Destination=arn:*:sns:*",
    "KMSKeyArn",
    "MetricsConfig",
    "ProvisionedPollerConfig",
    "TumblingWindowInSeconds!=0",
];

/// Members that AWS has for sources that are not here. Refused unless they are empty.
const OF_OTHERS: [&str; 8] = [
    "AmazonManagedKafkaEventSourceConfig",
    "DocumentDBEventSourceConfig",
    "LoggingConfig",
    "Queues",
    "SelfManagedEventSource",
    "SelfManagedKafkaEventSourceConfig",
    "SourceAccessConfigurations",
    "Topics",
];

/// Members that AWS has for queues, which it refuses for streams.
const OF_QUEUES: [&str; 2] = ["ProvisionedPollerConfig", "ScalingConfig"];

/// Members that AWS has for streams, which it refuses for queues.
const OF_STREAMS: [&str; 6] = [
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ParallelizationFactor",
    "TumblingWindowInSeconds",
];

/// The most messages that come of a queue without a wait, and of a FIFO queue at all.
const RECEIVED_AT_ONCE: u32 = 10;

/// What a request says; what it leaves out stays as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    pub(crate) enabled: Option<bool>,
    batch_size: Option<i64>,
    window_secs: Option<i64>,
    bisect: Option<bool>,
    max_retries: Option<i64>,
    max_age_secs: Option<i64>,
    reports_items: Option<bool>,
    parallelization: Option<i64>,
    filters: Option<Vec<String>>,
    /// The destination's ARN, or that there is to be none.
    on_failure: Option<Option<String>>,
    /// How many batches may run at once, or that there is to be no limit.
    max_concurrency: Option<Option<i64>>,
    kept: Kept<OfMapping>,
    /// Which members that only some kinds of sources have say something.
    said: Vec<&'static str>,
}

impl Given {
    /// What a request says, judged by its shape before.
    pub(crate) fn read(fields: &Fields) -> Result<Given, Error> {
        let filters = fields.fields("FilterCriteria").map(|criteria| patterns(criteria.structs("Filters")));
        let given = Given {
            enabled: fields.boolean("Enabled"),
            batch_size: fields.integer("BatchSize"),
            window_secs: fields.integer("MaximumBatchingWindowInSeconds"),
            bisect: fields.boolean("BisectBatchOnFunctionError"),
            max_retries: fields.integer("MaximumRetryAttempts"),
            max_age_secs: fields.integer("MaximumRecordAgeInSeconds"),
            reports_items: fields.get("FunctionResponseTypes").map(Value::says_something),
            parallelization: fields.integer("ParallelizationFactor"),
            filters: filters.transpose()?,
            on_failure: fields.fields("DestinationConfig").map(destination::read).transpose()?,
            max_concurrency: fields
                .fields("ScalingConfig")
                .map(|scaling| scaling.integer("MaximumConcurrency")),
            kept: Kept::of(fields, KEPT).without("DestinationConfig"),
            said: OF_QUEUES
                .iter()
                .chain(&OF_STREAMS)
                .copied()
                .filter(|member| says(fields, member))
                .collect(),
        };
        if let Some(member) = OF_OTHERS.iter().find(|member| says(fields, member)) {
            return Err(Error::invalid(format!(
                "{member} is not a parameter of event source mappings of DynamoDB streams and SQS queues."
            )));
        }
        if says(fields, "StartingPositionTimestamp") {
            return Err(Error::invalid(
                "StartingPositionTimestamp is for the starting position AT_TIMESTAMP only.",
            ));
        }
        given.check()?;
        Ok(given)
    }

    /// Whether it asks only for what this kind of source has.
    pub(crate) fn check_kind(&self, kind: Kind) -> Result<(), Error> {
        let others: &[&str] = if kind.is_queue() { &OF_STREAMS } else { &OF_QUEUES };
        match self.said.iter().find(|member| others.contains(member)) {
            Some(member) => Err(Error::invalid(format!(
                "Unsupported {member} parameter for given event source mapping type."
            ))),
            None => Ok(()),
        }
    }

    /// The rules behind the model.
    fn check(&self) -> Result<(), Error> {
        if self.max_age_secs.is_some_and(|secs| (0..60).contains(&secs)) {
            return Err(Error::invalid(
                "Record age must be -1 or a value between 60 and 604800 seconds (MaximumRecordAgeInSeconds).",
            ));
        }
        match &self.filters {
            Some(patterns) if Filters::parse(patterns).is_none() => {
                // Recorded.
                Err(Error::invalid("Invalid filter pattern definition."))
            }
            _ => Ok(()),
        }
    }

    /// The destination that it names.
    pub(crate) fn destination(&self) -> Option<&str> {
        self.on_failure.as_ref()?.as_deref()
    }

    /// What holds after this request: what it says over `before`, or over AWS's defaults for this kind of source.
    pub(crate) fn over(self, before: Option<Settings>, kind: Kind) -> Result<Settings, Error> {
        self.check_kind(kind)?;
        let mut now = before.unwrap_or(Settings {
            enabled: true,
            batch_size: if kind.is_queue() { 10 } else { 100 },
            window_secs: 0,
            bisect: false,
            max_retries: -1,
            max_age_secs: -1,
            reports_items: false,
            parallelization: 1,
            filters: Vec::new(),
            on_failure: None,
            max_concurrency: None,
            kept: Kept::default(),
        });
        // The numbers were checked to lie in ranges that these types hold.
        let number = |value: i64| u32::try_from(value).unwrap_or(0);
        now.enabled = self.enabled.unwrap_or(now.enabled);
        now.batch_size = self.batch_size.map_or(now.batch_size, number);
        now.window_secs = self.window_secs.map_or(now.window_secs, number);
        now.bisect = self.bisect.unwrap_or(now.bisect);
        now.max_retries = self.max_retries.unwrap_or(now.max_retries);
        now.max_age_secs = self.max_age_secs.unwrap_or(now.max_age_secs);
        now.reports_items = self.reports_items.unwrap_or(now.reports_items);
        now.parallelization = self.parallelization.map_or(now.parallelization, number);
        now.filters = self.filters.unwrap_or(now.filters);
        now.on_failure = self.on_failure.unwrap_or(now.on_failure);
        now.max_concurrency = self.max_concurrency.map_or(now.max_concurrency, |most| most.map(number));
        now.kept = self.kept.over(now.kept);
        now.check(kind)?;
        Ok(now)
    }
}

impl Settings {
    /// The rules about queues in which one member depends on another. Recorded:
    /// <https://github.com/aws/aws-lambda-dotnet/pull/1758>, 2024-06-12;
    /// <https://github.com/pulumi/pulumi-aws-serverless/issues/20>, 2018-07-04;
    /// <https://github.com/aws/chalice/issues/1778>, 2021-08-04.
    fn check(&self, kind: Kind) -> Result<(), Error> {
        let is_large = self.batch_size > RECEIVED_AT_ONCE;
        Err(Error::invalid(match kind {
            Kind::FifoQueue if self.window_secs > 0 => "Batching window is not supported for FIFO queues",
            Kind::FifoQueue if is_large => "Maximum batch size must be between 1 and 10 inclusive",
            Kind::Queue if is_large && self.window_secs == 0 => {
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
            }
            _ => return Ok(()),
        }))
    }
}

/// Whether a request says something with a member, if its operation has it.
fn says(fields: &Fields, member: &str) -> bool {
    fields.shape().place_of(member).is_some() && fields.get(member).is_some_and(Value::says_something)
}

/// `[{"Pattern": "…"}, …]`
fn patterns<'f>(filters: impl Iterator<Item = &'f Fields>) -> Result<Vec<String>, Error> {
    let none = || Error::invalid("Invalid filter pattern definition.");
    filters.map(|filter| filter.text("Pattern").map(str::to_owned).ok_or_else(none)).collect()
}
