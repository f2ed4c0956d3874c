//! Imports: what lies in a bucket becomes a new table.

use std::io::Write as _;

use crate::harness::{Value, World, json};

const TABLE: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";

fn world() -> World {
    let world = World::new();
    world.objects.create_bucket("in");
    world
}

/// A request for the table `tab` with the key `pk`, with more members in `extra`.
fn request(format: &str, extra: Value) -> Value {
    let mut input = json!({
        "S3BucketSource": {"S3Bucket": "in"},
        "InputFormat": format,
        "TableCreationParameters": {
            "TableName": "tab",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
    });
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

#[track_caller]
fn describe(world: &World, import: &Value) -> Value {
    world.ok("DescribeImport", json!({"ImportArn": import["ImportArn"]}))["ImportTableDescription"].clone()
}

/// Imports, and how it ended.
#[track_caller]
fn import(world: &World, format: &str, extra: Value) -> Value {
    let begun = world.ok("ImportTable", request(format, extra))["ImportTableDescription"].clone();
    assert_eq!(begun["ImportStatus"], "IN_PROGRESS");
    world.work();
    describe(world, &begun)
}

/// The counts of an import: errors, processed, imported.
fn counts(import: &Value) -> (u64, u64, u64) {
    let count = |member: &str| import[member].as_u64().unwrap();
    (count("ErrorCount"), count("ProcessedItemCount"), count("ImportedItemCount"))
}

#[track_caller]
fn item(world: &World, key: &str) -> Value {
    world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": key}}}))["Item"].clone()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    file.write_all(text.as_bytes()).unwrap();
    file.finish().unwrap()
}

const TWO: &str = "{\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"N\":\"1\"}}}\n{\"Item\":{\"pk\":{\"S\":\"b\"},\"v\":{\"N\":\"2\"}}}\n";

/// Seen on AWS by others: several objects, several items on a line, no end of line at the end; the prefix chooses.
#[test]
fn json_is_imported() {
    let world = world();
    world.objects.write(
        "in",
        "data/1",
        format!("{}{}", TWO.replace('\n', ""), r#"{"Item":{"pk":{"S":"c"}}}"#),
    );
    world.objects.write("in", "data/2", TWO.replace("\"a\"", "\"d\"").replace("\"b\"", "\"e\""));
    world.objects.write("in", "other", "not even JSON");
    let done = import(
        &world,
        "DYNAMODB_JSON",
        json!({"S3BucketSource": {"S3Bucket": "in", "S3KeyPrefix": "data/"}}),
    );
    assert_eq!(done["ImportStatus"], "COMPLETED", "{done}");
    assert_eq!(counts(&done), (0, 5, 5));
    let size: usize = ["data/1", "data/2"].iter().map(|key| world.objects.bytes("in", key).len()).sum();
    assert_eq!(done["ProcessedSizeBytes"], size);
    assert_eq!(done["TableArn"], TABLE);
    assert_eq!(done["InputCompressionType"], "NONE");
    assert_eq!(
        done["CloudWatchLogGroupArn"],
        "arn:aws:logs:us-east-1:000000000000:log-group:/aws-dynamodb/imports:*"
    );
    assert_eq!(done["TableCreationParameters"]["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(item(&world, "e"), json!({"pk": {"S": "e"}, "v": {"N": "2"}}));
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    assert_eq!(table["TableStatus"], "ACTIVE");
    assert_eq!(table["ItemCount"], 5);
    assert_eq!(table["TableId"], done["TableId"]);
}

/// Developer guide, "Amazon S3 import formats": Ion, one struct after the other.
#[test]
fn ion_is_imported() {
    let world = world();
    let text = "$ion_1_0 {Item:{pk:\"a\",n:2d3,s:$dynamodb_SS::[\"x\",\"y\"],b:{{AAE=}}}}\n\
                $ion_1_0\n{ Item: {\n  pk: 'b', // a comment\n  m: {l: [1, 2.5, null, true]},\n} }\n\
                {Item:{pk:\"open}}\n{Item:{pk:\"c\"}}";
    world.objects.write("in", "1", text);
    let done = import(&world, "ION", json!({}));
    assert_eq!(counts(&done), (1, 4, 3), "{done}");
    let expected = json!({
        "pk": {"S": "a"}, "n": {"N": "2000"}, "s": {"SS": ["x", "y"]}, "b": {"B": "AAE="},
    });
    assert_eq!(item(&world, "a"), expected);
    let list = json!([{"N": "1"}, {"N": "2.5"}, {"NULL": true}, {"BOOL": true}]);
    assert_eq!(item(&world, "b")["m"]["M"]["l"]["L"], list);
    assert_eq!(item(&world, "c")["pk"]["S"], "c");
}

/// Developer guide, the same page: the first line has the names; keys of table and indexes have their types, all else
/// is text; quotes are doubled.
#[test]
fn csv_is_imported() {
    let world = world();
    let mut parameters = request("CSV", json!({}))["TableCreationParameters"].clone();
    parameters["AttributeDefinitions"] = json!([
        {"AttributeName": "n", "AttributeType": "N"}, {"AttributeName": "pk", "AttributeType": "S"},
    ]);
    parameters["GlobalSecondaryIndexes"] = json!([{
        "IndexName": "by-n",
        "KeySchema": [{"AttributeName": "n", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
    }]);
    let text =
        "pk,n,text\r\na,1,\"one, \"\"two\"\"\nthree\"\r\nb,x,bad number\r\nc,3\r\nd,4,5\r\n,5,no key\r\n";
    world.objects.write("in", "1", text);
    world.objects.write("in", "2", "text,pk,n\nother order,e,7.0");
    let done = import(&world, "CSV", json!({"TableCreationParameters": parameters}));
    assert_eq!(counts(&done), (3, 6, 3), "{done}");
    assert_eq!(done["InputFormatOptions"], json!({"Csv": {"Delimiter": ","}}));
    assert_eq!(done["TableCreationParameters"], parameters);
    let a = json!({"pk": {"S": "a"}, "n": {"N": "1"}, "text": {"S": "one, \"two\"\nthree"}});
    assert_eq!(item(&world, "a"), a);
    assert_eq!(item(&world, "d")["text"], json!({"S": "5"}));
    let query = json!({
        "TableName": "tab", "IndexName": "by-n", "KeyConditionExpression": "n = :n",
        "ExpressionAttributeValues": {":n": {"N": "7"}},
    });
    assert_eq!(world.ok("Query", query)["Items"][0]["text"], json!({"S": "other order"}));
}

/// API reference, CsvOptions: with a list of headers the first line is data.
#[test]
fn csv_with_headers_and_another_delimiter() {
    let world = world();
    world.objects.write("in", "1", "a;1\nb;2\n");
    let options = json!({"Csv": {"Delimiter": ";", "HeaderList": ["pk", "v"]}});
    let done = import(&world, "CSV", json!({"InputFormatOptions": options}));
    assert_eq!(counts(&done), (0, 2, 2));
    assert_eq!(done["InputFormatOptions"], options);
    assert_eq!(item(&world, "b"), json!({"pk": {"S": "b"}, "v": {"S": "2"}}));
}

/// RFC 1952, several members; RFC 8878, a frame with a checksum made by zstd 1.5 and one behind it.
#[test]
fn compressed_objects_are_imported() {
    let world = world();
    let mut members = gzip(TWO);
    members.extend(gzip(r#"{"Item":{"pk":{"S":"c"}}}"#));
    world.objects.write("in", "gz/1", members);
    let frame = "28b52ffd24508d0100f2820910b01b0e68e95ef1c05a85171d4dc85302a0ed0381b68b79f97177e8676e7e5cb11f5fa9915f\
                 0200e01058b42a03a500c55a";
    let frame: Vec<u8> =
        (0..frame.len()).step_by(2).map(|at| u8::from_str_radix(&frame[at..at + 2], 16).unwrap()).collect();
    let skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    world.objects.write("in", "zst/1", [&skippable[..], &frame, &frame].concat());
    for (prefix, compression, expected) in [("gz/", "GZIP", 3), ("zst/", "ZSTD", 4)] {
        let extra = json!({
            "S3BucketSource": {"S3Bucket": "in", "S3KeyPrefix": prefix}, "InputCompressionType": compression,
        });
        let done = import(&world, "DYNAMODB_JSON", extra);
        assert_eq!(counts(&done), (0, expected, expected), "{compression}: {done}");
        assert_eq!(item(&world, "b")["v"], json!({"N": "2"}));
        world.ok("DeleteTable", json!({"TableName": "tab"}));
    }
}

/// Developer guide, "Validation errors": each is counted; an object that is malformed is not read on. That such an
/// import has failed, its table there, was seen on AWS by others.
#[test]
fn what_cannot_be_imported_is_counted() {
    let large = "x".repeat(500_000);
    type Case = (&'static str, &'static str, Vec<u8>, (u64, u64, u64));
    let cases: [Case; 8] = [
        ("DYNAMODB_JSON", "NONE", br#"{"pk":{"S":"a"}}"#.to_vec(), (1, 1, 0)),
        ("DYNAMODB_JSON", "NONE", format!("junk\n{TWO}{{\"Item\":").into_bytes(), (2, 4, 2)),
        (
            "DYNAMODB_JSON",
            "NONE",
            b"{\"Item\":{\"pk\":{\"N\":\"1\"}}}\n{\"Item\":{\"v\":{\"S\":\"x\"}}}".to_vec(),
            (2, 2, 0),
        ),
        (
            "DYNAMODB_JSON",
            "NONE",
            format!("{{\"Item\":{{\"pk\":{{\"S\":\"a\"}},\"v\":{{\"S\":\"{large}\"}}}}}}\n{TWO}")
                .into_bytes(),
            (1, 3, 2),
        ),
        ("DYNAMODB_JSON", "NONE", [b"\xff\xfe\n", TWO.as_bytes()].concat(), (1, 3, 2)),
        ("DYNAMODB_JSON", "GZIP", TWO.as_bytes().to_vec(), (1, 1, 0)),
        ("DYNAMODB_JSON", "GZIP", gzip(TWO)[..40].to_vec(), (1, 1, 0)),
        ("DYNAMODB_JSON", "ZSTD", TWO.as_bytes().to_vec(), (1, 1, 0)),
    ];
    for (format, compression, bytes, expected) in cases {
        let world = world();
        world.objects.write("in", "1", bytes);
        let done = import(&world, format, json!({"InputCompressionType": compression}));
        assert_eq!(done["ImportStatus"], "FAILED");
        assert_eq!(done["FailureCode"], "ItemValidationError");
        let (errors, processed, imported) = counts(&done);
        assert!(errors >= expected.0 && imported <= expected.2, "{done}");
        if compression == "NONE" {
            assert_eq!((errors, processed, imported), expected, "{done}");
        }
        assert_eq!(world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["TableStatus"], "ACTIVE");
    }
}

/// Our promise: a line without end is not read into memory, nor is what a few bytes blow up to.
#[test]
fn endless_lines_are_passed_over() {
    let world = world();
    let endless = "x".repeat(9 << 20);
    world.objects.write("in", "1", gzip(&format!("{endless}\n{TWO}")));
    let done = import(&world, "DYNAMODB_JSON", json!({"InputCompressionType": "GZIP"}));
    assert_eq!(counts(&done), (1, 3, 2), "{done}");
}

/// Seen on AWS by others: a missing bucket fails the import, and the table is not there; an empty one is no failure.
#[test]
fn missing_and_empty_buckets() {
    let world = world();
    let done = import(&world, "DYNAMODB_JSON", json!({"S3BucketSource": {"S3Bucket": "nowhere"}}));
    assert_eq!(done["ImportStatus"], "FAILED");
    assert_eq!(done["FailureCode"], "S3NoSuchBucket");
    assert_eq!(done["FailureMessage"], "The specified bucket does not exist");
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!([]));
    let done = import(&world, "DYNAMODB_JSON", json!({}));
    assert_eq!(done["ImportStatus"], "COMPLETED");
    assert_eq!(counts(&done), (0, 0, 0));
    assert_eq!(world.ok("ListTables", json!({}))["TableNames"], json!(["tab"]));
}

/// API reference, ImportTable: its errors; the sentence of the third was seen on AWS by others.
#[test]
fn what_an_import_refuses() {
    let world = world();
    world.table("old", "pk S", json!({}));
    let check = |input: Value, expected: &str| {
        let error = world.err("ImportTable", input);
        assert!(error.starts_with(expected), "{error}");
    };
    let mut old = request("DYNAMODB_JSON", json!({}));
    old["TableCreationParameters"]["TableName"] = "old".into();
    check(old, "ResourceInUseException: Table already exists: old");
    check(
        request("XML", json!({})),
        "ValidationException: 1 validation error detected: Value 'XML' at 'inputFormat'",
    );
    let mut provisioned = request("DYNAMODB_JSON", json!({}));
    provisioned["TableCreationParameters"]["BillingMode"] = "PROVISIONED".into();
    check(
        provisioned,
        "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must \
         both be specified when BillingMode is PROVISIONED",
    );
    let options = json!({"Csv": {"Delimiter": "x"}});
    check(
        request("CSV", json!({"InputFormatOptions": options})),
        "ValidationException: 1 validation error detected: Value 'x' at 'inputFormatOptions.csv.delimiter' failed to \
         satisfy constraint: Member must satisfy regular expression pattern: [,;:|\\t ]",
    );
    check(request("ION", json!({"InputFormatOptions": {"Csv": {}}})), "ValidationException: ");
    let arn = format!("{TABLE}/import/01234567890123-a1b2c3d4");
    let error = world.err("DescribeImport", json!({"ImportArn": arn}));
    assert!(error.starts_with("ImportNotFoundException: "), "{error}");
}

/// API reference, ClientToken: the same request gives the same import; another one is a conflict.
#[test]
fn a_token_stands_for_one_import() {
    let world = world();
    let token = json!({"ClientToken": "t"});
    let first = import(&world, "DYNAMODB_JSON", token.clone());
    world.advance(60);
    let again = world.ok("ImportTable", request("DYNAMODB_JSON", token.clone()));
    assert_eq!(again["ImportTableDescription"]["ImportArn"], first["ImportArn"]);
    let conflict = world.err("ImportTable", request("ION", token));
    assert!(conflict.starts_with("ImportConflictException: "), "{conflict}");
}

/// API reference, ListImports: pages, of one table or of all.
#[test]
fn imports_are_listed() {
    let world = world();
    let mut arns = Vec::new();
    for _ in 0..3 {
        arns.push(import(&world, "DYNAMODB_JSON", json!({}))["ImportArn"].clone());
        world.ok("DeleteTable", json!({"TableName": "tab"}));
        world.advance(1);
    }
    arns.reverse();
    let first = world.ok("ListImports", json!({"PageSize": 2, "TableArn": TABLE}));
    let arn = |summary: &Value| summary["ImportArn"].clone();
    let listed =
        |page: &Value| page["ImportSummaryList"].as_array().unwrap().iter().map(arn).collect::<Vec<_>>();
    assert_eq!(listed(&first), arns[..2]);
    assert_eq!(first["ImportSummaryList"][0]["ImportStatus"], "COMPLETED");
    // API model: digits in groups of 16, 112 at least.
    let token = first["NextToken"].as_str().unwrap();
    assert!(
        token.len() >= 112 && token.len().is_multiple_of(16) && token.bytes().all(|b| b.is_ascii_hexdigit())
    );
    let last = world.ok("ListImports", json!({"PageSize": 2, "NextToken": token}));
    assert_eq!(listed(&last), arns[2..]);
    assert_eq!(last.get("NextToken"), None);
}

/// Our promise: an import that was broken off goes on where it stood, and nothing is counted twice.
#[test]
fn a_restart_goes_on_with_an_import() {
    let world = world();
    let lines: Vec<String> =
        (0..3000).map(|n| format!("{{\"Item\":{{\"pk\":{{\"S\":\"{n:04}\"}}}}}}\nbad\n")).collect();
    world.objects.write("in", "1", gzip(&lines.concat()));
    world.objects.write("in", "2", gzip(TWO));
    let extra = json!({"InputCompressionType": "GZIP"});
    let begun = world.ok("ImportTable", request("DYNAMODB_JSON", extra))["ImportTableDescription"].clone();
    // One batch is in, then the process is gone.
    world.background(|| world.stored(store::Space::DdbItem) > 0);
    let left = world.stored(store::Space::DdbItem);
    assert!(left < 3000, "the test wants to break it off earlier");
    let again = World::on(world.store.clone(), world.clock.clone());
    for key in ["1", "2"] {
        again.objects.write("in", key, world.objects.bytes("in", key));
    }
    let part = describe(&again, &begun);
    assert_eq!(part["ImportStatus"], "IN_PROGRESS");
    assert_eq!(part["ImportedItemCount"], left);
    assert_eq!(
        again.err("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "x"}}})),
        "ResourceNotFoundException: Requested resource not found"
    );
    again.work();
    let done = describe(&again, &begun);
    assert_eq!(counts(&done), (3000, 6002, 3002), "{done}");
    let size: usize = ["1", "2"].iter().map(|key| world.objects.bytes("in", key).len()).sum();
    assert_eq!(done["ProcessedSizeBytes"], size);
    assert_eq!(again.stored(store::Space::DdbItem), 3002);
    assert_eq!(again.ok("DescribeTable", json!({"TableName": "tab"}))["Table"]["ItemCount"], 3002);
}

/// Developer guide: exports are an import source.
#[test]
fn an_export_is_imported_again() {
    for format in ["DYNAMODB_JSON", "ION"] {
        let world = world();
        world.table("src", "pk S", json!({}));
        let specification = json!({"PointInTimeRecoveryEnabled": true});
        let input = json!({"TableName": "src", "PointInTimeRecoverySpecification": specification});
        world.ok("UpdateContinuousBackups", input);
        let all = json!({
            "pk": {"S": "a"}, "n": {"N": "-1.5"}, "b": {"B": "AAEC"}, "t": {"BOOL": true}, "nil": {"NULL": true},
            "l": {"L": [{"N": "100"}, {"S": "ü\"\n"}]}, "m": {"M": {"x y": {"S": ""}}}, "ss": {"SS": ["a", "b"]},
            "ns": {"NS": ["1", "20"]}, "bs": {"BS": ["AA==", "AQ=="]},
        });
        world.ok("PutItem", json!({"TableName": "src", "Item": all}));
        let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/src";
        let input = json!({"TableArn": arn, "S3Bucket": "in", "ExportFormat": format});
        let export = world.ok("ExportTableToPointInTime", input)["ExportDescription"]["ExportArn"].clone();
        world.work();
        let prefix = format!("AWSDynamoDB/{}/data/", export.as_str().unwrap().rsplit('/').next().unwrap());
        let extra = json!({
            "S3BucketSource": {"S3Bucket": "in", "S3KeyPrefix": prefix}, "InputCompressionType": "GZIP",
        });
        let done = import(&world, format, extra);
        assert_eq!(counts(&done), (0, 1, 1), "{done}");
        assert_eq!(item(&world, "a"), all);
    }
}
