//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::alter::{Alteration, IndexAlteration};
use crate::definition;
use crate::describe::{self, Status};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::members::*;
use crate::operation::{Done, Operation};
use crate::scaling::Wanted;
use crate::schema::{KeyAttribute, Sse};
use crate::shape::{Fields, Kind, Member, Node, Shape};

pub(crate) struct UpdateTable;

static SHAPE: Shape = Shape {
    name: "UpdateTableInput",
    members: &[
        CONTROL_TABLE_NAME,
        Member::new("AttributeDefinitions", Kind::List(&ATTRIBUTE_DEFINITION_ELEMENT)),
        PROVISIONED_THROUGHPUT,
        BILLING_MODE,
        INDEX_UPDATES,
        STREAM_SPECIFICATION,
        SSE_SPECIFICATION,
        Member::new("ReplicaUpdates", Kind::Unread),
        TABLE_CLASS,
        Member::new("DeletionProtectionEnabled", Kind::Boolean),
        ON_DEMAND_THROUGHPUT,
        WARM_THROUGHPUT,
        Member::new("MultiRegionConsistency", Kind::Unread),
        Member::new("GlobalTableWitnessUpdates", Kind::Unread),
        Member::new("GlobalTableSettingsReplicationMode", Kind::Unread),
    ],
};

pub(crate) struct Input {
    table: String,
    wanted: Alteration,
}

impl Operation for UpdateTable {
    const NAME: &'static str = "UpdateTable";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, body: Fields<'_>) -> Result<Input> {
        check_not_empty(&body)?;
        let on_demand = body.text("BillingMode").map(|mode| mode == "PAY_PER_REQUEST");
        let given = body.fields("ProvisionedThroughput");
        if on_demand == Some(false) && given.is_none() {
            return Err(Error::invalid(
                "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
            ));
        }
        let attributes = definition::attributes(&body);
        let sse = body.fields("SSESpecification").map(|sse| {
            let key = || sse.text("KMSMasterKeyId").unwrap_or("alias/aws/dynamodb");
            (sse.boolean("Enabled") == Some(true)).then(|| Sse { key: call.arn("kms", key()).to_string() })
        });
        let wanted = Alteration {
            indexes: indexes(&body, &attributes)?,
            attributes,
            on_demand,
            throughput: given.map(definition::throughput).transpose()?,
            scaling: Wanted::of(&body),
            stream: body.fields("StreamSpecification").map(definition::stream_view).transpose()?,
            deletion_protection: body.boolean("DeletionProtectionEnabled"),
            table_class: body.text("TableClass").map(str::to_owned),
            sse,
        };
        Ok(Input { table: body.required("TableName").to_owned(), wanted })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let table = engine.described(call, &input.table)?;
        let (table, seq) = engine.update_table(call, &table, input.wanted)?;
        Ok(Done::wrote(json!({"TableDescription": describe::table(&table, Status::Updating)}), seq))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}

fn check_not_empty(body: &Fields<'_>) -> Result<()> {
    body.refuse_unread()?;
    let members = [
        "ProvisionedThroughput",
        "BillingMode",
        "StreamSpecification",
        "SSESpecification",
        "TableClass",
        "DeletionProtectionEnabled",
        "OnDemandThroughput",
        "WarmThroughput",
    ];
    if members.iter().any(|name| body.has(name)) || !body.list("GlobalSecondaryIndexUpdates").is_empty() {
        return Ok(());
    }
    Err(Error::validation(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or \
         SSESpecification or ReplicaUpdates is required",
    ))
}

fn indexes(body: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<Vec<IndexAlteration>> {
    let mut changes: Vec<IndexAlteration> = Vec::new();
    let mut online = 0;
    for update in body.list("GlobalSecondaryIndexUpdates").iter().filter_map(Node::fields) {
        let name = |fields: &Fields<'_>| fields.required("IndexName").to_owned();
        let change = match (update.fields("Create"), update.fields("Update"), update.fields("Delete")) {
            (Some(create), _, _) => {
                IndexAlteration::Create(Box::new(definition::global_index(create, attributes)?))
            }
            (_, Some(change), _) => {
                let units = change.fields("ProvisionedThroughput").map(definition::throughput).transpose()?;
                IndexAlteration::Update(name(change), units, Wanted::of(change))
            }
            (_, _, Some(delete)) => IndexAlteration::Delete(name(delete)),
            (None, None, None) => {
                return Err(Error::invalid(
                    "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, \
                     GlobalSecondaryIndexUpdate.Delete must not be null",
                ));
            }
        };
        if changes.iter().any(|known| known.name() == change.name()) {
            return Err(Error::invalid(format!(
                "Only one global secondary index update per index is allowed simultaneously. Index: {}",
                change.name()
            )));
        }
        online += usize::from(!matches!(change, IndexAlteration::Update(..)));
        changes.push(change);
    }
    if online > 1 {
        return Err(Error::limit(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        ));
    }
    Ok(changes)
}
