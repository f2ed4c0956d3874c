//! The wire format: headers, errors, encodings.

use std::io::{Read as _, Write as _};

use crate::harness::{Value, World, json};

const JSON: (&str, &str) = ("content-type", "application/x-amz-json-1.0");
const LIST: (&str, &str) = ("x-amz-target", "DynamoDB_20120810.ListTables");

/// AWS signs every body with its CRC32 and names the request; seen on AWS by dynalite's connection tests.
#[test]
fn every_reply_has_its_checksum_and_request_id() {
    let world = World::new();
    for (headers, body, status) in [
        (vec![JSON, LIST], "{}", 200),
        (vec![JSON], "{}", 400),
        (vec![("content-type", "text/xml")], "{}", 404),
    ] {
        let reply = world.raw(&headers, body.as_bytes());
        assert_eq!(reply.status, status);
        assert_eq!(reply.headers["x-amz-crc32"], crc32fast::hash(&reply.body).to_string());
        assert_eq!(reply.headers["x-amzn-requestid"], "A".repeat(52));
    }
}

/// Recorded on AWS by dynalite's connection tests.
#[test]
fn requests_that_reach_no_operation_are_refused_as_on_aws() {
    let world = World::new();
    let check = |headers: &[(&str, &str)], body: &str, status: u16, expected: &str| {
        let reply = world.raw(headers, body.as_bytes());
        assert_eq!((reply.status, reply.text().as_str()), (status, expected));
    };
    let unknown = r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#;
    check(&[JSON], "{}", 400, unknown);
    check(&[JSON, ("x-amz-target", "DynamoDB_20120810.Nothing")], "{}", 400, unknown);
    check(&[JSON, ("x-amz-target", "DynamoDB_20111205.ListTables")], "{}", 400, unknown);
    check(&[JSON], "hello", 400, r#"{"__type":"com.amazon.coral.service#SerializationException"}"#);
    check(&[], "", 400, unknown);
    check(&[LIST], "{}", 404, "<UnknownOperationException/>\n");
    let not_json = r#"{"__type":"com.amazon.coral.service#SerializationException"}"#;
    check(&[JSON, LIST], "", 400, not_json);
    check(&[JSON, LIST], "hello", 400, not_json);
    check(&[JSON, LIST], "[]", 400, not_json);
    check(&[JSON, LIST], "{\"a\":}", 400, not_json);
    check(&[JSON, LIST], &"[".repeat(100_000), 400, not_json);
    check(&[("content-type", "application/json; charset=utf-8"), LIST], "{}", 200, r#"{"TableNames":[]}"#);
}

#[test]
fn every_operation_of_aws_is_built() {
    let built = (ddb_engine::DYNAMODB.operations)();
    assert_eq!(built.len(), 66, "62 operations of DynamoDB and 4 of Streams: botocore 1.44.5");
    assert!(built.iter().all(|known| known.is_built));
}

/// The limit: developer guide, "Service, account, and table quotas".
#[test]
fn a_body_above_16_mb_is_too_large_however_it_is_sent() {
    let world = World::new();
    let large = vec![b' '; 16 * 1024 * 1024 + 1];
    assert_eq!(world.raw(&[JSON, LIST], &large).status, 413);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&large).unwrap();
    let packed = gzip.finish().unwrap();
    assert_eq!(world.raw(&[JSON, LIST, ("content-encoding", "gzip")], &packed).status, 413);
}

/// Several members are fine, broken data is an internal error on AWS. It refuses codings that it does not know; that it does
/// so as what is no JSON is our guess.
#[test]
fn bodies_may_come_compressed() {
    let world = World::new();
    let gzip = |text: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    let packed = [("content-encoding", "gzip"), JSON, LIST];
    assert_eq!(world.raw(&packed, &[gzip("{\"Limit\":"), gzip("5}")].concat()).status, 200);
    assert_eq!(world.raw(&packed, b"{}").status, 500);
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(b"{}").unwrap();
    let deflated = zlib.finish().unwrap();
    assert_eq!(world.raw(&[("content-encoding", "deflate"), JSON, LIST], &deflated).status, 200);
    for known in ["", "identity", " Identity "] {
        assert_eq!(world.raw(&[("content-encoding", known), JSON, LIST], b"{}").status, 200, "{known}");
    }
    for unknown in ["br", "zstd", "gzip, gzip", "x", "\u{fc}"] {
        let reply = world.raw(&[("content-encoding", unknown), JSON, LIST], b"{}");
        assert_eq!(reply.status, 400, "{unknown}");
        let error: Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(error, json!({"__type": "com.amazon.coral.service#SerializationException"}));
    }
}

/// AWS takes the first coding that the first Accept-Encoding names; that a weight of zero refuses one is HTTP's rule (RFC
/// 9110, 12.5.3), that unknown ones are passed over our guess. The checksum is of the bytes as sent: what SDKs verify.
#[test]
fn long_replies_are_compressed_for_those_who_ask() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let item = |name: &str, bytes: usize| json!({"pk": {"S": name}, "v": {"S": "x".repeat(bytes)}});
    for (name, bytes) in [("short", 10), ("long", 10_000)] {
        world.ok("PutItem", json!({"TableName": "tab", "Item": item(name, bytes)}));
    }
    for (accepts, name, coding) in [
        (&["gzip"][..], "long", "gzip"),
        (&["deflate"], "long", "deflate"),
        (&["GZIP;q=0.5, deflate"], "long", "gzip"),
        (&["Deflate;q=0.1,gzip;q=1.0"], "long", "deflate"),
        (&["deflate", "gzip"], "long", "deflate"),
        (&["gzip", "deflate"], "long", "gzip"),
        (&["identity", "gzip"], "long", ""),
        (&["br, deflate, gzip"], "long", "deflate"),
        (&["gzip", "deflate"], "short", ""),
        (&["gzip;q=0"], "long", ""),
        (&["gzip;q=0, deflate"], "long", "deflate"),
        (&["identity"], "long", ""),
        (&[], "long", ""),
    ] {
        let input = json!({"TableName": "tab", "Key": {"pk": {"S": name}}}).to_string();
        let mut headers = vec![JSON, ("x-amz-target", "DynamoDB_20120810.GetItem")];
        headers.extend(accepts.iter().map(|accepts| ("accept-encoding", *accepts)));
        let reply = world.raw(&headers, input.as_bytes());
        let told = reply.headers.get("content-encoding").map_or("", |coding| coding.to_str().unwrap());
        assert_eq!(told, coding, "{accepts:?} {name}");
        assert_eq!(reply.headers["x-amz-crc32"], crc32fast::hash(&reply.body).to_string());
        let mut text = String::new();
        let read = match coding {
            "gzip" => flate2::read::GzDecoder::new(&reply.body[..]).read_to_string(&mut text),
            "deflate" => flate2::read::ZlibDecoder::new(&reply.body[..]).read_to_string(&mut text),
            _ => (&reply.body[..]).read_to_string(&mut text),
        };
        read.unwrap();
        let item: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(item["Item"]["pk"]["S"], name);
    }
}

/// Text without repetitions shrinks too, on AWS by about a third: the letters are 36 of 256.
#[test]
fn random_text_is_compressed_by_its_letters() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let mut seed = 1_u64;
    let text: String = std::iter::repeat_with(|| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        char::from_digit((seed % 36) as u32, 36).unwrap()
    })
    .take(204_800)
    .collect();
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}, "v": {"S": text}}}));
    let input = json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}).to_string();
    for coding in ["gzip", "deflate"] {
        let headers = [JSON, ("x-amz-target", "DynamoDB_20120810.GetItem"), ("accept-encoding", coding)];
        let length = world.raw(&headers, input.as_bytes()).body.len();
        assert!((130_000..145_000).contains(&length), "{coding}: {length}");
    }
}
