//! Backups: the record of one, how it begins and ends, how AWS describes it.
//!
//! A backup outlives its table. It is a moment of the table's history, copied in the background; the backup that AWS
//! makes of a table deleted with point-in-time recovery on is the table's own items, left where they are.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Backup-and-Restore.html>

use base::arn::Arn;
use base::call::Call;
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Batch, Key, Seq, Space, Store};

use crate::archive::copy::{Copy, Target};
use crate::archive::job::{self, Job, Owned};
use crate::archive::record;
use crate::archive::record::Record;
use crate::background::sweeper;
use crate::definition::schema::{Definition, Index, Scope};
use crate::engine::{Engine, table_name};
use crate::error::{Code, Error, Result};
use crate::history;
use crate::history::Moment;
use crate::memory::catalog::{self, Owner, Table, owner_of, sub};
use crate::message::shape::{Kind, Member};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::table::describe::{self, seconds};

/// `BackupArn`
pub(crate) const BACKUP_ARN: Member =
    Member::ruled("BackupArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)]);

/// How long the backup of a deleted table is kept: 35 days.
const SYSTEM_LIFE_MS: u64 = 35 * 24 * 60 * 60 * 1000;

/// A backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Backup {
    /// The last part of its ARN; ids are in the order of time.
    pub(crate) id: String,
    pub(crate) arn: String,
    name: String,
    /// Whether the deletion of its table made it.
    system: bool,
    pub(crate) created_ms: u64,
    expires_ms: Option<u64>,
    /// Whether all items are there.
    ready: bool,
    /// The id that its items lie under.
    pub(crate) items_under: u64,
    items: u64,
    bytes: u64,
    pub(crate) table_arn: String,
    /// The table as it was.
    pub(crate) source: Definition,
    stream_view: Option<String>,
}

impl Record for Backup {
    const SUB: u8 = sub::BACKUP;
    const KIND: &'static str = "backup";

    fn arn(&self) -> &str {
        &self.arn
    }

    fn began_ms(&self) -> u64 {
        self.created_ms
    }
}

/// Notes in a batch that a backup has all its items.
pub(crate) fn complete(
    store: &Store,
    batch: &mut Batch,
    place: &Owned,
    (items, bytes): (u64, u64),
) -> Result<()> {
    let owner = place.owner()?;
    match record::load::<Backup>(store, &owner, &place.name)? {
        Some(backup) => record::save(batch, &owner, &Backup { ready: true, items, bytes, ..backup }),
        None => Ok(()),
    }
}

/// Makes in a batch the backup that a table leaves when it is deleted, if point-in-time recovery is on. Gives whether
/// the items are to stay. The caller holds all stripes.
pub(crate) fn leave(engine: &Engine, batch: &mut Batch, table: &Table, now: Timestamp) -> Result<bool> {
    if table.definition.recovery.since_ms.is_none() {
        return Ok(false);
    }
    let id = record::new_id::<Backup>(engine, &table.owner, now)?;
    let (items, bytes) = table.counts.table().get();
    let backup = Backup {
        name: format!("{}$DeletedTableBackup", table.definition.name),
        system: true,
        expires_ms: Some(now.millis().saturating_add(SYSTEM_LIFE_MS)),
        ready: true,
        items_under: table.definition.id,
        items,
        bytes,
        ..Backup::of(table, id, String::new(), now)
    };
    record::save(batch, &table.owner, &backup)?;
    Ok(true)
}

impl Backup {
    /// A backup of a table that has no items yet.
    fn of(table: &Table, id: String, name: String, now: Timestamp) -> Backup {
        Backup {
            arn: format!("{}/backup/{id}", table.arn),
            id,
            name,
            system: false,
            created_ms: now.millis(),
            expires_ms: None,
            ready: false,
            items_under: 0,
            items: 0,
            bytes: 0,
            table_arn: table.arn.clone(),
            source: table.definition.clone(),
            stream_view: table.stream.as_ref().map(|stream| stream.definition.view.name().to_owned()),
        }
    }

    fn status(&self) -> &'static str {
        if self.ready { "AVAILABLE" } else { "CREATING" }
    }

    fn kind(&self) -> &'static str {
        if self.system { "SYSTEM" } else { "USER" }
    }

    /// `BackupDetails`
    pub(crate) fn details(&self, status: &str) -> Value {
        let mut out = json!({
            "BackupArn": self.arn,
            "BackupName": self.name,
            "BackupSizeBytes": self.bytes,
            "BackupStatus": status,
            "BackupType": self.kind(),
            "BackupCreationDateTime": seconds(self.created_ms),
        });
        if let (Some(expires), Some(out)) = (self.expires_ms, out.as_object_mut()) {
            out.insert("BackupExpiryDateTime".to_owned(), seconds(expires));
        }
        out
    }

    /// `BackupSummary`
    pub(crate) fn summary(&self) -> Value {
        let mut out = self.details(self.status());
        if let Some(out) = out.as_object_mut() {
            out.insert("TableName".to_owned(), json!(self.source.name));
            out.insert("TableId".to_owned(), json!(self.source.uuid));
            out.insert("TableArn".to_owned(), json!(self.table_arn));
        }
        out
    }

    /// `BackupDescription`; `DELETED` in the reply to its deletion.
    pub(crate) fn describe(&self, deleted: bool) -> Value {
        let status = if deleted { "DELETED" } else { self.status() };
        let source = &self.source;
        let throughput = &source.billing.throughput;
        let mut details = json!({
            "TableName": source.name,
            "TableId": source.uuid,
            "TableArn": self.table_arn,
            "TableSizeBytes": self.bytes,
            "KeySchema": describe::key_schema(&source.key),
            "TableCreationDateTime": seconds(source.created_ms),
            "ProvisionedThroughput": {
                "ReadCapacityUnits": throughput.read, "WriteCapacityUnits": throughput.write,
            },
            "ItemCount": self.items,
            "BillingMode": if source.billing.on_demand { "PAY_PER_REQUEST" } else { "PROVISIONED" },
        });
        let limit = source.billing.scaling.show_limit(source.billing.on_demand);
        if let (Some(limit), Some(details)) = (limit, details.as_object_mut()) {
            details.insert("OnDemandThroughput".to_owned(), limit);
        }
        json!({
            "BackupDetails": self.details(status),
            "SourceTableDetails": details,
            "SourceTableFeatureDetails": self.features(),
        })
    }

    /// `SourceTableFeatureDetails`
    fn features(&self) -> Value {
        let source = &self.source;
        let mut out = serde_json::Map::new();
        for (scope, key) in
            [(Scope::Local, "LocalSecondaryIndexes"), (Scope::Global, "GlobalSecondaryIndexes")]
        {
            let indexes: Vec<Value> = source.indexes_of(scope).map(|index| self.index(index)).collect();
            if !indexes.is_empty() {
                out.insert(key.to_owned(), indexes.into());
            }
        }
        if let Some(view) = &self.stream_view {
            let stream = json!({"StreamEnabled": true, "StreamViewType": view});
            out.insert("StreamDescription".to_owned(), stream);
        }
        if let Some(attribute) = &source.ttl {
            let ttl = json!({"TimeToLiveStatus": "ENABLED", "AttributeName": attribute});
            out.insert("TimeToLiveDescription".to_owned(), ttl);
        }
        if let Some(sse) = &source.sse {
            let sse = json!({"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": sse.key});
            out.insert("SSEDescription".to_owned(), sse);
        }
        Value::Object(out)
    }

    fn index(&self, index: &Index) -> Value {
        let mut out = json!({
            "IndexName": index.name,
            "KeySchema": describe::key_schema(&index.key),
            "Projection": describe::projection(&index.projection),
        });
        if let (Scope::Global, Some(out)) = (index.scope, out.as_object_mut()) {
            let units = json!({
                "ReadCapacityUnits": index.throughput.read, "WriteCapacityUnits": index.throughput.write,
            });
            out.insert("ProvisionedThroughput".to_owned(), units);
            if let Some(limit) = index.scaling.show_limit(self.source.billing.on_demand) {
                out.insert("OnDemandThroughput".to_owned(), limit);
            }
        }
        out
    }
}

/// Which backups are listed.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) table: Option<String>,
    pub(crate) from_ms: u64,
    /// The first moment that is too late.
    pub(crate) to_ms: u64,
    pub(crate) user: bool,
    pub(crate) system: bool,
    pub(crate) after: String,
    pub(crate) limit: usize,
}

impl Filter {
    fn lets(&self, backup: &Backup) -> bool {
        self.table.as_ref().is_none_or(|table| *table == backup.source.name)
            && (self.after.is_empty() || backup.id > self.after)
            && (self.from_ms..self.to_ms).contains(&backup.created_ms)
            && (if backup.system { self.system } else { self.user })
    }
}

impl Engine {
    /// Backs a table up as it is now. Writes wait only until the moment is noted in its definition.
    pub(crate) fn create_backup(&self, call: &Call, table: &Table, name: String) -> Result<(Backup, Seq)> {
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
            let target = Target::Backup(Owned::by(&present.owner, &backup.id), items_under);
            let copy = Copy::new(present.definition.id, Some((moment, source)), target);
            let mut batch = Batch::new();
            record::save(&mut batch, &present.owner, &backup)?;
            job::save(&mut batch, job, &Job::Copy(copy))?;
            let mut definition = present.definition.clone();
            definition.recovery.snapshots.push(moment.0);
            let (_, seq) = self.replace_table(&present, definition, present.stream.clone(), batch)?;
            Ok((backup, seq))
        })
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
        if !backup.ready || job::needs(&self.store, backup.items_under)? {
            return Err(Error::new(Code::BackupInUse, format!("Backup is being created or restored: {arn}")));
        }
        // With all stripes held the state stays.
        self.drop_backup(&owner_of(call), &backup, self.store.epoch())?;
        self.sweep.notify_one();
        Ok(backup)
    }

    /// Deletes a backup that was found in the state of this epoch; nothing if that was exchanged.
    fn drop_backup(&self, owner: &Owner, backup: &Backup, epoch: u64) -> Result<()> {
        let mut batch = Batch::new();
        record::remove(&mut batch, owner, backup);
        catalog::note_garbage(&mut batch, backup.items_under);
        self.store.commit_in(epoch, batch)?;
        Ok(())
    }

    /// An owner's backups in the order of their time, one more than `limit` at most.
    pub(crate) fn backups(&self, owner: &Owner, filter: &Filter) -> Result<Vec<Backup>> {
        let backups = record::all::<Backup>(&self.store, owner)?.into_iter();
        Ok(backups.filter(|backup| filter.lets(backup)).take(filter.limit + 1).collect())
    }

    /// Deletes the backups of deleted tables whose time is past, and what the others need no more of their tables.
    pub(crate) fn expire_backups(&self, now: Timestamp, epoch: u64) -> Result<()> {
        let backups = record::everybodys::<Backup>(&self.store)?;
        let left = backups.into_iter().filter(|backup| backup.system);
        for backup in left {
            let id = backup.items_under;
            if job::needs(&self.store, id)? {
                continue;
            }
            history::remove(&self.store, epoch, id)?;
            sweeper::remove_range(&self.store, epoch, &Key::of(Space::DdbIndex).u64(id))?;
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
