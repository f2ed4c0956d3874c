//! How a function's asynchronous invocations are retried, and where records of them go: one setting for each version and alias.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionEventInvokeConfig.html>

use std::ops::ControlFlow;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::{Batch, Key, Space};
use wire::shape::Shape;
use wire::value::{Fields, Value};

use crate::error::Error;
use crate::function_name::{FunctionId, LATEST};
use crate::model;
use crate::records::Records;

/// The sub-space of these in `Space::LambdaOther`.
const SUBSPACE: u8 = 3;

/// How often an event is tried again, and how old it may become, where nothing is set: AWS's defaults and maxima.
const RETRIES: usize = 2;
const AGE: Duration = Duration::from_secs(6 * 3600);

/// Members that are kept and do not act: there is no SNS and no EventBridge.
pub(crate) const KEPT: &[&str] = &[
    "DestinationConfig.OnFailure.Destination=arn:*:events:*",
    "DestinationConfig.OnFailure.Destination=arn:*:sns:*",
    "DestinationConfig.OnSuccess.Destination=arn:*:events:*",
    "DestinationConfig.OnSuccess.Destination=arn:*:sns:*",
];

/// One setting, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EventInvokeConfig {
    pub(crate) qualifier: String,
    /// Milliseconds since the epoch.
    pub(crate) last_modified: u64,
    retries: Option<usize>,
    age_secs: Option<u64>,
    /// ARNs of destinations.
    pub(crate) on_success: Option<String>,
    pub(crate) on_failure: Option<String>,
}

/// What a request says.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    retries: Option<usize>,
    age_secs: Option<u64>,
    destinations: Option<Destinations>,
}

/// The ARNs for what succeeded and for what failed.
type Destinations = (Option<String>, Option<String>);

impl EventInvokeConfig {
    /// Where the setting of a version or alias is stored.
    pub(crate) fn key(id: &FunctionId, qualifier: Option<&str>) -> Key {
        EventInvokeConfig::prefix(id).text(qualifier.unwrap_or(LATEST))
    }

    fn prefix(id: &FunctionId) -> Key {
        Key::of(Space::LambdaOther).u8(SUBSPACE).account(id.account).region(&id.region).text(&id.name)
    }

    pub(crate) fn load(
        store: &Records,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<Option<EventInvokeConfig>, Error> {
        let record = store.get(EventInvokeConfig::key(id, qualifier).as_bytes())?;
        record.map(|record| EventInvokeConfig::decode(&record)).transpose()
    }

    /// Those of all versions and aliases of a function.
    pub(crate) fn all(store: &Records, id: &FunctionId) -> Result<Vec<EventInvokeConfig>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(&EventInvokeConfig::prefix(id), &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| EventInvokeConfig::decode(record)).collect()
    }

    /// Adds to a batch that a function has none any more.
    pub(crate) fn delete_all(store: &Records, id: &FunctionId, batch: &mut Batch) -> Result<(), Error> {
        for config in EventInvokeConfig::all(store, id)? {
            batch.delete(EventInvokeConfig::key(id, Some(&config.qualifier)));
        }
        Ok(())
    }

    fn decode(record: &[u8]) -> Result<EventInvokeConfig, Error> {
        serde_json::from_slice(record)
            .map_err(|cause| Error::damaged("a setting of asynchronous invocations", cause))
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    /// How often an event is tried again.
    pub(crate) fn retries(&self) -> usize {
        self.retries.unwrap_or(RETRIES)
    }

    /// How old an event may become.
    pub(crate) fn age(&self) -> Duration {
        self.age_secs.map_or(AGE, Duration::from_secs)
    }

    /// As the API shows it.
    pub(crate) fn shown(&self, id: &FunctionId, shape: &'static Shape) -> Fields {
        let on_success = Fields::new(&model::ON_SUCCESS).with("Destination", self.on_success.as_deref());
        let on_failure = Fields::new(&model::ON_FAILURE).with("Destination", self.on_failure.as_deref());
        let destinations = Fields::new(&model::DESTINATION_CONFIG)
            .with("OnSuccess", on_success)
            .with("OnFailure", on_failure);
        let modified = i64::try_from(self.last_modified).unwrap_or(i64::MAX);
        Fields::new(shape)
            .with("LastModified", Value::Time(modified))
            .with("FunctionArn", id.qualified_arn(&self.qualifier).to_string())
            .with("MaximumRetryAttempts", self.retries.map(|retries| retries as u64))
            .with("MaximumEventAgeInSeconds", self.age_secs)
            .with("DestinationConfig", destinations)
    }
}

impl Given {
    /// What a request says, judged by its shape before.
    pub(crate) fn read(fields: &Fields) -> Result<Given, Error> {
        let number = |member| fields.integer(member).and_then(|number| u64::try_from(number).ok());
        let config = fields.fields("DestinationConfig");
        let destination = |config: &Fields, member| {
            let named = config.fields(member).and_then(|config| config.text("Destination"));
            named.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let given = Given {
            retries: number("MaximumRetryAttempts").and_then(|retries| usize::try_from(retries).ok()),
            age_secs: number("MaximumEventAgeInSeconds"),
            destinations: config
                .map(|config| (destination(config, "OnSuccess"), destination(config, "OnFailure"))),
        };
        if given.retries.is_none() && given.age_secs.is_none() && given.destinations.is_none() {
            // Our guess.
            return Err(Error::invalid(
                "You must specify at least one of error handling or destination setting.",
            ));
        }
        Ok(given)
    }

    /// The destinations that it names, each with whether it is for what succeeded.
    pub(crate) fn destinations(&self) -> impl Iterator<Item = (&str, bool)> {
        let (on_success, on_failure) =
            self.destinations.as_ref().map_or((None, None), |(a, b)| (a.as_deref(), b.as_deref()));
        on_success.map(|arn| (arn, true)).into_iter().chain(on_failure.map(|arn| (arn, false)))
    }

    /// What holds after this request: what it says over `before`. That both destinations are replaced is our guess.
    pub(crate) fn over(self, mut before: EventInvokeConfig) -> EventInvokeConfig {
        before.retries = self.retries.or(before.retries);
        before.age_secs = self.age_secs.or(before.age_secs);
        if let Some((on_success, on_failure)) = self.destinations {
            (before.on_success, before.on_failure) = (on_success, on_failure);
        }
        before
    }
}
