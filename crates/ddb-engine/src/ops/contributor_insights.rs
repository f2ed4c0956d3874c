//! Contributor insights of a table or index: a setting that is kept and shown.

use std::sync::Arc;

use base::call::Call;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::insights::{self, Insights, MODES};
use crate::definition::owner::owner_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::json::{seconds, set};
use crate::message::shape::{Fields, Kind, Member, Rule::Enum, Rule::Max, Rule::NotNull, Shape};
use crate::message::shared_members::{CONTROL_TABLE_NAME, OPTIONAL_INDEX_NAME, OPTIONAL_TABLE_NAME};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html>
pub(super) struct DescribeContributorInsights;

static DESCRIBE_SHAPE: Shape =
    Shape { name: "DescribeContributorInsightsInput", members: &[CONTROL_TABLE_NAME, OPTIONAL_INDEX_NAME] };

pub(super) struct DescribeInput {
    table: String,
    index: Option<String>,
}

impl Operation for DescribeContributorInsights {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeContributorInsights", &DESCRIBE_SHAPE);
    type Input = DescribeInput;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<DescribeInput> {
        let table = body.required("TableName").to_owned();
        Ok(DescribeInput { table, index: body.text("IndexName").map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: DescribeInput) -> Result<Done<Value>> {
        let index = input.index.as_deref();
        let table = engine.described(call, Act { action: Self::SIGNATURE.name, index }, &input.table)?;
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
        Ok(Done::of(out))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html>
pub(super) struct ListContributorInsights;

/// Settings in one page, where a request names no number.
const PAGE: usize = 100;

static LIST_SHAPE: Shape = Shape {
    name: "ListContributorInsightsInput",
    members: &[
        OPTIONAL_TABLE_NAME,
        Member::new("NextToken", Kind::Text),
        Member::ruled("MaxResults", Kind::Integer, &[Max(100)]),
    ],
};

/// A setting's table and index, which order the list.
type InsightsPlace = (String, String);

pub(super) struct ListInput {
    table: Option<String>,
    after: Option<InsightsPlace>,
    limit: usize,
}

impl Operation for ListContributorInsights {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListContributorInsights", &LIST_SHAPE);
    type Input = ListInput;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<ListInput> {
        // The wording is our guess.
        let bad = || Error::validation("The provided NextToken is invalid");
        let after = body.text("NextToken").map(|token| place_of(token).ok_or_else(bad)).transpose()?;
        let limit = body.integer("MaxResults").and_then(|limit| usize::try_from(limit).ok());
        let limit = limit.filter(|limit| *limit > 0).unwrap_or(PAGE);
        Ok(ListInput { table: body.text("TableName").map(str::to_owned), after, limit })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: ListInput) -> Result<Done<Value>> {
        let tables = match &input.table {
            Some(name) => vec![engine.described(call, Act::on_table(Self::SIGNATURE.name), name)?],
            None => engine.catalog.tables(&engine.store, &owner_of(call), engine.clock.now())?,
        };
        let (mut summaries, mut last, mut more) = (Vec::new(), None, false);
        for table in &tables {
            for (index, insights) in &table.definition.regional.insights {
                let place = (table.definition.name.clone(), index.clone());
                if !insights.enabled || input.after.as_ref().is_some_and(|after| place <= *after) {
                    continue;
                }
                if summaries.len() == input.limit {
                    more = true;
                    break;
                }
                let index = Some(index.as_str()).filter(|index| !index.is_empty());
                summaries.push(insights::reply(
                    &table.definition,
                    index,
                    Insights::status(insights),
                    Some(insights),
                ));
                last = Some(place);
            }
        }
        let mut out = json!({"ContributorInsightsSummaries": summaries});
        if let (true, Some((table, index))) = (more, last) {
            set(&mut out, "NextToken", json!(BASE64.encode(format!("{table}/{index}"))));
        }
        Ok(Done::of(out))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// The place in a token that was handed out.
fn place_of(token: &str) -> Option<InsightsPlace> {
    let text = String::from_utf8(BASE64.decode(token).ok()?).ok()?;
    text.split_once('/').map(|(table, index)| (table.to_owned(), index.to_owned()))
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html>
pub(super) struct UpdateContributorInsights;

static UPDATE_SHAPE: Shape = Shape {
    name: "UpdateContributorInsightsInput",
    members: &[
        CONTROL_TABLE_NAME,
        OPTIONAL_INDEX_NAME,
        Member::ruled("ContributorInsightsAction", Kind::Text, &[NotNull, Enum(&["ENABLE", "DISABLE"])]),
        Member::ruled("ContributorInsightsMode", Kind::Text, &[Enum(MODES)]),
    ],
};

pub(super) struct UpdateInput {
    table: String,
    index: Option<String>,
    enable: bool,
    throttled_only: bool,
}

impl Operation for UpdateContributorInsights {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("UpdateContributorInsights", &UPDATE_SHAPE);
    const LIMITS: &'static str = "There is no CloudWatch in this server: the setting and the names of the rules are \
                                  kept and shown, and nothing is counted.";
    type Input = UpdateInput;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<UpdateInput> {
        Ok(UpdateInput {
            table: body.required("TableName").to_owned(),
            index: body.text("IndexName").map(str::to_owned),
            enable: body.text("ContributorInsightsAction") == Some("ENABLE"),
            throttled_only: body.text("ContributorInsightsMode") == Some("THROTTLED_KEYS"),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: UpdateInput) -> Result<Done<Value>> {
        let index = input.index.as_deref();
        let act = Act { action: Self::SIGNATURE.name, index };
        let table = engine.described(call, act, &input.table)?;
        insights::check_index(&table.definition, index)?;
        let (name, now_ms) = (index.unwrap_or_default(), call.now.millis());
        let known = table.definition.regional.insights.get(name);
        // What is so already is no change, except for the mode.
        let same = known.is_some_and(|known| known.enabled && known.throttled_only == input.throttled_only);
        if if input.enable { same } else { !known.is_some_and(|known| known.enabled) } {
            let status = known.map_or("DISABLED", Insights::status);
            return Ok(Done::of(insights::reply(&table.definition, index, status, known)));
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
            definition.regional.insights.insert(name.to_owned(), next.clone());
            Ok(())
        })?;
        Ok(Done::of(reply))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
