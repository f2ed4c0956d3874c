//! Appends to objects of directory buckets, and the conditions that only these have.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-append.html>

use crate::tests::bucket::directories::{NAME, with_directory};
use crate::tests::{Answer, World};

async fn append(world: &World, offset: &str, more: &[(&str, &str)], body: &'static str) -> Answer {
    let headers: Vec<_> = [("x-amz-write-offset-bytes", offset)].iter().chain(more).copied().collect();
    world.send("PUT", &format!("/{NAME}/k"), &headers, body).await
}

#[tokio::test]
async fn an_object_grows_where_the_offset_is_its_size() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/k");
    append(&world, "5", &[], "x").await.refused(400, "InvalidWriteOffset");
    let created = append(&world, "0", &[("x-amz-meta-a", "b")], "hello").await.expect(200);
    assert_eq!(created.header("x-amz-object-size"), "");
    append(&world, "0", &[], "x").await.refused(400, "InvalidWriteOffset");
    world.wait(60);
    let grown = append(&world, "5", &[], " world").await.expect(200);
    assert_eq!(grown.header("x-amz-object-size"), "11");
    assert_ne!(grown.header("etag"), created.header("etag"));
    append(&world, "5", &[], "x").await.refused(400, "InvalidWriteOffset");
    append(&world, "11", &[], "!").await.expect(200);
    let mode = [("x-amz-checksum-mode", "ENABLED")];
    let got = world.send("GET", &uri, &mode, "").await.expect(200);
    assert_eq!((got.text().as_str(), got.header("x-amz-meta-a")), ("hello world!", "b"));
    assert_eq!(got.header("last-modified"), "Fri, 02 Jan 2026 03:05:05 GMT");
    // The checksum is that of all bytes, as an object has it that was written at once.
    world.put(&format!("/{NAME}/whole"), "hello world!").await;
    let whole = world.send("GET", &format!("/{NAME}/whole"), &mode, "").await.expect(200);
    assert_ne!(got.header("x-amz-checksum-crc64nvme"), "");
    assert_eq!(got.header("x-amz-checksum-crc64nvme"), whole.header("x-amz-checksum-crc64nvme"));
    let part = world.send("GET", &uri, &[("range", "bytes=4-6")], "").await.expect(206);
    assert_eq!(part.text(), "o w");
    // A copy is one piece again.
    let source = format!("{NAME}/k");
    world.send("PUT", "/bkt/copy", &[("x-amz-copy-source", &source)], "").await.expect(200);
    world.delete(&uri).await.expect(204);
    assert_eq!(world.get("/bkt/copy").await.expect(200).text(), "hello world!");
}

/// The sentences are those of the model's `InvalidRequest` and of its other exceptions of PutObject.
#[tokio::test]
async fn appends_that_do_not_fit_are_refused() {
    let world = with_directory().await;
    let sha = ("x-amz-checksum-sha256", "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=");
    append(&world, "0", &[sha], "a").await.expect(200);
    let says = |answer: Answer| answer.refused(400, "InvalidRequest").element("Message");
    assert_eq!(
        says(append(&world, "1", &[("x-amz-checksum-crc32", "AAAAAA==")], "b").await),
        "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32"
    );
    assert_eq!(
        says(append(&world, "1", &[], "").await),
        "Request body cannot be empty when 'write offset' is specified."
    );
    assert_eq!(
        says(append(&world, "1", &[("x-amz-meta-a", "b")], "b").await),
        "Cannot specify both a write offset value and user-defined object metadata for existing objects."
    );
    let kms = ("x-amz-server-side-encryption", "aws:kms");
    append(&world, "1", &[kms], "b").await.refused(400, "EncryptionTypeMismatch");
    append(&world, "x", &[], "b").await.refused(400, "InvalidArgument");
    append(&world, "1", &[("if-match", "\"other\"")], "b").await.refused(412, "PreconditionFailed");
    let offset = [("x-amz-write-offset-bytes", "0")];
    world.send("PUT", "/bkt/k", &offset, "x").await.refused(501, "NotImplemented");
    append(&world, "1", &[], "b").await.expect(200);
    let got = world.send("GET", &format!("/{NAME}/k"), &[("x-amz-checksum-mode", "ENABLED")], "").await;
    assert!(got.header("x-amz-checksum-sha256").ends_with("-2"), "{got:?}");
    assert_eq!(got.text(), "ab");
}

/// "Each object can have up to 10,000 parts."
#[tokio::test]
async fn an_object_has_ten_thousand_parts_at_most() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/k");
    let id = world.send("POST", &format!("{uri}?uploads"), &[], "").await.expect(200).element("UploadId");
    let part = world.put(&format!("{uri}?partNumber=1&uploadId={id}"), "x").await;
    let etag = part.header("etag");
    let end = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"
    );
    world.send("POST", &format!("{uri}?uploadId={id}"), &[], end).await.expect(200);
    for offset in [1, 2] {
        append(&world, &offset.to_string(), &[], "y").await.expect(200);
    }
    // As if that had gone on.
    let cx = world.engine.service_context(world.account, &world.region, "lambda.amazonaws.com");
    let bucket = crate::bucket::open(&world.engine.store, &cx, NAME).unwrap();
    let mut version = crate::object::newest(&world.engine.store, &bucket, "k").unwrap().unwrap();
    let object = version.object.as_mut().unwrap();
    let crate::object::Content::Parts(parts) = &mut object.content else { panic!("{object:?}") };
    let last = parts.pop().unwrap();
    parts.resize(10_000, last);
    let mut batch = store::Batch::new();
    batch.put(crate::object::key(bucket.id, "k", version.order), version.encode().unwrap());
    world.store.commit(batch).unwrap();
    append(&world, "3", &[], "z").await.refused(400, "TooManyParts");
}

#[tokio::test]
async fn deletes_ask_for_size_and_time() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/k");
    world.put(&uri, "hello").await;
    let (size, time) = ("x-amz-if-match-size", "x-amz-if-match-last-modified-time");
    let now = "Fri, 02 Jan 2026 03:04:05 GMT";
    for (name, value) in [(size, "4"), (size, "x"), (time, "Fri, 02 Jan 2026 03:04:06 GMT"), (time, "now")] {
        let refused = world.send("DELETE", &uri, &[(name, value)], "").await;
        assert_eq!(refused.refused(412, "PreconditionFailed").element("Condition"), name);
    }
    let of_many = |size: u32| {
        format!(
            "<Delete><Object><Key>k</Key><Size>{size}</Size><LastModifiedTime>{now}</LastModifiedTime></Object></Delete>"
        )
    };
    let delete = async |document: String| {
        use base64::Engine as _;
        use sha2::Digest as _;
        let sum = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&document));
        let headers = [("x-amz-checksum-sha256", sum.as_str())];
        world.send("POST", &format!("/{NAME}?delete"), &headers, document).await.expect(200)
    };
    assert_eq!(delete(of_many(4)).await.element("Code"), "PreconditionFailed");
    assert_eq!(delete(of_many(5)).await.element("Key"), "k");
    world.get(&uri).await.refused(404, "NoSuchKey");
    world.put(&uri, "hello").await;
    world.send("DELETE", &uri, &[(size, "5"), (time, now)], "").await.expect(204);
    world.send("DELETE", &uri, &[(size, "5")], "").await.expect(204);
    world.put("/bkt/k", "x").await;
    world.send("DELETE", "/bkt/k", &[(size, "1")], "").await.refused(501, "NotImplemented");
}

/// `x-amz-if-match-initiated-time` of AbortMultipartUpload.
#[tokio::test]
async fn an_upload_is_aborted_if_it_was_begun_then() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/k");
    let id = world.send("POST", &format!("{uri}?uploads"), &[], "").await.expect(200).element("UploadId");
    world.wait(1);
    let abort = format!("{uri}?uploadId={id}");
    let at = |time| [("x-amz-if-match-initiated-time", time)];
    let late = at("Fri, 02 Jan 2026 03:04:06 GMT");
    world.send("DELETE", &abort, &late, "").await.refused(412, "PreconditionFailed");
    let general = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200).element("UploadId");
    let general = format!("/bkt/k?uploadId={general}");
    world.send("DELETE", &general, &late, "").await.refused(501, "NotImplemented");
    world.send("DELETE", &abort, &at("Fri, 02 Jan 2026 03:04:05 GMT"), "").await.expect(204);
    world.send("DELETE", &abort, &[], "").await.refused(404, "NoSuchUpload");
}

/// An object of many pieces that was appended to, copied over, renamed and deleted leaves nothing behind.
#[tokio::test]
async fn nothing_is_left_of_what_grew() {
    let world = with_directory().await;
    let before = world.bytes();
    let long: &'static str = "x".repeat(20_000).leak();
    append(&world, "0", &[], "hello").await.expect(200);
    append(&world, "5", &[], long).await.expect(200);
    append(&world, "20005", &[], "!").await.expect(200);
    world.put(&format!("/{NAME}/other"), long).await;
    let source = format!("{NAME}/k");
    let rename = [("x-amz-rename-source", source.as_str())];
    world.send("PUT", &format!("/{NAME}/other?renameObject"), &rename, "").await.expect(200);
    let source = format!("{NAME}/other");
    world.send("PUT", &format!("/{NAME}/k"), &[("x-amz-copy-source", &source)], "").await.expect(200);
    let got = world.get(&format!("/{NAME}/k")).await.expect(200);
    assert!(got.text() == format!("hello{long}!"));
    for key in ["k", "other"] {
        world.delete(&format!("/{NAME}/{key}")).await.expect(204);
    }
    assert!(world.bytes() == before);
}
