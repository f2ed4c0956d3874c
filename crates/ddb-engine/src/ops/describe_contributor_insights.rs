//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::insights;
use crate::definition::insights::Insights;
use crate::engine::Engine;
use crate::error::Result;
use crate::message::json::seconds;
use crate::message::json::set;
use crate::message::shape::{Fields, Shape};
use crate::message::shared_members::{CONTROL_TABLE_NAME, OPTIONAL_INDEX_NAME};
use crate::operation::{Done, Operation};

pub(crate) struct DescribeContributorInsights;

static SHAPE: Shape =
    Shape { name: "DescribeContributorInsightsInput", members: &[CONTROL_TABLE_NAME, OPTIONAL_INDEX_NAME] };

pub(crate) struct Input {
    table: String,
    index: Option<String>,
}

impl Operation for DescribeContributorInsights {
    const NAME: &'static str = "DescribeContributorInsights";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        let table = body.required("TableName").to_owned();
        Ok(Input { table, index: body.text("IndexName").map(str::to_owned) })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let index = input.index.as_deref();
        let table = engine.described(call, Act { action: Self::NAME, index }, &input.table)?;
        insights::check_index(&table.definition, index)?;
        let known = table.definition.regional.insights.get(index.unwrap_or_default());
        let mut out =
            insights::reply(&table.definition, index, known.map_or("DISABLED", Insights::status), known);
        if let Some(known) = known {
            set(&mut out, "LastUpdateDateTime", seconds(known.changed_ms));
        }
        if let Some(known) = known.filter(|known| known.enabled) {
            set(
                &mut out,
                "ContributorInsightsRuleList",
                json!(insights::rules(&table.definition, index, known)),
            );
        }
        Ok(Done::read(out))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
