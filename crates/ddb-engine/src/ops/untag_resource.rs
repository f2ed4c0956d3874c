//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html>

use base::call::Call;

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::shape::Rule::NotNull;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::TEXT;
use crate::operation::{Done, Operation};
use crate::table::tags::{self, RESOURCE_ARN};

pub(crate) struct UntagResource;

static SHAPE: Shape = Shape {
    name: "UntagResourceInput",
    members: &[RESOURCE_ARN, Member::ruled("TagKeys", Kind::List(&TEXT), &[NotNull])],
};

pub(crate) struct Input {
    arn: String,
    keys: Vec<String>,
}

impl Operation for UntagResource {
    const NAME: &'static str = "UntagResource";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = ();

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let arn = tags::resource(&body)?;
        let keys = body.list("TagKeys");
        if keys.is_empty() {
            return Err(Error::validation("Atleast one Tag Key needs to be provided as Input."));
        }
        Ok(Input { arn, keys: tags::keys_of_request(keys)? })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<()>> {
        // Unlike its siblings this operation names no ARN in its error.
        let table = engine.table(call, Act::on_table(Self::NAME), &input.arn)?;
        engine.alter_table(&table, |definition| {
            definition.tags.retain(|key, _| !input.keys.contains(key));
            Ok(())
        })?;
        Ok(Done::wrote(()))
    }

    /// AWS's reply has no body at all.
    fn reply((): (), _: &mut Vec<u8>) {}
}
