//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html>

use std::collections::BTreeMap;

use base::call::Call;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::Rule::NotNull;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::TAG;
use crate::operation::{Done, Operation};
use crate::table::tags::{self, RESOURCE_ARN};

pub(crate) struct TagResource;

static SHAPE: Shape = Shape {
    name: "TagResourceInput",
    members: &[RESOURCE_ARN, Member::ruled("Tags", Kind::List(&TAG), &[NotNull])],
};

pub(crate) struct Input {
    arn: String,
    tags: BTreeMap<String, String>,
}

impl Operation for TagResource {
    const NAME: &'static str = "TagResource";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = ();

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let arn = tags::resource(&body)?;
        if body.list("Tags").is_empty() {
            return Err(Error::validation("Atleast one Tag needs to be provided as Input."));
        }
        Ok(Input { arn, tags: tags::of_request(body.list("Tags"))? })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<()>> {
        let table = tags::table(engine, call, Self::NAME, &input.arn)?;
        engine.alter_table(&table, |definition| {
            definition.tags.extend(input.tags);
            tags::check_count(definition.tags.len())
        })?;
        Ok(Done::wrote(()))
    }

    /// AWS's reply has no body at all.
    fn reply((): (), _: &mut Vec<u8>) {}
}
