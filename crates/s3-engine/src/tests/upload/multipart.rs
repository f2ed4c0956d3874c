//! Multipart uploads, seen from outside.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

use crate::tests::{Answer, World};

/// The least that a part which is not the last may have.
const FIVE_MIB: usize = 5 * 1024 * 1024;

async fn begin(world: &World, headers: &[(&str, &str)]) -> String {
    world.send("POST", "/bkt/k?uploads", headers, "").await.expect(200).element("UploadId")
}

async fn part(world: &World, id: &str, number: usize, body: Vec<u8>) -> String {
    let uri = format!("/bkt/k?partNumber={number}&uploadId={id}");
    world.send("PUT", &uri, &[], body).await.expect(200).header("etag").to_owned()
}

fn document(parts: &[(usize, &str)]) -> String {
    let parts: String = parts
        .iter()
        .map(|(number, etag)| format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"))
        .collect();
    format!(
        "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{parts}</CompleteMultipartUpload>"
    )
}

async fn complete(world: &World, id: &str, parts: &[(usize, &str)], headers: &[(&str, &str)]) -> Answer {
    world.send("POST", &format!("/bkt/k?uploadId={id}"), headers, document(parts)).await
}

#[tokio::test]
async fn an_object_is_made_of_its_parts() {
    let world = World::with_bucket().await;
    let id =
        begin(&world, &[("content-type", "text/plain"), ("x-amz-meta-a", "b"), ("x-amz-tagging", "t=1")])
            .await;
    let first = vec![b'a'; FIVE_MIB];
    let one = part(&world, &id, 1, b"replaced".to_vec()).await;
    let one_again = part(&world, &id, 1, first.clone()).await;
    assert_ne!(one, one_again);
    let unused = part(&world, &id, 2, b"unused".to_vec()).await;
    assert!(!unused.is_empty());
    let last = part(&world, &id, 7, b"end".to_vec()).await;
    world.get("/bkt/k").await.refused(404, "NoSuchKey");
    world.wait(60);
    let done = complete(&world, &id, &[(1, &one_again), (7, &last)], &[("host", "localhost:4566")])
        .await
        .expect(200);
    // The MD5 of the parts' MD5s, and their number.
    let md5s = [Md5::digest(&first), Md5::digest(b"end")].concat();
    let etag = format!("\"{}-2\"", hex::encode(Md5::digest(md5s)));
    assert_eq!(done.element("ETag").replace("&quot;", "\""), etag);
    assert_eq!(done.element("Location"), "http://localhost:4566/bkt/k");
    // CRC64NVME of the whole, though only parts were seen: as a plain upload of the same bytes has it.
    let whole = [first.as_slice(), b"end"].concat();
    let plain = world.put("/bkt/plain", whole.clone()).await;
    assert_eq!(done.element("ChecksumCRC64NVME"), plain.header("x-amz-checksum-crc64nvme"));
    assert_eq!(done.element("ChecksumType"), "FULL_OBJECT");
    let got = world.get("/bkt/k").await.expect(200);
    assert_eq!(got.body, whole);
    assert_eq!((got.header("etag"), got.header("content-type")), (etag.as_str(), "text/plain"));
    assert_eq!((got.header("x-amz-meta-a"), got.header("x-amz-tagging-count")), ("b", "1"));
    // The date is that of the beginning.
    assert_eq!(got.header("last-modified"), "Fri, 02 Jan 2026 03:04:05 GMT");
    let across = format!("bytes={}-{}", FIVE_MIB - 2, FIVE_MIB + 1);
    let got = world.send("GET", "/bkt/k", &[("range", &across)], "").await.expect(206);
    assert_eq!(got.text(), "aaen");
    let got = world.get("/bkt/k?partNumber=7").await.expect(206);
    assert_eq!((got.text().as_str(), got.header("x-amz-mp-parts-count")), ("end", "2"));
    let head = world.send("HEAD", "/bkt/k?partNumber=1", &[], "").await.expect(206);
    assert_eq!(head.header("content-length"), FIVE_MIB.to_string());
    let refused = world.get("/bkt/k?partNumber=3").await.refused(416, "InvalidPartNumber");
    assert_eq!(refused.element("ActualPartCount"), "2");
    // Completing it again gives the same answer.
    let again = complete(&world, &id, &[(1, &one_again), (7, &last)], &[]).await.expect(200);
    assert_eq!(again.element("ETag"), done.element("ETag"));
    // Of other parts it never was one: our guess.
    let (one, one_again, last) = (one.as_str(), one_again.as_str(), last.as_str());
    for other in [&[(1, one_again)][..], &[(1, one), (7, last)], &[(1, one_again), (8, last)]] {
        complete(&world, &id, other, &[]).await.refused(400, "InvalidPart");
    }
    // This one names no host, as HTTP/1.0 may: it is told where it came to, not AWS.
    assert_eq!(again.element("Location"), "http://127.0.0.1:4566/bkt/k");
    world.get(&format!("/bkt/k?uploadId={id}")).await.refused(404, "NoSuchUpload");
    let asks = [("x-amz-object-attributes", "ObjectParts")];
    let attributes = world.send("GET", "/bkt/k?attributes", &asks, "").await.expect(200);
    assert_eq!(attributes.element("PartsCount"), "2");
    // A copy is one piece: its ETag is its MD5.
    let copied = world.send("PUT", "/bkt/copy", &[("x-amz-copy-source", "bkt/k")], "").await.expect(200);
    assert!(copied.text().contains(&hex::encode(Md5::digest(&whole))), "{}", copied.text());
}

#[tokio::test]
async fn completions_that_are_refused() {
    let world = World::with_bucket().await;
    let id = begin(&world, &[]).await;
    let (one, two) =
        (part(&world, &id, 1, b"small".to_vec()).await, part(&world, &id, 2, b"x".to_vec()).await);
    let small = complete(&world, &id, &[(1, &one), (2, &two)], &[]).await.refused(400, "EntityTooSmall");
    for (element, value) in [("ProposedSize", "5"), ("MinSizeAllowed", "5242880"), ("PartNumber", "1")] {
        assert_eq!(small.element(element), value);
    }
    let order = complete(&world, &id, &[(2, &two), (1, &one)], &[]).await.refused(400, "InvalidPartOrder");
    assert_eq!(order.element("UploadId"), id);
    let wrong = complete(&world, &id, &[(1, "\"00\"")], &[]).await.refused(400, "InvalidPart");
    assert_eq!((wrong.element("PartNumber"), wrong.element("ETag")), ("1".into(), "00".into()));
    complete(&world, &id, &[(3, &one)], &[]).await.refused(400, "InvalidPart");
    complete(&world, &id, &[], &[]).await.refused(400, "MalformedXML");
    complete(&world, "none", &[(1, &one)], &[]).await.refused(404, "NoSuchUpload");
    complete(&world, &id, &[(1, &one)], &[("x-amz-mp-object-size", "6")])
        .await
        .refused(400, "InvalidRequest");
    let sum = [("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=")];
    complete(&world, &id, &[(1, &one)], &sum).await.refused(400, "BadDigest");
    complete(&world, &id, &[(1, &one)], &[("x-amz-mp-object-size", "5")]).await.expect(200);
    world.send("PUT", "/bkt/k?partNumber=0&uploadId=x", &[], "").await.refused(400, "InvalidArgument");
    world.send("PUT", "/bkt/k?partNumber=10001&uploadId=x", &[], "").await.refused(400, "InvalidArgument");
    world.send("PUT", "/bkt/k?partNumber=1&uploadId=x", &[], "").await.refused(404, "NoSuchUpload");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>
#[tokio::test]
async fn composite_checksums() {
    let world = World::with_bucket().await;
    let id = begin(&world, &[("x-amz-checksum-algorithm", "SHA256")]).await;
    let digest = sha2::Sha256::digest(b"only");
    let sha = STANDARD.encode(digest);
    let uri = format!("/bkt/k?partNumber=1&uploadId={id}");
    let refused = world.send("PUT", &uri, &[], "only").await.refused(400, "InvalidRequest");
    assert!(refused.text().contains("expected checksum Type: sha256, actual checksum Type: null"));
    let put = world.send("PUT", &uri, &[("x-amz-checksum-sha256", &sha)], "only").await.expect(200);
    assert_eq!((put.header("x-amz-checksum-sha256"), put.header("x-amz-checksum-type")), (sha.as_str(), ""));
    let etag = put.header("etag").to_owned();
    let listed = world.get(&format!("/bkt/k?uploadId={id}")).await.expect(200);
    assert_eq!(
        (listed.element("ChecksumSHA256"), listed.element("ChecksumType")),
        (sha.clone(), "COMPOSITE".into())
    );
    complete(&world, &id, &[(1, &etag)], &[]).await.refused(400, "InvalidRequest");
    let with = |sum: &str| {
        format!(
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag><ChecksumSHA256>{sum}</ChecksumSHA256></Part></CompleteMultipartUpload>"
        )
    };
    let uri = format!("/bkt/k?uploadId={id}");
    let other = STANDARD.encode(sha2::Sha256::digest(b"other"));
    world.send("POST", &uri, &[], with(&other)).await.refused(400, "InvalidPart");
    let done = world.send("POST", &uri, &[], with(&sha)).await.expect(200);
    let expected = format!("{}-1", STANDARD.encode(sha2::Sha256::digest(digest)));
    assert_eq!(done.element("ChecksumSHA256"), expected);
    let head = world.send("HEAD", "/bkt/k", &[("x-amz-checksum-mode", "ENABLED")], "").await.expect(200);
    assert_eq!(
        (head.header("x-amz-checksum-sha256"), head.header("x-amz-checksum-type")),
        (expected.as_str(), "COMPOSITE")
    );
}

#[tokio::test]
async fn parts_are_copied_from_objects() {
    let world = World::with_bucket().await;
    world.put("/bkt/source", "0123456789").await;
    let id = begin(&world, &[]).await;
    let uri = format!("/bkt/k?partNumber=1&uploadId={id}");
    let source = ("x-amz-copy-source", "/bkt/source");
    let copied =
        world.send("PUT", &uri, &[source, ("x-amz-copy-source-range", "bytes=2-5")], "").await.expect(200);
    let etag = copied.element("ETag").replace("&quot;", "\"");
    assert_eq!(etag, format!("\"{}\"", hex::encode(Md5::digest(b"2345"))));
    for range in ["bytes=2-", "bytes=5-10", "2-5"] {
        let asks = [source, ("x-amz-copy-source-range", range)];
        world.send("PUT", &uri, &asks, "").await.refused(400, "InvalidArgument");
    }
    complete(&world, &id, &[(1, &etag)], &[]).await.expect(200);
    assert_eq!(world.get("/bkt/k").await.expect(200).text(), "2345");
}

#[tokio::test]
async fn uploads_and_parts_are_listed() {
    let world = World::with_bucket().await;
    let mut ids = Vec::new();
    for key in ["a/1", "a/2", "k", "k"] {
        let begun = world.send("POST", &format!("/bkt/{key}?uploads"), &[], "").await.expect(200);
        ids.push(begun.element("UploadId"));
    }
    let list = world.get("/bkt?uploads").await.expect(200);
    assert_eq!(list.elements("Key"), ["a/1", "a/2", "k", "k"]);
    assert_eq!(list.elements("UploadId"), ids);
    let list = world.get("/bkt?uploads&delimiter=/&max-uploads=2").await.expect(200);
    assert_eq!(
        (list.elements("Key"), list.element("CommonPrefixes")),
        (vec!["k".into()], "<Prefix>a/</Prefix>".into())
    );
    assert_eq!(
        (list.element("IsTruncated"), list.element("NextUploadIdMarker")),
        ("true".into(), ids[2].clone())
    );
    let list = world.get(&format!("/bkt?uploads&key-marker=k&upload-id-marker={}", ids[2])).await.expect(200);
    assert_eq!(list.elements("UploadId"), [ids[3].as_str()]);
    assert_eq!(world.get("/bkt?uploads&key-marker=a/1").await.elements("UploadId").len(), 3);
    assert_eq!(world.get("/bkt?uploads&prefix=a/2").await.elements("UploadId"), [ids[1].as_str()]);
    for number in 1..=3 {
        part(&world, &ids[2], number, vec![b'x'; number]).await;
    }
    let list = world.get(&format!("/bkt/k?uploadId={}&max-parts=2", ids[2])).await.expect(200);
    assert_eq!(
        (list.elements("PartNumber"), list.elements("Size")),
        (vec!["1".into(), "2".into()], vec!["1".into(), "2".into()])
    );
    assert_eq!(
        (list.element("IsTruncated"), list.element("NextPartNumberMarker")),
        ("true".into(), "2".into())
    );
    let list = world.get(&format!("/bkt/k?uploadId={}&part-number-marker=2", ids[2])).await.expect(200);
    assert_eq!(list.elements("PartNumber"), ["3"]);
}

/// Aborted or left, an upload keeps nothing: neither bytes nor bucket.
#[tokio::test]
async fn an_aborted_upload_leaves_nothing() {
    let world = World::with_bucket().await;
    let id = begin(&world, &[]).await;
    part(&world, &id, 1, b"x".to_vec()).await;
    world.delete(&format!("/bkt/k?uploadId={id}")).await.expect(204);
    world.delete(&format!("/bkt/k?uploadId={id}")).await.refused(404, "NoSuchUpload");
    let left = begin(&world, &[]).await;
    part(&world, &left, 1, b"x".to_vec()).await;
    world.delete("/bkt").await.expect(204);
    let mut keys = 0;
    let bounds = (std::ops::Bound::Unbounded, std::ops::Bound::Unbounded);
    let mut count = |_: &[u8], _: &bytes::Bytes| {
        keys += 1;
        std::ops::ControlFlow::Continue(())
    };
    world.store.scan(bounds.0, bounds.1, store::Order::Ascending, &mut count).unwrap();
    assert_eq!(keys, 0);
}

/// Recorded on AWS: what happened to the object since the upload was begun is a conflict.
#[tokio::test]
async fn conditional_completions() {
    let world = World::with_bucket().await;
    let etag = world.put("/bkt/k", "old").await.header("etag").to_owned();
    let id = begin(&world, &[]).await;
    let one = part(&world, &id, 1, b"new".to_vec()).await;
    let parts = [(1, one.as_str())];
    complete(&world, &id, &parts, &[("if-none-match", "*")]).await.refused(412, "PreconditionFailed");
    complete(&world, &id, &parts, &[("if-match", "*")]).await.refused(501, "NotImplemented");
    world.put("/bkt/k", "old").await;
    let conflict = complete(&world, &id, &parts, &[("if-match", &etag)]).await;
    assert_eq!(conflict.refused(409, "ConditionalRequestConflict").element("Condition"), "If-Match");
    world.delete("/bkt/k").await.expect(204);
    complete(&world, &id, &parts, &[("if-match", &etag)]).await.refused(404, "NoSuchKey");
    complete(&world, &id, &parts, &[("if-none-match", "*")]).await.refused(409, "ConditionalRequestConflict");
    complete(&world, &id, &parts, &[]).await.expect(200);
}
