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
