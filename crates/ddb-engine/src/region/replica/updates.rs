//! `ReplicaUpdates`, `MultiRegionConsistency` and `GlobalTableWitnessUpdates` of a request: their shapes, and the rules
//! that need no state.

use std::collections::BTreeMap;

use crate::definition::regional::{IndexOverrides, ReplicaOverrides};
use crate::definition::schema::{Definition, Scope};
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Min, Rule::NotNull};
use crate::message::shared_members::{INDEX_NAME_RULES, TABLE_CLASS_VALUES};

static READ_OVERRIDE: Shape = Shape {
    name: "ProvisionedThroughputOverride",
    members: &[Member::ruled("ReadCapacityUnits", Kind::Long, &[Min(1)])],
};

static LIMIT_OVERRIDE: Shape =
    Shape { name: "OnDemandThroughputOverride", members: &[Member::new("MaxReadRequestUnits", Kind::Long)] };

const READ: Member = Member::new("ProvisionedThroughputOverride", Kind::Struct(&READ_OVERRIDE));
const LIMIT: Member = Member::new("OnDemandThroughputOverride", Kind::Struct(&LIMIT_OVERRIDE));
const REGION: Member = Member::ruled("RegionName", Kind::Text, &[NotNull]);

static INDEX: Shape = Shape {
    name: "ReplicaGlobalSecondaryIndex",
    members: &[Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES), READ, LIMIT],
};

static INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&INDEX));

const SETTINGS: &[Member] = &[
    REGION,
    Member::new("KMSMasterKeyId", Kind::Text),
    READ,
    LIMIT,
    Member::ruled("GlobalSecondaryIndexes", Kind::List(&INDEX_ELEMENT), &[LengthMin(1)]),
    Member::ruled("TableClassOverride", Kind::Text, &[Enum(TABLE_CLASS_VALUES)]),
];

static CREATE: Shape = Shape { name: "CreateReplicationGroupMemberAction", members: SETTINGS };
static UPDATE: Shape = Shape { name: "UpdateReplicationGroupMemberAction", members: SETTINGS };
static DELETE: Shape = Shape { name: "DeleteReplicationGroupMemberAction", members: &[REGION] };

static ACTIONS: Shape = Shape {
    name: "ReplicationGroupUpdate",
    members: &[
        Member::new("Create", Kind::Struct(&CREATE)),
        Member::new("Update", Kind::Struct(&UPDATE)),
        Member::new("Delete", Kind::Struct(&DELETE)),
        Member::new("Disassociate", Kind::Unread),
    ],
};

static ACTIONS_ELEMENT: Member = Member::new("member", Kind::Struct(&ACTIONS));

/// `ReplicaUpdates`
pub(crate) const REPLICA_UPDATES: Member =
    Member::ruled("ReplicaUpdates", Kind::List(&ACTIONS_ELEMENT), &[LengthMin(1)]);

/// `MultiRegionConsistency`
pub(crate) const MULTI_REGION_CONSISTENCY: Member =
    Member::ruled("MultiRegionConsistency", Kind::Text, &[Enum(&["EVENTUAL", "STRONG"])]);

static WITNESS_CREATE: Shape =
    Shape { name: "CreateGlobalTableWitnessGroupMemberAction", members: &[REGION] };
static WITNESS_DELETE: Shape =
    Shape { name: "DeleteGlobalTableWitnessGroupMemberAction", members: &[REGION] };

static WITNESS: Shape = Shape {
    name: "GlobalTableWitnessGroupUpdate",
    members: &[
        Member::new("Create", Kind::Struct(&WITNESS_CREATE)),
        Member::new("Delete", Kind::Struct(&WITNESS_DELETE)),
    ],
};

static WITNESS_ELEMENT: Member = Member::new("member", Kind::Struct(&WITNESS));

/// `GlobalTableWitnessUpdates`
pub(crate) const WITNESS_UPDATES: Member =
    Member::ruled("GlobalTableWitnessUpdates", Kind::List(&WITNESS_ELEMENT), &[LengthMin(1), LengthMax(1)]);

/// What is to happen to replicas.
#[derive(Debug)]
pub(crate) enum ReplicaUpdates {
    /// `strong` as `MultiRegionConsistency` says, if it says something.
    Create {
        replicas: Vec<Added>,
        strong: Option<bool>,
        witness: Option<String>,
    },
    /// By region.
    Update(Vec<(String, ReplicaSettings)>),
    Delete {
        regions: Vec<String>,
        witness: Option<String>,
    },
}

/// A replica that is to be made.
#[derive(Debug)]
pub(crate) struct Added {
    pub(super) region: String,
    /// `KMSMasterKeyId`
    pub(super) key: Option<String>,
    pub(super) settings: ReplicaSettings,
}

/// What a replica is to have other than its global table.
#[derive(Debug, Default)]
pub(crate) struct ReplicaSettings {
    read: Option<u64>,
    read_limit: Option<i64>,
    indexes: BTreeMap<String, IndexOverrides>,
    table_class: Option<String>,
}

impl ReplicaUpdates {
    /// What a request asks for, which has `ReplicaUpdates`.
    pub(crate) fn of(body: &Fields<'_>) -> Result<ReplicaUpdates> {
        let strong = body.text("MultiRegionConsistency").map(|mode| mode == "STRONG");
        let (mut replicas, mut changes, mut regions) = (Vec::new(), Vec::new(), Vec::new());
        for action in body.list("ReplicaUpdates").iter().filter_map(Node::fields) {
            action.refuse_unread()?;
            match (action.fields("Create"), action.fields("Update"), action.fields("Delete")) {
                (Some(create), None, None) => {
                    let region = create.required("RegionName").to_owned();
                    let key = create.text("KMSMasterKeyId").map(str::to_owned);
                    // AWS takes the same one twice.
                    if !replicas.iter().any(|known: &Added| known.region == region) {
                        replicas.push(Added { region, key, settings: ReplicaSettings::of(create)? });
                    }
                }
                (None, Some(update), None) => {
                    if update.has("KMSMasterKeyId") {
                        return Err(Error::invalid("KMSMasterKeyId must be specified for each replica."));
                    }
                    let settings = ReplicaSettings::of(update)?;
                    if settings.is_empty() {
                        return Err(no_actions());
                    }
                    changes.push((update.required("RegionName").to_owned(), settings));
                }
                (None, None, Some(delete)) => regions.push(delete.required("RegionName").to_owned()),
                (None, None, None) => return Err(no_actions()),
                _ => return Err(mixed()),
            }
        }
        regions.dedup();
        let (add_witness, drop_witness) = witness(body, strong)?;
        if strong != Some(true) && (replicas.len() > 1 || regions.len() > 1 && strong.is_some()) {
            return Err(too_many());
        }
        match (replicas.is_empty(), changes.is_empty(), regions.is_empty()) {
            (false, true, true) => Ok(ReplicaUpdates::Create { replicas, strong, witness: add_witness }),
            (true, _, _) if strong.is_some() => Err(Error::validation(
                "Only Replica Create actions are supported when MultiRegionConsistency parameter is provided.",
            )),
            (true, false, true) => Ok(ReplicaUpdates::Update(changes)),
            (true, true, false) => Ok(ReplicaUpdates::Delete { regions, witness: drop_witness }),
            _ => Err(mixed()),
        }
    }

    /// The regions that are named, the witness's aside.
    pub(super) fn regions(&self) -> impl Iterator<Item = &str> {
        let (created, updated, deleted) = match self {
            ReplicaUpdates::Create { replicas, .. } => (&replicas[..], &[][..], &[][..]),
            ReplicaUpdates::Update(changes) => (&[][..], &changes[..], &[][..]),
            ReplicaUpdates::Delete { regions, .. } => (&[][..], &[][..], &regions[..]),
        };
        let created = created.iter().map(|added| added.region.as_str());
        created
            .chain(updated.iter().map(|(region, _)| region.as_str()))
            .chain(deleted.iter().map(String::as_str))
    }
}

/// The witness that is to come, and the one that is to go.
fn witness(body: &Fields<'_>, strong: Option<bool>) -> Result<(Option<String>, Option<String>)> {
    let Some(action) = body.list("GlobalTableWitnessUpdates").first().and_then(Node::fields) else {
        return Ok((None, None));
    };
    let region = |name: &str| action.fields(name).map(|given| given.required("RegionName").to_owned());
    let (create, delete) = (region("Create"), region("Delete"));
    if create.is_some() && strong != Some(true) {
        return Err(Error::validation(
            "MultiRegionConsistency must be set as STRONG when GlobalTableWitnessUpdates parameter is present.",
        ));
    }
    let replicas = body.list("ReplicaUpdates").iter().filter_map(Node::fields);
    let mut named =
        replicas.filter_map(|action| action.fields("Create")).map(|create| create.text("RegionName"));
    if create.is_some() && named.any(|region| region == create.as_deref()) {
        return Err(Error::validation("Cannot target multiple regions with the same action"));
    }
    Ok((create, delete))
}

fn no_actions() -> Error {
    Error::validation("There are no actions specified in the Replica Update Action of the request.")
}

fn mixed() -> Error {
    Error::validation("Update table operation with more than one type of replica actions not allowed.")
}

/// More than one region at a time, where consistency is not strong.
pub(super) fn too_many() -> Error {
    Error::validation(
        "Update table operation with more than one create or delete replica actions not allowed",
    )
}

impl ReplicaSettings {
    fn of(fields: &Fields<'_>) -> Result<ReplicaSettings> {
        let overrides = |fields: &Fields<'_>| IndexOverrides {
            read: fields
                .fields("ProvisionedThroughputOverride")
                .and_then(|given| u64::try_from(given.integer("ReadCapacityUnits")?).ok()),
            read_limit: fields
                .fields("OnDemandThroughputOverride")
                .and_then(|given| given.integer("MaxReadRequestUnits")),
        };
        let IndexOverrides { read, read_limit } = overrides(fields);
        let indexes = fields.list("GlobalSecondaryIndexes").iter().filter_map(Node::fields);
        let indexes: BTreeMap<String, IndexOverrides> =
            indexes.map(|index| (index.required("IndexName").to_owned(), overrides(index))).collect();
        let table_class = fields.text("TableClassOverride").map(str::to_owned);
        let limits = indexes.values().filter_map(|index| index.read_limit).chain(read_limit);
        if limits.into_iter().any(|limit| limit != -1 && limit < 1) {
            return Err(Error::invalid(
                "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range",
            ));
        }
        Ok(ReplicaSettings { read, read_limit, indexes, table_class })
    }

    fn is_empty(&self) -> bool {
        let nothing = IndexOverrides::default();
        let own = IndexOverrides { read: self.read, read_limit: self.read_limit };
        own == nothing && self.table_class.is_none() && self.indexes.values().all(|index| *index == nothing)
    }

    /// Whether a replica that is there can have them. That an unknown index is refused is our guess: AWS takes one
    /// when a replica is made.
    pub(super) fn check(&self, definition: &Definition) -> Result<()> {
        let all = || self.indexes.values();
        let on_demand = definition.billing.on_demand;
        if on_demand && (self.read.is_some() || all().any(|index| index.read.is_some())) {
            return Err(Error::validation(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ));
        }
        if !on_demand && (self.read_limit.is_some() || all().any(|index| index.read_limit.is_some())) {
            return Err(Error::validation(
                "MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED",
            ));
        }
        let unknown = self.indexes.keys().find(|name| !has_index(definition, name));
        unknown.map_or(Ok(()), |name| Err(Error::no_index_of(name, &definition.name)))
    }

    /// Sets them. What is the same as everywhere is no override.
    pub(super) fn apply(&self, definition: &mut Definition) {
        if self.table_class.is_some() {
            definition.table_class.clone_from(&self.table_class);
        }
        let shared = definition.billing.throughput.read;
        let ReplicaOverrides { read, read_limit, indexes } = &mut definition.regional.overrides;
        *read = self.read.or(*read).filter(|units| *units != shared);
        *read_limit = self.read_limit.or(*read_limit);
        for (name, given) in &self.indexes {
            let shared = definition.indexes.iter().find(|index| index.name == *name);
            let its = indexes.entry(name.clone()).or_default();
            its.read =
                given.read.or(its.read).filter(|units| shared.is_none_or(|s| s.throughput.read != *units));
            its.read_limit = given.read_limit.or(its.read_limit);
        }
    }
}

fn has_index(definition: &Definition, name: &str) -> bool {
    definition.index(name).is_some_and(|index| index.scope == Scope::Global)
}
