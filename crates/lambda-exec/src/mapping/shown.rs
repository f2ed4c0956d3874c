//! `EventSourceMappingConfiguration`: a mapping as the API shows it.

use wire::value::{Fields, Value};

use super::{Mapping, MappingId, Start};
use crate::model;

impl Mapping {
    /// What the API shows of it in a state.
    pub(crate) fn shown(&self, id: &MappingId, state: &str) -> Fields {
        if self.kind().is_queue() { self.queue_shown(id, state) } else { self.stream_shown(id, state) }
    }

    /// What mappings of all kinds show.
    fn base_shown(&self, id: &MappingId, state: &str) -> Fields {
        let Mapping { settings, .. } = self;
        let responses: &[&str] = if settings.reports_items { &["ReportBatchItemFailures"] } else { &[] };
        let filter = |pattern: &String| Fields::new(&model::FILTER).with("Pattern", pattern.as_str());
        let filters: Vec<Fields> = settings.filters.iter().map(filter).collect();
        let filters = Fields::new(&model::FILTER_CRITERIA).with("Filters", filters);
        settings
            .kept
            .shown()
            .with("UUID", id.uuid.as_str())
            .with("EventSourceMappingArn", id.arn().to_string())
            .with("EventSourceArn", self.source.as_str())
            .with("FunctionArn", self.function_id(id).arn_of(self.qualifier.as_deref()).to_string())
            .with("BatchSize", settings.batch_size)
            .with("MaximumBatchingWindowInSeconds", settings.window_secs)
            .with("FunctionResponseTypes", responses.to_vec())
            .with("FilterCriteria", (!settings.filters.is_empty()).then_some(filters))
            .with("LastModified", time(self.last_modified))
            .with("State", state)
    }

    /// Members and defaults as recorded.
    fn stream_shown(&self, id: &MappingId, state: &str) -> Fields {
        let Mapping { settings, .. } = self;
        let on_failure = Fields::new(&model::ON_FAILURE).with("Destination", settings.on_failure.as_deref());
        let since = if let Some(Start::AtTimestamp(at)) = self.start { Some(time(at)) } else { None };
        let shown = self.base_shown(id, state);
        let tumbling_secs = shown.integer("TumblingWindowInSeconds").unwrap_or(0);
        shown
            .with("ParallelizationFactor", settings.parallelization)
            .with("BisectBatchOnFunctionError", settings.bisect)
            .with("MaximumRetryAttempts", settings.max_retries)
            .with("MaximumRecordAgeInSeconds", settings.max_age_secs)
            .with("TumblingWindowInSeconds", tumbling_secs)
            .with("DestinationConfig", Fields::new(&model::DESTINATION_CONFIG).with("OnFailure", on_failure))
            .with("StartingPosition", self.start.map(Start::as_str))
            .with("StartingPositionTimestamp", since)
            .with("LastProcessingResult", self.last_result.as_str())
            .with("StateTransitionReason", "User action")
    }

    /// The members of the example of a queue in the AWS CLI's reference of get-event-source-mapping, which says too that there is
    /// no result of a queue; but what keeps the mapping from its work is shown.
    fn queue_shown(&self, id: &MappingId, state: &str) -> Fields {
        let concurrency = |most: u32| Fields::new(&model::SCALING_CONFIG).with("MaximumConcurrency", most);
        let problem = Some(self.last_result.as_str()).filter(|result| result.starts_with("PROBLEM"));
        self.base_shown(id, state)
            .with("ScalingConfig", self.settings.max_concurrency.map(concurrency))
            .with("LastProcessingResult", problem)
            .with("StateTransitionReason", "USER_INITIATED")
    }
}

fn time(ms: u64) -> Value {
    Value::Time(i64::try_from(ms).unwrap_or(i64::MAX))
}

impl Start {
    fn as_str(self) -> &'static str {
        match self {
            Start::TrimHorizon => "TRIM_HORIZON",
            Start::Latest => "LATEST",
            Start::AtTimestamp(_) => "AT_TIMESTAMP",
        }
    }
}
