//! What a table has in its region alone, however many replicas it has, beside what every table has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::auto_scaling::AutoScaling;
use crate::insights::Insights;
use crate::kinesis::Destination;
use crate::policy::Attached;
use crate::schema::{Definition, Scope};

/// The settings of one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Regional {
    /// Where a replica has other than its global table.
    pub(crate) overrides: Overrides,
    pub(crate) auto_scaling: AutoScaling,
    /// Contributor insights: of the table under the empty name, of an index under its own.
    pub(crate) insights: BTreeMap<String, Insights>,
    /// Kinesis streams.
    pub(crate) kinesis: Vec<Destination>,
    /// The table's resource policy.
    pub(crate) policy: Option<Attached>,
}

/// Where a replica has other than its global table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Overrides {
    /// `ProvisionedThroughputOverride`
    pub(crate) read: Option<u64>,
    /// `OnDemandThroughputOverride`
    pub(crate) read_limit: Option<i64>,
    /// The same of indexes, by name.
    pub(crate) indexes: BTreeMap<String, IndexOverrides>,
}

/// Where an index of a replica has other than that of its global table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct IndexOverrides {
    pub(crate) read: Option<u64>,
    pub(crate) read_limit: Option<i64>,
}

impl Overrides {
    /// Whether nothing is other.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Overrides::default()
    }
}

impl Definition {
    /// Forgets the settings of indexes that are gone, and overrides that mean nothing under the present billing or in
    /// a table without replicas.
    pub(crate) fn prune(&mut self) {
        let Definition { indexes, billing, group, regional, .. } = self;
        let is_there =
            |name: &str| indexes.iter().any(|index| index.scope == Scope::Global && index.name == name);
        let overrides = &mut regional.overrides;
        if group.is_none() {
            // What a replica has when it is left alone is what it shows.
            billing.throughput.read = overrides.read.unwrap_or(billing.throughput.read);
            billing.scaling = billing.scaling.with_read_limit(overrides.read_limit);
            *overrides = Overrides::default();
            regional.auto_scaling = AutoScaling::default();
        }
        if billing.on_demand {
            overrides.read = None;
            overrides.indexes.values_mut().for_each(|index| index.read = None);
        } else {
            overrides.read_limit = None;
            overrides.indexes.values_mut().for_each(|index| index.read_limit = None);
        }
        overrides.indexes.retain(|name, its| is_there(name) && *its != IndexOverrides::default());
        regional.auto_scaling.indexes.retain(|name, _| is_there(name));
        regional.insights.retain(|name, _| name.is_empty() || is_there(name));
    }
}
