//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html>

use base::call::Call;
use serde_json::Value;

use crate::access::Act;
use crate::definition::insights::Insights;
use crate::definition::insights::{self, MODES};
use crate::engine::Engine;
use crate::error::Result;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Enum, Rule::NotNull};
use crate::message::shared_members::{CONTROL_TABLE_NAME, OPTIONAL_INDEX_NAME};
use crate::operation::{Done, Operation};

pub(crate) struct UpdateContributorInsights;

static SHAPE: Shape = Shape {
    name: "UpdateContributorInsightsInput",
    members: &[
        CONTROL_TABLE_NAME,
        OPTIONAL_INDEX_NAME,
        Member::ruled("ContributorInsightsAction", Kind::Text, &[NotNull, Enum(&["ENABLE", "DISABLE"])]),
        Member::ruled("ContributorInsightsMode", Kind::Text, &[Enum(MODES)]),
    ],
};

pub(crate) struct Input {
    table: String,
    index: Option<String>,
    enable: bool,
    throttled_only: bool,
}

impl Operation for UpdateContributorInsights {
    const NAME: &'static str = "UpdateContributorInsights";
    const LIMITS: &'static str = "There is no CloudWatch in this server: the setting and the names of the rules are \
                                  kept and shown, and nothing is counted.";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        Ok(Input {
            table: body.required("TableName").to_owned(),
            index: body.text("IndexName").map(str::to_owned),
            enable: body.text("ContributorInsightsAction") == Some("ENABLE"),
            throttled_only: body.text("ContributorInsightsMode") == Some("THROTTLED_KEYS"),
        })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let index = input.index.as_deref();
        let act = Act { action: Self::NAME, index };
        let table = engine.described(call, act, &input.table)?;
        insights::check_index(&table.definition, index)?;
        let (name, now_ms) = (index.unwrap_or_default(), call.now.millis());
        let known = table.definition.regional.insights.get(name);
        // What is so already is no change, except for the mode.
        let same = known.is_some_and(|known| known.enabled && known.throttled_only == input.throttled_only);
        if if input.enable { same } else { !known.is_some_and(|known| known.enabled) } {
            let status = known.map_or("DISABLED", Insights::status);
            return Ok(Done::read(insights::reply(&table.definition, index, status, known)));
        }
        let next = match known {
            Some(known) if !input.enable => Insights { enabled: false, changed_ms: now_ms, ..known.clone() },
            Some(known) if known.enabled => {
                Insights { throttled_only: input.throttled_only, changed_ms: now_ms, ..known.clone() }
            }
            _ => Insights {
                enabled: true,
                throttled_only: input.throttled_only,
                since_ms: now_ms,
                changed_ms: now_ms,
            },
        };
        let status = if input.enable { "ENABLING" } else { "DISABLING" };
        let reply = insights::reply(&table.definition, index, status, Some(&next));
        engine.alter_table(&table, |definition| {
            definition.regional.insights.insert(name.to_owned(), next);
            Ok(())
        })?;
        Ok(Done::wrote(reply))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
