//! Log groups, their events and queries.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_cloudwatchlogs::error::ProvideErrorMetadata as _;
use aws_sdk_cloudwatchlogs::operation::start_query::StartQueryError;
use aws_sdk_cloudwatchlogs::types::{InputLogEvent, LogGroupClass, QueryStatus};
use conformance::sdk::Sdk;

use crate::fixture::start;

async fn stream(sdk: &Sdk, group: &str, name: &str) {
    sdk.logs.create_log_group().log_group_name(group).send().await.unwrap();
    sdk.logs.create_log_stream().log_group_name(group).log_stream_name(name).send().await.unwrap();
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis().try_into().unwrap()
}

/// Writes messages, a millisecond apart.
async fn put(sdk: &Sdk, group: &str, stream: &str, messages: &[&str]) {
    let (mut put, now_ms) =
        (sdk.logs.put_log_events().log_group_name(group).log_stream_name(stream), now_ms());
    for (at_ms, message) in (now_ms..).zip(messages) {
        put = put.log_events(InputLogEvent::builder().timestamp(at_ms).message(*message).build().unwrap());
    }
    put.send().await.unwrap();
}

#[tokio::test]
async fn a_group_says_what_it_is() {
    let (_server, sdk) = start();
    stream(&sdk, "g", "s").await;
    put(&sdk, "g", "s", &["one", "two"]).await;
    let shown = sdk.logs.describe_log_groups().send().await.unwrap();
    let [group] = shown.log_groups() else { panic!("{shown:?}") };
    assert_eq!(group.log_group_name(), Some("g"));
    assert_eq!(group.arn(), Some("arn:aws:logs:us-east-1:000000000000:log-group:g:*"));
    assert_eq!(group.log_group_arn(), Some("arn:aws:logs:us-east-1:000000000000:log-group:g"));
    assert_eq!((group.log_group_class(), group.retention_in_days()), (Some(&LogGroupClass::Standard), None));
    let page = sdk.logs.get_log_events().log_group_name("g").log_stream_name("s").limit(1);
    let page = page.start_from_head(true).send().await.unwrap();
    assert_eq!(page.events()[0].message(), Some("one"));
    let token = page.next_forward_token().unwrap();
    let next = sdk.logs.get_log_events().log_group_name("g").log_stream_name("s").next_token(token);
    assert_eq!(next.send().await.unwrap().events()[0].message(), Some("two"));
    let twice = sdk.logs.create_log_group().log_group_name("g").send().await.unwrap_err();
    assert!(twice.as_service_error().unwrap().is_resource_already_exists_exception(), "{twice:?}");
    let none =
        sdk.logs.get_log_events().log_group_name("g").log_stream_name("none").send().await.unwrap_err();
    assert_eq!(none.message(), Some("The specified log stream does not exist."));
}

#[tokio::test]
async fn events_are_found_page_by_page() {
    let (_server, sdk) = start();
    stream(&sdk, "g", "a").await;
    sdk.logs.create_log_stream().log_group_name("g").log_stream_name("b").send().await.unwrap();
    put(&sdk, "g", "a", &["ERROR one", "INFO two", "ERROR three"]).await;
    put(&sdk, "g", "b", &[r#"{"level": "ERROR", "ms": 7}"#]).await;
    let find = sdk.logs.filter_log_events().log_group_name("g").filter_pattern("ERROR").limit(1);
    let mut pages = find.into_paginator().send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        found.extend(page.unwrap().events().iter().map(|event| event.log_stream_name().unwrap().to_owned()));
    }
    found.sort();
    assert_eq!(found, ["a", "a", "b"]);
    let slow = sdk.logs.filter_log_events().log_group_name("g").filter_pattern("{ $.ms > 6 }").send().await;
    assert_eq!(slow.unwrap().events().len(), 1);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_QueryCompileError.html>; which offsets it
/// names is our guess.
#[tokio::test]
async fn a_query_is_answered_or_refused() {
    let (_server, sdk) = start();
    stream(&sdk, "g", "s").await;
    put(&sdk, "g", "s", &[r#"{"level": "a"}"#, r#"{"level": "b"}"#, r#"{"level": "a"}"#]).await;
    let now_s = now_ms() / 1000;
    let ask = |query: &str| {
        let ask = sdk.logs.start_query().log_group_name("g").start_time(now_s - 60).end_time(now_s + 60);
        ask.query_string(query).send()
    };
    let id = ask("stats count(*) as many by level | sort many desc").await.unwrap().query_id.unwrap();
    let done = loop {
        let reply = sdk.logs.get_query_results().query_id(&id).send().await.unwrap();
        if !matches!(reply.status(), Some(QueryStatus::Scheduled | QueryStatus::Running)) {
            break reply;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(done.status(), Some(&QueryStatus::Complete));
    let row = |row: &[aws_sdk_cloudwatchlogs::types::ResultField]| {
        row.iter().map(|column| column.value().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let rows: Vec<_> = done.results().iter().map(|one| row(one)).collect();
    assert_eq!(rows, [["a", "2"], ["b", "1"]]);
    let refused = ask("fields @message | nothing").await.unwrap_err().into_service_error();
    let StartQueryError::MalformedQueryException(malformed) = &refused else { panic!("{refused:?}") };
    let place = malformed.query_compile_error().unwrap().location().unwrap();
    assert_eq!((place.start_char_offset(), place.end_char_offset()), (Some(18), Some(25)));
}
