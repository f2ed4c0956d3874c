//! Data folders that earlier versions wrote: all that was in them is there.

use std::io::Cursor;

use serde_json::{Value, json};

use super::{Running, status_of};

/// Written by the version before states were kept in memory: a table with indexes, a stream and items of every type, versioned
/// objects small and large, an upload under way, a function, a role, a user; a checkpoint, and one item after it.
const FORMAT_1: &[u8] = include_bytes!("../folders/format-1.zip");

/// Written by the version before long values were kept in pieces: the same table and objects, items of 3,000 to 390,000 bytes; a
/// checkpoint, and then another item of 30,000 bytes in the place of the first.
const FORMAT_2: &[u8] = include_bytes!("../folders/format-2.zip");

fn unpacked(format: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(Cursor::new(format)).unwrap().extract(folder.path()).unwrap();
    folder
}

/// One operation of DynamoDB.
fn dynamodb(server: &Running, operation: &str, body: &Value) -> Value {
    let target = format!("x-amz-target: DynamoDB_20120810.{operation}");
    let headers = ["content-type: application/x-amz-json-1.0", &target];
    let (head, reply) = server.ask("POST /", &headers, &body.to_string());
    assert_eq!(status_of(&head), 200, "{operation}: {reply}");
    serde_json::from_str(&reply).unwrap()
}

fn object(server: &Running, key: &str) -> (u16, String) {
    let (head, body) = server.ask(&format!("GET /bucket/{key}"), &["host: s3.localhost"], "");
    (status_of(&head), body)
}

fn look(server: &Running) {
    let item = dynamodb(
        server,
        "GetItem",
        &json!({"TableName": "orders", "Key": {"pk": {"S": "p1"}, "sk": {"N": "1"}}}),
    );
    let item = &item["Item"];
    assert_eq!(item["c"], json!({"S": "changed"}));
    assert_eq!(
        item["all"]["M"],
        json!({
            "s": {"S": "quote \" and \\ and ü😀"},
            "n": {"N": "-15000000000"},
            "b": {"B": "AP8="},
            "t": {"BOOL": true},
            "z": {"NULL": true},
            "ss": {"SS": ["a", "b"]},
            "ns": {"NS": ["1", "2.5"]},
            "bs": {"BS": ["eA=="]},
            "l": {"L": [{"S": ""}, {"N": "0"}]}
        })
    );
    let query = json!({
        "TableName": "orders", "IndexName": "by-g", "KeyConditionExpression": "g = :g",
        "ExpressionAttributeValues": {":g": {"S": "g1"}}, "Select": "COUNT"
    });
    assert_eq!(dynamodb(server, "Query", &query)["Count"], 5);
    assert_eq!(object(server, "small"), (200, "second".to_owned()));
    let (status, large) = object(server, "large");
    assert_eq!((status, large.chars().filter(|c| *c == 'a').count()), (200, 4096));
}

#[test]
fn what_format_1_holds_is_there() {
    let folder = unpacked(FORMAT_1);
    let flags = [("data-dir", folder.path().to_str().unwrap())];
    let after = json!({"TableName": "orders", "Key": {"pk": {"S": "after"}, "sk": {"N": "1"}}});
    {
        let server = Running::with(&flags);
        look(&server);
        assert!(dynamodb(&server, "GetItem", &after)["Item"].is_object());
        let (head, body) = server.ask("GET /2015-03-31/functions/echo", &["host: lambda.localhost"], "");
        assert_eq!(status_of(&head), 200, "{body}");
        let (_, body) = server.ask("GET /bucket?uploads", &["host: s3.localhost"], "");
        assert!(body.contains("<Key>parts</Key>"), "{body}");
        let form = ["content-type: application/x-www-form-urlencoded", "host: iam.localhost"];
        let (_, body) = server.ask("POST /", &form, "Action=GetUser&Version=2010-05-08&UserName=user");
        assert!(body.contains(":user/user</Arn>"), "{body}");
        // What is written now is there after the next start.
        let put = json!({"TableName": "orders", "Item": {"pk": {"S": "new"}, "sk": {"N": "1"}}});
        dynamodb(&server, "PutItem", &put);
    }
    let server = Running::with(&flags);
    look(&server);
    let new = json!({"TableName": "orders", "Key": {"pk": {"S": "new"}, "sk": {"N": "1"}}});
    assert!(dynamodb(&server, "GetItem", &new)["Item"].is_object());
    assert_eq!(server.status("POST /_ruststack/checkpoints/kept/restore", &[], ""), 200);
    look(&server);
    for key in [after, new] {
        assert!(dynamodb(&server, "GetItem", &key)["Item"].is_null(), "{key}");
    }
}

/// How many of the letter an item of the second fixture has.
fn length(server: &Running, number: usize, letter: char) -> usize {
    let key = json!({"TableName": "orders", "Key": {"pk": {"S": "long"}, "sk": {"N": number.to_string()}}});
    let item = dynamodb(server, "GetItem", &key);
    let text = item["Item"]["v"]["S"].as_str().unwrap().to_owned();
    assert!(text.chars().all(|found| found == letter), "{number}");
    text.len()
}

#[test]
fn what_format_2_holds_is_there() {
    let folder = unpacked(FORMAT_2);
    let flags = [("data-dir", folder.path().to_str().unwrap())];
    let lengths = [30_000, 5_000, 20_000, 20_000, 128_000, 280_000, 390_000];
    let letters = ['z', 'b', 'c', 'd', 'e', 'f', 'g'];
    let look_at_all = |server: &Running, lengths: [usize; 7], letters: [char; 7]| {
        look(server);
        for (number, letter) in letters.into_iter().enumerate() {
            assert_eq!(length(server, number, letter), lengths[number], "{number}");
        }
    };
    {
        let server = Running::with(&flags);
        look_at_all(&server, lengths, letters);
        let put = json!({"TableName": "orders", "Item": {"pk": {"S": "long"}, "sk": {"N": "6"}, "v": {"S": "h".repeat(200_000)}}});
        dynamodb(&server, "PutItem", &put);
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("format")).unwrap(), "ruststack data, format 3\n");
    let server = Running::with(&flags);
    let changed =
        ([30_000, 5_000, 20_000, 20_000, 128_000, 280_000, 200_000], ['z', 'b', 'c', 'd', 'e', 'f', 'h']);
    look_at_all(&server, changed.0, changed.1);
    assert_eq!(server.status("POST /_ruststack/checkpoints/kept/restore", &[], ""), 200);
    let of_checkpoint =
        ([3_000, 5_000, 20_000, 20_000, 128_000, 280_000, 390_000], ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    look_at_all(&server, of_checkpoint.0, of_checkpoint.1);
}
