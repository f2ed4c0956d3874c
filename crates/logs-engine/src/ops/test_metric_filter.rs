//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>

use std::sync::Arc;

use base::call::Call;
use base::task::apart;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::filter_pattern::{Extracted, Pattern};
use crate::model;

pub(super) struct TestMetricFilter;

/// A message that is meant: its number, counted from one, and what the pattern takes out of it.
pub(super) struct Match {
    number: i64,
    message: String,
    extracted: Extracted,
}

impl Operation for TestMetricFilter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::TEST_METRIC_FILTER;
    type Input = (Pattern, Vec<String>);
    type Output = Vec<Match>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let pattern = Pattern::read(fields.required("filterPattern"))?;
        Ok((pattern, fields.texts("logEventMessages").map(str::to_owned).collect()))
    }

    async fn run(_: &Arc<Engine>, _: &Call, (pattern, messages): Self::Input) -> Result<Vec<Match>, Fault> {
        let matches = move || {
            let numbered = messages.into_iter().zip(1_i64..);
            let found = numbered.filter_map(|(message, number)| {
                let extracted = pattern.extract(&message)?;
                Some(Match { number, message, extracted })
            });
            found.collect()
        };
        Ok(apart(matches).await)
    }

    fn reply(matches: Vec<Match>) -> Outgoing {
        let shown = matches.into_iter().map(|Match { number, message, extracted }| {
            Fields::new(&model::METRIC_FILTER_MATCH_RECORD)
                .with("eventNumber", number)
                .with("eventMessage", message)
                .with("extractedValues", extracted)
        });
        Fields::new(Self::SIGNATURE.output).with("matches", shown.collect::<Vec<_>>()).into()
    }
}
