//! Visible is durable.

use serde_json::json;
use testkit::{Parts, visible_is_durable};

use crate::harness::{ask, on};

#[tokio::test]
async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let (parts, faults) = Parts::faulty();
    let world = on(parts);
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    let stream = json!({"logGroupName": "g", "logStreamName": "s"});
    world.send(ask("CreateLogStream", &stream)).await.ok();
    let at = world.clock.now().millis();
    let put =
        json!({"logGroupName": "g", "logStreamName": "s", "logEvents": [{"timestamp": at, "message": "m"}]});
    let requests = [
        (ask("GetLogEvents", &stream), 200),
        (ask("FilterLogEvents", &json!({"logGroupName": "g"})), 200),
        (ask("DescribeLogGroups", &json!({})), 200),
        (ask("DescribeLogStreams", &json!({"logGroupName": "g"})), 200),
        (ask("CreateLogStream", &stream), 400),
        (
            ask(
                "ListTagsForResource",
                &json!({"resourceArn": "arn:aws:logs:us-east-1:000000000000:log-group:x"}),
            ),
            400,
        ),
    ];
    visible_is_durable(&world, &faults, ask("PutLogEvents", &put), &requests).await;
}
