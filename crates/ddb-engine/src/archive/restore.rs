//! Restores: a new table that begins with the items of a backup, or of a moment of another table's past.
//!
//! Of the source's settings AWS brings back keys, indexes, capacity and encryption; not tags, streams, time to live,
//! point-in-time recovery or deletion protection.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CreateBackup_HowItWorks.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;

use crate::archive::backup::found_backup;
use crate::definition::from_members;
use crate::definition::owner::owner_of;
use crate::definition::phase::{Leaving, Phase};
use crate::definition::recovery::Moment;
use crate::definition::recovery::Recovery;
use crate::definition::regional::Regional;
use crate::definition::scaling::{ScalingRequest, Site};
use crate::definition::schema::{Billing, Definition, Index, Projection, Restored, Scope, Sse, Throughput};
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Code, Error, Result};
use crate::job::copy::{Copy, CopyTarget};
use crate::job::queue::{self, Job, Owned};
use crate::kept::backup::Backup;
use crate::memory::catalog::Table;
use crate::message::shape::{Fields, Kind, Member, Node};
use crate::message::shape::{Rule::Enum, Rule::NewTableName};
use crate::message::shared_members::{
    GLOBAL_INDEX_ELEMENT, LOCAL_INDEX_ELEMENT, ON_DEMAND, SSE_SHAPE, THROUGHPUT,
};

/// `TargetTableName`
pub(crate) const TARGET: Member = Member::ruled("TargetTableName", Kind::Text, &[NewTableName]);
/// `BillingModeOverride`
pub(crate) const BILLING: Member =
    Member::ruled("BillingModeOverride", Kind::Text, &[Enum(&["PROVISIONED", "PAY_PER_REQUEST"])]);
/// `GlobalSecondaryIndexOverride`
pub(crate) const GLOBAL: Member =
    Member::new("GlobalSecondaryIndexOverride", Kind::List(&GLOBAL_INDEX_ELEMENT));
/// `LocalSecondaryIndexOverride`
pub(crate) const LOCAL: Member = Member::new("LocalSecondaryIndexOverride", Kind::List(&LOCAL_INDEX_ELEMENT));
/// `ProvisionedThroughputOverride`
pub(crate) const UNITS: Member = Member::new("ProvisionedThroughputOverride", Kind::Struct(&THROUGHPUT));
/// `OnDemandThroughputOverride`
pub(crate) const LIMIT: Member = Member::new("OnDemandThroughputOverride", Kind::Struct(&ON_DEMAND));
/// `SSESpecificationOverride`
pub(crate) const ENCRYPTION: Member = Member::new("SSESpecificationOverride", Kind::Struct(&SSE_SHAPE));
/// `VectorIndexOverride`
pub(crate) const VECTORS: Member = Member::new("VectorIndexOverride", Kind::Unread);

/// What is to be otherwise in the new table.
#[derive(Debug)]
pub(crate) struct RestoreOverrides {
    /// The new table's name.
    target: String,
    on_demand: Option<bool>,
    throughput: Option<Throughput>,
    limit: ScalingRequest,
    global: Option<Vec<IndexOverride>>,
    local: Option<Vec<IndexOverride>>,
    sse: Option<Option<Sse>>,
}

/// An index that the new table is to have: one of the source's.
#[derive(Debug)]
struct IndexOverride {
    name: String,
    /// Names and roles of its key.
    key: Vec<(String, String)>,
    projection: Projection,
    throughput: Option<Throughput>,
    limit: ScalingRequest,
}

impl RestoreOverrides {
    /// From the members above.
    pub(crate) fn of(call: &Call, body: &Fields<'_>) -> Result<RestoreOverrides> {
        body.refuse_unread()?;
        let indexes = |member: &str, scope| {
            let nodes = body.list(member).iter().filter_map(Node::fields);
            let indexes = || nodes.map(|fields| IndexOverride::of(fields, scope)).collect::<Result<Vec<_>>>();
            body.has(member).then(indexes).transpose()
        };
        Ok(RestoreOverrides {
            target: body.required("TargetTableName").to_owned(),
            on_demand: body.text("BillingModeOverride").map(|mode| mode == "PAY_PER_REQUEST"),
            throughput: body
                .fields("ProvisionedThroughputOverride")
                .map(from_members::throughput)
                .transpose()?,
            limit: ScalingRequest::limit_of(body.fields("OnDemandThroughputOverride")),
            global: indexes("GlobalSecondaryIndexOverride", Scope::Global)?,
            local: indexes("LocalSecondaryIndexOverride", Scope::Local)?,
            sse: body
                .fields("SSESpecificationOverride")
                .map(|sse| Sse::wanted(&owner_of(call), sse))
                .transpose()?,
        })
    }

    /// The new table's definition, from the source's.
    fn apply(self, source: &Definition, now_ms: u64) -> Result<Definition> {
        let source = &source.with_own_units();
        let mut definition = source.clone();
        definition.billing = self.billing(&source.billing, now_ms)?;
        definition.indexes = self.indexes(source, definition.billing.on_demand)?;
        for index in &mut definition.vectors {
            index.filling = false;
        }
        let (key, indexes) = (&definition.key, &definition.indexes);
        definition
            .attributes
            .retain(|one| key.has(&one.name) || indexes.iter().any(|index| index.key.has(&one.name)));
        Ok(Definition {
            name: self.target,
            created_ms: now_ms,
            stream_label: None,
            stream: None,
            deletion_protection: false,
            sse: self.sse.unwrap_or(definition.sse),
            tags: BTreeMap::new(),
            ttl: None,
            expiry: None,
            recovery: Recovery::default(),
            filling: true,
            phase: Phase::default(),
            leaving: Leaving::default(),
            group: None,
            regional: Regional::default(),
            ..definition
        })
    }

    fn billing(&self, source: &Billing, now_ms: u64) -> Result<Billing> {
        let on_demand = self.on_demand.unwrap_or(source.on_demand);
        let throughput = match (on_demand, self.throughput) {
            (true, Some(_)) => {
                return Err(Error::invalid(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is \
                     PAY_PER_REQUEST",
                ));
            }
            (true, None) => Throughput::default(),
            (false, Some(units)) => units,
            (false, None) if source.on_demand => {
                return Err(Error::invalid(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is \
                     PROVISIONED",
                ));
            }
            (false, None) => Throughput {
                read: source.throughput.read,
                write: source.throughput.write,
                ..Throughput::default()
            },
        };
        let scaling = source.scaling.with(self.limit, Site::restored(on_demand, None), &throughput)?;
        Ok(Billing { on_demand, on_demand_since_ms: on_demand.then_some(now_ms), throughput, scaling })
    }

    /// The source's indexes, or those of them that the request names.
    fn indexes(&self, source: &Definition, on_demand: bool) -> Result<Vec<Index>> {
        let mut indexes = Vec::new();
        for (scope, wanted) in [(Scope::Local, &self.local), (Scope::Global, &self.global)] {
            for wanted in wanted.iter().flatten() {
                if !source.indexes_of(scope).any(|index| wanted.is(index)) {
                    return Err(Error::invalid(format!(
                        "The index {} does not match an existing index of the source",
                        wanted.name
                    )));
                }
            }
            for index in source.indexes_of(scope) {
                let Some(wanted) = wanted else {
                    indexes.push(on(index, scope, on_demand, None)?);
                    continue;
                };
                if let Some(wanted) = wanted.iter().find(|wanted| wanted.name == index.name) {
                    indexes.push(on(index, scope, on_demand, Some(wanted))?);
                }
            }
        }
        Ok(indexes)
    }
}

/// An index of the source as the new table has it.
fn on(index: &Index, scope: Scope, on_demand: bool, wanted: Option<&IndexOverride>) -> Result<Index> {
    let mut index = Index { filling: false, ..index.clone() };
    if scope == Scope::Local {
        return Ok(index);
    }
    let known = index.throughput;
    let kept = Throughput { read: known.read, write: known.write, ..Throughput::default() };
    index.throughput = match (on_demand, wanted.and_then(|wanted| wanted.throughput)) {
        (true, Some(_)) => {
            return Err(Error::invalid(format!(
                "ProvisionedThroughput should not be specified for index: {} when BillingMode is PAY_PER_REQUEST",
                index.name
            )));
        }
        (true, None) => Throughput::default(),
        (false, Some(units)) => units,
        (false, None) if kept.read == 0 => {
            return Err(Error::invalid(format!(
                "ProvisionedThroughput must be specified for index: {}",
                index.name
            )));
        }
        (false, None) => kept,
    };
    let limit = wanted.map(|wanted| wanted.limit).unwrap_or_default();
    let site = Site::restored(on_demand, Some(&index.name));
    index.scaling = index.scaling.with(limit, site, &index.throughput)?;
    Ok(index)
}

impl IndexOverride {
    fn of(fields: &Fields<'_>, scope: Scope) -> Result<IndexOverride> {
        let elements = fields.list("KeySchema").iter().filter_map(Node::fields);
        let global = scope == Scope::Global;
        if global && fields.has("WarmThroughput") {
            return Err(Error::invalid(
                "WarmThroughput is not supported on global secondary indexes of a restored table",
            ));
        }
        let of_global = |name: &str| if global { fields.fields(name) } else { None };
        Ok(IndexOverride {
            name: fields.required("IndexName").to_owned(),
            key: elements
                .map(|element| {
                    (element.required("AttributeName").to_owned(), element.required("KeyType").to_owned())
                })
                .collect(),
            projection: from_members::projection(fields)?,
            throughput: of_global("ProvisionedThroughput").map(from_members::throughput).transpose()?,
            limit: ScalingRequest::limit_of(of_global("OnDemandThroughput")),
        })
    }

    /// Whether it is this index of the source.
    fn is(&self, index: &Index) -> bool {
        let hash = index.key.hash.iter().map(|attribute| (attribute.name.as_str(), "HASH"));
        let range = index.key.range.iter().map(|attribute| (attribute.name.as_str(), "RANGE"));
        let key = self.key.iter().map(|(name, role)| (name.as_str(), role.as_str()));
        self.name == index.name && self.projection == index.projection && hash.chain(range).eq(key)
    }
}

impl Engine {
    /// Begins a table with the items of a backup.
    pub(crate) async fn restore_backup(
        self: &Arc<Engine>,
        call: &Call,
        backup: &Backup,
        overrides: RestoreOverrides,
    ) -> Result<Arc<Table>> {
        self.check_target(call, &overrides).await?;
        let mut definition = overrides.apply(&backup.source, call.now.millis())?;
        let from = Restored {
            backup: Some(backup.arn.clone()),
            table: backup.table_arn.clone(),
            at_ms: backup.created_ms,
        };
        definition.restored = Some(from);
        let id = self.new_job_id()?;
        let (owner, name) = (owner_of(call), definition.name.clone());
        self.begin_job(id, || {
            self.deciding(&owner, &name, || {
                // Nobody deletes it before the job needs it.
                let seen = self.store.noting();
                let backup = found_backup(&seen, call, &backup.arn)?;
                let from = (backup.items_under, None);
                let (made, mut restoring) = self.restoring(call, definition.clone(), id, from)?;
                restoring.records().relies_on_reads(&seen);
                self.commit_definitions(restoring)?;
                Ok(made)
            })
        })
        .await
    }

    /// Begins a table with the items that another had at a moment, or now.
    pub(crate) async fn restore_moment(
        self: &Arc<Engine>,
        call: &Call,
        source: &Table,
        at_ms: Option<u64>,
        overrides: RestoreOverrides,
    ) -> Result<Arc<Table>> {
        self.check_target(call, &overrides).await?;
        let definition = overrides.apply(&source.definition, call.now.millis())?;
        let id = self.new_job_id()?;
        self.begin_job(id, || {
            self.deciding(&source.owner, &source.definition.name, || {
                self.decide_restore(call, (source, at_ms), &definition, id)
            })
        })
        .await
    }

    fn decide_restore(
        &self,
        call: &Call,
        (source, at_ms): (&Table, Option<u64>),
        definition: &Definition,
        id: u64,
    ) -> Result<Arc<Table>> {
        let present = self.renewed(source)?;
        let recovery = &present.definition.recovery;
        if recovery.since_ms.is_none() {
            return Err(Error::no_recovery(&present.definition.name));
        }
        let moment_ms = recovery.moment(call.now, at_ms).ok_or_else(|| {
            Error::new(
                Code::InvalidRestoreTime,
                "An invalid restore time was specified. RestoreDateTime must be between \
                 EarliestRestorableDateTime and LatestRestorableDateTime.",
            )
        })?;
        let moment = Moment::end_of(moment_ms);
        let restored = Restored { backup: None, table: present.arn.clone(), at_ms: moment_ms };
        let definition = Definition { restored: Some(restored), ..definition.clone() };
        let mut holding = present.definition.clone();
        holding.recovery.snapshots.push(moment.0);
        let at = Some((moment, Owned::by(&present.owner, &present.definition.name)));
        let (made, restoring) = self.restoring(call, definition, id, (present.definition.id, at))?;
        self.replace_table(&present, holding, present.stream.clone(), restoring)?;
        Ok(made)
    }

    /// The new table, not committed yet, with the job that fills it.
    fn restoring(
        &self,
        call: &Call,
        mut definition: Definition,
        id: u64,
        (source, at): (u64, Option<(Moment, Owned)>),
    ) -> Result<(Arc<Table>, Definitions)> {
        let owner = owner_of(call);
        let mut restoring = Definitions::new();
        definition.id = self.new_table_id()?;
        definition.uuid = self.entropy.uuid();
        self.begin_creation(&mut definition, call.now);
        let target = CopyTarget::Table(Owned::by(&owner, &definition.name), definition.id);
        queue::save(restoring.records(), id, &Job::Copy(Copy::new(source, at, target)))?;
        let made = self.found_table(owner, definition, &mut restoring)?;
        Ok((made, restoring))
    }

    /// The new table's name must be free; restores have an error of their own for that.
    async fn check_target(self: &Arc<Engine>, call: &Call, overrides: &RestoreOverrides) -> Result<()> {
        self.make_room(&owner_of(call), &overrides.target).await?;
        match self.present(&owner_of(call), &overrides.target)? {
            None => Ok(()),
            Some(_) => Err(Error::new(
                Code::TableAlreadyExists,
                format!("Table already exists: {}", overrides.target),
            )),
        }
    }
}
