//! What a user sets of a mapping: read and checked the same way for CreateEventSourceMapping and
//! UpdateEventSourceMapping.

use serde_json::{Map, Value};

use super::Settings;
use crate::constraint::Constraints;
use crate::error::Error;
use crate::filter::Filters;
use crate::json::Members;

/// Members that are kept as they come and shown again.
const KEPT: [&str; 5] =
    ["DestinationConfig", "KMSKeyArn", "MetricsConfig", "LoggingConfig", "ProvisionedPollerConfig"];

/// What a request says; what it leaves out stays as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    pub(crate) enabled: Option<bool>,
    batch_size: Option<i64>,
    window_secs: Option<i64>,
    bisect: Option<bool>,
    max_retries: Option<i64>,
    max_age_secs: Option<i64>,
    responses: Option<Vec<String>>,
    parallelization: Option<i64>,
    tumbling_secs: Option<i64>,
    filters: Option<Vec<String>>,
    kept: Map<String, Value>,
}

impl Given {
    /// Takes the members out of a request and checks them against the model.
    pub(crate) fn read(members: &mut Members, constraints: &mut Constraints) -> Result<Given, Error> {
        let mut given = Given {
            enabled: members.flag("Enabled")?,
            batch_size: members.integer("BatchSize")?,
            window_secs: members.integer("MaximumBatchingWindowInSeconds")?,
            bisect: members.flag("BisectBatchOnFunctionError")?,
            max_retries: members.integer("MaximumRetryAttempts")?,
            max_age_secs: members.integer("MaximumRecordAgeInSeconds")?,
            responses: members.texts("FunctionResponseTypes")?,
            parallelization: members.integer("ParallelizationFactor")?,
            tumbling_secs: members.integer("TumblingWindowInSeconds")?,
            filters: None,
            kept: Map::new(),
        };
        if let Some(mut criteria) = members.object("FilterCriteria")? {
            given.filters = Some(patterns(criteria.raw("Filters"))?);
        }
        for name in KEPT {
            if let Some(value) = members.raw(name) {
                given.kept.insert(name.to_owned(), value);
            }
        }
        given.check(constraints);
        Ok(given)
    }

    fn check(&self, constraints: &mut Constraints) {
        constraints.range("batchSize", self.batch_size, 1, 10_000);
        constraints.range("maximumBatchingWindowInSeconds", self.window_secs, 0, 300);
        constraints.range("maximumRetryAttempts", self.max_retries, -1, 10_000);
        constraints.range("maximumRecordAgeInSeconds", self.max_age_secs, -1, 604_800);
        constraints.range("parallelizationFactor", self.parallelization, 1, 10);
        constraints.range("tumblingWindowInSeconds", self.tumbling_secs, 0, 900);
        for response in self.responses.iter().flatten() {
            constraints.one_of("functionResponseTypes", Some(response), &["ReportBatchItemFailures"]);
        }
    }

    /// The rules behind the model.
    pub(crate) fn check_rules(&self) -> Result<(), Error> {
        if self.max_age_secs.is_some_and(|secs| (0..60).contains(&secs)) {
            return Err(Error::invalid(
                "Record age must be -1 or a value between 60 and 604800 seconds (MaximumRecordAgeInSeconds).",
            ));
        }
        if self.tumbling_secs.is_some_and(|secs| secs > 0) {
            return Err(Error::invalid(
                "Tumbling windows are not supported here yet (TumblingWindowInSeconds).",
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
            tumbling_secs: 0,
            filters: Vec::new(),
            kept: Map::new(),
        });
        // The numbers were checked to lie in ranges that these types hold.
        let number = |value: i64| u32::try_from(value).unwrap_or(0);
        now.enabled = self.enabled.unwrap_or(now.enabled);
        now.batch_size = self.batch_size.map_or(now.batch_size, number);
        now.window_secs = self.window_secs.map_or(now.window_secs, number);
        now.bisect = self.bisect.unwrap_or(now.bisect);
        now.max_retries = self.max_retries.unwrap_or(now.max_retries);
        now.max_age_secs = self.max_age_secs.unwrap_or(now.max_age_secs);
        now.reports_items = self.responses.map_or(now.reports_items, |responses| !responses.is_empty());
        now.parallelization = self.parallelization.map_or(now.parallelization, number);
        now.filters = self.filters.unwrap_or(now.filters);
        now.kept.extend(self.kept);
        now
    }
}

/// `[{"Pattern": "…"}, …]`
fn patterns(filters: Option<Value>) -> Result<Vec<String>, Error> {
    let Some(Value::Array(filters)) = filters else { return Ok(Vec::new()) };
    let pattern = |filter: Value| match filter.get("Pattern") {
        Some(Value::String(pattern)) => Ok(pattern.clone()),
        _ => Err(Error::invalid("Invalid filter pattern definition.")),
    };
    filters.into_iter().map(pattern).collect()
}
