//! Filters of metrics: kept, found and tested; patterns in searches.

use serde_json::{Value, json};

use crate::harness::{ask, filter, make, messages, put, with_stream};

fn metric(name: &str) -> Value {
    json!({"metricName": name, "metricNamespace": "n", "metricValue": "1"})
}

fn named(name: &str) -> Value {
    json!({"logGroupName": "g", "filterName": name, "filterPattern": "ERROR", "metricTransformations": [metric(name)]})
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html>
#[test]
fn a_metric_filter_is_shown_as_it_was_put() {
    let world = with_stream();
    let mut input = named("f");
    input["metricTransformations"][0]["defaultValue"] = json!(0.0);
    input["metricTransformations"][0]["unit"] = json!("Count");
    world.ask(ask("PutMetricFilter", &input)).ok();
    let all = world.ask(ask("DescribeMetricFilters", &json!({}))).ok().json()["metricFilters"].clone();
    assert_eq!(
        all,
        json!([{
            "filterName": "f",
            "filterPattern": "ERROR",
            "metricTransformations": [{"metricName": "f", "metricNamespace": "n", "metricValue": "1",
                "defaultValue": 0.0, "unit": "Count"}],
            "creationTime": 1_767_225_600_000_u64,
            "logGroupName": "g",
            "applyOnTransformedLogs": false,
        }])
    );
    let count = || {
        let groups = world.ask(ask("DescribeLogGroups", &json!({}))).ok().json();
        groups["logGroups"][0]["metricFilterCount"].clone()
    };
    world.ask(ask("PutMetricFilter", &named("f"))).ok();
    assert_eq!(count(), 1);
    world.ask(ask("DeleteMetricFilter", &json!({"logGroupName": "g", "filterName": "f"}))).ok();
    assert_eq!(count(), 0);
    let gone = world.ask(ask("DeleteMetricFilter", &json!({"logGroupName": "g", "filterName": "f"})));
    gone.is_error(400, "ResourceNotFoundException", "metric filter");
}

#[test]
fn metric_filters_are_found_page_by_page_over_all_groups() {
    let world = with_stream();
    make(&world, "h", "s");
    for (group, name) in [("g", "a1"), ("g", "b"), ("h", "a2"), ("h", "c")] {
        let mut input = named(name);
        input["logGroupName"] = json!(group);
        world.ask(ask("PutMetricFilter", &input)).ok();
    }
    let found = |mut input: Value| {
        let mut all = Vec::new();
        loop {
            let page = world.ask(ask("DescribeMetricFilters", &input)).ok().json();
            let filters = page["metricFilters"].as_array().unwrap();
            all.extend(filters.iter().map(|filter| filter["filterName"].as_str().unwrap().to_owned()));
            if page["nextToken"].is_null() {
                return all;
            }
            input["nextToken"] = page["nextToken"].clone();
        }
    };
    assert_eq!(found(json!({"limit": 1})), ["a1", "b", "a2", "c"]);
    assert_eq!(found(json!({"limit": 3})), ["a1", "b", "a2", "c"]);
    assert_eq!(found(json!({"filterNamePrefix": "a"})), ["a1", "a2"]);
    assert_eq!(found(json!({"logGroupName": "h"})), ["a2", "c"]);
    assert_eq!(found(json!({"metricName": "b", "metricNamespace": "n"})), ["b"]);
    world.ask(ask("DeleteLogGroup", &json!({"logGroupName": "g"}))).ok();
    assert_eq!(found(json!({})), ["a2", "c"]);
}

/// The example of <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>.
#[test]
fn a_pattern_is_tested() {
    let world = with_stream();
    let messages = [
        "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 1534",
        "127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] \"GET /apache_pb.gif HTTP/1.0\" 500 5324",
    ];
    let input = json!({
        "filterPattern": "[ip, identity, user_id, timestamp, request, status_code = 5*, size]",
        "logEventMessages": messages,
    });
    let reply = world.ask(ask("TestMetricFilter", &input)).ok().json();
    assert_eq!(
        reply["matches"],
        json!([{"eventNumber": 2, "eventMessage": messages[1], "extractedValues": {
            "$ip": "127.0.0.1", "$identity": "-", "$user_id": "frank", "$timestamp": "10/Oct/2000:13:35:22 -0700",
            "$request": "GET /apache_pb.gif HTTP/1.0", "$status_code": "500", "$size": "5324"}}])
    );
}

/// As users report it: `filter_pattern`'s errors name the reports.
#[test]
fn what_is_no_pattern_is_refused() {
    let world = with_stream();
    let mut input = named("f");
    input["filterPattern"] = json!("a-b");
    let put = world.ask(ask("PutMetricFilter", &input));
    put.is_error(400, "InvalidParameterException", "Invalid character(s) in term 'a-b'");
    let search = json!({"logGroupName": "g", "filterPattern": "a-b"});
    let search = world.ask(ask("FilterLogEvents", &search));
    search.is_error(400, "InvalidParameterException", "Invalid filter pattern");
    let mut input = named("f");
    input["metricTransformations"][0]["dimensions"] = json!({"d": "$.d"});
    let put = world.ask(ask("PutMetricFilter", &input));
    put.is_error(400, "InvalidParameterException", "does not support dimensions");
}

#[test]
fn a_search_finds_what_its_pattern_means() {
    let world = with_stream();
    put(
        &world,
        &[(0, "ERROR one"), (1, "INFO two"), (2, "{\"level\": \"ERROR\", \"n\": 3}"), (3, "ERROR four")],
    )
    .ok();
    let found = |pattern: &str, limit: u32| {
        let page = filter(&world, json!({"filterPattern": pattern, "limit": limit}));
        (messages(&page).into_iter().map(str::to_owned).collect::<Vec<_>>(), !page["nextToken"].is_null())
    };
    assert_eq!(found("ERROR -four", 10).0.len(), 2);
    assert_eq!(found("{ $.n > 2 }", 10).0, ["{\"level\": \"ERROR\", \"n\": 3}"]);
    assert_eq!(found("[level = INFO, word]", 10), (vec!["INFO two".to_owned()], false));
    assert_eq!(found("ERROR", 1), (vec!["ERROR one".to_owned()], true));
}
