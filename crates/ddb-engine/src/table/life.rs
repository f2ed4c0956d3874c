//! The life of a table: made, changed, deleted. A change of a definition takes the place of the version that it was decided by,
//! and a write is committed only while the version is there that it was decided by: so it sees the old table whole or the new
//! one whole.

use std::sync::Arc;

use base::call::Call;
use base::entropy::Entropy;
use store::{Key, Space};

use crate::definition::group;
use crate::definition::owner::{Owner, owner_of};
use crate::definition::phase;
use crate::definition::schema::{Definition, StreamDefinition, View};
use crate::engine::definitions::Definitions;
use crate::engine::records::Records;
use crate::engine::{Engine, MAX_STREAM_SHARDS};
use crate::error::{Error, Result};
use crate::item::key;
use crate::item::record_key::sub;
use crate::kept::backup;
use crate::memory::catalog::{Stream, Table, Tail};
use crate::stream::shard::NUMBERS_PER_MS;

/// A table and what comes in its place.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// Nothing if there was none.
    pub(crate) before: Option<Arc<Table>>,
    /// Nothing if there is to be none.
    pub(crate) after: Option<After>,
}

/// What comes in a table's place.
#[derive(Debug)]
pub(crate) struct After {
    pub(crate) owner: Owner,
    pub(crate) definition: Definition,
    pub(crate) stream: Option<Arc<Stream>>,
}

impl Exchange {
    /// Another definition of the same table.
    pub(crate) fn of(before: &Arc<Table>, definition: Definition, stream: Option<Arc<Stream>>) -> Exchange {
        let after = After { owner: before.owner.clone(), definition, stream };
        Exchange { before: Some(before.clone()), after: Some(after) }
    }
}

impl Engine {
    /// Makes a table. `definition` has its names, keys, indexes and billing; ids and times are given here.
    pub(crate) async fn create_table(
        self: &Arc<Engine>,
        call: &Call,
        mut definition: Definition,
        view: Option<View>,
    ) -> Result<Arc<Table>> {
        let owner = owner_of(call);
        definition.id = self.new_table_id()?;
        definition.uuid = self.entropy.uuid();
        definition.created_ms = call.now.millis();
        self.begin_creation(&mut definition, call.now);
        self.make_room(&owner, &definition.name).await?;
        self.deciding(&owner, &definition.name, || {
            if self.is_taken(&owner, &definition.name)? {
                return Err(Error::table_exists(&definition.name));
            }
            let (mut made, mut definition) = (Definitions::new(), definition.clone());
            let stream = match view {
                Some(view) => Some(self.open_stream(&owner, &mut definition, view, call)?),
                None => None,
            };
            if let Some(stream) = &stream {
                made.stream(None, stream)?;
            }
            let table = made.table(None, Table::new(owner.clone(), definition, stream, None))?;
            self.commit_definitions(made)?;
            Ok(table)
        })
    }

    /// An id for the items of a table or backup.
    pub(crate) fn new_table_id(&self) -> Result<u64> {
        let prefixes = |id: &u64| {
            let other = |sub| Key::of(Space::DdbOther).u8(sub).u64(*id);
            [
                key::table_prefix(*id),
                Key::of(Space::DdbIndex).u64(*id),
                other(sub::COLLECTION),
                other(sub::EXPIRY),
                other(sub::HISTORY),
                other(sub::HISTORY_ORDER),
                other(sub::GARBAGE),
            ]
        };
        Ok(self.store.fresh(Entropy::u64, prefixes)?)
    }

    /// Changes a table's definition. `change` is called with the present one, again if another change comes between; an error
    /// from it changes nothing.
    pub(crate) fn alter_table(
        &self,
        table: &Table,
        mut change: impl FnMut(&mut Definition) -> Result<()>,
    ) -> Result<Arc<Table>> {
        self.alter_table_beside(table, |definition, _| change(definition))
    }

    /// The same, with records beside the definition.
    pub(crate) fn alter_table_beside(
        &self,
        table: &Table,
        mut change: impl FnMut(&mut Definition, &mut Records) -> Result<()>,
    ) -> Result<Arc<Table>> {
        self.deciding(&table.owner, &table.definition.name, || {
            let present = self.renewed(table)?;
            let mut definition = present.definition.clone();
            let mut records = Records::new();
            change(&mut definition, &mut records)?;
            self.replace_table(&present, definition, present.stream.clone(), records.into())
        })
    }

    /// Puts another definition in a table's place, and what replicas share of it in theirs.
    pub(crate) fn replace_table(
        &self,
        present: &Arc<Table>,
        definition: Definition,
        stream: Option<Arc<Stream>>,
        beside: Definitions,
    ) -> Result<Arc<Table>> {
        let mut changes = Vec::new();
        for replica in self.replicas(present)? {
            let its = definition.shared_with(&present.definition, &replica.definition, &replica.owner);
            let stream = replica.stream.clone();
            changes.push(Exchange::of(&replica, its, stream));
        }
        changes.push(Exchange::of(present, definition, stream));
        let mut tables = self.exchange(changes, beside)?;
        tables.pop().ok_or_else(Error::no_table)
    }

    /// Exchanges a table, or all replicas of a global table, in one commit: what is there afterwards, in the order
    /// given. Items stay as long as one of them does.
    pub(crate) fn exchange(
        &self,
        changes: Vec<Exchange>,
        mut beside: Definitions,
    ) -> Result<Vec<Arc<Table>>> {
        let known = changes.iter().find_map(|change| change.before.clone());
        let afters = changes.iter().filter_map(|change| change.after.as_ref());
        let streams: Vec<Arc<Stream>> = afters.clone().filter_map(|after| after.stream.clone()).collect();
        let is_last = afters.clone().count() == 0;
        let keeps_history = afters.clone().any(|after| after.definition.recovery.keeps_history());
        let mut tables = Vec::with_capacity(changes.len());
        for Exchange { before, after } in changes {
            let Some(After { owner, mut definition, stream }) = after else {
                match &before {
                    Some(table) if is_last => beside.drop(table),
                    Some(table) => beside.leave(table),
                    None => {}
                }
                continue;
            };
            definition.prune();
            let mut next = Table::new(owner, definition, stream, before.as_deref().or(known.as_deref()));
            if before.is_none() {
                // Units are a region's own, counts are not.
                next.buckets = Arc::default();
            }
            let own = next.definition.stream;
            let others = streams.iter().filter(|stream| Some(stream.definition.id) != own);
            next.peers = others.cloned().collect();
            next.keeps_history = keeps_history;
            tables.push(beside.table(before.as_deref(), next)?);
        }
        self.commit_definitions(beside)?;
        Ok(tables)
    }

    /// Deletes a table, at once or after a while. The caller has had its items counted, for the backup that it may leave.
    pub(crate) fn delete_table(&self, call: &Call, table: &Arc<Table>) -> Result<Arc<Table>> {
        self.deciding(&table.owner, &table.definition.name, || self.decide_deletion(call, table))
    }

    fn decide_deletion(&self, call: &Call, table: &Table) -> Result<Arc<Table>> {
        let present = self.renewed(table)?;
        let own_region = [present.owner.1.as_str().to_owned()];
        if let Some(group) = &present.definition.group {
            if group.strong {
                return Err(group::one_of_strong());
            }
            group::check_unprotected(&present.definition, &present.owner.1)?;
            group.check_no_source(&own_region, call.now)?;
        }
        if present.definition.deletion_protection {
            return Err(Error::validation(
                "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
            ));
        }
        phase::check_changeable(&present.definition, call.now)?;
        if !phase::are_indexes_ready(&present.definition, call.now) {
            return Err(Error::in_use(
                "Cannot delete table while indexes are being created, updated, or deleted.",
            ));
        }
        let mut definition = present.definition.clone();
        if self.begin_deletion(&mut definition, call.now) {
            let marked = self.replace_table(&present, definition, present.stream.clone(), Definitions::new());
            self.sweeper.wake();
            return marked;
        }
        self.remove_table(&present)?;
        Ok(present)
    }

    /// Removes a table. Its items go in the background, unless replicas have them; its stream stays readable for a day.
    pub(super) fn remove_table(&self, present: &Arc<Table>) -> Result<()> {
        let own_region = [present.owner.1.as_str().to_owned()];
        let mut gone = Definitions::new();
        if let Some(stream) = &present.stream {
            gone.close_stream(stream, self.clock.now());
        }
        let replicas = self.replicas(present)?;
        let left = replicas.is_empty() && backup::leave(self, gone.records(), present, self.clock.now())?;
        if left {
            // Its items stay, as those of the backup.
            gone.leave(present);
            self.commit_definitions(gone)?;
        } else {
            let mut changes = vec![Exchange { before: Some(present.clone()), after: None }];
            for replica in replicas {
                let mut definition = replica.definition.clone();
                definition.group = definition.group.and_then(|group| group.without(&own_region));
                changes.push(Exchange::of(&replica, definition, replica.stream.clone()));
            }
            self.exchange(changes, gone)?;
        }
        self.sweeper.wake();
        Ok(())
    }

    /// A new stream for a table, noted in its definition. The caller commits it.
    pub(crate) fn open_stream(
        &self,
        owner: &Owner,
        definition: &mut Definition,
        view: View,
        call: &Call,
    ) -> Result<Arc<Stream>> {
        let mut created_ms = call.now.millis();
        // A label is the time, and must be new: on a clock that stands still the next millisecond serves.
        let taken = self.catalog.streams(&self.store, owner)?;
        let is_taken = |label: &str| {
            taken
                .iter()
                .any(|known| known.definition.table == definition.name && known.definition.label == label)
        };
        let mut label = stream_label(created_ms);
        while is_taken(&label) {
            created_ms += 1;
            label = stream_label(created_ms);
        }
        let starting = created_ms.saturating_mul(NUMBERS_PER_MS);
        let life_ms = u64::try_from(self.settings.stream_shard_life.as_millis()).unwrap_or(u64::MAX);
        let stream = StreamDefinition {
            // The low byte counts lanes in the ids of shards.
            id: self
                .store
                .fresh(|entropy| entropy.u64() & !0xff, |id| [Key::of(Space::DdbRecord).u64(*id)])?,
            table: definition.name.clone(),
            label: label.clone(),
            view,
            key: definition.key.clone(),
            created_ms,
            closed_ms: None,
            starting,
            ending: None,
            lanes: self.settings.stream_shards.clamp(1, MAX_STREAM_SHARDS),
            shard_life_ms: (life_ms > 0).then_some(life_ms),
            policy: None,
        };
        definition.stream = Some(stream.id);
        definition.stream_label = Some(label);
        Ok(Arc::new(Stream::new(owner.clone(), stream, Arc::new(Tail::new(starting)))))
    }
}

/// `2026-01-31T12:34:56.789`: the time as streams' labels have it.
pub(crate) fn stream_label(ms: u64) -> String {
    let (days, of_day) = (ms / 86_400_000, ms % 86_400_000);
    let (year, month, day) = date_of(days);
    let (hours, minutes) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (seconds, millis) = (of_day / 1000 % 60, of_day % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}")
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar: eras of 400 years, years that
/// begin in March so that a leap day is a year's last day.
fn date_of(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_time_in_utc() {
        // ISO 8601; `date -u -d @SECONDS`.
        for (ms, label) in [
            (0, "1970-01-01T00:00:00.000"),
            (951_782_400_000, "2000-02-29T00:00:00.000"),
            (1_767_225_599_999, "2025-12-31T23:59:59.999"),
            (1_709_251_200_001, "2024-03-01T00:00:00.001"),
        ] {
            assert_eq!(stream_label(ms), label);
        }
    }
}
