//! What a user sets of a mapping: read and checked the same way for CreateEventSourceMapping and
//! UpdateEventSourceMapping.

use wire::value::{Fields, Value};

use super::{Settings, destination};
use crate::error::Error;
use crate::kept::{Kept, OfMapping};
use crate::mapping::filter::Filters;
use crate::refused_members::{self, Row};

/// The members of mappings that are kept and do not act: there is no SQS, no SNS, no KMS and no CloudWatch, and records
/// come in no windows.
pub(crate) const KEPT: &[&str] = &[
    "DestinationConfig.OnFailure.Destination=arn:*:sns:*",
    "KMSKeyArn",
    "MetricsConfig",
    "TumblingWindowInSeconds!=0",
];

/// Members that AWS has for other event sources, which it refuses for streams. Refused unless they are empty.
const REFUSED: [Row; 11] = [
    ("AmazonManagedKafkaEventSourceConfig", OTHER_SOURCE),
    ("DocumentDBEventSourceConfig", OTHER_SOURCE),
    ("LoggingConfig", OTHER_SOURCE),
    ("ProvisionedPollerConfig", OTHER_SOURCE),
    ("Queues", OTHER_SOURCE),
    ("ScalingConfig", OTHER_SOURCE),
    ("SelfManagedEventSource", OTHER_SOURCE),
    ("SelfManagedKafkaEventSourceConfig", OTHER_SOURCE),
    ("SourceAccessConfigurations", OTHER_SOURCE),
    ("StartingPositionTimestamp", "is for the starting position AT_TIMESTAMP only"),
    ("Topics", OTHER_SOURCE),
];

const OTHER_SOURCE: &str = "is not a parameter of event source mappings of DynamoDB streams";

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
    kept: Kept<OfMapping>,
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
            kept: Kept::of(fields, KEPT).without("DestinationConfig"),
        };
        refused_members::check(fields, &REFUSED)?;
        given.check()?;
        Ok(given)
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

    /// What holds after this request: what it says over `before`, or over AWS's defaults for streams.
    pub(crate) fn over(self, before: Option<Settings>) -> Settings {
        let mut now = before.unwrap_or(Settings {
            enabled: true,
            batch_size: 100,
            window_secs: 0,
            bisect: false,
            max_retries: -1,
            max_age_secs: -1,
            reports_items: false,
            parallelization: 1,
            filters: Vec::new(),
            on_failure: None,
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
        now.kept = self.kept.over(now.kept);
        now
    }
}

/// `[{"Pattern": "…"}, …]`
fn patterns<'f>(filters: impl Iterator<Item = &'f Fields>) -> Result<Vec<String>, Error> {
    let none = || Error::invalid("Invalid filter pattern definition.");
    filters.map(|filter| filter.text("Pattern").map(str::to_owned).ok_or_else(none)).collect()
}
