//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

pub(super) struct DescribeLimits;

static SHAPE: Shape = Shape { name: "DescribeLimitsInput", members: &[] };

/// AWS's initial quotas of an account and of a table.
const ACCOUNT_UNITS: u64 = 80_000;
const TABLE_UNITS: u64 = 40_000;

impl Operation for DescribeLimits {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeLimits", &SHAPE);
    type Input = ();
    type Output = Done<Value>;

    fn read(_: &Call, _: Fields<'_>) -> Result<()> {
        Ok(())
    }

    async fn run(_: &Arc<Engine>, _: &Call, (): ()) -> Result<Done<Value>> {
        Ok(Done::of(json!({
            "AccountMaxReadCapacityUnits": ACCOUNT_UNITS,
            "AccountMaxWriteCapacityUnits": ACCOUNT_UNITS,
            "TableMaxReadCapacityUnits": TABLE_UNITS,
            "TableMaxWriteCapacityUnits": TABLE_UNITS,
        })))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
