//! Exports: events become objects.

use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::{World, ask, now, world};

async fn described(world: &World) -> Value {
    world.send(ask("DescribeExportTasks", &json!({}))).await.ok().json()["exportTasks"].clone()
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasks.html>; that the bucket is asked for is recorded.
#[tokio::test]
async fn events_become_packed_objects_a_folder_for_each_stream() {
    let world = world();
    world.engine.engine.begin();
    world.send(ask("CreateLogGroup", &json!({"logGroupName": "g"}))).await.ok();
    for stream in ["a/b", "c"] {
        let input = json!({"logGroupName": "g", "logStreamName": stream});
        world.send(ask("CreateLogStream", &input)).await.ok();
        let events = json!([{"timestamp": now(&world), "message": "one"}, {"timestamp": now(&world) + 5, "message": "two"}]);
        let input = json!({"logGroupName": "g", "logStreamName": stream, "logEvents": events});
        world.send(ask("PutLogEvents", &input)).await.ok();
    }
    let mut input = json!({"taskName": "t", "logGroupName": "g", "from": 0, "to": now(&world) + 1, "destination": "none",
        "destinationPrefix": "p"});
    let refused = "The given bucket does not exist. Please make sure the bucket is valid.";
    world.send(ask("CreateExportTask", &input)).await.is_error(400, "InvalidParameterException", refused);
    input["destination"] = json!("bucket");
    let id =
        world.send(ask("CreateExportTask", &input)).await.ok().json()["taskId"].as_str().unwrap().to_owned();
    let objects = world.engine.objects.clone();
    eventually(|| objects.0.lock().len() == 3).await;
    let mut keys: Vec<String> = objects.0.lock().keys().cloned().collect();
    assert!(keys.remove(0).ends_with("aws-logs-write-test"));
    assert_eq!(keys, [format!("p/{id}/a-b/000000.gz"), format!("p/{id}/c/000000.gz")]);
    let packed = objects.0.lock()[&keys[0]].clone();
    let mut text = String::new();
    GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    assert_eq!(text, "2026-01-01T00:00:00.000Z one\n");
    let mut task = described(&world).await[0].clone();
    while task["status"]["code"] != "COMPLETED" {
        tokio::task::yield_now().await;
        task = described(&world).await[0].clone();
    }
    assert_eq!((&task["taskId"], &task["logGroupName"]), (&json!(id), &json!("g")));
    let cancel = ask("CancelExportTask", &json!({"taskId": id}));
    world.send(cancel).await.is_error(400, "InvalidOperationException", "already finished");
    let cancel = ask("CancelExportTask", &json!({"taskId": "none"}));
    let missing = "The specified export task does not exist.";
    world.send(cancel).await.is_error(400, "ResourceNotFoundException", missing);
    world.stop().await;
}
