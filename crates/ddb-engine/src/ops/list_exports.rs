//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html>

use base::call::Call;
use serde_json::Value;

use crate::archive::export::Export;
use crate::engine::Engine;
use crate::error::Result;
use crate::kept::record::{self, KeptRecord, Listing};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min};
use crate::operation::{Done, Operation};

pub(crate) struct ListExports;

static SHAPE: Shape = Shape {
    name: "ListExportsInput",
    members: &[
        Member::ruled("TableArn", Kind::Text, &[LengthMin(1), LengthMax(1024)]),
        Member::ruled("MaxResults", Kind::Integer, &[Min(1), Max(25)]),
        Member::new("NextToken", Kind::Text),
    ],
};

impl Operation for ListExports {
    const NAME: &'static str = "ListExports";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Listing;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Listing> {
        Ok(Listing::of(&body, body.text("TableArn"), ("MaxResults", 25)))
    }

    /// In reverse alphanumeric order of their ARNs, as AWS documents.
    fn run(engine: &Engine, call: &Call, listing: Listing) -> Result<Done<Value>> {
        let page = record::list::<Export>(engine, call, &listing, KeptRecord::arn)?;
        Ok(Done::read(page.show("ExportSummaries", Export::summary)))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
