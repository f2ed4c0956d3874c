//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct DescribeEndpoints;

static SHAPE: Shape = Shape { name: "DescribeEndpointsRequest", members: &[] };

impl Operation for DescribeEndpoints {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeEndpoints", &SHAPE);
    type Input = ();
    type Output = Done<Value>;

    fn read(_: &Call, _: Fields<'_>) -> Result<()> {
        Ok(())
    }

    async fn run(_: &Arc<Engine>, call: &Call, (): ()) -> Result<Done<Value>> {
        // Not AWS's own, which a client that looks for endpoints would go to from here.
        let endpoint = json!({"Address": &*call.address, "CachePeriodInMinutes": 1440});
        Ok(Done::of(json!({"Endpoints": [endpoint]})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
