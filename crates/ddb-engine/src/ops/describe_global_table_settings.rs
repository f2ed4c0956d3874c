//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTableSettings.html>
//!
//! Version 2017.11.29, of which no global table can be made; it does not see those of version 2019.11.21. Text: measured
//! on AWS by the authors of ack-api-quirks, 2026-10.

use std::convert::Infallible;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::GLOBAL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(crate) struct DescribeGlobalTableSettings;

static SHAPE: Shape = Shape { name: "DescribeGlobalTableSettingsInput", members: &[GLOBAL_TABLE_NAME] };

impl Operation for DescribeGlobalTableSettings {
    const NAME: &'static str = "DescribeGlobalTableSettings";
    const LIMITS: &'static str =
        "No global table of version 2017.11.29 can be made, as on AWS, so none is found.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Infallible;
    type Output = Infallible;

    fn read(_: &Call, body: Fields<'_>) -> Result<Infallible> {
        Err(Error::no_legacy_global_table("", body.required("GlobalTableName")))
    }

    fn run(_: &Engine, _: &Call, input: Infallible) -> Result<Done<Infallible>> {
        match input {}
    }

    fn reply(output: Infallible, _: &mut Vec<u8>) {
        match output {}
    }
}
