//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::operation::{Done, Operation};
use crate::table::tags::{self, RESOURCE_ARN};

pub(crate) struct ListTagsOfResource;

static SHAPE: Shape =
    Shape { name: "ListTagsOfResourceInput", members: &[RESOURCE_ARN, Member::new("NextToken", Kind::Text)] };

impl Operation for ListTagsOfResource {
    const NAME: &'static str = "ListTagsOfResource";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = String;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        tags::resource(&body)
    }

    fn run(engine: &Engine, call: &Call, arn: String) -> Result<Done<Value>> {
        let table = tags::table(engine, call, Self::NAME, &arn)?;
        let tags = table.definition.tags.iter().map(|(key, value)| json!({"Key": key, "Value": value}));
        Ok(Done::read(json!({"Tags": tags.collect::<Vec<_>>()})))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
