//! Aliases: names for a version, or for two with weights.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html>

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use store::{Key, Space};
use wire::value::Fields;

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::model;
use crate::records::Records;

pub(crate) mod given;

/// The sub-space of aliases in `Space::LambdaOther`.
const SUBSPACE: u8 = 1;

/// One alias, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Alias {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) description: String,
    /// A second version, and the share of invocations that it gets, 0 to 1.
    pub(crate) second: Option<(String, f64)>,
    pub(crate) revision: String,
}

impl Alias {
    pub(crate) fn key(id: &FunctionId, name: &str) -> Key {
        Alias::prefix(id).text(name)
    }

    /// What the keys of all aliases of a function begin with.
    pub(crate) fn prefix(id: &FunctionId) -> Key {
        Key::of(Space::LambdaOther).u8(SUBSPACE).account(id.account).region(&id.region).text(&id.name)
    }

    pub(crate) fn load(store: &Records, id: &FunctionId, name: &str) -> Result<Option<Alias>, Error> {
        let record = store.get(Alias::key(id, name).as_bytes())?;
        record.map(|record| Alias::decode(&record)).transpose()
    }

    /// All aliases of a function, by name.
    pub(crate) fn all(store: &Records, id: &FunctionId) -> Result<Vec<Alias>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(&Alias::prefix(id), &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| Alias::decode(record)).collect()
    }

    fn decode(record: &[u8]) -> Result<Alias, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("an alias", cause))
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    pub(crate) fn check_revision(&self, given: Option<&str>) -> Result<(), Error> {
        match given {
            Some(given) if given != self.revision => Err(Error::old_revision("GetFunction/GetAlias")),
            _ => Ok(()),
        }
    }

    /// The version that one invocation runs. `pick` gives a number in 0..1.
    pub(crate) fn choose(self, pick: impl FnOnce() -> f64) -> String {
        match self.second {
            Some((second, weight)) if pick() < weight => second,
            _ => self.version,
        }
    }

    /// `AliasConfiguration` of the API.
    pub(crate) fn shown(&self, id: &FunctionId) -> Fields {
        let weights = self.second.as_ref().map(|(version, weight)| {
            let weights = BTreeMap::from([(version.clone(), *weight)]);
            Fields::new(&model::ALIAS_ROUTING_CONFIGURATION).with("AdditionalVersionWeights", weights)
        });
        Fields::new(&model::ALIAS_CONFIGURATION)
            .with("AliasArn", id.qualified_arn(&self.name).to_string())
            .with("Name", self.name.as_str())
            .with("FunctionVersion", self.version.as_str())
            .with("Description", self.description.as_str())
            .with("RevisionId", self.revision.as_str())
            .with("RoutingConfig", weights)
    }
}
