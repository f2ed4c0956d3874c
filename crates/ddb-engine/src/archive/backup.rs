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
    /// Backs a table up as it is now. Writes wait only until the moment is noted in its definition.
    pub(crate) async fn create_backup(
        self: &Arc<Engine>,
        call: &Call,
        table: &Table,
        name: String,
    ) -> Result<Backup> {
        let (job, items_under) = (self.new_job_id()?, self.new_table_id()?);
        self.begin_job(job, || {
            let _all = self.stripes.lock_everything();
            let present = self.present(&table.owner, &table.definition.name)?;
            let present = present.ok_or_else(|| no_table(&table.definition.name))?;
            if present.definition.filling {
                return Err(in_use(&present.definition.name));
            }
            let id = record::new_id::<Backup>(self, &present.owner, call.now)?;
            let backup = Backup { items_under, ..Backup::of(&present, id, name, call.now) };
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
        })
        .await
    }

    /// A backup by its ARN.
    pub(crate) fn backup(&self, call: &Call, arn: &str) -> Result<Backup> {
        if record::id_in::<Backup>(call, arn).is_none() {
            return Err(Error::validation(format!("Invalid Backup ARN: {arn}")));
        }
        record::find(&self.store, call, arn)?
            .ok_or_else(|| Error::new(Code::BackupNotFound, format!("Backup not found: {arn}")))
    }

    /// Deletes a backup; its items go in the background.
    pub(crate) fn delete_backup(&self, call: &Call, arn: &str) -> Result<Backup> {
        let _all = self.stripes.lock_everything();
        let backup = self.backup(call, arn)?;
        if !backup.ready || queue::needs(&self.store, backup.items_under)? {
            return Err(Error::new(Code::BackupInUse, format!("Backup is being created or restored: {arn}")));
        }
        // With all stripes held the state stays.
        self.drop_backup(&owner_of(call), &backup, self.store.epoch())?;
        self.sweeper.wake();
        Ok(backup)
    }

    /// Deletes a backup that was found in the state of this epoch; nothing if that was exchanged.
    fn drop_backup(&self, owner: &Owner, backup: &Backup, epoch: u64) -> Result<()> {
        let mut records = Records::new();
        record::remove(&mut records, owner, backup);
        records.note_garbage(backup.items_under);
        self.commit_records_in(epoch, records).map(drop)
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
                self.drop_backup(&owner, &backup, epoch)?;
            }
        }
        Ok(())
    }
}

fn no_table(name: &str) -> Error {
    Error::bare_table_not_found(Code::TableNotFound, table_name(name))
}

/// The table is being made, in backup operations.
fn in_use(name: &str) -> Error {
    Error::new(Code::TableInUse, format!("Table is being created: {name}"))
}
