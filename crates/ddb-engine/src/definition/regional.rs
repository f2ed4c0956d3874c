//! What a table has in its region alone, however many replicas it has, beside what every table has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::definition::auto_scaling::AutoScaling;
use crate::definition::insights::Insights;
use crate::definition::kinesis::Destination;
use crate::definition::policy::Attached;
use crate::definition::recovery::Recovery;
use crate::definition::scaling::Scaling;
use crate::definition::schema::{Definition, Index, Scope, Throughput};

/// The settings of one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Regional {
    /// Where a replica has other than its global table.
    pub(crate) overrides: ReplicaOverrides,
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
pub(crate) struct ReplicaOverrides {
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

impl ReplicaOverrides {
    /// Whether nothing is other.
    pub(crate) fn is_empty(&self) -> bool {
        *self == ReplicaOverrides::default()
    }
}

impl Definition {
    /// The units and limits of the table or an index in this region: what all replicas have, and what this one has
    /// other than they.
    pub(crate) fn own_units(&self, index: Option<&Index>) -> (Throughput, Scaling) {
        let all = &self.regional.overrides;
        let (mut throughput, scaling, its) = match index {
            None => {
                let its = IndexOverrides { read: all.read, read_limit: all.read_limit };
                (self.billing.throughput, self.billing.scaling, its)
            }
            Some(index) => {
                let its = all.indexes.get(&index.name).copied().unwrap_or_default();
                (index.throughput, index.scaling, its)
            }
        };
        throughput.read = its.read.unwrap_or(throughput.read);
        (throughput, scaling.with_read_limit(its.read_limit))
    }

    /// With the units and limits of this region in place of those that all replicas have.
    pub(crate) fn with_own_units(&self) -> Definition {
        let mut shown = self.clone();
        (shown.billing.throughput, shown.billing.scaling) = self.own_units(None);
        for index in &mut shown.indexes {
            (index.throughput, index.scaling) = self.own_units(Some(index));
        }
        shown
    }

    /// Without what a table has for itself: for another that is made from it.
    pub(crate) fn without_own(&self) -> Definition {
        Definition {
            stream: None,
            stream_label: None,
            deletion_protection: false,
            tags: BTreeMap::new(),
            recovery: Recovery::default(),
            restored: None,
            group: None,
            regional: Regional::default(),
            ..self.with_own_units()
        }
    }

    /// Forgets the settings of indexes that are gone, and overrides that mean nothing under the present billing or in
    /// a table without replicas.
    pub(crate) fn prune(&mut self) {
        if self.group.is_none() && !self.regional.overrides.is_empty() {
            // What a replica has when it is left alone is what it shows.
            *self = self.with_own_units();
        }
        let Definition { indexes, billing, group, regional, .. } = self;
        let overrides = &mut regional.overrides;
        if group.is_none() {
            *overrides = ReplicaOverrides::default();
            regional.auto_scaling = AutoScaling::default();
        }
        let is_there =
            |name: &str| indexes.iter().any(|index| index.scope == Scope::Global && index.name == name);
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
