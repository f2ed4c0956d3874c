//! Queries of CloudWatch Logs Insights, from StartQuery to their results.

use serde_json::{Value, json};

use crate::harness::{World, ask, now, world};

async fn with_events(events: &[(&str, i64, &str)]) -> World {
    let world = world();
    world.engine.engine.begin();
    for group in ["g", "h"] {
        world.send(ask("CreateLogGroup", &json!({"logGroupName": group}))).await.ok();
        let input = json!({"logGroupName": group, "logStreamName": "s"});
        world.send(ask("CreateLogStream", &input)).await.ok();
    }
    for (group, later, message) in events {
        let events = json!([{"timestamp": now(&world) + later, "message": message}]);
        let input = json!({"logGroupName": group, "logStreamName": "s", "logEvents": events});
        world.send(ask("PutLogEvents", &input)).await.ok();
    }
    world
}

fn started(query: &str, groups: &Value) -> Value {
    json!({"logGroupNames": groups, "startTime": 1_767_225_000, "endTime": 1_767_226_000, "queryString": query})
}

/// The reply once the query is over.
async fn results(world: &World, input: &Value) -> Value {
    let started = world.send(ask("StartQuery", input)).await.ok().json();
    over(world, &started).await
}

/// A reply of GetQueryResults once the query is over.
async fn over(world: &World, asked: &Value) -> Value {
    loop {
        let reply = world.send(ask("GetQueryResults", asked)).await.ok().json();
        if !["Scheduled", "Running"].contains(&reply["status"].as_str().unwrap()) {
            return reply;
        }
        tokio::task::yield_now().await;
    }
}

/// The texts of a reply's rows, without pointers.
fn rows(reply: &Value) -> Vec<Vec<&str>> {
    let rows = reply["results"].as_array().unwrap().iter();
    rows.map(|row| {
        let columns = row.as_array().unwrap().iter().filter(|column| column["field"] != "@ptr");
        columns.map(|column| column["value"].as_str().unwrap()).collect()
    })
    .collect()
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>
#[tokio::test]
async fn a_query_is_run_and_its_results_are_read() {
    let world = with_events(&[("g", 0, "a ERROR"), ("g", 2, "b"), ("h", 1, "c ERROR"), ("h", 3, "d")]).await;
    let reply = results(&world, &started("fields @message, @log", &json!(["g", "h"]))).await;
    assert_eq!(reply["status"], "Complete");
    let expected = [
        vec!["d", "000000000000:h"],
        vec!["b", "000000000000:g"],
        vec!["c ERROR", "000000000000:h"],
        vec!["a ERROR", "000000000000:g"],
    ];
    assert_eq!(rows(&reply), expected);
    let found =
        results(&world, &started("fields @message | filter @message like /ERROR/", &json!(["g"]))).await;
    assert_eq!(rows(&found), [["a ERROR"]]);
    let statistics = &found["statistics"];
    assert_eq!((&statistics["recordsMatched"], &statistics["recordsScanned"]), (&json!(1.0), &json!(2.0)));
    let pointer = found["results"][0].as_array().unwrap().last().unwrap().clone();
    assert_eq!(pointer["field"], "@ptr");
    let record =
        world.send(ask("GetLogRecord", &json!({"logRecordPointer": pointer["value"]}))).await.ok().json();
    assert_eq!(
        (&record["logRecord"]["@message"], &record["logRecord"]["@logStream"]),
        (&json!("a ERROR"), &json!("s"))
    );
    let counted = results(&world, &started("stats count(*) as c", &json!(["g", "h"]))).await;
    assert_eq!(counted["results"], json!([[{"field": "c", "value": "4"}]]));
    let mut limited = started("fields @message", &json!(["g", "h"]));
    limited["limit"] = json!(1);
    assert_eq!(rows(&results(&world, &limited).await), [["d"]]);
    let all = world
        .send(ask("DescribeQueries", &json!({"status": "Complete", "logGroupName": "g"})))
        .await
        .ok()
        .json();
    assert_eq!(all["queries"].as_array().unwrap().len(), 4);
    let groups =
        world.send(ask("ListLogGroupsForQuery", &json!({"queryId": all["queries"][0]["queryId"]}))).await;
    assert!(!groups.ok().json()["logGroupIdentifiers"].as_array().unwrap().is_empty());
    world.stop().await;
}

/// Many events are read in pieces, the newest first over all groups.
#[tokio::test]
async fn a_query_reads_more_than_a_page() {
    let world = with_events(&[]).await;
    for group in ["g", "h"] {
        for n in 0..3 {
            let events: Vec<Value> = (0..8000)
                .map(|at| json!({"timestamp": now(&world) + at, "message": format!("{n} {at}")}))
                .collect();
            let input = json!({"logGroupName": group, "logStreamName": "s", "logEvents": events});
            world.send(ask("PutLogEvents", &input)).await.ok();
        }
    }
    let counted =
        results(&world, &started("stats count(*) as c, count_distinct(@message) as d", &json!(["g", "h"])))
            .await;
    assert_eq!(rows(&counted), [["48000", "24000"]]);
    // AWS's page on GetQueryResults: ten thousand at once, the others behind a token.
    let started = world
        .send(ask("StartQuery", &started("fields @message | limit 20000", &json!(["g", "h"]))))
        .await
        .ok()
        .json();
    let mut asked = json!({"queryId": started["queryId"]});
    let mut sizes = Vec::new();
    let mut times: Vec<u64> = Vec::new();
    loop {
        let page = over(&world, &asked).await;
        times.extend(rows(&page).iter().map(|row| row[0].split_once(' ').unwrap().1.parse::<u64>().unwrap()));
        sizes.push(page["results"].as_array().unwrap().len());
        // All are read, however many are shown, as users found.
        assert_eq!(page["statistics"]["recordsScanned"], 48_000.0);
        match &page["nextToken"] {
            Value::Null => break,
            token => asked = json!({"queryId": started["queryId"], "nextToken": token, "maxItems": 6000}),
        }
    }
    assert_eq!(sizes, [10_000, 6000, 4000]);
    assert!(times.is_sorted_by(|one, two| one >= two));
    asked["nextToken"] = json!("none");
    world.send(ask("GetQueryResults", &asked)).await.is_error(400, "InvalidParameterException", "nextToken");
    world.stop().await;
}

/// Users found that the request's limit acts as a last command.
#[tokio::test]
async fn a_request_limits_a_query_that_limits_itself() {
    let world = with_events(&[("g", 0, "a"), ("g", 1, "b"), ("g", 2, "c")]).await;
    let mut asked = started("fields @message | limit 2", &json!(["g"]));
    asked["limit"] = json!(1);
    assert_eq!(rows(&results(&world, &asked).await), [["c"]]);
    asked["limit"] = json!(3);
    assert_eq!(rows(&results(&world, &asked).await), [["c"], ["b"]]);
    world.stop().await;
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html>
#[tokio::test]
async fn a_query_names_its_groups_itself() {
    let world = with_events(&[("g", 0, "one"), ("h", 1, "two")]).await;
    let group = json!({"logGroupName": "rare", "logGroupClass": "INFREQUENT_ACCESS"});
    world.send(ask("CreateLogGroup", &group)).await.ok();
    let from = |source: &str| {
        let mut input = started(&format!("SOURCE logGroups({source}) | fields @message"), &json!([]));
        input.as_object_mut().unwrap().remove("logGroupNames");
        input
    };
    let found = |reply: &Value| rows(reply).concat().join(" ");
    assert_eq!(found(&results(&world, &from("")).await), "two one");
    assert_eq!(found(&results(&world, &from("namePrefix: ['g', 'x']")).await), "one");
    assert_eq!(
        found(&results(&world, &from("accountIdentifiers: ['000000000000'], namePrefix: ['h']")).await),
        "two"
    );
    let rare = results(&world, &from("class: ['INFREQUENT_ACCESS']")).await;
    assert_eq!((found(&rare).as_str(), &rare["statistics"]["logGroupsScanned"]), ("", &json!(1.0)));
    for nothing in ["namePrefix: ['x']", "accountIdentifiers: ['111111111111']"] {
        let refused = world.send(ask("StartQuery", &from(nothing))).await;
        refused.is_error(400, "InvalidParameterException", "At least one log group must be specified.");
    }
    let mut both = from("");
    both["logGroupName"] = json!("g");
    world.send(ask("StartQuery", &both)).await.is_error(400, "InvalidParameterException", "Exactly one of");
    world.stop().await;
}

/// The sentences as users report them.
#[tokio::test]
async fn a_time_that_nothing_is_of_is_refused() {
    let world = with_events(&[]).await;
    let ask_of = |from: u64, until: u64| {
        let mut input = started("fields @message", &json!(["g"]));
        (input["startTime"], input["endTime"]) = (json!(from), json!(until));
        world.send(ask("StartQuery", &input))
    };
    let refused = ask_of(0, 1).await;
    let before = "End time should not be before the service was generally available";
    refused.is_error(400, "InvalidParameterException", before);
    let refused = ask_of(1_600_000_000, 1_600_000_001).await;
    let before = "Query's end date and time is either before the log groups creation time or exceeds the log groups log \
                  retention settings ([0,15])";
    refused.is_error(400, "MalformedQueryException", before);
    let mut both = started("fields @message", &json!(["g"]));
    both["logGroupName"] = json!("g");
    world.send(ask("StartQuery", &both)).await.is_error(400, "InvalidParameterException", "Exactly one of");
    world.stop().await;
}

/// The sentence of a group that is not there was recorded; that the others are malformed is AWS's code for it.
#[tokio::test]
async fn what_cannot_be_run_is_refused() {
    let world = with_events(&[]).await;
    let refused = |input: Value| world.send(ask("StartQuery", &input));
    let unknown = started("fields @message | nosuch", &json!(["g"]));
    refused(unknown).await.is_error(400, "MalformedQueryException", "nosuch");
    let mut sql = started("SELECT 1", &json!(["g"]));
    sql["queryLanguage"] = json!("SQL");
    refused(sql).await.is_error(400, "MalformedQueryException", "SQL");
    let none = started("fields @message", &json!(["none"]));
    let message = "Log group 'none' does not exist for account ID '000000000000' (Service: AWSLogs; Status Code: 400; Error Code: \
                   ResourceNotFoundException; Request ID: ";
    refused(none).await.is_error(400, "ResourceNotFoundException", message);
    let stopped = world.send(ask("StopQuery", &json!({"queryId": "none"}))).await;
    stopped.is_error(400, "ResourceNotFoundException", "");
    world.stop().await;
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html>
#[tokio::test]
async fn the_fields_of_a_group_are_told() {
    let world = with_events(&[("g", 0, "{\"a\": 1, \"b\": {\"c\": 2}}"), ("g", -1, "plain")]).await;
    let fields = world.send(ask("GetLogGroupFields", &json!({"logGroupName": "g"}))).await.ok().json();
    let fields = fields["logGroupFields"].as_array().unwrap().clone();
    assert!(fields.contains(&json!({"name": "@message", "percent": 100})));
    assert!(fields.contains(&json!({"name": "b.c", "percent": 50})), "{fields:?}");
    world.stop().await;
}

/// A query that waits can be stopped; one that is over cannot.
#[tokio::test]
async fn a_query_is_stopped() {
    let world = world();
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    // Nobody runs queries in this world.
    let id = world.send(ask("StartQuery", &started("fields @message", &json!(["g"])))).await.ok().json();
    assert_eq!(world.send(ask("StopQuery", &id)).await.ok().json()["success"], true);
    assert_eq!(world.send(ask("GetQueryResults", &id)).await.ok().json()["status"], "Cancelled");
    world.send(ask("StopQuery", &id)).await.is_error(400, "InvalidParameterException", "");
}
