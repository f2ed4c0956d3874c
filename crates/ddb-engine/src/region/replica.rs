//! Replicas made, changed and deleted: `ReplicaUpdates` of UpdateTable carried out, under the rules of both kinds of
//! consistency. Rules and texts: measured on AWS by the authors of ack-api-quirks, 2026-10, unless a comment says
//! otherwise.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ReplicationGroupUpdate.html>

use std::ops::ControlFlow;
use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::definition::group;
use crate::definition::group::{Group, GroupMember};
use crate::definition::owner::Owner;
use crate::definition::phase::Status;
use crate::definition::recovery::Recovery;
use crate::definition::schema::{Definition, View};
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Error, Result};
use crate::item::key;
use crate::memory::catalog::Table;
use crate::memory::reader::Reader;
use crate::message::json::set;
use crate::table::life::{After, Exchange};

mod rules;
pub(crate) mod scaling;
pub(crate) mod updates;

use updates::{Added, ReplicaSettings, ReplicaUpdates};

impl Engine {
    /// Makes, changes or deletes replicas; the `TableDescription` of the table that was asked. As AWS's, it shows the
    /// replicas that there were.
    pub(crate) async fn update_replicas(
        self: &Arc<Engine>,
        call: &Call,
        table: &Table,
        wanted: ReplicaUpdates,
    ) -> Result<Value> {
        self.make_room_for(table, &wanted).await?;
        self.deciding(&table.owner, &table.definition.name, || self.decide_replicas(call, table, &wanted))
    }

    fn decide_replicas(&self, call: &Call, table: &Table, wanted: &ReplicaUpdates) -> Result<Value> {
        let present = self.renewed(table)?;
        let before = self.describe(&present, Status::Updating)?;
        rules::check_regions(&present, wanted)?;
        match wanted {
            ReplicaUpdates::Create { replicas, strong, witness } => {
                let (strong, mut beside) = (*strong, Definitions::new());
                let group = if strong == Some(true) {
                    let seen = self.store.noting();
                    rules::check_strong(&present, replicas, witness.as_deref(), has_items(&seen, &present)?)?;
                    beside.records().relies_on_reads(&seen);
                    Group {
                        strong: true,
                        witness: witness.clone(),
                        ..Group::of(&present.owner.1, call.now.millis())
                    }
                } else {
                    rules::check_eventual(&present.definition, strong)?;
                    let first = || Group::of(&present.owner.1, call.now.millis());
                    present.definition.group.clone().unwrap_or_else(first)
                };
                let table = self.add_replicas(call, &present, (group, replicas), beside)?;
                let mut after = self.describe(&table, Status::Updating)?;
                set(&mut after, "Replicas", before.get("Replicas").cloned().unwrap_or(json!([])));
                Ok(after)
            }
            ReplicaUpdates::Update(changes) => self.override_replicas(&present, changes).map(|()| before),
            ReplicaUpdates::Delete { regions, witness } => {
                self.delete_replicas(call, &present, regions, witness.as_deref()).map(|()| before)
            }
        }
    }

    /// Makes the names free that replicas will have.
    async fn make_room_for(self: &Arc<Engine>, table: &Table, wanted: &ReplicaUpdates) -> Result<()> {
        let ReplicaUpdates::Create { replicas, .. } = wanted else { return Ok(()) };
        for added in replicas {
            self.make_room(&rules::owner_in(table, &added.region)?, &table.definition.name).await?;
        }
        Ok(())
    }

    fn add_replicas(
        &self,
        call: &Call,
        present: &Arc<Table>,
        (mut group, replicas): (Group, &[Added]),
        mut beside: Definitions,
    ) -> Result<Arc<Table>> {
        rules::check_capacity(&present.definition)?;
        let own_region = present.owner.1.as_str();
        for added in replicas {
            let owner = rules::owner_in(present, &added.region)?;
            if self.is_taken(&owner, &present.definition.name)? {
                return Err(Error::validation(format!(
                    "Failed to create a the new replica of table with name: ‘{}’ because one or more replicas already \
                     existed as tables.",
                    present.definition.name
                )));
            }
            group.members.push(GroupMember {
                region: added.region.clone(),
                source: Some(own_region.to_owned()),
                added_ms: call.now.millis(),
            });
        }
        let (mut definition, mut stream) = (present.definition.clone(), present.stream.clone());
        definition.group = Some(group.clone());
        if stream.is_none() && !group.strong {
            let new = self.open_stream(&present.owner, &mut definition, View::NewAndOldImages, call)?;
            beside.stream(None, &new)?;
            stream = Some(new);
        }
        let mut changes = Vec::new();
        for replica in self.replicas(present)? {
            let mut its = replica.definition.clone();
            its.group = Some(group.clone());
            changes.push(Exchange::of(&replica, its, replica.stream.clone()));
        }
        for added in replicas {
            let owner = rules::owner_in(present, &added.region)?;
            let mut its = self.new_replica(call, &definition, &owner, added)?;
            let view = stream.as_ref().filter(|_| !group.strong).map(|stream| stream.definition.view);
            let stream = view.map(|view| self.open_stream(&owner, &mut its, view, call)).transpose()?;
            if let Some(stream) = &stream {
                beside.stream(None, stream)?;
            }
            changes.push(Exchange { before: None, after: Some(After { owner, definition: its, stream }) });
        }
        changes.push(Exchange::of(present, definition, stream));
        let mut tables = self.exchange(changes, beside)?;
        tables.pop().ok_or_else(Error::no_table)
    }

    /// The definition of one more replica: what all share, and nothing of what is a region's own.
    fn new_replica(
        &self,
        call: &Call,
        from: &Definition,
        owner: &Owner,
        added: &Added,
    ) -> Result<Definition> {
        let mut its = from.without_own();
        (its.billing, its.indexes) = (from.billing.clone(), from.indexes.clone());
        its.group.clone_from(&from.group);
        (its.uuid, its.created_ms) = (self.entropy.uuid(), call.now.millis());
        its.sse = rules::replica_key(from.sse.as_ref(), owner, added.key.as_deref())?;
        its.recovery = Recovery { snapshots: from.recovery.snapshots.clone(), ..Recovery::default() };
        its.regional.auto_scaling.share_writes(&from.regional.auto_scaling);
        added.settings.apply(&mut its);
        Ok(its)
    }

    fn override_replicas(&self, present: &Arc<Table>, changes: &[(String, ReplicaSettings)]) -> Result<()> {
        let mut exchange = vec![Exchange::of(present, present.definition.clone(), present.stream.clone())];
        for replica in self.replicas(present)? {
            let mut its = replica.definition.clone();
            for (_, settings) in changes.iter().filter(|(region, _)| region == replica.owner.1.as_str()) {
                settings.check(&its)?;
                settings.apply(&mut its);
            }
            exchange.push(Exchange::of(&replica, its, replica.stream.clone()));
        }
        self.exchange(exchange, Definitions::new()).map(drop)
    }

    fn delete_replicas(
        &self,
        call: &Call,
        present: &Arc<Table>,
        regions: &[String],
        witness: Option<&str>,
    ) -> Result<()> {
        let group = present.definition.group.as_ref();
        let group = group.ok_or_else(|| rules::not_part("replicas", regions.iter().map(String::as_str)))?;
        match (witness, group.witness.as_deref()) {
            (Some(given), known) if known != Some(given) => {
                return Err(rules::not_part("witnesses", [given]));
            }
            (None, Some(_)) => {
                return Err(Error::validation(
                    "Update table delete operation does not include all witnesses.",
                ));
            }
            _ => {}
        }
        let rest = group.without(regions);
        if !group.strong && regions.len() > 1 {
            return Err(updates::too_many());
        }
        if group.strong && rest.is_some() {
            return Err(group::one_of_strong());
        }
        if !group.strong {
            group.check_no_source(regions, call.now)?;
        }
        let (mut beside, mut changes) = (Definitions::new(), Vec::new());
        for table in self.replicas(present)?.into_iter().chain([present.clone()]) {
            if regions.iter().any(|region| region == table.owner.1.as_str()) {
                group::check_unprotected(&table.definition, &table.owner.1)?;
                if let Some(stream) = &table.stream {
                    beside.close_stream(stream, call.now);
                }
                changes.push(Exchange { before: Some(table), after: None });
            } else {
                let definition = Definition { group: rest.clone(), ..table.definition.clone() };
                changes.push(Exchange::of(&table, definition, table.stream.clone()));
            }
        }
        self.exchange(changes, beside).map(drop)
    }
}

/// Whether a table has any item.
fn has_items(store: &Reader, table: &Table) -> Result<bool> {
    let mut has = false;
    store.scan_prefix(&key::table_prefix(table.definition.id), &mut |_, _| {
        has = true;
        ControlFlow::Break(())
    })?;
    Ok(has)
}
