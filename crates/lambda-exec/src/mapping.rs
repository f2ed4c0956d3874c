//! Event source mappings: which function is fed from which stream or queue.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html>

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use base::entropy::Entropy;
use serde::{Deserialize, Serialize};
use store::space::Fields as KeyFields;
use store::{Key, Space};
use wire::value::Fields;

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::kept::{Kept, OfMapping};
use crate::mapping::source::Kind;
use crate::records::Records;

mod destination;
pub(crate) mod filter;
pub(crate) mod given;
pub(crate) mod position;
mod shown;
pub(crate) mod source;

/// What `LastProcessingResult` says before anything was read, after a success, and after a failure.
pub(crate) const NOTHING_YET: &str = "No records processed";
pub(crate) const GOOD: &str = "OK";
pub(crate) const BAD: &str = "PROBLEM: Function call failed";
/// What it says when the source is not there, when its policy does not admit the mapping's account any more, when a queue is
/// there and the function is not, and after a fault of this host. Our guess: nothing was recorded.
pub(crate) const GONE: &str = "PROBLEM: Stream not found";
pub(crate) const DENIED: &str = "PROBLEM: Access to the stream is denied";
pub(crate) const QUEUE_GONE: &str = "PROBLEM: Queue not found";
pub(crate) const QUEUE_DENIED: &str = "PROBLEM: Access to the queue is denied";
pub(crate) const NO_FUNCTION: &str = "PROBLEM: Function not found";
pub(crate) const FAULT: &str = "PROBLEM: internal Lambda error. Please contact Lambda customer support.";

/// Whose mapping, and which.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct MappingId {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) uuid: String,
}

/// One mapping, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mapping {
    /// The stream's or queue's ARN.
    pub(crate) source: String,
    /// The function's name, in the mapping's own account and region.
    pub(crate) function: String,
    pub(crate) qualifier: Option<String>,
    /// Nothing for a queue.
    pub(crate) start: Option<Start>,
    pub(crate) settings: Settings,
    /// Milliseconds since the epoch.
    pub(crate) last_modified: u64,
    pub(crate) last_result: String,
    #[serde(default)]
    pub(crate) tags: BTreeMap<String, String>,
}

/// Where a mapping begins to read a shard that it has not read yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Start {
    TrimHorizon,
    Latest,
    /// Milliseconds since the epoch.
    AtTimestamp(u64),
}

/// What can be changed later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) enabled: bool,
    pub(crate) batch_size: u32,
    pub(crate) window_secs: u32,
    pub(crate) bisect: bool,
    /// -1 for no limit.
    pub(crate) max_retries: i64,
    /// -1 for no limit.
    pub(crate) max_age_secs: i64,
    /// Whether the function reports the items that failed.
    pub(crate) reports_items: bool,
    /// How many batches of a shard run at once.
    pub(crate) parallelization: u32,
    /// Event patterns; a record passes if one of them fits, or if there is none.
    pub(crate) filters: Vec<String>,
    /// The ARN of the destination for records of what is given up. Only buckets get any.
    #[serde(default)]
    pub(crate) on_failure: Option<String>,
    /// How many batches of a queue run at once, at the most.
    #[serde(default)]
    pub(crate) max_concurrency: Option<u32>,
    /// What does not act.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub(crate) kept: Kept<OfMapping>,
}

impl MappingId {
    pub(crate) fn key(&self) -> Key {
        MappingId::prefix(self.account, &self.region).text(&self.uuid)
    }

    /// An id for a mapping to be made.
    pub(crate) fn fresh(store: &Records, call: &Call) -> Result<MappingId, Error> {
        let named = |uuid| MappingId { account: call.account, region: call.region.clone(), uuid };
        let draw = |entropy: &Entropy| named(entropy.uuid());
        store.fresh(draw, |id: &MappingId| [id.key(), position::prefix(id)])
    }

    /// What the keys of all mappings of a region begin with.
    pub(crate) fn prefix(account: AccountId, region: &Region) -> Key {
        Key::of(Space::LambdaMapping).account(account).region(region)
    }

    /// The mapping that a request names.
    pub(crate) fn read(call: &Call, fields: &Fields) -> MappingId {
        let uuid = fields.required("UUID").to_owned();
        MappingId { account: call.account, region: call.region.clone(), uuid }
    }

    pub(crate) fn arn(&self) -> Arn {
        let resource = format!("event-source-mapping:{}", self.uuid);
        Arn::regional("lambda", &self.region, self.account, resource)
    }

    pub(crate) fn load(&self, store: &Records) -> Result<Option<Mapping>, Error> {
        let record = store.get(self.key().as_bytes())?;
        record.map(|record| Mapping::decode(&record)).transpose()
    }

    pub(crate) fn of_key(key: &[u8]) -> Option<MappingId> {
        let mut fields = KeyFields::of(key);
        let (account, region, uuid) = (fields.account()?, fields.region()?, fields.text()?);
        Some(MappingId { account, region, uuid })
    }
}

impl Mapping {
    pub(crate) fn decode(record: &[u8]) -> Result<Mapping, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("an event source mapping", cause))
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    /// The mappings whose keys begin with `prefix`.
    pub(crate) fn scan(store: &Records, prefix: &Key) -> Result<Vec<(MappingId, Mapping)>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(prefix, &mut |key, record| {
            records.extend(MappingId::of_key(key).map(|id| (id, record.clone())));
            ControlFlow::Continue(())
        })?;
        records.into_iter().map(|(id, record)| Ok((id, Mapping::decode(&record)?))).collect()
    }

    pub(crate) fn function_id(&self, id: &MappingId) -> FunctionId {
        FunctionId { account: id.account, region: id.region.clone(), name: self.function.clone() }
    }

    pub(crate) fn kind(&self) -> Kind {
        // What is stored was judged when it was made.
        Arn::parse(&self.source).and_then(|source| Kind::of(&source).ok()).unwrap_or(Kind::Stream)
    }

    /// `Enabled` or `Disabled`. The states in between are over before anybody can ask: replies name them.
    pub(crate) fn state(&self) -> &'static str {
        if self.settings.enabled { "Enabled" } else { "Disabled" }
    }
}
