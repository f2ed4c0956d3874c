//! UpdateTable's changes, applied to a table: billing, stream, indexes.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html>

use std::sync::Arc;

use base::call::Call;

use crate::definition::auto_scaling::scale_new_indexes;
use crate::definition::from_members::{self, GlobalIndex};
use crate::definition::group;
use crate::definition::phase;
use crate::definition::phase::Leaving;
use crate::definition::scaling::{ScalingRequest, Site};
use crate::definition::schema::{Definition, Index, KeySchema, Scope, Sse, Throughput, View};
use crate::definition::vector_index::{self, VectorAlteration};
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Error, Result};
use crate::job::queue::Begun;
use crate::memory::catalog::Table;

/// What an UpdateTable asks for.
#[derive(Debug)]
pub(crate) struct Alteration {
    /// `BillingMode` is `PAY_PER_REQUEST`, `PROVISIONED`, or not given.
    pub(crate) on_demand: Option<bool>,
    pub(crate) throughput: Option<Throughput>,
    pub(crate) scaling: ScalingRequest,
    pub(crate) indexes: Vec<IndexAlteration>,
    pub(crate) vectors: Vec<VectorAlteration>,
    /// A stream wanted with this view, no stream wanted, or nothing said.
    pub(crate) stream: Option<Option<View>>,
    pub(crate) deletion_protection: Option<bool>,
    pub(crate) table_class: Option<String>,
    pub(crate) sse: Option<Option<Sse>>,
}

/// What is to happen to one index.
#[derive(Debug)]
pub(crate) enum IndexAlteration {
    Create(Box<GlobalIndex>),
    /// Nothing given leaves the throughput.
    Update(String, Option<Throughput>, ScalingRequest),
    Delete(String),
}

impl IndexAlteration {
    /// Whether it makes or removes an index, of which there is one at a time.
    fn is_online(&self) -> bool {
        !matches!(self, IndexAlteration::Update(..))
    }

    /// The index's name.
    pub(crate) fn name(&self) -> &str {
        match self {
            IndexAlteration::Create(index) => index.name(),
            IndexAlteration::Update(name, ..) | IndexAlteration::Delete(name) => name,
        }
    }
}

impl Alteration {
    /// The index that it deletes, if there is one.
    fn deletes(&self) -> Option<&str> {
        let index = self.indexes.iter().find_map(|change| match change {
            IndexAlteration::Delete(name) => Some(name),
            _ => None,
        });
        let vector = self.vectors.iter().find_map(|change| match change {
            VectorAlteration::Delete(name) => Some(name),
            VectorAlteration::Create(_) => None,
        });
        index.or(vector).map(String::as_str)
    }
}

/// What came of an alteration.
struct Altered<'e> {
    table: Arc<Table>,
    /// The ids of the indexes that it deleted.
    gone: Vec<u32>,
    /// The job that fills the one that it made.
    filling: Option<Begun<'e>>,
}

impl Engine {
    /// Changes a table as UpdateTable asks. A new index is filled, and a deleted one emptied, before this returns if
    /// that goes quickly; else in the background.
    pub(crate) async fn update_table(
        &self,
        call: &Call,
        table: &Table,
        wanted: Alteration,
    ) -> Result<Arc<Table>> {
        let epoch = self.store.epoch();
        let altered =
            self.deciding(&table.owner, &table.definition.name, || self.alter(call, table, &wanted));
        let Altered { table, gone, filling } = altered?;
        if !gone.is_empty() {
            self.empty_at_once(epoch, table.definition.id, &gone).await;
        }
        let Some(filling) = filling else { return Ok(table) };
        self.fill_at_once(filling).await;
        let present = self.present(&table.owner, &table.definition.name)?;
        Ok(present.filter(|present| present.definition.id == table.definition.id).unwrap_or(table))
    }

    fn alter(&self, call: &Call, table: &Table, wanted: &Alteration) -> Result<Altered<'_>> {
        let present = self.renewed(table)?;
        phase::check_changeable(&present.definition, call.now)?;
        let is_online = !wanted.vectors.is_empty() || wanted.indexes.iter().any(IndexAlteration::is_online);
        // Of an index that is still being made, deletion is the one thing that can be asked for. Recorded in eu-west-2,
        // 2026-08-21, of vector and global indexes: the public conformance suite, vectorSearch/updateLifecycle.
        let deleted = wanted.deletes();
        if is_online && !phase::are_others_ready(&present.definition, deleted, call.now) {
            return Err(too_many_online());
        }
        let mut definition = present.definition.clone();
        let now_ms = call.now.millis();
        change_billing(&mut definition, wanted, now_ms)?;
        let gone = change_indexes(&mut definition, wanted, now_ms)?;
        scale_new_indexes(&present.definition, &mut definition)?;
        self.begin_update(&present.definition, &mut definition, call.now);
        definition.deletion_protection = wanted.deletion_protection.unwrap_or(definition.deletion_protection);
        definition.table_class = wanted.table_class.clone().or(definition.table_class);
        if let Some(sse) = &wanted.sse {
            Sse::check_change(definition.sse.as_ref(), sse.as_ref())?;
            definition.sse.clone_from(sse);
        }
        group::check_key_change(&present.definition, &definition)?;
        let (mut beside, mut stream) = (Definitions::new(), present.stream.clone());
        match (wanted.stream, &present.stream) {
            (None, _) => {}
            (Some(Some(_)), Some(_)) => {
                return Err(Error::validation(format!(
                    "Table already has an enabled stream: TableName: {}",
                    definition.name
                )));
            }
            (Some(None), None) => {
                return Err(Error::validation(format!(
                    "Table has no stream to disable: TableName: {}",
                    definition.name
                )));
            }
            (Some(Some(view)), None) => {
                let new = self.open_stream(&present.owner, &mut definition, view, call)?;
                beside.stream(None, &new)?;
                stream = Some(new);
            }
            (Some(None), Some(_)) if definition.group.as_ref().is_some_and(|group| !group.strong) => {
                return Err(Error::invalid("Disabling Stream is not allowed for a Global Table replica."));
            }
            (Some(None), Some(open)) => {
                beside.close_stream(open, call.now);
                definition.stream = None;
                stream = None;
            }
        }
        for index in &gone {
            beside.records().note_garbage_index(definition.id, *index);
        }
        let filling = self.fill_new_index(&present, &definition, &mut beside)?;
        let table = self.replace_table(&present, definition, stream, beside)?;
        Ok(Altered { table, gone, filling })
    }

    /// Has the index filled that the present definition does not have, if there is one; an update makes one at most.
    fn fill_new_index(
        &self,
        present: &Table,
        definition: &Definition,
        beside: &mut Definitions,
    ) -> Result<Option<Begun<'_>>> {
        let ids = definition.indexes.iter().map(|index| index.id);
        let mut ids = ids.chain(definition.vectors.iter().map(|index| index.id));
        let Some(new) = ids.find(|id| *id >= present.definition.next_index) else { return Ok(None) };
        let job = self.begin_fill((&present.owner, definition), new, beside.records())?;
        Ok(Some(self.begun(job)))
    }
}

fn change_billing(definition: &mut Definition, wanted: &Alteration, now_ms: u64) -> Result<()> {
    let was_on_demand = definition.billing.on_demand;
    let on_demand = wanted.on_demand.unwrap_or(was_on_demand);
    if on_demand && wanted.throughput.is_some() {
        return Err(Error::invalid(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        ));
    }
    definition.billing.on_demand = on_demand;
    if on_demand && !was_on_demand {
        definition.billing.on_demand_since_ms = Some(now_ms);
        definition.billing.throughput = Throughput::default();
        definition.indexes.iter_mut().for_each(|index| index.throughput = Throughput::default());
    }
    if let Some(units) = wanted.throughput {
        // What one region is given, all are.
        definition.regional.overrides.read = None;
        set_throughput(&mut definition.billing.throughput, units, now_ms, None)?;
    }
    let billing = &mut definition.billing;
    billing.scaling =
        billing.scaling.with(wanted.scaling, Site::present_table(on_demand, None), &billing.throughput)?;
    if was_on_demand && !on_demand {
        definition.indexes.iter_mut().for_each(|index| index.scaling = index.scaling.without_limit());
        let has_units = |index: &&Index| wanted.indexes.iter().any(|change| change.name() == index.name);
        let without: Vec<&str> = definition
            .indexes_of(Scope::Global)
            .filter(|index| !has_units(index))
            .map(|index| index.name.as_str())
            .collect();
        if !without.is_empty() {
            return Err(Error::invalid(format!(
                "ProvisionedThroughput must be specified for index: {}",
                without.join(",")
            )));
        }
    }
    Ok(())
}

/// `index` is the name of the index that it is of, if it is not the table's.
fn set_throughput(
    present: &mut Throughput,
    units: Throughput,
    now_ms: u64,
    index: Option<&str>,
) -> Result<()> {
    if (present.read, present.write) == (units.read, units.write) {
        let of = index.map_or_else(|| "the table".to_owned(), |name| format!("index {name}"));
        let the = if index.is_some() { "the " } else { "" };
        return Err(Error::validation(format!(
            "The provisioned throughput for {the}{of} will not change. The requested value equals the current value. \
             Current ReadCapacityUnits provisioned for {of}: {}. Requested ReadCapacityUnits: {}. Current \
             WriteCapacityUnits provisioned for {of}: {}. Requested WriteCapacityUnits: {}. Refer to the Amazon \
             DynamoDB Developer Guide for current limits and how to request higher limits.",
            present.read, units.read, present.write, units.write
        )));
    }
    present.change(units.read, units.write, now_ms)
}

/// Changes the list of indexes; the ids of those that are gone. Texts: recorded on AWS in 2026.
fn change_indexes(definition: &mut Definition, wanted: &Alteration, now_ms: u64) -> Result<Vec<u32>> {
    if wanted.indexes.iter().filter(|change| change.is_online()).count() + wanted.vectors.len() > 1 {
        return Err(too_many_online());
    }
    let mut gone = Vec::new();
    definition.leaving = Leaving::default();
    for change in &wanted.indexes {
        match change {
            IndexAlteration::Create(index) => create_index(definition, index)?,
            IndexAlteration::Update(name, units, scaling) => {
                if definition.index(name).is_none() {
                    units.as_ref().map_or(Ok(()), from_members::check_units_of_none)?;
                }
                if let (Some(_), Some(its)) = (units, definition.regional.overrides.indexes.get_mut(name)) {
                    its.read = None;
                }
                let on_demand = definition.billing.on_demand;
                let at = global_index(definition, name, "update")?;
                if let Some(index) = definition.indexes.get_mut(at) {
                    update_index(index, *units, *scaling, on_demand, now_ms)?;
                }
            }
            IndexAlteration::Delete(name) => {
                let at = global_index(definition, name, "delete")?;
                let index = definition.indexes.remove(at);
                gone.push(index.id);
                definition.leaving.push(index);
            }
        }
    }
    gone.extend(vector_index::alter(definition, &wanted.vectors)?);
    forget_unused_attributes(definition);
    Ok(gone)
}

fn too_many_online() -> Error {
    Error::limit(
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    )
}

fn create_index(definition: &mut Definition, index: &GlobalIndex) -> Result<()> {
    if definition.index(index.name()).is_some() || definition.vector_index(index.name()).is_some() {
        return Err(Error::validation("Attempting to create an index which already exists"));
    }
    for attribute in index.key().all() {
        from_members::define_attribute(
            definition,
            attribute,
            index.key().role_of(attribute).unwrap_or("HASH"),
        )?;
    }
    let mut index = index.on_present_table(definition.billing.on_demand)?;
    index.id = definition.next_index;
    index.filling = true;
    definition.next_index += 1;
    definition.indexes.push(index);
    from_members::check_one_more(&definition.indexes, &definition.vectors)
}

fn update_index(
    index: &mut Index,
    units: Option<Throughput>,
    scaling: ScalingRequest,
    on_demand: bool,
    now_ms: u64,
) -> Result<()> {
    if let Some(units) = units {
        if on_demand {
            return Err(Error::invalid(format!(
                "The only Updates for index: {} when TableThroughputMode is PAY_PER_REQUEST can be to \
                 OnDemandThroughput, WarmThroughput",
                index.name
            )));
        }
        from_members::check_units(&units)?;
        set_throughput(&mut index.throughput, units, now_ms, Some(&index.name))?;
    }
    let site = Site::present_table(on_demand, Some(&index.name));
    index.scaling = index.scaling.with(scaling, site, &index.throughput)?;
    Ok(())
}

/// Where a global index stands, that somebody wants to update or delete.
fn global_index(definition: &Definition, name: &str, wish: &str) -> Result<usize> {
    let at = definition.indexes.iter().position(|index| index.name == name);
    let at = at.ok_or_else(|| Error::no_index_of(name, &definition.name))?;
    match definition.indexes.get(at) {
        Some(index) if index.scope == Scope::Global => Ok(at),
        _ => Err(Error::validation(format!(
            "Cannot {wish} an index that is not a GlobalSecondaryIndex: {name}"
        ))),
    }
}

/// Attribute definitions are those that some key uses.
fn forget_unused_attributes(definition: &mut Definition) {
    let Definition { attributes, key, indexes, vectors, .. } = definition;
    let of_indexes =
        || indexes.iter().map(|index| &index.key).chain(vectors.iter().map(|index| &index.search));
    let keys = || std::iter::once(&*key).chain(of_indexes());
    attributes.retain(|attribute| keys().any(|key: &KeySchema| key.has(&attribute.name)));
}
