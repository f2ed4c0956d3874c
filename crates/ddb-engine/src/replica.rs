//! Replicas made, changed and deleted: `ReplicaUpdates` of UpdateTable carried out, under the rules of both kinds of
//! consistency. Rules and texts: measured on AWS by the authors of ack-api-quirks, 2026-10, unless a comment says
//! otherwise.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ReplicationGroupUpdate.html>

use std::ops::ControlFlow;
use std::sync::Arc;

use base::arn::Region;
use base::call::Call;
use serde_json::{Value, json};
use store::{Batch, Seq};

use crate::catalog::{Owner, Table};
use crate::describe::{Status, set};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::global::{Group, Member};
use crate::key;
use crate::recovery::Recovery;
use crate::schema::{Definition, Scope, Sse, View};
use crate::tables::{After, Exchange};

pub(crate) mod scaling;
pub(crate) mod wanted;

use wanted::{Added, Settings, Wanted};

/// Regions that can have replicas. Those that AWS names first come first; the order of the others is our guess.
const REGIONS: [&str; 34] = [
    "ap-south-2",
    "ap-south-1",
    "eu-south-1",
    "eu-south-2",
    "me-central-1",
    "il-central-1",
    "ca-central-1",
    "ca-west-1",
    "mx-central-1",
    "eu-central-1",
    "eu-central-2",
    "us-west-1",
    "us-west-2",
    "af-south-1",
    "eu-north-1",
    "eu-west-3",
    "eu-west-2",
    "eu-west-1",
    "ap-northeast-3",
    "ap-northeast-2",
    "me-south-1",
    "ap-northeast-1",
    "sa-east-1",
    "ap-east-1",
    "ap-east-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "us-east-1",
    "us-east-2",
];

/// Regions that can be strongly consistent.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html>
const STRONG_REGIONS: [&str; 10] = [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
];

/// Regions of a strongly consistent global table, its witness included.
const STRONG_SIZE: usize = 3;

impl Engine {
    /// Makes, changes or deletes replicas; the `TableDescription` of the table that was asked. As AWS's, it shows the
    /// replicas that there were.
    pub(crate) fn update_replicas(&self, call: &Call, table: &Table, wanted: Wanted) -> Result<(Value, Seq)> {
        let _all = self.stripes.lock_everything();
        let present = self.renewed(table)?;
        let before = self.describe(&present, Status::Updating)?;
        check_regions(&present, &wanted)?;
        match wanted {
            Wanted::Create { replicas, strong, witness } => {
                let group = if strong == Some(true) {
                    self.check_strong(&present, &replicas, witness.as_deref())?;
                    Group { strong: true, witness, ..Group::of(&present.owner.1, call.now.millis()) }
                } else {
                    check_eventual(&present.definition, strong)?;
                    let first = || Group::of(&present.owner.1, call.now.millis());
                    present.definition.group.clone().unwrap_or_else(first)
                };
                let (table, seq) = self.add_replicas(call, &present, group, replicas)?;
                let mut after = self.describe(&table, Status::Updating)?;
                set(&mut after, "Replicas", before.get("Replicas").cloned().unwrap_or(json!([])));
                Ok((after, seq))
            }
            Wanted::Update(changes) => Ok((before, self.override_replicas(&present, changes)?)),
            Wanted::Delete { regions, witness } => {
                Ok((before, self.delete_replicas(call, &present, &regions, witness.as_deref())?))
            }
        }
    }

    /// All that a strongly consistent global table must be when it is made.
    fn check_strong(&self, present: &Table, replicas: &[Added], witness: Option<&str>) -> Result<()> {
        if replicas.len() + usize::from(witness.is_some()) + 1 != STRONG_SIZE {
            return Err(Error::validation(
                "Unsupported replica count for global tables with MultiRegionConsistency set to STRONG.",
            ));
        }
        if present.definition.group.is_some() {
            return Err(consistency_is_set());
        }
        let region = present.owner.1.as_str();
        if witness == Some(region) {
            return Err(Error::validation(
                "Cannot add a witness in the same region as an existing replica when creating a global table with \
                 MultiRegionConsistency set to STRONG.",
            ));
        }
        let all = replicas.iter().map(|added| added.region.as_str()).chain(witness).chain([region]);
        let wrong: Vec<&str> = all.filter(|region| !STRONG_REGIONS.contains(region)).collect();
        if !wrong.is_empty() {
            return Err(Error::validation(format!(
                "Unsupported Region(s) specified for global tables with MultiRegionConsistency set to STRONG: [{}].",
                wrong.join(", ")
            )));
        }
        // AWS documents these three; the wordings are our guess.
        let refused = if present.definition.has_collections() {
            "Local secondary indexes"
        } else if present.definition.ttl.is_some() {
            "Time to live"
        } else if self.has_items(present)? {
            "Tables with items"
        } else {
            return Ok(());
        };
        Err(Error::validation(format!(
            "{refused} are not supported for global tables with MultiRegionConsistency set to STRONG."
        )))
    }

    /// Whether a table has any item. The caller holds all stripes, so it does not count them.
    fn has_items(&self, table: &Table) -> Result<bool> {
        let mut has = false;
        self.store.scan_prefix(&key::table_prefix(table.definition.id), &mut |_, _| {
            has = true;
            ControlFlow::Break(())
        })?;
        Ok(has)
    }

    fn add_replicas(
        &self,
        call: &Call,
        present: &Arc<Table>,
        mut group: Group,
        replicas: Vec<Added>,
    ) -> Result<(Arc<Table>, Seq)> {
        check_capacity(&present.definition)?;
        let own_region = present.owner.1.as_str();
        for added in &replicas {
            let owner = owner_in(present, &added.region)?;
            if self.catalog.table(&self.store, &owner, &present.definition.name)?.is_some() {
                return Err(Error::validation(format!(
                    "Failed to create a the new replica of table with name: ‘{}’ because one or more replicas already \
                     existed as tables.",
                    present.definition.name
                )));
            }
            group.members.push(Member {
                region: added.region.clone(),
                source: Some(own_region.to_owned()),
                added_ms: call.now.millis(),
            });
        }
        let mut batch = Batch::new();
        let (mut definition, mut stream) = (present.definition.clone(), present.stream.clone());
        let mut opened = Vec::new();
        definition.group = Some(group.clone());
        if stream.is_none() && !group.strong {
            let new = self.open_stream(&present.owner, &mut definition, View::NewAndOldImages, call)?;
            opened.push(new.clone());
            stream = Some(new);
        }
        let mut changes = Vec::new();
        for replica in self.replicas(present)? {
            let mut its = replica.definition.clone();
            its.group = Some(group.clone());
            changes.push(Exchange::of(&replica, its, replica.stream.clone()));
        }
        for added in replicas {
            let owner = owner_in(present, &added.region)?;
            let mut its = self.new_replica(call, &definition, &owner, added)?;
            let view = stream.as_ref().filter(|_| !group.strong).map(|stream| stream.definition.view);
            let stream = view.map(|view| self.open_stream(&owner, &mut its, view, call)).transpose()?;
            opened.extend(stream.clone());
            changes.push(Exchange { before: None, after: Some(After { owner, definition: its, stream }) });
        }
        for stream in &opened {
            self.catalog.save_stream(&mut batch, stream)?;
            // Before a table names it, so that nobody looks for it in vain.
            self.catalog.publish_stream(stream.clone());
        }
        changes.push(Exchange::of(present, definition, stream));
        let (mut tables, seq) = self.exchange(changes, batch)?;
        tables.pop().map(|table| (table, seq)).ok_or_else(Error::no_table)
    }

    /// The definition of one more replica: what all share, and nothing of what is a region's own.
    fn new_replica(&self, call: &Call, from: &Definition, owner: &Owner, added: Added) -> Result<Definition> {
        let mut its = from.clone();
        its.uuid = self.entropy.uuid();
        its.created_ms = call.now.millis();
        (its.stream, its.stream_label) = (None, None);
        its.deletion_protection = false;
        its.tags.clear();
        its.recovery = Recovery { snapshots: from.recovery.snapshots.clone(), ..Recovery::default() };
        its.restored = None;
        its.sse = replica_key(from.sse.as_ref(), owner, added.key.as_deref())?;
        its.regional = Default::default();
        its.regional.auto_scaling.share_writes(&from.regional.auto_scaling);
        added.settings.apply(&mut its);
        Ok(its)
    }

    fn override_replicas(&self, present: &Arc<Table>, changes: Vec<(String, Settings)>) -> Result<Seq> {
        let mut exchange = vec![Exchange::of(present, present.definition.clone(), present.stream.clone())];
        for replica in self.replicas(present)? {
            let mut its = replica.definition.clone();
            for (_, settings) in changes.iter().filter(|(region, _)| region == replica.owner.1.as_str()) {
                settings.check(&its)?;
                settings.apply(&mut its);
            }
            exchange.push(Exchange::of(&replica, its, replica.stream.clone()));
        }
        self.exchange(exchange, Batch::new()).map(|(_, seq)| seq)
    }

    fn delete_replicas(
        &self,
        call: &Call,
        present: &Arc<Table>,
        regions: &[String],
        witness: Option<&str>,
    ) -> Result<Seq> {
        let group = present.definition.group.as_ref();
        let group = group.ok_or_else(|| not_part("replicas", regions.iter().map(String::as_str)))?;
        match (witness, group.witness.as_deref()) {
            (Some(given), known) if known != Some(given) => return Err(not_part("witnesses", [given])),
            (None, Some(_)) => {
                return Err(Error::validation(
                    "Update table delete operation does not include all witnesses.",
                ));
            }
            _ => {}
        }
        let rest = group.without(regions);
        if !group.strong && regions.len() > 1 {
            return Err(wanted::too_many());
        }
        if group.strong && rest.is_some() {
            return Err(one_of_strong());
        }
        if !group.strong {
            group.check_no_source(regions, call.now)?;
        }
        let (mut batch, mut changes, mut closed) = (Batch::new(), Vec::new(), Vec::new());
        for table in self.replicas(present)?.into_iter().chain([present.clone()]) {
            if regions.iter().any(|region| region == table.owner.1.as_str()) {
                check_unprotected(&table)?;
                closed.extend(table.stream.as_ref().map(|stream| self.closed_stream(stream, call)));
                changes.push(Exchange { before: Some(table), after: None });
            } else {
                let definition = Definition { group: rest.clone(), ..table.definition.clone() };
                changes.push(Exchange::of(&table, definition, table.stream.clone()));
            }
        }
        for stream in &closed {
            self.catalog.save_stream(&mut batch, stream)?;
        }
        let (_, seq) = self.exchange(changes, batch)?;
        closed.into_iter().for_each(|stream| self.publish_closed(stream));
        Ok(seq)
    }
}

/// Regions that may be named in this way, whatever is to happen to them.
fn check_regions(present: &Table, wanted: &Wanted) -> Result<()> {
    let (own, group) = (present.owner.1.as_str(), present.definition.group.as_ref());
    let regions: Vec<&str> = wanted.regions().collect();
    if regions.contains(&own) {
        let what =
            if matches!(wanted, Wanted::Update(_)) { "add, delete, or update" } else { "add or delete" };
        return Err(Error::validation(format!(
            "Cannot {what} the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as \
             required."
        )));
    }
    if let Some(unknown) = regions.iter().find(|region| !is_supported(&present.owner.1, region)) {
        return Err(Error::validation(format!(
            "Region {unknown} is not supported. The latest version of global tables are only supported in the \
             following regions: [{}]",
            REGIONS.join(", ")
        )));
    }
    if !matches!(wanted, Wanted::Create { .. }) {
        let foreign: Vec<&str> =
            regions.into_iter().filter(|region| !group.is_some_and(|group| group.has(region))).collect();
        if !foreign.is_empty() {
            return Err(not_part("replicas", foreign));
        }
    }
    Ok(())
}

/// A region of the table's partition. Outside of `aws` every name of the right form is one.
fn is_supported(own: &Region, region: &str) -> bool {
    let parsed = Region::parse(region).filter(|region| region.partition() == own.partition());
    parsed.is_some_and(|parsed| parsed.partition() != "aws" || REGIONS.contains(&region))
}

fn not_part<'a>(what: &str, regions: impl IntoIterator<Item = &'a str>) -> Error {
    let regions: Vec<&str> = regions.into_iter().collect();
    Error::validation(format!(
        "Update global table operation failed because one or more {what} were not part of the global table. Please \
         retry the request without these {what}: [{}].",
        regions.join(", ")
    ))
}

fn owner_in(table: &Table, region: &str) -> Result<Owner> {
    let region = Region::parse(region).ok_or_else(|| not_part("replicas", [region]))?;
    Ok((table.owner.0, region))
}

/// Whether more replicas may come without strong consistency.
fn check_eventual(definition: &Definition, strong: Option<bool>) -> Result<()> {
    if definition.is_strong() && strong.is_none() {
        return Err(Error::validation(
            "Cannot add replicas to a global table with strong MultiRegionConsistency",
        ));
    }
    if definition.group.is_some() && strong.is_some() {
        return Err(consistency_is_set());
    }
    Ok(())
}

fn consistency_is_set() -> Error {
    Error::validation("MultiRegionConsistency parameter is unsupported on existing global table")
}

/// What scales by itself is needed for writes that come from everywhere.
fn check_capacity(definition: &Definition) -> Result<()> {
    if definition.billing.on_demand {
        return Ok(());
    }
    let scaled = &definition.regional.auto_scaling;
    let what = if scaled.write.is_none() {
        "Table"
    } else if definition.indexes_of(Scope::Global).any(|index| !scaled.scales_writes_of(&index.name)) {
        "GSI"
    } else {
        return Ok(());
    };
    Err(Error::validation(format!("{what} write capacity should either be Pay-Per-Request or AutoScaled.")))
}

/// A strongly consistent global table ends as a whole.
pub(crate) fn one_of_strong() -> Error {
    Error::validation(
        "Deletion of only one table replica is not supported for global tables with MultiRegionConsistency set to \
         STRONG.",
    )
}

/// A replica that is protected stays.
pub(crate) fn check_unprotected(table: &Table) -> Result<()> {
    if !table.definition.deletion_protection {
        return Ok(());
    }
    Err(Error::validation(format!(
        "Cannot delete table {} in region {} because it has deletion protection enabled. Disable deletion protection \
         first.",
        table.definition.name, table.owner.1
    )))
}

/// The key of a new replica. All are AWS's own, or all are the customer's.
fn replica_key(of_table: Option<&Sse>, owner: &Owner, given: Option<&str>) -> Result<Option<Sse>> {
    let needed = || Error::invalid("KMSMasterKeyId must be specified for each replica.");
    let given = given.map(|id| Sse::of(owner, Some(id)));
    match (of_table, given) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(needed()),
        (Some(known), None) if known.is_managed() => Ok(Some(Sse::managed(owner))),
        (Some(_), None) => Err(needed()),
        (Some(known), Some(given)) if known.is_managed() != given.is_managed() => {
            Err(Error::invalid("All replica keys must either be Customer Managed CMK or AWS Managed CMK."))
        }
        (Some(_), Some(given)) => {
            let region = base::arn::Arn::parse(&given.key).map(|arn| arn.region).unwrap_or_default();
            if region != owner.1.as_str() {
                return Err(Error::validation(format!(
                    "KMS validation error for region {}: com.amazonaws.services.kms.model.NotFoundException: Invalid \
                     arn {region}",
                    owner.1
                )));
            }
            Ok(Some(given))
        }
    }
}

/// In a global table, one region's key is exchanged for another of the customer's, not its kind for the other. The
/// wording for a change of the kind is our guess.
pub(crate) fn check_key_change(before: &Definition, after: &Definition) -> Result<()> {
    let is_own = |sse: &Option<Sse>| sse.as_ref().is_some_and(|sse| !sse.is_managed());
    if after.group.is_some() && after.sse.is_some() && is_own(&before.sse) != is_own(&after.sse) {
        return Err(Error::invalid("KMSMasterKeyId must be specified for each replica."));
    }
    Ok(())
}
