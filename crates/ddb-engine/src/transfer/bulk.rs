//! Bulk operations: items from S3 into a table that is there, each on its own condition if its record has one.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/BulkPutItems.Requesting.html>

mod report;
mod work;

use std::collections::BTreeMap;

use base::call::Call;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::access::Act;
use crate::definition::owner::table_name;
use crate::definition::owner::{Owner, owner_of};
use crate::definition::schema::{Definition, Scope};
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Code, Error, Result};
use crate::item::record_key::sub;
use crate::job::queue::{self, Job, Owned};
use crate::kept::record::{self, KeptRecord};
use crate::memory::reader::Reader;
use crate::message::json::seconds;
use crate::message::shape::{Kind, Member};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::transfer::input::{Input, InputCursor};

pub(crate) use report::Output;

/// `BulkOperationArn`
pub(crate) const BULK_ARN: Member =
    Member::ruled("BulkOperationArn", Kind::Text, &[NotNull, LengthMin(37), LengthMax(1024)]);

/// Where a bulk operation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    InProgress,
    Cancelling,
    Completed,
    Cancelled,
    /// `FailureCode` and `FailureMessage`
    Failed(String, String),
}

/// What a request asks for, its token aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BulkRequest {
    /// The table's name or ARN, as it was given.
    pub(crate) table: String,
    pub(crate) input: Input,
    pub(crate) output: Output,
    /// `MaxWriteRequestUnits`
    pub(crate) max_units: Option<u64>,
    /// `PerformanceTier`. Both tiers are as fast as this process is.
    pub(crate) tier: Option<String>,
}

/// A bulk operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Bulk {
    arn: String,
    token: String,
    wanted: BulkRequest,
    table: Owned,
    table_id: u64,
    table_uuid: String,
    started_ms: u64,
    ended_ms: Option<u64>,
    state: State,
    cursor: InputCursor,
    /// Bytes of all objects together, once that is known.
    total: Option<u64>,
    processed: u64,
    failed: u64,
    /// Entries of the report so far.
    reported: u64,
    /// Bytes put into the table, and into its indexes by their names.
    put_bytes: u64,
    index_bytes: BTreeMap<String, u64>,
    /// Which of the indexes are local.
    local: Vec<String>,
}

impl KeptRecord for Bulk {
    const SUB: u8 = sub::BULK;
    const KIND: &'static str = "bulk-operation";

    fn arn(&self) -> &str {
        &self.arn
    }

    fn began_ms(&self) -> u64 {
        self.started_ms
    }

    fn token(&self) -> Option<&str> {
        Some(&self.token)
    }

    fn is_pending(&self) -> bool {
        self.ended_ms.is_none()
    }
}

impl Bulk {
    fn status(&self) -> &'static str {
        match self.state {
            State::InProgress => "IN_PROGRESS",
            State::Cancelling => "CANCELLING",
            State::Completed if self.failed > 0 => "COMPLETED_WITH_ERRORS",
            State::Completed => "COMPLETED",
            State::Cancelled => "CANCELLED",
            State::Failed(..) => "FAILED",
        }
    }

    /// `BulkOperationSummary`
    pub(crate) fn summary(&self) -> Value {
        let mut out = json!({
            "BulkOperationArn": self.arn,
            "BulkOperationStatus": self.status(),
            "StartTime": seconds(self.started_ms),
        });
        if let (Some(ended), Some(out)) = (self.ended_ms, out.as_object_mut()) {
            out.insert("EndTime".to_owned(), seconds(ended));
        }
        out
    }

    /// `BulkOperationDescription`
    pub(crate) fn describe(&self) -> Value {
        let mut out = self.summary();
        let Some(fields) = out.as_object_mut() else { return out };
        let mut set = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
        let wanted = &self.wanted;
        set("TableDetails", json!([{"TableName": wanted.table, "TableId": self.table_uuid}]));
        set("ClientToken", json!(self.token));
        set("InputS3Configuration", self.input());
        set("OutputS3Configuration", wanted.output.describe());
        set("ProcessedItemCount", json!(self.processed));
        set("FailedItemCount", json!(self.failed));
        set("ProcessedInputBytes", json!(self.cursor.bytes));
        set("BulkOperationUsage", json!([self.usage()]));
        set("PerformanceTier", json!(wanted.tier.as_deref().unwrap_or("STANDARD")));
        if let Some(total) = self.total {
            set("TotalInputBytes", json!(total));
        }
        if let Some(units) = wanted.max_units {
            set("MaxWriteRequestUnits", json!(units));
        }
        match &self.state {
            State::Failed(code, message) => {
                set("FailureCode", json!(code));
                set("FailureMessage", json!(message));
            }
            // The words are our guess.
            State::Cancelled => {
                set("FailureCode", json!("OperationCancelled"));
                set("FailureMessage", json!("The bulk operation was cancelled"));
            }
            _ => {}
        }
        out
    }

    fn input(&self) -> Value {
        let input = &self.wanted.input;
        let mut out = Map::new();
        out.insert("S3Bucket".to_owned(), json!(input.bucket));
        out.insert("InputFormat".to_owned(), json!(input.format.name()));
        let compression = input.compression.map(|compression| compression.name().to_owned());
        let texts = [
            ("S3BucketOwner", &input.bucket_owner),
            ("S3KeyPrefix", &input.prefix),
            ("InputCompressionType", &compression),
        ];
        for (key, text) in texts {
            out.extend(text.as_ref().map(|text| (key.to_owned(), json!(text))));
        }
        out.into()
    }

    /// `BulkOperationUsage`: the bytes of what was put. AWS's measure for these is not known to us.
    fn usage(&self) -> Value {
        let of = |local: bool| {
            let indexes = self.index_bytes.iter().filter(|(name, _)| self.local.contains(name) == local);
            indexes.map(|(name, bytes)| (name.clone(), json!({"BulkPutBytes": bytes}))).collect::<Map<_, _>>()
        };
        let total = self.put_bytes + self.index_bytes.values().sum::<u64>();
        let mut out = json!({
            "TableName": self.wanted.table,
            "BulkPutBytes": total,
            "Table": {"BulkPutBytes": self.put_bytes},
        });
        for (key, indexes) in [("LocalSecondaryIndexes", of(true)), ("GlobalSecondaryIndexes", of(false))] {
            if let (false, Some(out)) = (indexes.is_empty(), out.as_object_mut()) {
                out.insert(key.to_owned(), indexes.into());
            }
        }
        out
    }

    /// Notes what was put into an index.
    fn count_index(&mut self, definition: &Definition, index: u32, bytes: u64) {
        let Some(index) = definition.indexes.iter().find(|known| known.id == index) else { return };
        *self.index_bytes.entry(index.name.clone()).or_default() += bytes;
        if index.scope == Scope::Local && !self.local.contains(&index.name) {
            self.local.push(index.name.clone());
        }
    }
}

impl Engine {
    /// Begins a bulk operation, or gives the one that its token began.
    pub(crate) fn start_bulk(
        &self,
        call: &Call,
        wanted: BulkRequest,
        token: Option<String>,
    ) -> Result<(Bulk, Option<u64>)> {
        self.deciding(&owner_of(call), table_name(&wanted.table), || {
            self.decide_bulk(call, &wanted, token.as_deref())
        })
    }

    fn decide_bulk(
        &self,
        call: &Call,
        wanted: &BulkRequest,
        token: Option<&str>,
    ) -> Result<(Bulk, Option<u64>)> {
        let seen = self.store.noting();
        if let Some(token) = token
            && let Some(known) = record::by_token::<Bulk>(&seen, call, token)?
        {
            return if known.wanted == *wanted { Ok((known, None)) } else { Err(Error::token_mismatch()) };
        }
        let table = self.described(call, Act::on_table("StartBulkPutItems"), &wanted.table)?;
        if table.definition.filling {
            return Err(Error::being_created(table_name(&wanted.table)));
        }
        let owner = owner_of(call);
        let bulk = Bulk {
            arn: format!("{}/bulk-operation/{}", table.arn, record::new_id::<Bulk>(self, &owner, call.now)?),
            token: token.map_or_else(|| self.entropy.uuid(), str::to_owned),
            wanted: wanted.clone(),
            table: Owned::by(&owner, &table.definition.name),
            table_id: table.definition.id,
            table_uuid: table.definition.uuid.clone(),
            started_ms: call.now.millis(),
            ended_ms: None,
            state: State::InProgress,
            cursor: InputCursor::default(),
            total: None,
            processed: 0,
            failed: 0,
            reported: 0,
            put_bytes: 0,
            index_bytes: BTreeMap::new(),
            local: Vec::new(),
        };
        let job = self.new_job_id()?;
        let mut records = Records::new();
        records.relies_on_reads(&seen);
        records.relies_on_table(&table);
        record::save(&mut records, &owner, &bulk)?;
        queue::save(&mut records, job, &Job::Bulk(Owned::by(&owner, bulk.id())))?;
        self.commit_records_of(&table, records)?;
        self.wake_jobs();
        Ok((bulk, Some(job)))
    }

    /// A bulk operation by its ARN.
    pub(crate) fn bulk(&self, call: &Call, arn: &str) -> Result<Bulk> {
        found_bulk(&self.store, call, arn)
    }

    /// Asks a bulk operation to stop. What it has put stays. That one which has ended refuses is our guess.
    pub(crate) fn cancel_bulk(&self, call: &Call, arn: &str) -> Result<()> {
        let owner: Owner = owner_of(call);
        self.deciding(&owner, arn, || {
            let seen = self.store.noting();
            let mut bulk = found_bulk(&seen, call, arn)?;
            if !bulk.is_pending() {
                return Err(Error::validation(format!("The bulk operation has ended already: {arn}")));
            }
            bulk.state = State::Cancelling;
            let mut records = Records::new();
            records.relies_on_reads(&seen);
            record::save(&mut records, &owner, &bulk)?;
            self.commit_records(records)
        })
    }
}

fn found_bulk(store: &Reader, call: &Call, arn: &str) -> Result<Bulk> {
    record::find(store, call, arn)?.ok_or_else(|| {
        Error::new(
            Code::ResourceNotFound,
            format!("Requested resource not found: Bulk operation: {arn} not found"),
        )
    })
}
