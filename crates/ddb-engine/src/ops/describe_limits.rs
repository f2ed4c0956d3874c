//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Shape};
use crate::operation::{Done, Operation};

pub(super) struct DescribeLimits;

static SHAPE: Shape = Shape { name: "DescribeLimitsInput", members: &[] };

/// AWS's initial quotas of an account and of a table.
const ACCOUNT_UNITS: u64 = 80_000;
const TABLE_UNITS: u64 = 40_000;

impl Operation for DescribeLimits {
    const NAME: &'static str = "DescribeLimits";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = ();
    type Output = Value;

    fn read(_: &Call, _: Fields<'_>) -> Result<()> {
        Ok(())
    }

    fn run(_: &Engine, _: &Call, (): ()) -> Result<Done<Value>> {
        Ok(Done::read(json!({
            "AccountMaxReadCapacityUnits": ACCOUNT_UNITS,
            "AccountMaxWriteCapacityUnits": ACCOUNT_UNITS,
            "TableMaxReadCapacityUnits": TABLE_UNITS,
            "TableMaxWriteCapacityUnits": TABLE_UNITS,
        })))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
