//! Imports: the record of one, how it makes its table, and its work in the background.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html>

mod work;

use std::sync::Arc;

use base::call::Call;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::definition::describe;
use crate::definition::owner::owner_of;
use crate::definition::schema::{Definition, Scope};
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Code, Error, Result};
use crate::item::record_key::sub;
use crate::job::queue::{self, Job, Owned};
use crate::kept::record::{self, KeptRecord};
use crate::message::json::seconds;
use crate::transfer::input::{Input, InputCursor, InputFormat};

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ImportOutcome {
    Pending,
    Completed { end_ms: u64 },
    Failed { end_ms: u64, code: String, message: String },
}

/// An import.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Import {
    arn: String,
    pub(super) table_arn: String,
    /// The table, by its name, and its ids.
    table: Owned,
    table_id: u64,
    table_uuid: String,
    token: String,
    input: Input,
    /// `TableCreationParameters`
    parameters: Value,
    started_ms: u64,
    outcome: ImportOutcome,
    cursor: InputCursor,
    processed: u64,
    imported: u64,
    errors: u64,
}

impl KeptRecord for Import {
    const SUB: u8 = sub::IMPORT;
    const KIND: &'static str = "import";

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
        self.outcome == ImportOutcome::Pending
    }
}

impl Import {
    fn status(&self) -> &'static str {
        match self.outcome {
            ImportOutcome::Pending => "IN_PROGRESS",
            ImportOutcome::Completed { .. } => "COMPLETED",
            ImportOutcome::Failed { .. } => "FAILED",
        }
    }

    /// Where AWS would log what it could not import; here it goes to the process's log.
    fn log_group(&self) -> Value {
        let mut parts = self.arn.split(':').skip(3);
        let (region, account) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        json!(format!("arn:aws:logs:{region}:{account}:log-group:/aws-dynamodb/imports:*"))
    }

    fn source(&self) -> Value {
        let mut source = Map::new();
        source.insert("S3Bucket".to_owned(), json!(self.input.bucket));
        let texts = [("S3BucketOwner", &self.input.bucket_owner), ("S3KeyPrefix", &self.input.prefix)];
        for (key, text) in texts {
            source.extend(text.as_ref().map(|text| (key.to_owned(), json!(text))));
        }
        source.into()
    }

    /// What an import and its summary show alike.
    fn brief(&self) -> Map<String, Value> {
        let mut out = Map::new();
        let mut set = |key: &str, value: Value| drop(out.insert(key.to_owned(), value));
        set("ImportArn", json!(self.arn));
        set("ImportStatus", json!(self.status()));
        set("TableArn", json!(self.table_arn));
        set("S3BucketSource", self.source());
        set("CloudWatchLogGroupArn", self.log_group());
        set("InputFormat", json!(self.input.format.name()));
        set("StartTime", seconds(self.started_ms));
        if let ImportOutcome::Completed { end_ms } | ImportOutcome::Failed { end_ms, .. } = self.outcome {
            set("EndTime", seconds(end_ms));
        }
        out
    }

    /// `ImportSummary`
    pub(crate) fn summary(&self) -> Value {
        self.brief().into()
    }

    /// `ImportTableDescription`
    pub(crate) fn describe(&self) -> Value {
        let mut out = self.brief();
        let mut set = |key: &str, value: Value| drop(out.insert(key.to_owned(), value));
        set("TableId", json!(self.table_uuid));
        set("ClientToken", json!(self.token));
        set("TableCreationParameters", self.parameters.clone());
        set("ErrorCount", json!(self.errors));
        set("ProcessedItemCount", json!(self.processed));
        set("ImportedItemCount", json!(self.imported));
        set("ProcessedSizeBytes", json!(self.cursor.bytes));
        let compression = self.input.compression.map_or("NONE", |compression| compression.name());
        set("InputCompressionType", json!(compression));
        if let InputFormat::Csv { delimiter, headers } = &self.input.format {
            let mut csv = json!({"Delimiter": delimiter.to_string()});
            if let (Some(headers), Some(csv)) = (headers, csv.as_object_mut()) {
                csv.insert("HeaderList".to_owned(), json!(headers));
            }
            set("InputFormatOptions", json!({"Csv": csv}));
        }
        if let ImportOutcome::Failed { code, message, .. } = &self.outcome {
            set("FailureCode", json!(code));
            set("FailureMessage", json!(message));
        }
        out.into()
    }
}

/// `TableCreationParameters`, from the definition that they made.
fn parameters(definition: &Definition) -> Value {
    let on_demand = definition.billing.on_demand;
    let units = |throughput: &crate::definition::schema::Throughput| json!({"ReadCapacityUnits": throughput.read, "WriteCapacityUnits": throughput.write});
    let mut out = json!({
        "TableName": definition.name,
        "AttributeDefinitions": describe::attributes(&definition.attributes),
        "KeySchema": describe::key_schema(&definition.key),
        "BillingMode": if on_demand { "PAY_PER_REQUEST" } else { "PROVISIONED" },
    });
    let Some(fields) = out.as_object_mut() else { return out };
    let mut set = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
    if !on_demand {
        set("ProvisionedThroughput", units(&definition.billing.throughput));
    }
    if let Some(limit) = definition.billing.scaling.show_limit(on_demand) {
        set("OnDemandThroughput", limit);
    }
    if let Some(sse) = &definition.sse {
        set("SSESpecification", json!({"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": sse.key}));
    }
    let indexes: Vec<Value> = definition
        .indexes_of(Scope::Global)
        .map(|index| {
            let mut out = json!({
                "IndexName": index.name,
                "KeySchema": describe::key_schema(&index.key),
                "Projection": describe::projection(&index.projection),
            });
            if let (false, Some(out)) = (on_demand, out.as_object_mut()) {
                out.insert("ProvisionedThroughput".to_owned(), units(&index.throughput));
            }
            out
        })
        .collect();
    if !indexes.is_empty() {
        set("GlobalSecondaryIndexes", indexes.into());
    }
    out
}

impl Engine {
    /// Begins an import into a new table, or gives the one that its token began.
    pub(crate) async fn import(
        self: &Arc<Engine>,
        call: &Call,
        input: Input,
        definition: Definition,
        token: Option<String>,
    ) -> Result<(Import, Option<u64>)> {
        let owner = owner_of(call);
        self.make_room(&owner, &definition.name).await?;
        self.deciding(&owner, &definition.name, || {
            self.decide_import(call, &input, definition.clone(), token.as_deref())
        })
    }

    fn decide_import(
        &self,
        call: &Call,
        input: &Input,
        definition: Definition,
        token: Option<&str>,
    ) -> Result<(Import, Option<u64>)> {
        let (parameters, seen) = (parameters(&definition), self.store.noting());
        if let Some(token) = token
            && let Some(known) = record::by_token::<Import>(&seen, call, token)?
        {
            if known.input != *input || known.parameters != parameters {
                return Err(Error::new(
                    Code::ImportConflict,
                    format!("The client token {token} was used by another import"),
                ));
            }
            return Ok((known, None));
        }
        let owner = owner_of(call);
        let definition = Definition {
            id: self.new_table_id()?,
            uuid: self.entropy.uuid(),
            created_ms: call.now.millis(),
            filling: true,
            ..definition
        };
        let table_arn = call.arn("dynamodb", format!("table/{}", definition.name)).to_string();
        let import = Import {
            arn: format!("{table_arn}/import/{}", record::new_id::<Import>(self, &owner, call.now)?),
            table_arn,
            table: Owned::by(&owner, &definition.name),
            table_id: definition.id,
            table_uuid: definition.uuid.clone(),
            token: token.map_or_else(|| self.entropy.uuid(), str::to_owned),
            input: input.clone(),
            parameters,
            started_ms: call.now.millis(),
            outcome: ImportOutcome::Pending,
            cursor: InputCursor::default(),
            processed: 0,
            imported: 0,
            errors: 0,
        };
        let job = self.new_job_id()?;
        let mut made = Definitions::new();
        made.records().relies_on_reads(&seen);
        record::save(made.records(), &owner, &import)?;
        queue::save(made.records(), job, &Job::Import(Owned::by(&owner, import.id())))?;
        self.found_table(owner, definition, &mut made)?;
        self.commit_definitions(made)?;
        self.wake_jobs();
        Ok((import, Some(job)))
    }
}
