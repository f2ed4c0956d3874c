//! A backup, as it is kept and as AWS describes it.
//!
//! A backup outlives its table. The one that AWS makes of a table deleted with point-in-time recovery on is the table's own
//! items, left where they are.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Backup-and-Restore.html>

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::definition::describe;
use crate::definition::schema::{Definition, Index, Scope};
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::Result;
use crate::item::record_key::sub;
use crate::kept::record::{self, KeptRecord};
use crate::memory::catalog::Table;
use crate::message::json::seconds;

/// How long the backup of a deleted table is kept: 35 days.
const SYSTEM_LIFE_MS: u64 = 35 * 24 * 60 * 60 * 1000;

/// A backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Backup {
    /// The last part of its ARN; ids are in the order of time.
    pub(crate) id: String,
    pub(crate) arn: String,
    pub(crate) name: String,
    /// Whether the deletion of its table made it.
    pub(crate) system: bool,
    pub(crate) created_ms: u64,
    pub(crate) expires_ms: Option<u64>,
    /// Whether all items are there.
    pub(crate) ready: bool,
    /// The id that its items lie under.
    pub(crate) items_under: u64,
    pub(crate) items: u64,
    pub(crate) bytes: u64,
    pub(crate) table_arn: String,
    /// The table as it was.
    pub(crate) source: Definition,
    pub(crate) stream_view: Option<String>,
}

impl KeptRecord for Backup {
    const SUB: u8 = sub::BACKUP;
    const KIND: &'static str = "backup";

    fn arn(&self) -> &str {
        &self.arn
    }

    fn began_ms(&self) -> u64 {
        self.created_ms
    }
}

/// Makes in a batch the backup that a table leaves when it is deleted, if point-in-time recovery is on. Gives whether
/// the items are to stay. What it says of their number is what is counted by now: writes that are under way may come to it.
pub(crate) fn leave(engine: &Engine, records: &mut Records, table: &Table, now: Timestamp) -> Result<bool> {
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
    record::save(records, &table.owner, &backup)?;
    Ok(true)
}

impl Backup {
    /// A backup of a table that has no items yet.
    pub(crate) fn of(table: &Table, id: String, name: String, now: Timestamp) -> Backup {
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
