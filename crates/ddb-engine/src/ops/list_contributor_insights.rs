//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html>

use base::call::Call;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::access::Act;
use crate::definition::insights;
use crate::definition::insights::Insights;
use crate::definition::owner::owner_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::json::set;
use crate::message::shape::Rule::Max;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shared_members::OPTIONAL_TABLE_NAME;
use crate::operation::{Done, Operation};

pub(crate) struct ListContributorInsights;

/// Settings in one page, where a request names no number.
const PAGE: usize = 100;

static SHAPE: Shape = Shape {
    name: "ListContributorInsightsInput",
    members: &[
        OPTIONAL_TABLE_NAME,
        Member::new("NextToken", Kind::Text),
        Member::ruled("MaxResults", Kind::Integer, &[Max(100)]),
    ],
};

/// A setting's table and index, which order the list.
type InsightsPlace = (String, String);

pub(crate) struct Input {
    table: Option<String>,
    after: Option<InsightsPlace>,
    limit: usize,
}

impl Operation for ListContributorInsights {
    const NAME: &'static str = "ListContributorInsights";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = Input;
    type Output = Value;

    fn read(_: &Call, body: Fields<'_>) -> Result<Input> {
        // The wording is our guess.
        let bad = || Error::validation("The provided NextToken is invalid");
        let after = body.text("NextToken").map(|token| place_of(token).ok_or_else(bad)).transpose()?;
        let limit = body.integer("MaxResults").and_then(|limit| usize::try_from(limit).ok());
        let limit = limit.filter(|limit| *limit > 0).unwrap_or(PAGE);
        Ok(Input { table: body.text("TableName").map(str::to_owned), after, limit })
    }

    fn run(engine: &Engine, call: &Call, input: Input) -> Result<Done<Value>> {
        let tables = match &input.table {
            Some(name) => vec![engine.described(call, Act::on_table(Self::NAME), name)?],
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
        Ok(Done::read(out))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}

/// The place in a token that was handed out.
fn place_of(token: &str) -> Option<InsightsPlace> {
    let text = String::from_utf8(BASE64.decode(token).ok()?).ok()?;
    text.split_once('/').map(|(table, index)| (table.to_owned(), index.to_owned()))
}
