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
        assert_eq!((reply.status, String::from_utf8(reply.body).unwrap().as_str()), (status, expected));
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
    let built: Vec<_> = ddb_engine::operations().collect();
    assert_eq!(built.len(), 66, "62 operations of DynamoDB and 4 of Streams: botocore 1.44.5");
    assert!(built.iter().all(|(_, built)| *built));
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

/// Recorded on AWS by dynalite's connection tests: several members are fine, broken data is an internal error.
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
}

/// HTTP's rules for Accept-Encoding (RFC 9110, 12.5.3); that the checksum is of the bytes as sent: what SDKs verify.
#[test]
fn long_replies_are_compressed_for_those_who_ask() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    let item = |name: &str, bytes: usize| json!({"pk": {"S": name}, "v": {"S": "x".repeat(bytes)}});
    for (name, bytes) in [("short", 10), ("long", 10_000)] {
        world.ok("PutItem", json!({"TableName": "tab", "Item": item(name, bytes)}));
    }
    for (accepts, name, packed) in [
        ("gzip", "long", true),
        ("deflate, GZIP;q=0.5", "long", true),
        ("gzip", "short", false),
        ("gzip;q=0", "long", false),
        ("identity", "long", false),
    ] {
        let get = ("x-amz-target", "DynamoDB_20120810.GetItem");
        let input = json!({"TableName": "tab", "Key": {"pk": {"S": name}}}).to_string();
        let reply = world.raw(&[("accept-encoding", accepts), JSON, get], input.as_bytes());
        assert_eq!(reply.headers.contains_key("content-encoding"), packed, "{accepts} {name}");
        assert_eq!(reply.headers["x-amz-crc32"], crc32fast::hash(&reply.body).to_string());
        let mut text = String::new();
        if packed {
            flate2::read::GzDecoder::new(&reply.body[..]).read_to_string(&mut text).unwrap();
        } else {
            text = String::from_utf8(reply.body).unwrap();
        }
        let item: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(item["Item"]["pk"]["S"], name);
    }
}
