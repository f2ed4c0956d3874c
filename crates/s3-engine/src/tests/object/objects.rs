//! Objects, seen from outside.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::tests::World;

/// MD5 of `hello` (RFC 1321 by any tool).
const HELLO_MD5: &str = "5d41402abc4b2a76b9719d911017c592";

#[tokio::test]
async fn an_object_comes_back_as_it_went() {
    let world = World::with_bucket().await;
    let sent = [
        ("content-type", "text/plain"),
        ("cache-control", "no-cache"),
        ("content-encoding", "gzip,aws-chunked"),
        ("expires", "whenever"),
        ("x-amz-meta-Color", "blue"),
        ("x-amz-storage-class", "STANDARD_IA"),
    ];
    let put = world.send("PUT", "/bkt/dir/a%20key", &sent, "hello").await.expect(200);
    assert_eq!(put.header("etag"), format!("\"{HELLO_MD5}\""));
    assert_eq!(put.header("x-amz-server-side-encryption"), "AES256");
    assert_eq!(put.header("x-amz-version-id"), "");
    for (method, body) in [("GET", "hello"), ("HEAD", "")] {
        let got = world.send(method, "/bkt/dir/a%20key", &[], "").await.expect(200);
        assert_eq!(got.text(), body);
        for (name, value) in [
            ("content-type", "text/plain"),
            ("content-length", "5"),
            ("cache-control", "no-cache"),
            ("content-encoding", "gzip"),
            ("expires", "whenever"),
            ("x-amz-meta-color", "blue"),
            ("x-amz-storage-class", "STANDARD_IA"),
            ("etag", &format!("\"{HELLO_MD5}\"")),
            ("last-modified", "Fri, 02 Jan 2026 03:04:05 GMT"),
            ("accept-ranges", "bytes"),
            ("x-amz-server-side-encryption", "AES256"),
            ("x-amz-version-id", ""),
            ("x-amz-checksum-crc64nvme", ""),
        ] {
            assert_eq!(got.header(name), value, "{method} {name}");
        }
    }
}

#[tokio::test]
async fn an_object_that_says_nothing_of_itself() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "").await;
    let got = world.get("/bkt/k").await.expect(200);
    assert_eq!(got.header("content-type"), "binary/octet-stream");
    assert_eq!(got.header("content-length"), "0");
    assert_eq!(got.header("x-amz-storage-class"), "");
}

#[tokio::test]
async fn what_is_not_there() {
    let world = World::with_bucket().await;
    assert_eq!(world.get("/bkt/none").await.refused(404, "NoSuchKey").element("Key"), "none");
    assert!(world.send("HEAD", "/bkt/none", &[], "").await.expect(404).body.is_empty());
    world.delete("/bkt/none").await.expect(204);
    assert_eq!(world.get("/ccc/none").await.refused(404, "NoSuchBucket").element("BucketName"), "ccc");
    world.send("PUT", "/ccc/none", &[], "x").await.refused(404, "NoSuchBucket");
    let long = "k".repeat(1025);
    world.send("PUT", &format!("/bkt/{long}"), &[], "x").await.refused(400, "KeyTooLongError");
    world.get("/bkt/k?versionId=nonsense").await.refused(400, "InvalidArgument");
}

/// Keys are bytes: nothing is tidied.
#[tokio::test]
async fn odd_keys() {
    let world = World::with_bucket().await;
    for key in
        ["a//b", "/lead", ".", "a/..", "a/../b", "%C3%A9", "a%2Bb", "a+b", "%25", "~", "t%09", "%F0%9F%98%80"]
    {
        world.put(&format!("/bkt/{key}"), key.to_owned()).await;
    }
    for key in ["a//b", "/lead", ".", "a/..", "a/../b", "%C3%A9", "%25", "~", "t%09", "%F0%9F%98%80"] {
        assert_eq!(world.get(&format!("/bkt/{key}")).await.expect(200).text(), key);
    }
    // A plus in a path is a plus.
    assert_eq!(world.get("/bkt/a%2Bb").await.expect(200).text(), "a+b");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>; several ranges give the whole.
#[tokio::test]
async fn ranges() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "0123456789").await;
    for (range, status, body, content_range) in [
        ("bytes=0-3", 206, "0123", "bytes 0-3/10"),
        ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-2", 206, "89", "bytes 8-9/10"),
        ("bytes=0-1,4-5", 200, "0123456789", ""),
        ("lines=1-2", 200, "0123456789", ""),
    ] {
        let got = world.send("GET", "/bkt/k", &[("range", range)], "").await.expect(status);
        assert_eq!((got.text().as_str(), got.header("content-range")), (body, content_range), "{range}");
        assert_eq!(got.header("content-length"), body.len().to_string());
    }
    let refused =
        world.send("GET", "/bkt/k", &[("range", "bytes=10-")], "").await.refused(416, "InvalidRange");
    assert_eq!(refused.element("RangeRequested"), "bytes=10-");
    assert_eq!(refused.element("ActualObjectSize"), "10");
}

#[tokio::test]
async fn conditional_reads() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "hello").await;
    let etag = format!("\"{HELLO_MD5}\"");
    let got = world.send("GET", "/bkt/k", &[("if-none-match", &etag)], "").await.expect(304);
    assert!(got.body.is_empty());
    assert_eq!(got.header("etag"), etag);
    assert_eq!(got.header("last-modified"), "Fri, 02 Jan 2026 03:04:05 GMT");
    let refused = world.send("GET", "/bkt/k", &[("if-match", "\"x\"")], "").await;
    assert_eq!(refused.refused(412, "PreconditionFailed").element("Condition"), "If-Match");
}

/// Recorded on AWS: `If-None-Match: *` and `If-Match: etag` only.
#[tokio::test]
async fn conditional_writes() {
    let world = World::with_bucket().await;
    let only_new = [("if-none-match", "*")];
    world.send("PUT", "/bkt/k", &only_new, "hello").await.expect(200);
    let refused = world.send("PUT", "/bkt/k", &only_new, "other").await.refused(412, "PreconditionFailed");
    assert_eq!(refused.element("Condition"), "If-None-Match");
    assert_eq!(world.get("/bkt/k").await.text(), "hello");
    world.send("PUT", "/bkt/k", &[("if-match", HELLO_MD5)], "other").await.expect(200);
    world.send("PUT", "/bkt/k", &[("if-match", HELLO_MD5)], "x").await.refused(412, "PreconditionFailed");
    world.send("PUT", "/bkt/none", &[("if-match", HELLO_MD5)], "x").await.refused(404, "NoSuchKey");
    world.send("PUT", "/bkt/k", &[("if-match", "*")], "x").await.refused(501, "NotImplemented");
    world.send("DELETE", "/bkt/k", &[("if-match", HELLO_MD5)], "").await.refused(412, "PreconditionFailed");
    world.send("DELETE", "/bkt/k", &[("x-amz-if-match-size", "5")], "").await.refused(501, "NotImplemented");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>: CRC64NVME if none is sent.
#[tokio::test]
async fn checksums_are_kept_and_shown_on_request() {
    let world = World::with_bucket().await;
    let put = world.put("/bkt/k", "123456789").await;
    let nvme = STANDARD.encode(hex::decode("ae8b14860a799888").unwrap());
    assert_eq!(put.header("x-amz-checksum-crc64nvme"), nvme);
    assert_eq!(put.header("x-amz-checksum-type"), "FULL_OBJECT");
    let asks = [("x-amz-checksum-mode", "ENABLED")];
    for method in ["GET", "HEAD"] {
        let got = world.send(method, "/bkt/k", &asks, "").await.expect(200);
        assert_eq!(got.header("x-amz-checksum-crc64nvme"), nvme);
    }
    let ranged = [("x-amz-checksum-mode", "ENABLED"), ("range", "bytes=0-1")];
    let part = world.send("GET", "/bkt/k", &ranged, "").await.expect(206);
    assert_eq!(part.header("x-amz-checksum-crc64nvme"), "");
    let crc32 = STANDARD.encode(hex::decode("cbf43926").unwrap());
    let put = world.send("PUT", "/bkt/k", &[("x-amz-checksum-crc32", &crc32)], "123456789").await.expect(200);
    assert_eq!(put.header("x-amz-checksum-crc32"), crc32);
}

#[tokio::test]
async fn a_body_that_is_not_what_it_was_said_to_be() {
    let world = World::with_bucket().await;
    let md5 = STANDARD.encode(hex::decode(HELLO_MD5).unwrap());
    world.send("PUT", "/bkt/k", &[("content-md5", &md5)], "hello").await.expect(200);
    let refused =
        world.send("PUT", "/bkt/k", &[("content-md5", &md5)], "other").await.refused(400, "BadDigest");
    assert_eq!(refused.element("ExpectedDigest"), md5);
    world.send("PUT", "/bkt/k", &[("content-md5", "x")], "hello").await.refused(400, "InvalidDigest");
    for (header, value) in [
        ("x-amz-checksum-crc32", "AAAAAA=="),
        ("x-amz-checksum-crc32c", "AAAAAA=="),
        ("x-amz-checksum-crc64nvme", "AAAAAAAAAAA="),
        ("x-amz-checksum-sha1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ("x-amz-checksum-sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
    ] {
        world.send("PUT", "/bkt/k", &[(header, value)], "other").await.refused(400, "BadDigest");
    }
    world.send("PUT", "/bkt/k", &[("content-length", "9")], "short").await.refused(400, "IncompleteBody");
    assert_eq!(world.get("/bkt/k").await.text(), "hello");
}

/// What today's SDKs send by default: unsigned chunks with a checksum in the trailer.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
#[tokio::test]
async fn chunked_bodies_with_trailers() {
    let world = World::with_bucket().await;
    let headers = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "9"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-sdk-checksum-algorithm", "CRC32"),
    ];
    let crc32 = STANDARD.encode(hex::decode("cbf43926").unwrap());
    let body = |crc: &str| format!("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:{crc}\r\n\r\n");
    let put = world.send("PUT", "/bkt/k", &headers, body(&crc32)).await.expect(200);
    assert_eq!(put.header("x-amz-checksum-crc32"), crc32);
    let got = world.get("/bkt/k").await.expect(200);
    assert_eq!((got.text().as_str(), got.header("content-encoding")), ("123456789", ""));
    world.send("PUT", "/bkt/k", &headers, body("AAAAAA==")).await.refused(400, "BadDigest");
    world.send("PUT", "/bkt/k", &headers, "9\r\n1234").await.refused(400, "IncompleteBody");
    world.send("PUT", "/bkt/k", &headers, "nonsense").await.refused(400, "IncompleteBody");
}

#[tokio::test]
async fn metadata_has_a_limit() {
    let world = World::with_bucket().await;
    let most = "v".repeat(2048 - 1);
    world.send("PUT", "/bkt/k", &[("x-amz-meta-a", &most)], "").await.expect(200);
    let over = "v".repeat(2048);
    world.send("PUT", "/bkt/k", &[("x-amz-meta-a", &over)], "").await.refused(400, "MetadataTooLarge");
    world
        .send("PUT", "/bkt/k", &[("x-amz-storage-class", "COZY")], "")
        .await
        .refused(400, "InvalidStorageClass");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>: `response-*`, for signed requests only.
#[tokio::test]
async fn a_reader_sets_headers_of_the_reply() {
    let world = World::with_bucket().await;
    world.send("PUT", "/bkt/k", &[("content-type", "text/plain")], "x").await.expect(200);
    let uri = "/bkt/k?response-content-type=image%2Fpng&response-content-disposition=attachment";
    for method in ["GET", "HEAD"] {
        let got = world.send(method, uri, &[], "").await.expect(200);
        assert_eq!(got.header("content-type"), "image/png");
        assert_eq!(got.header("content-disposition"), "attachment");
    }
    world.anonymous().get(uri).await.refused(400, "InvalidRequest");
}

/// A presigned URL: the signature leaves no trace, headers that were moved into the query count.
#[tokio::test]
async fn a_presigned_request() {
    let world = World::with_bucket().await;
    let signed = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
    world
        .send("PUT", &format!("/bkt/k?{signed}&x-amz-storage-class=GLACIER_IR&x-id=PutObject"), &[], "x")
        .await
        .expect(200);
    let got = world.get(&format!("/bkt/k?x-id=GetObject&{signed}")).await.expect(200);
    assert_eq!(got.header("x-amz-storage-class"), "GLACIER_IR");
    // "On AWS you do not have to specify this. The header is taken from the presigned URL": jamhall/s3rver, issue 153.
    let older = "AWSAccessKeyId=x&Expires=1767323105&Signature=x";
    for (signed, kind) in [(older, "Content-Type"), (older, "content-type"), (signed, "Content-Type")] {
        let uri = format!("/bkt/old?{signed}&{kind}=image%2Fjpeg&x-amz-meta-a=b&Cache-Control=no-cache");
        world.send("PUT", &uri, &[], "x").await.expect(200);
        let got = world.get("/bkt/old").await.expect(200);
        assert_eq!((got.header("content-type"), got.header("x-amz-meta-a")), ("image/jpeg", "b"));
        assert_eq!(got.header("cache-control"), "no-cache");
        world.send("PUT", &uri, &[("content-type", "text/plain")], "x").await.expect(200);
        assert_eq!(world.get("/bkt/old").await.header("content-type"), "text/plain");
    }
    let digest = format!("/bkt/old?{older}&Content-MD5=AAAAAAAAAAAAAAAAAAAAAA%3D%3D");
    world.send("PUT", &digest, &[], "x").await.refused(400, "BadDigest");
    world.send("PUT", "/bkt/k?Content-Type=image%2Fjpeg", &[], "x").await.refused(501, "NotImplemented");
}

/// AWS's SDK for JavaScript signs the checksum of no body at all into the URL, the one for Go one that may be wrong, and
/// S3 takes the upload: <https://github.com/localstack/localstack/pull/12164>, whose test runs against AWS, and
/// <https://github.com/aws/aws-sdk-go-v2/issues/2610>. A checksum that the upload brings in a header is verified.
#[tokio::test]
async fn a_checksum_in_a_presigned_url_is_not_that_of_the_body() {
    let world = World::with_bucket().await;
    for claim in [
        "x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32",
        "X-Amz-Checksum-Sha256=bad%2BnDnO0vTnour8G%2B5YPPx4tLMvxgS0K3ZBusogZxU%3D",
    ] {
        let uri =
            format!("/bkt/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00&{claim}&x-id=PutObject");
        let put = world.send("PUT", &uri, &[], claim).await.expect(200);
        assert_ne!(put.header("x-amz-checksum-crc32"), "AAAAAA==");
        assert_eq!(world.get("/bkt/k").await.expect(200).text(), claim);
        let wrong = [("x-amz-checksum-crc32", "AAAAAA==")];
        world.send("PUT", &uri, &wrong, claim).await.refused(400, "BadDigest");
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>; what has no engine behind it yet
/// is refused, not passed over.
#[tokio::test]
async fn encryption_and_locks() {
    let world = World::with_bucket().await;
    let kms =
        [("x-amz-server-side-encryption", "aws:kms"), ("x-amz-server-side-encryption-aws-kms-key-id", "k1")];
    let put = world.send("PUT", "/bkt/k", &kms, "x").await.expect(200);
    let got = world.get("/bkt/k").await.expect(200);
    for answer in [put, got] {
        assert_eq!(answer.header("x-amz-server-side-encryption"), "aws:kms");
        assert_eq!(
            answer.header("x-amz-server-side-encryption-aws-kms-key-id"),
            "arn:aws:kms:us-east-1:000000000000:key/k1"
        );
    }
    // A copy is encrypted as its own request says.
    world.send("PUT", "/bkt/l", &[("x-amz-copy-source", "bkt/k")], "").await.expect(200);
    assert_eq!(world.get("/bkt/l").await.header("x-amz-server-side-encryption"), "AES256");
    let odd = [("x-amz-server-side-encryption", "rot13")];
    world.send("PUT", "/bkt/k", &odd, "x").await.refused(400, "InvalidArgument");
    let lock = [("x-amz-bucket-object-lock-enabled", "true")];
    world.send("PUT", "/lock", &lock, "").await.expect(200);
    assert_eq!(world.get("/lock?object-lock").await.expect(200).element("ObjectLockEnabled"), "Enabled");
    assert_eq!(world.get("/lock?versioning").await.expect(200).element("Status"), "Enabled");
    world.send("PUT", "/own", &[("x-amz-object-ownership", "ObjectWriter")], "").await.expect(200);
    assert_eq!(world.get("/own?ownershipControls").await.element("ObjectOwnership"), "ObjectWriter");
    assert_eq!(world.get("/bkt/k?acl").await.expect(200).element("Permission"), "FULL_CONTROL");
}

#[tokio::test]
async fn virtual_hosted_requests() {
    let world = World::with_bucket().await;
    for host in
        ["bkt.s3.amazonaws.com", "bkt.s3.us-east-1.localhost.localstack.cloud:4566", "BKT.localhost:4566"]
    {
        world.send("PUT", "/k", &[("host", host)], host.to_owned()).await.expect(200);
        assert_eq!(world.get("/bkt/k").await.text(), host);
        assert_eq!(world.send("GET", "/", &[("host", host)], "").await.expect(200).elements("Key"), ["k"]);
    }
}

/// An overwritten or deleted object's bytes go: nothing but the bucket is left in the store.
#[tokio::test]
async fn nothing_is_left_behind() {
    let world = World::with_bucket().await;
    let count = || {
        let mut keys = 0;
        let all = (std::ops::Bound::Unbounded, std::ops::Bound::Unbounded);
        world
            .store
            .scan(all.0, all.1, store::Order::Ascending, &mut |_, _| {
                keys += 1;
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        keys
    };
    let before = count();
    world.put("/bkt/k", "one").await;
    world.put("/bkt/k", "two").await;
    world.send("PUT", "/bkt/k", &[("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")], "three").await.expect(400);
    world.delete("/bkt/k").await.expect(204);
    assert_eq!(count(), before);
}

/// An object that is replaced between the look at its record and the opening of its bytes is read as it is then.
#[tokio::test]
async fn a_read_meets_a_replaced_object() {
    let world = World::with_bucket().await;
    for (old, new) in [("old".to_owned(), "new".to_owned()), ("o".repeat(100_000), "n".repeat(100_000))] {
        let record = |world: &World| {
            let cx = world.engine.service_context(world.account, &world.region, "lambda.amazonaws.com");
            let bucket = crate::bucket::open(&world.engine.store, &cx, "bkt").unwrap();
            crate::object::readable(&world.engine.store, &bucket, "k", None, "GET").unwrap().1
        };
        world.put("/bkt/k", old).await;
        let before = record(&world);
        world.put("/bkt/k", new.clone()).await;
        let looks = std::cell::Cell::new(0);
        let find = || {
            looks.set(looks.get() + 1);
            Ok(if looks.get() == 1 { before.clone() } else { record(&world) })
        };
        let open = crate::object::open(&world.engine.store, find, |object| (&object.content, 0..object.size));
        let (_, bytes) = open.unwrap();
        let body = base::http::Body::from_stream(bytes).collect(1_000_000).await.unwrap();
        assert_eq!((looks.get(), body), (2, new.into()));
        // Bytes that are gone though nothing replaced them are a fault, not an endless search.
        let lost = crate::object::open(
            &world.engine.store,
            || Ok(before.clone()),
            |object| (&object.content, 0..object.size),
        );
        assert!(lost.is_err_and(|error| error.is(crate::error::Code::InternalError)));
    }
}

/// Every read of an object that is being overwritten gets one of the objects, whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[expect(clippy::disallowed_methods, reason = "the test joins them itself")]
async fn reads_and_overwrites_at_once() {
    const ROUNDS: usize = 300;
    let world = std::sync::Arc::new(World::with_bucket().await);
    world.put("/bkt/k", "0".repeat(20_000)).await;
    let writer = {
        let world = world.clone();
        tokio::spawn(async move {
            for round in 0..ROUNDS {
                world.put("/bkt/k", (round % 10).to_string().repeat(20_000)).await;
            }
        })
    };
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                for _ in 0..ROUNDS {
                    let body = world.get("/bkt/k").await.expect(200).body;
                    let first = body[0];
                    assert!(body.len() == 20_000 && body.iter().all(|byte| *byte == first));
                }
            })
        })
        .collect();
    writer.await.unwrap();
    for reader in readers {
        reader.await.unwrap();
    }
}

/// RFC 9110, 13.1.5: the rest of what a client has is sent only of the same object.
#[tokio::test]
async fn a_range_is_of_what_the_client_has_before() {
    let world = World::with_bucket().await;
    let etag = world.put("/bkt/k", "0123456789").await.header("etag").to_owned();
    let modified = world.get("/bkt/k").await.header("last-modified").to_owned();
    let rest = async |before: &str| {
        world.send("GET", "/bkt/k", &[("range", "bytes=5-"), ("if-range", before)], "").await
    };
    for before in [etag.as_str(), &modified] {
        assert_eq!(rest(before).await.expect(206).text(), "56789");
    }
    for before in ["\"stale\"", "W/\"x\"", "Wed, 01 Jan 2025 00:00:00 GMT"] {
        assert_eq!(rest(before).await.expect(200).text(), "0123456789");
    }
}
