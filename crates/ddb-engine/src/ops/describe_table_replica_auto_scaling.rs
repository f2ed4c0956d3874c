//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTableReplicaAutoScaling.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::owner::table_name;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::catalog::Table;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::CONTROL_TABLE_NAME;
use crate::operation::{Done, DynamoDb, Signature};
use crate::region::auto_scaling;
use wire::operation::Operation;

pub(super) struct DescribeTableReplicaAutoScaling;

static SHAPE: Shape = Shape { name: "DescribeTableReplicaAutoScalingInput", members: &[CONTROL_TABLE_NAME] };

impl Operation for DescribeTableReplicaAutoScaling {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeTableReplicaAutoScaling", &SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("TableName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Done<Value>> {
        let found = engine.find(call, Act::on_table(Self::SIGNATURE.name), &name)?;
        let found = found.filter(|table| table.definition.group.is_some());
        let table = found.ok_or_else(|| Error::no_global_table(table_name(&name)))?;
        let replicas = engine.replicas(&table)?;
        let all: Vec<&Table> = replicas.iter().chain([&table]).map(AsRef::as_ref).collect();
        let description = auto_scaling::description(&all, "ACTIVE");
        Ok(Done::of(json!({"TableAutoScalingDescription": description})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
