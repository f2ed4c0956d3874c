//! Exports: what lies in the bucket, and what DescribeExport shows.

use std::io::Read as _;

use base::seams::Encryption;

use crate::harness::{Value, World, json};

/// The harness's clock at the beginning.
const NOW: u64 = 1_767_225_600;
const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";

/// A table with recovery on, and a bucket.
fn world() -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let specification = json!({"PointInTimeRecoveryEnabled": true});
    let input = json!({"TableName": "tab", "PointInTimeRecoverySpecification": specification});
    world.ok("UpdateContinuousBackups", input);
    world.objects.create_bucket("out");
    world
}

fn put(world: &World, key: &str, value: &str) {
    let item = json!({"pk": {"S": key}, "v": {"N": value}});
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

/// Begins an export, with more members in `extra`.
fn begin(world: &World, extra: Value) -> Value {
    let mut input = json!({"TableArn": ARN, "S3Bucket": "out"});
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    world.ok("ExportTableToPointInTime", input)["ExportDescription"].clone()
}

/// Exports, and how it ended.
#[track_caller]
fn export(world: &World, extra: Value) -> Value {
    let begun = begin(world, extra);
    assert_eq!(begun["ExportStatus"], "IN_PROGRESS");
    world.work();
    world.ok("DescribeExport", json!({"ExportArn": begun["ExportArn"]}))["ExportDescription"].clone()
}

/// The lines of all data files that the manifest names, sorted.
#[track_caller]
fn lines(world: &World, export: &Value) -> Vec<String> {
    let summary = world.objects.bytes("out", export["ExportManifest"].as_str().unwrap());
    let summary: Value = serde_json::from_slice(&summary).unwrap();
    let files = world.objects.bytes("out", summary["manifestFilesS3Key"].as_str().unwrap());
    let mut lines = Vec::new();
    for file in std::str::from_utf8(&files).unwrap().lines() {
        let file: Value = serde_json::from_str(file).unwrap();
        let bytes = world.objects.bytes("out", file["dataFileS3Key"].as_str().unwrap());
        let mut text = String::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        assert_eq!(file["itemCount"], text.lines().count());
        lines.extend(text.lines().map(str::to_owned));
    }
    assert_eq!(summary["itemCount"], lines.len());
    lines.sort();
    lines
}

/// Developer guide, "DynamoDB table export output format". That checksums lie in `.md5` and keys in the manifest have
/// the prefix was seen on AWS by others; the page says `.checksum`.
#[test]
fn an_export_is_laid_out_as_on_aws() {
    let world = world();
    put(&world, "a", "1");
    put(&world, "b", "2000");
    world.advance(5);
    let export = export(&world, json!({"S3Prefix": "some/where"}));
    assert_eq!(export["ExportStatus"], "COMPLETED");
    assert_eq!(export["ItemCount"], 2);
    assert_eq!(export["BilledSizeBytes"], 6 + 6);
    assert_eq!(export["ExportFormat"], "DYNAMODB_JSON");
    assert_eq!(export["ExportTime"], (NOW + 5) as f64);
    assert_eq!(export.get("ExportType"), None);
    let arn = export["ExportArn"].as_str().unwrap();
    let id = arn.strip_prefix(ARN).unwrap().strip_prefix("/export/").unwrap();
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [14, 8]);
    let folder = format!("some/where/AWSDynamoDB/{id}");
    let keys = world.objects.keys("out");
    let data = keys.iter().find(|key| key.contains("/data/")).unwrap();
    let name = data.strip_prefix(&format!("{folder}/data/")).unwrap();
    assert_eq!(name.strip_suffix(".json.gz").unwrap().len(), 26);
    let mut expected: Vec<String> = ["_started", "manifest-files.json", "manifest-files.md5"]
        .into_iter()
        .chain(["manifest-summary.json", "manifest-summary.md5"])
        .map(|name| format!("{folder}/{name}"))
        .collect();
    expected.push(data.clone());
    expected.sort();
    assert_eq!(keys, expected);
    assert_eq!(export["ExportManifest"], format!("{folder}/manifest-summary.json"));
    let summary = world.objects.bytes("out", &format!("{folder}/manifest-summary.json"));
    let summary: Value = serde_json::from_slice(&summary).unwrap();
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    assert_eq!(
        summary,
        json!({
            "version": "2020-06-30",
            "exportArn": arn,
            "startTime": "2026-01-01T00:00:05.000Z",
            "endTime": "2026-01-01T00:00:05.000Z",
            "tableArn": ARN,
            "tableId": table["TableId"],
            "exportTime": "2026-01-01T00:00:05.000Z",
            "s3Bucket": "out",
            "s3Prefix": "some/where",
            "s3SseAlgorithm": "AES256",
            "s3SseKmsKeyId": null,
            "manifestFilesS3Key": format!("{folder}/manifest-files.json"),
            "billedSizeBytes": 12,
            "itemCount": 2,
            "outputFormat": "DYNAMODB_JSON",
        })
    );
    assert_eq!(
        lines(&world, &export),
        [r#"{"Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#, r#"{"Item":{"pk":{"S":"b"},"v":{"N":"2000"}}}"#]
    );
    // RFC 1864's form: 16 bytes in base64.
    for name in ["manifest-files", "manifest-summary"] {
        assert_eq!(world.objects.bytes("out", &format!("{folder}/{name}.md5")).len(), 24);
    }
}

/// Developer guide, the same page: Ion, one item a line behind a version marker. An empty table has an empty file.
#[test]
fn exports_in_ion_and_of_nothing() {
    let world = world();
    let empty = export(&world, json!({"ExportFormat": "ION"}));
    assert_eq!(empty["ItemCount"], 0);
    assert_eq!(lines(&world, &empty), Vec::<String>::new());
    assert!(world.objects.keys("out").iter().any(|key| key.ends_with(".ion.gz")));
    put(&world, "a", "2000");
    let full = export(&world, json!({"ExportFormat": "ION", "ExportType": "FULL_EXPORT"}));
    assert_eq!(full["ExportType"], "FULL_EXPORT");
    assert_eq!(lines(&world, &full), [r#"$ion_1_0 {Item:{pk:"a",v:2d3}}"#]);
}

/// API reference, ExportTime: the table as it was then.
#[test]
fn an_export_of_the_past() {
    let world = world();
    put(&world, "a", "1");
    world.advance(10);
    put(&world, "a", "2");
    let export = export(&world, json!({"ExportTime": NOW + 3}));
    assert_eq!(lines(&world, &export), [r#"{"Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#]);
    assert_eq!(world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["ItemCount"], 1);
}

/// Developer guide, "Incremental export output": what changed, once for each item, and nothing where the end is the
/// beginning.
#[test]
fn an_incremental_export_has_what_changed() {
    let world = world();
    for key in ["kept", "changed", "gone", "again"] {
        put(&world, key, "1");
    }
    world.advance(1000);
    put(&world, "changed", "2");
    put(&world, "changed", "3");
    put(&world, "new", "1");
    put(&world, "again", "2");
    put(&world, "again", "1");
    put(&world, "passing", "1");
    for key in ["gone", "passing"] {
        world.ok("DeleteItem", json!({"TableName": "tab", "Key": {"pk": {"S": key}}}));
    }
    world.advance(1000);
    put(&world, "kept", "9");
    let specification = json!({"ExportFromTime": NOW + 1000, "ExportToTime": NOW + 2000});
    let input = json!({"ExportType": "INCREMENTAL_EXPORT", "IncrementalExportSpecification": specification});
    let both = export(&world, input);
    let micros = (NOW + 1000) * 1_000_000;
    let metadata =
        |plus: u64| format!("{{\"Metadata\":{{\"WriteTimestampMicros\":{{\"N\":\"{}\"}}}}", micros + plus);
    let item = |key: &str, value: &str| format!(r#"{{"pk":{{"S":"{key}"}},"v":{{"N":"{value}"}}}}"#);
    let keys = |key: &str| format!(r#","Keys":{{"pk":{{"S":"{key}"}}}}"#);
    let mut expected = [
        format!(
            "{}{},\"OldImage\":{},\"NewImage\":{}}}",
            metadata(0),
            keys("changed"),
            item("changed", "1"),
            item("changed", "3")
        ),
        format!("{}{},\"OldImage\":{}}}", metadata(0), keys("gone"), item("gone", "1")),
        format!("{}{},\"NewImage\":{}}}", metadata(0), keys("new"), item("new", "1")),
    ];
    expected.sort();
    assert_eq!(lines(&world, &both), expected);
    assert_eq!(both["IncrementalExportSpecification"]["ExportViewType"], "NEW_AND_OLD_IMAGES");
    let manifest = world.objects.bytes("out", both["ExportManifest"].as_str().unwrap());
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["version"], "2023-08-01");
    assert_eq!(manifest["exportFromTime"], "2026-01-01T00:16:40.000Z");
    assert_eq!(manifest["exportToTime"], "2026-01-01T00:33:20.000Z");
    assert_eq!(manifest["outputView"], "NEW_AND_OLD_IMAGES");
    assert_eq!(manifest["exportType"], "INCREMENTAL_EXPORT");
    assert!(world.objects.keys("out").iter().any(|key| key.starts_with("AWSDynamoDB/data/")));
    let specification = json!({"ExportFromTime": NOW + 1000, "ExportViewType": "NEW_IMAGE"});
    let input = json!({
        "ExportType": "INCREMENTAL_EXPORT", "IncrementalExportSpecification": specification, "ExportFormat": "ION",
    });
    world.advance(1);
    let new = export(&world, input);
    let deleted =
        format!("$ion_1_0 {{Record:{{Metadata:{{WriteTimestampMicros:{micros}.}},Keys:{{pk:\"gone\"}}}}}}");
    let lines = lines(&world, &new);
    assert_eq!(lines.len(), 4);
    assert!(lines.contains(&deleted), "{lines:?}");
}

/// API model, FilterSpecification.
#[test]
fn an_export_takes_what_its_filter_lets() {
    let world = world();
    put(&world, "a", "1");
    put(&world, "b", "2");
    put(&world, "c", "3");
    let filter = json!({
        "FilterExpression": "v > :v AND pk <> :p", "ProjectionExpression": "#v",
        "ExpressionAttributeNames": {"#v": "v"},
        "ExpressionAttributeValues": {":v": {"N": "1"}, ":p": {"S": "c"}},
    });
    let filtered = export(&world, json!({"FilterSpecification": filter}));
    assert_eq!(lines(&world, &filtered), [r#"{"Item":{"v":{"N":"2"}}}"#]);
    assert_eq!(filtered["FilterSpecification"], filter);
    let keyed = json!({
        "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "c"}},
    });
    let keyed = export(&world, json!({"FilterSpecification": keyed}));
    assert_eq!(lines(&world, &keyed), [r#"{"Item":{"pk":{"S":"c"},"v":{"N":"3"}}}"#]);
    let wrong = json!({
        "KeyConditionExpression": "v = :p", "ExpressionAttributeValues": {":p": {"S": "c"}},
    });
    let input = json!({"TableArn": ARN, "S3Bucket": "out", "FilterSpecification": wrong});
    assert_eq!(
        world.err("ExportTableToPointInTime", input),
        "ValidationException: Query condition missed key schema element: pk"
    );
}

/// Seen on AWS by others: the export reports a missing bucket, not the request.
#[test]
fn an_export_to_a_missing_bucket_fails() {
    let world = world();
    let export = export(&world, json!({"S3Bucket": "nowhere"}));
    assert_eq!(export["ExportStatus"], "FAILED");
    assert_eq!(export["FailureCode"], "S3NoSuchBucket");
    assert_eq!(export["FailureMessage"], "The specified bucket does not exist");
    let listed = world.ok("ListExports", json!({"TableArn": ARN}))["ExportSummaries"].clone();
    let expected = json!([{
        "ExportArn": export["ExportArn"], "ExportStatus": "FAILED", "ExportType": "FULL_EXPORT",
    }]);
    assert_eq!(listed, expected);
}

/// API reference; the first two sentences were seen on AWS by others, the rest is our guess.
#[test]
fn what_an_export_refuses() {
    let world = world();
    world.table("off", "pk S", json!({}));
    let off = ARN.replace("tab", "off").replace("offle", "table");
    let none = format!("{ARN}le");
    world.advance(3600);
    let check = |extra: Value, expected: &str| {
        let mut input = json!({"TableArn": ARN, "S3Bucket": "out"});
        for (key, value) in extra.as_object().unwrap() {
            input[key] = value.clone();
        }
        let error = world.err("ExportTableToPointInTime", input);
        assert!(error.starts_with(expected), "{error}");
    };
    check(json!({"TableArn": none}), &format!("TableNotFoundException: Table not found: {none}"));
    check(
        json!({"TableArn": off}),
        "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'off'",
    );
    check(json!({"ExportTime": NOW - 1}), "InvalidExportTimeException: ");
    check(json!({"ExportTime": NOW + 3601}), "InvalidExportTimeException: ");
    check(
        json!({"ExportFormat": "QWERTY"}),
        "ValidationException: 1 validation error detected: Value 'QWERTY'",
    );
    check(
        json!({"S3Bucket": "-"}),
        "ValidationException: 1 validation error detected: Value '-' at 's3Bucket'",
    );
    let span = |from: u64, to: u64| {
        json!({
            "ExportType": "INCREMENTAL_EXPORT",
            "IncrementalExportSpecification": {"ExportFromTime": from, "ExportToTime": to},
        })
    };
    // The beginning of this one was seen on AWS by others.
    check(span(NOW, NOW + 899), "InvalidExportTimeException: Difference between export period");
    check(span(NOW, NOW + 3601), "InvalidExportTimeException: ");
    check(json!({"ExportType": "INCREMENTAL_EXPORT"}), "ValidationException: ");
    check(json!({"IncrementalExportSpecification": {}}), "ValidationException: ");
    for (arn, expected) in [
        (ARN.to_owned(), "ValidationException: Invalid Export ARN"),
        (format!("{ARN}/export/01234567890123-a1b2c3d4"), "ExportNotFoundException: "),
    ] {
        let error = world.err("DescribeExport", json!({"ExportArn": arn}));
        assert!(error.starts_with(expected), "{error}");
    }
}

/// API reference, ClientToken: the same request gives the same export for eight hours, another one a conflict.
#[test]
fn a_token_stands_for_one_export() {
    let world = world();
    let token = |extra: Value| {
        let mut input = json!({"ClientToken": "t"});
        for (key, value) in extra.as_object().unwrap() {
            input[key] = value.clone();
        }
        input
    };
    let first = begin(&world, token(json!({})));
    world.work();
    assert_eq!(begin(&world, token(json!({})))["ExportArn"], first["ExportArn"]);
    let other = json!({"TableArn": ARN, "S3Bucket": "out", "ClientToken": "t", "S3Prefix": "p"});
    let conflict = world.err("ExportTableToPointInTime", other);
    assert!(conflict.starts_with("ExportConflictException: Duplicate request detected"), "{conflict}");
    assert_ne!(begin(&world, json!({}))["ExportArn"], first["ExportArn"]);
    world.advance(8 * 60 * 60);
    assert_ne!(begin(&world, token(json!({})))["ExportArn"], first["ExportArn"]);
}

/// Developer guide, "Requesting a table export": the caller needs permission for the bucket. To name its owner gives none.
#[test]
fn the_name_of_a_buckets_owner_gives_no_leave() {
    let world = world();
    let export = export(&world, json!({"S3BucketOwner": "111111111111"}));
    assert_eq!(
        (&export["ExportStatus"], &export["FailureCode"]),
        (&json!("FAILED"), &json!("S3AccessDenied"))
    );
}

/// API reference, S3SseAlgorithm: the objects are encrypted as asked.
#[test]
fn an_export_is_encrypted_as_asked() {
    let world = world();
    export(&world, json!({"S3SseAlgorithm": "KMS", "S3SseKmsKeyId": "key"}));
    let expected = Encryption { algorithm: "aws:kms".to_owned(), kms_key: Some("key".to_owned()) };
    for key in world.objects.keys("out") {
        assert_eq!(world.objects.encryption("out", &key), Some(expected.clone()), "{key}");
    }
}

/// API reference, ListExports: pages in reverse order of ARNs, of 90 days.
#[test]
fn exports_are_listed_in_pages() {
    let world = world();
    let mut arns: Vec<String> = (0..5)
        .map(|_| {
            world.advance(1);
            begin(&world, json!({}))["ExportArn"].as_str().unwrap().to_owned()
        })
        .collect();
    arns.reverse();
    world.work();
    let (mut listed, mut token) = (Vec::new(), Value::Null);
    loop {
        let mut input = json!({"MaxResults": 2});
        if !token.is_null() {
            input["NextToken"] = token;
        }
        let page = world.ok("ListExports", input);
        let arn = |summary: &Value| summary["ExportArn"].as_str().unwrap().to_owned();
        listed.extend(page["ExportSummaries"].as_array().unwrap().iter().map(arn));
        token = page["NextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(listed, arns);
    let other = json!({"TableArn": ARN.replace("/tab", "/other")});
    assert_eq!(world.ok("ListExports", other)["ExportSummaries"], json!([]));
    world.advance(91 * 24 * 60 * 60);
    assert_eq!(world.ok("ListExports", json!({}))["ExportSummaries"], json!([]));
}

/// Our promise: an export goes on after its table is deleted, and after a restart.
#[test]
fn an_export_outlives_its_table_and_the_process() {
    let world = world();
    for n in 0..2500 {
        put(&world, &format!("{n:04}"), "1");
    }
    let begun = begin(&world, json!({}));
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    let mut again = World::on(world.store.clone(), world.clock.clone());
    again.objects.create_bucket("out");
    again.work();
    let export = again.ok("DescribeExport", json!({"ExportArn": begun["ExportArn"]}));
    assert_eq!(export["ExportDescription"]["ItemCount"], 2500);
    assert_eq!(lines(&again, &export["ExportDescription"]).len(), 2500);
    again.account = base::arn::AccountId::parse("123456789012").unwrap();
    assert_eq!(again.ok("ListExports", json!({}))["ExportSummaries"], json!([]));
}
