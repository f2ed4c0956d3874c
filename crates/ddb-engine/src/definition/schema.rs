//! What a table is: its keys, indexes, billing, streams. Plain data, kept in the store as JSON.
//!
//! No state beyond the definition lives here; items are counted in `memory`, keys are built in `item`.

use std::collections::BTreeMap;

use base::clock::Timestamp;
use ddb_expr::value::Type;
use serde::{Deserialize, Serialize};

use crate::definition::group::Group;
use crate::definition::phase::{self, Leaving, Phase};
use crate::definition::policy::Attached;
use crate::definition::recovery::Recovery;
use crate::definition::regional::Regional;
use crate::definition::scaling::Scaling;
use crate::definition::vector_index::VectorIndex;

/// A table's definition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Definition {
    /// Never used twice, so that what a deleted table left behind belongs to nobody.
    pub(crate) id: u64,
    /// Rises with each change, so that no record of it is ever what it was before. A change of what replicas share, or of
    /// which streams are open, is one of all of them.
    #[serde(default)]
    pub(crate) version: u64,
    /// `TableId` on the wire.
    pub(crate) uuid: String,
    pub(crate) name: String,
    pub(crate) created_ms: u64,
    pub(crate) attributes: Vec<KeyAttribute>,
    pub(crate) key: KeySchema,
    pub(crate) indexes: Vec<Index>,
    #[serde(default)]
    pub(crate) vectors: Vec<VectorIndex>,
    #[serde(default)]
    pub(crate) phase: Phase,
    /// The indexes that the last UpdateTable deleted, as long as they are shown.
    #[serde(default)]
    pub(crate) leaving: Leaving,
    /// The id of the next index; like table ids, never used twice.
    pub(crate) next_index: u32,
    pub(crate) billing: Billing,
    /// `LatestStreamLabel`, also when that stream is closed.
    pub(crate) stream_label: Option<String>,
    /// The id of the open stream.
    pub(crate) stream: Option<u64>,
    pub(crate) deletion_protection: bool,
    pub(crate) table_class: Option<String>,
    /// `SSEDescription`, as the KMS key's ARN if one was named.
    pub(crate) sse: Option<Sse>,
    pub(crate) tags: BTreeMap<String, String>,
    /// The attribute that holds the time of expiry, while TTL is enabled.
    pub(crate) ttl: Option<String>,
    /// The index of times of expiry, while TTL is enabled; nothing in a table that enabled it before there was one.
    #[serde(default)]
    pub(crate) expiry: Option<ExpiryIndex>,
    /// When TTL was last enabled or disabled.
    #[serde(default)]
    pub(crate) ttl_changed_ms: Option<u64>,
    /// Whether its past can be read.
    #[serde(default)]
    pub(crate) recovery: Recovery,
    /// Whether a restore or an import is still filling it: it is shown as being created.
    #[serde(default)]
    pub(crate) filling: bool,
    /// Where its first items came from, if it was restored.
    #[serde(default)]
    pub(crate) restored: Option<Restored>,
    /// The global table that it is a replica of.
    #[serde(default)]
    pub(crate) group: Option<Group>,
    /// What no replica shares.
    #[serde(default)]
    pub(crate) regional: Regional,
}

/// The index of times of expiry.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct ExpiryIndex {
    /// From the same sequence as the ids of other indexes.
    pub(crate) id: u32,
    /// Whether a job still fills it.
    pub(crate) filling: bool,
}

/// What a table was restored from: `RestoreSummary`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Restored {
    /// The backup's ARN, if it was one.
    pub(crate) backup: Option<String>,
    /// The source table's ARN.
    pub(crate) table: String,
    /// The moment whose items it began with.
    pub(crate) at_ms: u64,
}

/// How a table is encrypted beyond the default.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sse {
    /// The KMS key's ARN.
    pub(crate) key: String,
}

/// The type that a key attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum KeyType {
    /// Text, ordered by its UTF-8 bytes.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
}

impl KeyType {
    /// As AWS spells it.
    pub(crate) fn name(self) -> &'static str {
        self.value_type().name()
    }

    /// The type among all types of values.
    pub(crate) fn value_type(self) -> Type {
        match self {
            KeyType::S => Type::S,
            KeyType::N => Type::N,
            KeyType::B => Type::B,
        }
    }

    /// From AWS's spelling.
    pub(super) fn parse(text: &str) -> Option<KeyType> {
        [KeyType::S, KeyType::N, KeyType::B].into_iter().find(|kind| kind.name() == text)
    }
}

/// One attribute of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyAttribute {
    pub(crate) name: String,
    pub(crate) kind: KeyType,
}

/// The attributes that make up a key: those that choose the partition, then those that order within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeySchema {
    pub(crate) hash: Vec<KeyAttribute>,
    pub(crate) range: Vec<KeyAttribute>,
}

impl KeySchema {
    /// All attributes in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &KeyAttribute> {
        self.hash.iter().chain(&self.range)
    }

    /// How many attributes there are.
    pub(crate) fn len(&self) -> usize {
        self.hash.len() + self.range.len()
    }

    /// What an attribute is in the key, as AWS calls it; nothing if it is not in it.
    pub(crate) fn role_of(&self, attribute: &KeyAttribute) -> Option<&'static str> {
        let is_it = |known: &KeyAttribute| known.name == attribute.name;
        match self.hash.iter().any(is_it) {
            true => Some("HASH"),
            false => self.range.iter().any(is_it).then_some("RANGE"),
        }
    }

    /// Whether an attribute is part of the key.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all().any(|attribute| attribute.name == name)
    }
}

/// Whether an index spans partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Scope {
    /// A global secondary index: a partition key of its own.
    Global,
    /// A local secondary index: another order within the table's partitions.
    Local,
}

/// A secondary index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Index {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) scope: Scope,
    pub(crate) key: KeySchema,
    pub(crate) projection: Projection,
    /// Zero where the table is billed by request.
    pub(crate) throughput: Throughput,
    #[serde(default)]
    pub(crate) scaling: Scaling,
    /// When it is filled, in milliseconds; zero if it was at once.
    #[serde(default)]
    pub(crate) ready_ms: u64,
    /// Whether a job still fills it.
    #[serde(default)]
    pub(crate) filling: bool,
}

/// Which attributes an index holds beside its own key and the table's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Projection {
    All,
    KeysOnly,
    Include(Vec<String>),
}

/// Units a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Throughput {
    pub(crate) read: u64,
    pub(crate) write: u64,
    pub(crate) increased_ms: Option<u64>,
    pub(crate) decreased_ms: Option<u64>,
    pub(crate) decreases_today: u32,
}

/// How a table is paid for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Billing {
    pub(crate) on_demand: bool,
    /// Since when it last was on demand; `BillingModeSummary` appears with this.
    pub(crate) on_demand_since_ms: Option<u64>,
    pub(crate) throughput: Throughput,
    #[serde(default)]
    pub(crate) scaling: Scaling,
}

/// What a stream record shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum View {
    KeysOnly,
    NewImage,
    OldImage,
    NewAndOldImages,
}

impl View {
    /// As AWS spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            View::KeysOnly => "KEYS_ONLY",
            View::NewImage => "NEW_IMAGE",
            View::OldImage => "OLD_IMAGE",
            View::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        }
    }

    /// From AWS's spelling.
    pub(super) fn parse(text: &str) -> Option<View> {
        [View::KeysOnly, View::NewImage, View::OldImage, View::NewAndOldImages]
            .into_iter()
            .find(|view| view.name() == text)
    }

    /// Whether records hold the item as it became.
    pub(crate) fn has_new(self) -> bool {
        matches!(self, View::NewImage | View::NewAndOldImages)
    }

    /// Whether records hold the item as it was.
    pub(crate) fn has_old(self) -> bool {
        matches!(self, View::OldImage | View::NewAndOldImages)
    }
}

/// A stream's definition. It outlives its table by a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StreamDefinition {
    pub(crate) id: u64,
    pub(crate) table: String,
    pub(crate) label: String,
    pub(crate) view: View,
    pub(crate) key: KeySchema,
    pub(crate) created_ms: u64,
    /// When it was disabled, or its table deleted.
    pub(crate) closed_ms: Option<u64>,
    /// The sequence number below its first record.
    pub(crate) starting: u64,
    /// A number that none of its records is above, once closed.
    pub(crate) ending: Option<u64>,
    /// How many shards are open at a time.
    #[serde(default = "one_lane")]
    pub(crate) lanes: u32,
    /// How long a shard is open before the next continues it; nothing if it stays open.
    #[serde(default)]
    pub(crate) shard_life_ms: Option<u64>,
    /// The stream's resource policy.
    #[serde(default)]
    pub(crate) policy: Option<Attached>,
}

/// What streams had before they could have more.
fn one_lane() -> u32 {
    1
}

impl Definition {
    /// An index by its name.
    pub(crate) fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// A vector index by its name.
    pub(crate) fn vector_index(&self, name: &str) -> Option<&VectorIndex> {
        self.vectors.iter().find(|index| index.name == name)
    }

    /// The indexes of one scope.
    pub(crate) fn indexes_of(&self, scope: Scope) -> impl Iterator<Item = &Index> {
        self.indexes.iter().filter(move |index| index.scope == scope)
    }

    /// Notes that an index, of whatever kind, is filled.
    pub(crate) fn index_is_filled(&mut self, id: u32) {
        self.indexes.iter_mut().filter(|index| index.id == id).for_each(|index| index.filling = false);
        self.vectors.iter_mut().filter(|index| index.id == id).for_each(|index| index.filling = false);
        self.expiry.iter_mut().filter(|index| index.id == id).for_each(|index| index.filling = false);
    }

    /// Whether there are local indexes, and so item collections.
    pub(crate) fn has_collections(&self) -> bool {
        self.indexes_of(Scope::Local).next().is_some()
    }
}

impl Index {
    /// Whether it can be read.
    pub(crate) fn is_ready(&self, now: Timestamp) -> bool {
        !self.filling && phase::is_over(self.ready_ms, now)
    }

    /// Whether an attribute is in the index's entries.
    pub(crate) fn holds(&self, table: &KeySchema, name: &str) -> bool {
        match &self.projection {
            Projection::All => true,
            Projection::KeysOnly => self.key.has(name) || table.has(name),
            Projection::Include(names) => {
                self.key.has(name) || table.has(name) || names.iter().any(|held| held == name)
            }
        }
    }
}
