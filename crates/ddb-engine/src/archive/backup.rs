//! Backups made, found and deleted. What one is, and how AWS describes it, is in `kept`.
//!
//! A backup is a moment of its table's history, copied in the background.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Backup-and-Restore.html>

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use base::clock::Timestamp;
use store::{Key, Space};

use crate::definition::owner::table_name;
use crate::definition::owner::{Owner, owner_of};
use crate::definition::recovery::Moment;
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Code, Error, Result};
use crate::item::expiry;
use crate::job::copy::{Copy, CopyTarget};
use crate::job::queue::{self, Job, Owned};
use crate::kept::backup::Backup;
use crate::kept::record;
use crate::memory::catalog::Table;
use crate::memory::reader::Reader;
use crate::message::shape::{Kind, Member};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};

/// `BackupArn`
pub(crate) const BACKUP_ARN: Member =
    Member::ruled("BackupArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)]);

/// Notes in a batch that a backup has all its items.
pub(super) fn complete(
    store: &Reader,
    records: &mut Records,
    place: &Owned,
    (items, bytes): (u64, u64),
) -> Result<()> {
    let owner = place.owner()?;
    match record::load::<Backup>(store, &owner, &place.name)? {
        Some(backup) => record::save(records, &owner, &Backup { ready: true, items, bytes, ..backup }),
        None => Ok(()),
    }
}

/// Which backups are listed.
#[derive(Debug)]
pub(crate) struct BackupFilter {
    pub(crate) table: Option<String>,
    pub(crate) from_ms: u64,
    /// The first moment that is too late.
    pub(crate) to_ms: u64,
    pub(crate) user: bool,
    pub(crate) system: bool,
    pub(crate) after: String,
    pub(crate) limit: usize,
}

impl BackupFilter {
    fn lets(&self, backup: &Backup) -> bool {
        self.table.as_ref().is_none_or(|table| *table == backup.source.name)
            && (self.after.is_empty() || backup.id > self.after)
            && (self.from_ms..self.to_ms).contains(&backup.created_ms)
            && (if backup.system { self.system } else { self.user })
    }
}

impl Engine {
    /// Backs a table up as it is now: with the items of the moment that is noted in its definition.
    pub(crate) async fn create_backup(
        self: &Arc<Engine>,
        call: &Call,
        table: &Table,
        name: String,
    ) -> Result<Backup> {
        let (job, items_under) = (self.new_job_id()?, self.new_table_id()?);
        self.begin_job(job, || {
            self.deciding(&table.owner, &table.definition.name, || {
                self.decide_backup(call, table, &name, (job, items_under))
            })
        })
        .await
    }

    fn decide_backup(
        &self,
        call: &Call,
        table: &Table,
        name: &str,
        (job, items_under): (u64, u64),
    ) -> Result<Backup> {
        let present = self.present(&table.owner, &table.definition.name)?;
        let present = present.ok_or_else(|| no_table(&table.definition.name))?;
        if present.definition.filling {
            return Err(in_use(&present.definition.name));
        }
        let id = record::new_id::<Backup>(self, &present.owner, call.now)?;
        let backup = Backup { items_under, ..Backup::of(&present, id, name.to_owned(), call.now) };
        let (moment, source) =
            (Moment::end_of(call.now.millis()), Owned::by(&present.owner, &present.definition.name));
        let target = CopyTarget::Backup(Owned::by(&present.owner, &backup.id), items_under);
        let copy = Copy::new(present.definition.id, Some((moment, source)), target);
        let mut records = Records::new();
        record::save(&mut records, &present.owner, &backup)?;
        queue::save(&mut records, job, &Job::Copy(copy))?;
        let mut definition = present.definition.clone();
        definition.recovery.snapshots.push(moment.0);
        self.replace_table(&present, definition, present.stream.clone(), records.into())?;
        Ok(backup)
    }

    /// A backup by its ARN.
    pub(crate) fn backup(&self, call: &Call, arn: &str) -> Result<Backup> {
        found_backup(&self.store, call, arn)
    }

    /// Deletes a backup; its items go in the background.
    pub(crate) fn delete_backup(&self, call: &Call, arn: &str) -> Result<Backup> {
        let owner = owner_of(call);
        let backup = self.deciding(&owner, arn, || {
            let seen = self.store.noting();
            let backup = found_backup(&seen, call, arn)?;
            if !backup.ready || queue::needs(&seen, backup.items_under)? {
                return Err(Error::new(
                    Code::BackupInUse,
                    format!("Backup is being created or restored: {arn}"),
                ));
            }
            self.drop_backup(&owner, &backup, &seen)?;
            Ok(backup)
        })?;
        self.sweeper.wake();
        Ok(backup)
    }

    /// Deletes a backup; nothing if what was seen has changed: `Detail::Conflict`.
    fn drop_backup(&self, owner: &Owner, backup: &Backup, seen: &Reader) -> Result<()> {
        let mut records = Records::new();
        records.relies_on_reads(seen);
        record::remove(&mut records, owner, backup);
        records.note_garbage(backup.items_under);
        self.commit_records(records)
    }

    /// An owner's backups in the order of their time, one more than `limit` at most.
    pub(crate) fn backups(&self, owner: &Owner, filter: &BackupFilter) -> Result<Vec<Backup>> {
        let backups = record::all::<Backup>(&self.store, owner)?.into_iter();
        Ok(backups.filter(|backup| filter.lets(backup)).take(filter.limit + 1).collect())
    }

    /// Deletes the backups of deleted tables whose time is past, and what the others need no more of their tables.
    pub(crate) async fn expire_backups(self: &Arc<Engine>, now: Timestamp, epoch: u64) -> Result<()> {
        let backups = record::everybodys::<Backup>(self).await?;
        let left = backups.into_iter().filter(|backup| backup.system);
        for backup in left {
            let id = backup.items_under;
            if queue::needs(&self.store, id)? {
                continue;
            }
            self.remove_undo(epoch, id).await?;
            self.remove_range(epoch, &Key::of(Space::DdbIndex).u64(id)).await?;
            self.remove_range(epoch, &expiry::table_prefix(id)).await?;
            let owner = Arn::parse(&backup.arn).and_then(|arn| arn.owner());
            if let Some(owner) = owner.filter(|_| backup.expires_ms.is_some_and(|at| at <= now.millis())) {
                self.expire_backup(&owner, &backup, epoch)?;
            }
        }
        Ok(())
    }

    /// Deletes a backup whose time is past, unless a restore has begun meanwhile: the next round sees to it then.
    fn expire_backup(&self, owner: &Owner, backup: &Backup, epoch: u64) -> Result<()> {
        self.deciding(owner, &backup.arn, || {
            let seen = self.store.noting();
            let is_there = record::load::<Backup>(&seen, owner, &backup.id)?.is_some();
            if !is_there || queue::needs(&seen, backup.items_under)? || self.store.epoch() != epoch {
                return Ok(());
            }
            self.drop_backup(owner, backup, &seen)
        })
    }
}

/// A backup by its ARN, as a reader finds it.
pub(super) fn found_backup(store: &Reader, call: &Call, arn: &str) -> Result<Backup> {
    if record::id_in::<Backup>(call, arn).is_none() {
        return Err(Error::validation(format!("Invalid Backup ARN: {arn}")));
    }
    record::find(store, call, arn)?
        .ok_or_else(|| Error::new(Code::BackupNotFound, format!("Backup not found: {arn}")))
}

fn no_table(name: &str) -> Error {
    Error::bare_table_not_found(Code::TableNotFound, table_name(name))
}

/// The table is being made, in backup operations.
fn in_use(name: &str) -> Error {
    Error::new(Code::TableInUse, format!("Table is being created: {name}"))
}
