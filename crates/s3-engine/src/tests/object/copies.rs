//! Copies and attributes, seen from outside.
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>

use crate::tests::World;

async fn with_source() -> World {
    let world = World::with_bucket().await;
    let headers = [
        ("content-type", "text/plain"),
        ("x-amz-meta-color", "blue"),
        ("x-amz-tagging", "a=b"),
        ("x-amz-storage-class", "STANDARD_IA"),
    ];
    world.send("PUT", "/bkt/a%20b/c", &headers, "hello").await.expect(200);
    world
}

const SOURCE: (&str, &str) = ("x-amz-copy-source", "/bkt/a%20b/c");

#[tokio::test]
async fn a_copy_brings_everything_but_the_class() {
    let world = with_source().await;
    let copied = world.send("PUT", "/bkt/copy", &[SOURCE], "").await.expect(200);
    assert!(copied.text().contains("5d41402abc4b2a76b9719d911017c592"), "{}", copied.text());
    assert_eq!(copied.element("LastModified"), "2026-01-02T03:04:05.000Z");
    assert_eq!(copied.element("ChecksumType"), "FULL_OBJECT");
    let got = world.get("/bkt/copy").await.expect(200);
    assert_eq!(got.text(), "hello");
    assert_eq!((got.header("content-type"), got.header("x-amz-meta-color")), ("text/plain", "blue"));
    assert_eq!((got.header("x-amz-tagging-count"), got.header("x-amz-storage-class")), ("1", ""));
    // The bytes are shared; each has them still when the other goes.
    world.delete("/bkt/a%20b/c").await.expect(204);
    assert_eq!(world.get("/bkt/copy").await.expect(200).text(), "hello");
}

/// AWS reads the header as forms are read, so clients write a plus sign as `%2B`, and may write a space as a plus sign:
/// <https://github.com/aws/aws-cli/issues/614>, <https://github.com/aws/aws-sdk-js/issues/1821>. s5cmd does.
#[tokio::test]
async fn a_plus_sign_in_the_source_is_a_space() {
    let world = with_source().await;
    world.send("PUT", "/bkt/a%2Bb/c", &[], "plus").await.expect(200);
    for (source, expected) in [
        ("bkt/a+b/c", "hello"),
        ("/bkt/a+b/c", "hello"),
        ("bkt/a%20b/c", "hello"),
        ("bkt/a b/c", "hello"),
        ("bkt/a%2Bb/c", "plus"),
        ("bkt/a%2bb%2Fc", "plus"),
        ("bkt%2Fa+b%2Fc", "hello"),
    ] {
        world.send("PUT", "/bkt/copy", &[("x-amz-copy-source", source)], "").await.expect(200);
        assert_eq!(world.get("/bkt/copy").await.expect(200).text(), expected, "{source}");
    }
    let begun = world.send("POST", "/bkt/parts?uploads", &[], "").await.expect(200);
    let part = format!("/bkt/parts?partNumber=1&uploadId={}", begun.element("UploadId"));
    let copied = world.send("PUT", &part, &[("x-amz-copy-source", "bkt/a+b/c")], "").await.expect(200);
    assert_eq!(copied.element("ETag"), "&quot;5d41402abc4b2a76b9719d911017c592&quot;");
}

#[tokio::test]
async fn directives_replace() {
    let world = with_source().await;
    let headers = [
        SOURCE,
        ("x-amz-metadata-directive", "REPLACE"),
        ("x-amz-meta-shape", "round"),
        ("x-amz-tagging-directive", "REPLACE"),
        ("x-amz-checksum-algorithm", "SHA256"),
    ];
    let copied = world.send("PUT", "/bkt/copy", &headers, "").await.expect(200);
    // SHA-256 of `hello`, by sha256sum.
    let expected = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
    assert_eq!(copied.element("ChecksumSHA256"), expected);
    let got = world.get("/bkt/copy").await.expect(200);
    assert_eq!((got.header("x-amz-meta-color"), got.header("x-amz-meta-shape")), ("", "round"));
    assert_eq!((got.header("content-type"), got.header("x-amz-tagging-count")), ("binary/octet-stream", ""));
    assert_eq!(got.text(), "hello");
}

#[tokio::test]
async fn copies_that_are_refused() {
    let world = with_source().await;
    world.send("PUT", "/bkt/a%20b/c", &[SOURCE], "").await.refused(400, "InvalidRequest");
    world.send("PUT", "/bkt/x", &[("x-amz-copy-source", "/bkt/none")], "").await.refused(404, "NoSuchKey");
    world.send("PUT", "/bkt/x", &[("x-amz-copy-source", "/none/k")], "").await.refused(404, "NoSuchBucket");
    let unmet = [SOURCE, ("x-amz-copy-source-if-match", "x")];
    let refused = world.send("PUT", "/bkt/x", &unmet, "").await.refused(412, "PreconditionFailed");
    assert_eq!(refused.element("Condition"), "x-amz-copy-source-If-Match");
    let unmet = [SOURCE, ("x-amz-copy-source-if-none-match", "*")];
    world.send("PUT", "/bkt/x", &unmet, "").await.refused(412, "PreconditionFailed");
    world.put("/bkt/y", "y").await;
    world
        .send("PUT", "/bkt/y", &[SOURCE, ("if-none-match", "*")], "")
        .await
        .refused(412, "PreconditionFailed");
}

/// A version that is named is put back onto its key, and what is current only if something changes: verified on AWS (getmoto/moto,
/// its test of copies in place with versions), and versity/versitygw, pull request 2418.
#[tokio::test]
async fn an_old_version_is_copied_back() {
    let world = World::with_bucket().await;
    crate::tests::object::versions::set(&world, "Enabled").await;
    let one = world.put("/bkt/k", "one").await.header("x-amz-version-id").to_owned();
    world.put("/bkt/k", "two").await;
    let source = format!("bkt/k?versionId={one}");
    let copied = world.send("PUT", "/bkt/k", &[("x-amz-copy-source", &source)], "").await.expect(200);
    assert_eq!(copied.header("x-amz-copy-source-version-id"), one);
    assert_eq!(world.get("/bkt/k").await.text(), "one");
    let current = [("x-amz-copy-source", "bkt/k")];
    world.send("PUT", "/bkt/k", &current, "").await.refused(400, "InvalidRequest");
    let changed = [("x-amz-copy-source", "bkt/k"), ("x-amz-storage-class", "STANDARD")];
    world.send("PUT", "/bkt/k", &changed, "").await.expect(200);
    let marker = world.delete("/bkt/k").await.header("x-amz-version-id").to_owned();
    let source = format!("bkt/k?versionId={marker}");
    world.send("PUT", "/bkt/x", &[("x-amz-copy-source", &source)], "").await.refused(400, "InvalidRequest");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html>
#[tokio::test]
async fn attributes() {
    let world = with_source().await;
    let asks = [("x-amz-object-attributes", "ETag,Checksum,ObjectParts,StorageClass,ObjectSize")];
    let got = world.send("GET", "/bkt/a%20b/c?attributes", &asks, "").await.expect(200);
    assert_eq!(got.element("ETag"), "5d41402abc4b2a76b9719d911017c592");
    assert_eq!((got.element("ObjectSize"), got.element("StorageClass")), ("5".into(), "STANDARD_IA".into()));
    assert_eq!(got.element("ChecksumType"), "FULL_OBJECT");
    assert_eq!(got.header("last-modified"), "Fri, 02 Jan 2026 03:04:05 GMT");
    let asks = [("x-amz-object-attributes", "Colour")];
    world.send("GET", "/bkt/a%20b/c?attributes", &asks, "").await.refused(400, "InvalidArgument");
}
