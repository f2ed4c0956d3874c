//! Contributor insights. States and replies: measured on AWS by the authors of ack-api-quirks, 2026-10.

use crate::harness::*;

fn world() -> World {
    let world = World::new();
    world.table(
        "tab",
        "pk S, sk N",
        json!({
            "defs": [["g", "S"]],
            "GlobalSecondaryIndexes": [{
                "IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }],
        }),
    );
    world
}

fn of(index: Option<&str>, extra: Value) -> Value {
    let mut input = json!({"TableName": "tab"});
    if let Some(index) = index {
        input["IndexName"] = json!(index);
    }
    input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    input
}

#[test]
fn a_table_and_its_indexes_have_insights_of_their_own() {
    let world = world();
    let describe = |index| world.ok("DescribeContributorInsights", of(index, json!({})));
    let update = |index, action: &str, mode: Value| {
        let mut extra = json!({"ContributorInsightsAction": action});
        if !mode.is_null() {
            extra["ContributorInsightsMode"] = mode;
        }
        world.ok("UpdateContributorInsights", of(index, extra))
    };
    assert_eq!(describe(None), json!({"TableName": "tab", "ContributorInsightsStatus": "DISABLED"}));
    assert_eq!(update(None, "DISABLE", Value::Null)["ContributorInsightsStatus"], "DISABLED");
    let all = "ACCESSED_AND_THROTTLED_KEYS";
    assert_eq!(
        update(None, "ENABLE", Value::Null),
        json!({"TableName": "tab", "ContributorInsightsStatus": "ENABLING", "ContributorInsightsMode": all})
    );
    let rules = |resource: &str, kinds: &[&str]| -> Value {
        kinds
            .iter()
            .map(|kind| format!("DynamoDBContributorInsights-{kind}-{resource}-1767225600000"))
            .collect::<Vec<_>>()
            .into()
    };
    assert_eq!(
        describe(None),
        json!({
            "TableName": "tab", "ContributorInsightsStatus": "ENABLED", "ContributorInsightsMode": all,
            "LastUpdateDateTime": 1_767_225_600.0,
            "ContributorInsightsRuleList": rules("tab", &["PKC", "SKC", "PKT", "SKT"]),
        })
    );
    // The same once more changes nothing; another mode keeps the name; no mode is the first one.
    world.advance(5);
    assert_eq!(update(None, "ENABLE", json!(all))["ContributorInsightsStatus"], "ENABLED");
    assert_eq!(update(None, "ENABLE", json!("THROTTLED_KEYS"))["ContributorInsightsStatus"], "ENABLING");
    assert_eq!(describe(None)["ContributorInsightsRuleList"], rules("tab", &["PKT", "SKT"]));
    assert_eq!(update(None, "ENABLE", Value::Null)["ContributorInsightsMode"], all);

    update(Some("gsi"), "ENABLE", json!("THROTTLED_KEYS"));
    let list = |extra: Value| world.ok("ListContributorInsights", extra);
    let entry = |index: Option<&str>, mode: &str| {
        of(index, json!({"ContributorInsightsStatus": "ENABLED", "ContributorInsightsMode": mode}))
    };
    assert_eq!(
        list(json!({}))["ContributorInsightsSummaries"],
        json!([entry(None, all), entry(Some("gsi"), "THROTTLED_KEYS")])
    );
    let first = list(json!({"TableName": "tab", "MaxResults": 1}));
    assert_eq!(first["ContributorInsightsSummaries"], json!([entry(None, all)]));
    let second = list(json!({"TableName": "tab", "MaxResults": 1, "NextToken": first["NextToken"]}));
    assert_eq!(second["ContributorInsightsSummaries"], json!([entry(Some("gsi"), "THROTTLED_KEYS")]));
    assert_eq!(second.get("NextToken"), None);

    // DISABLE takes a mode and shows the present one; what is disabled is not in the list.
    let reply = update(None, "DISABLE", json!("THROTTLED_KEYS"));
    assert_eq!(reply["ContributorInsightsStatus"], "DISABLING");
    assert_eq!(reply["ContributorInsightsMode"], all);
    assert_eq!(list(json!({}))["ContributorInsightsSummaries"].as_array().unwrap().len(), 1);
    // An index that goes takes its own along.
    world.ok(
        "UpdateTable",
        json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "gsi"}}]}),
    );
    assert_eq!(list(json!({})), json!({"ContributorInsightsSummaries": []}));
}

#[test]
fn what_is_not_there_has_none() {
    let world = world();
    assert_eq!(
        world.err("DescribeContributorInsights", json!({"TableName": "none"})),
        "ResourceNotFoundException: Requested resource not found: Table: none not found"
    );
    // The code: measured as above; the wording is our guess.
    let enable = of(Some("nope"), json!({"ContributorInsightsAction": "ENABLE"}));
    assert_eq!(
        world.err("UpdateContributorInsights", enable),
        "ResourceNotFoundException: Requested resource not found: Index: nope not found"
    );
}
