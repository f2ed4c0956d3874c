//! Errors that AWS answered, word for word: recordings of 2023 to 2026.

use serde_json::{Value, json};

use crate::harness::{ask, with_stream};

#[test]
fn errors_are_as_recorded() {
    let world = with_stream();
    let check = |operation: &str, input: Value, code: &str, message: &str| {
        let reply = world.ask(ask(operation, &input));
        assert_eq!(reply.err(), format!("{code}: {message}"), "{operation} {input}");
        assert_eq!(reply.status, 400);
    };
    let invalid = "InvalidParameterException";
    let missing = "ResourceNotFoundException";
    let exists = "ResourceAlreadyExistsException";
    let group = json!({"logGroupName": "g"});
    let stream = json!({"logGroupName": "g", "logStreamName": "s"});
    let none = json!({"logGroupName": "none"});
    check("CreateLogGroup", group.clone(), exists, "The specified log group already exists");
    check("CreateLogStream", stream, exists, "The specified log stream already exists");
    for operation in ["DeleteLogGroup", "DescribeLogStreams", "FilterLogEvents", "ListTagsLogGroup"] {
        check(operation, none.clone(), missing, "The specified log group does not exist.");
    }
    let no_stream = json!({"logGroupName": "g", "logStreamName": "none"});
    for operation in ["DeleteLogStream", "GetLogEvents"] {
        check(operation, no_stream.clone(), missing, "The specified log stream does not exist.");
    }
    let both = json!({"logGroupNamePrefix": "a", "logGroupNamePattern": "b"});
    let exclusive = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
    check("DescribeLogGroups", both, invalid, exclusive);
    let arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
    let both = json!({"logGroupName": "g", "logGroupIdentifier": arn});
    let exclusive = "LogGroup name and LogGroup ARN are mutually exclusive parameters.";
    check("DescribeLogStreams", both, "ValidationException", exclusive);
    let limit = json!({"logGroupName": "g", "logStreamName": "s", "limit": 10_001});
    let must = "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: \
                Member must have value less than or equal to 10000";
    check("GetLogEvents", limit.clone(), invalid, must);
    check("FilterLogEvents", json!({"logGroupName": "g", "limit": 10_001}), invalid, must);
}

/// The constraints of AWS's model, with the values as AWS shows them: recorded, but for the longest names.
#[test]
fn broken_constraints_are_as_recorded() {
    let world = with_stream();
    let check = |operation: &str, input: Value, constraint: &str| {
        let reply = world.ask(ask(operation, &input));
        let expected = format!("InvalidParameterException: 1 validation error detected: Value {constraint}");
        assert_eq!(reply.err(), expected, "{operation} {input}");
    };
    let long = |count: usize| "X".repeat(count);
    let must = |name: &str, text: &str, most: usize| {
        format!(
            "'{text}' at '{name}' failed to satisfy constraint: Member must have length less than or equal to {most}"
        )
    };
    let one = |name: &str| json!({"metricName": name, "metricNamespace": "namespace1", "metricValue": "1"});
    let put = |name: &str, pattern: &str, transformations: Value| json!({"logGroupName": "g", "filterName": name, "filterPattern": pattern, "metricTransformations": transformations});
    let name = long(513);
    check("PutMetricFilter", put(&name, "", json!([one("m")])), &must("filterName", &name, 512));
    check(
        "DeleteMetricFilter",
        json!({"logGroupName": "g", "filterName": name}),
        &must("filterName", &name, 512),
    );
    check("DescribeMetricFilters", json!({"filterNamePrefix": name}), &must("filterNamePrefix", &name, 512));
    let pattern = long(1025);
    check("PutMetricFilter", put("f", &pattern, json!([one("m")])), &must("filterPattern", &pattern, 1024));
    let metric = long(256);
    let by_metric = json!({"metricName": metric, "metricNamespace": "n"});
    check("DescribeMetricFilters", by_metric, &must("metricName", &metric, 255));
    let two = json!([one("metric1"), {"metricName": "metric2", "metricNamespace": "namespace2", "metricValue": "1"}]);
    let shown = "'[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, \
                 unit=null, dimensions=null), MetricTransformation(metricName=metric2, metricNamespace=namespace2, \
                 metricValue=1, defaultValue=null, unit=null, dimensions=null)]' at 'metricTransformations' failed to satisfy \
                 constraint: Member must have length less than or equal to 1";
    check("PutMetricFilter", put("f", "", two), shown);
    let events = json!([{"timestamp": 1, "message": "m"}]);
    let input = json!({"logGroupName": long(513), "logStreamName": "s", "logEvents": events});
    let message = "Invalid LogGroup or LogStream, both must have length less than or equal to 512.";
    world.ask(ask("PutLogEvents", &input)).is_error(400, "InvalidParameterException", message);
}
