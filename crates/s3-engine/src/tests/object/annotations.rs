//! Annotations of objects, seen from outside. Names, members and codes are those of AWS's model (botocore 1.44.8) and of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/annotations-overview.html>.

use std::ops::ControlFlow;
use std::sync::Arc;

use store::{Key, Space};

use crate::tests::World;
use crate::tests::notify::notifications::{Inbox, document, function, settle};
use crate::tests::object::versions;

fn uri(key: &str, name: &str) -> String {
    format!("/bkt/{key}?annotation&annotationName={name}")
}

/// With an object `k` that has the annotation `a`.
async fn annotated() -> World {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "bytes").await;
    world.put(&uri("k", "a"), "text").await;
    world
}

async fn names(world: &World, key: &str) -> Vec<String> {
    world.get(&format!("/bkt/{key}?annotation")).await.expect(200).elements("AnnotationName")
}

/// How many records of annotations there are.
fn left(world: &World) -> usize {
    let mut left = 0;
    let count = &mut |key: &[u8], _: &bytes::Bytes| {
        left += usize::from(key.get(1) == Some(&11));
        ControlFlow::Continue(())
    };
    world.store.scan_prefix(&Key::of(Space::S3Other), count).unwrap();
    left
}

#[tokio::test]
async fn an_annotation_is_put_read_listed_replaced_and_deleted() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "bytes").await;
    let put = world.put(&uri("k", "ml.labels"), "first").await;
    // The MD5 of `first`.
    assert_eq!(put.header("etag"), "\"8b04d5e3775d298e78455efc5ca404d5\"");
    assert_eq!((put.element("Key"), put.element("AnnotationName")), ("k".into(), "ml.labels".into()));
    assert_eq!(put.header("x-amz-server-side-encryption"), "AES256");
    assert_eq!(
        (put.header("x-amz-checksum-type"), put.header("x-amz-object-version-id")),
        ("FULL_OBJECT", "")
    );
    world.wait(60);
    let sha256 = ("x-amz-checksum-sha256", "Uz50BCIOQAXC7y0wq5IphvEl/hLF+UjYwhpLnQcrkzA=");
    world.send("PUT", &uri("k", "ml.labels"), &[sha256], "two").await.refused(400, "BadDigest");
    assert_eq!(world.get(&uri("k", "ml.labels")).await.expect(200).text(), "first");
    world.put(&uri("k", "ml.labels"), "second").await;
    let got = world.send("GET", &uri("k", "ml.labels"), &[("x-amz-checksum-mode", "ENABLED")], "").await;
    assert_eq!((got.text(), got.header("content-length")), ("second".into(), "6"));
    assert_eq!(got.header("last-modified"), "Fri, 02 Jan 2026 03:05:05 GMT");
    assert_ne!(got.header("x-amz-checksum-crc64nvme"), "");
    let list = world.get("/bkt/k?annotation").await.expect(200);
    for (element, value) in [
        ("AnnotationName", "ml.labels"),
        ("Size", "6"),
        ("ChecksumAlgorithm", "CRC64NVME"),
        ("LastModified", "2026-01-02T03:05:05.000Z"),
        ("Bucket", "bkt"),
        ("Key", "k"),
        ("MaxAnnotationResults", "1000"),
        ("AnnotationCount", "1"),
    ] {
        assert_eq!(list.element(element), value, "{element}");
    }
    // The object itself is as it was.
    assert_eq!(world.get("/bkt/k").await.header("last-modified"), "Fri, 02 Jan 2026 03:04:05 GMT");
    for _ in 0..2 {
        world.delete(&uri("k", "ml.labels")).await.expect(204);
    }
    world.get(&uri("k", "ml.labels")).await.refused(404, "NoSuchAnnotation");
    assert_eq!((names(&world, "k").await.len(), left(&world)), (0, 0));
}

#[tokio::test]
async fn what_cannot_be_an_annotation_is_refused() {
    let world = annotated().await;
    let long = "n".repeat(513);
    for (name, code) in [
        ("aws.x", "InvalidAnnotationName"),
        ("S3x", "InvalidAnnotationName"),
        ("a%20b", "InvalidAnnotationName"),
        ("", "InvalidAnnotationName"),
        (long.as_str(), "AnnotationNameTooLong"),
    ] {
        world.send("PUT", &uri("k", name), &[], "x").await.refused(400, code);
    }
    world.send("PUT", &uri("k", "b"), &[], vec![0xff_u8]).await.refused(415, "UnsupportedMediaType");
    world.send("PUT", &uri("k", "b"), &[], "").await.refused(400, "MissingRequestBodyError");
    let mib = vec![b'x'; 1 << 20];
    world.put(&uri("k", "b"), mib.clone()).await;
    world.send("PUT", &uri("k", "b"), &[], [&mib[..], b"x"].concat()).await.refused(400, "EntityTooLarge");
    world.send("PUT", &uri("none", "b"), &[], "x").await.refused(404, "NoSuchKey");
    world.get("/none/k?annotation").await.refused(404, "NoSuchBucket");
    world.get("/bkt/k?annotation&annotation-prefix=a*").await.refused(400, "InvalidPrefix");
    world.get("/bkt/k?annotation&max-annotation-results=0").await.refused(400, "InvalidArgument");
    let other = ("x-amz-object-if-match", "\"other\"");
    world.send("PUT", &uri("k", "c"), &[other], "x").await.refused(412, "PreconditionFailed");
    world.send("DELETE", &uri("k", "a"), &[other], "").await.refused(412, "PreconditionFailed");
    let etag = world.get("/bkt/k").await.header("etag").to_owned();
    world.send("PUT", &uri("k", "c"), &[("x-amz-object-if-match", &etag)], "x").await.expect(200);
    assert_eq!(names(&world, "k").await, ["a", "b", "c"]);
}

/// A thousand for each object.
#[tokio::test]
async fn there_are_a_thousand_at_most_and_they_come_in_pages() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "bytes").await;
    for n in 0..1000 {
        world.put(&uri("k", &format!("n{n:04}")), "x").await;
    }
    world.send("PUT", &uri("k", "one-more"), &[], "x").await.refused(400, "AnnotationLimitExceeded");
    world.put(&uri("k", "n0500"), "again").await;
    assert_eq!(names(&world, "k").await.len(), 1000);
    let (mut found, mut token) = (Vec::new(), String::new());
    loop {
        let mut page = "/bkt/k?annotation&annotation-prefix=n01&max-annotation-results=30".to_owned();
        if !token.is_empty() {
            page.push_str(&format!("&continuation-token={token}"));
        }
        let list = world.get(&page).await.expect(200);
        assert_eq!(list.element("ContinuationToken"), token);
        assert_eq!(list.element("AnnotationPrefix"), "n01");
        found.extend(list.elements("AnnotationName"));
        token = list.element("NextContinuationToken");
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(found, (100..200).map(|n| format!("n{n:04}")).collect::<Vec<_>>());
    world.put("/bkt/k", "other").await;
    assert_eq!((names(&world, "k").await.len(), left(&world)), (0, 0));
}

/// Each version has its own; they go with it, and with nothing else.
#[tokio::test]
async fn annotations_are_their_versions() {
    let world = annotated().await;
    versions::set(&world, "Enabled").await;
    let second = world.put("/bkt/k", "second").await.header("x-amz-version-id").to_owned();
    assert_eq!(names(&world, "k").await, [""; 0]);
    let put = world.put(&uri("k", "b"), "text").await;
    assert_eq!(put.header("x-amz-object-version-id"), second);
    let old = world.get(&format!("{}&versionId=null", uri("k", "a"))).await.expect(200);
    assert_eq!(old.text(), "text");
    world.delete("/bkt/k").await.expect(204);
    world.get("/bkt/k?annotation").await.refused(405, "MethodNotAllowed");
    assert_eq!(left(&world), 2);
    world.delete("/bkt/k?versionId=null").await.expect(204);
    world.get(&format!("{}&versionId={second}", uri("k", "b"))).await.expect(200);
    world.delete(&format!("/bkt/k?versionId={second}")).await.expect(204);
    assert_eq!(left(&world), 0);
}

/// COPY is the default of `x-amz-object-annotation-directive`.
#[tokio::test]
async fn a_copy_has_the_annotations_unless_it_excludes_them() {
    let world = annotated().await;
    let source = ("x-amz-copy-source", "bkt/k");
    let directive = |value| ("x-amz-object-annotation-directive", value);
    world.send("PUT", "/bkt/copy", &[source], "").await.expect(200);
    world.send("PUT", "/bkt/bare", &[source, directive("EXCLUDE")], "").await.expect(200);
    world.send("PUT", "/bkt/bad", &[source, directive("MOVE")], "").await.refused(400, "InvalidArgument");
    let onto_itself = [source, ("x-amz-metadata-directive", "REPLACE")];
    world.send("PUT", "/bkt/k", &onto_itself, "").await.expect(200);
    world.delete(&uri("copy", "none")).await.expect(204);
    assert_eq!(names(&world, "copy").await, ["a"]);
    assert_eq!(names(&world, "bare").await, [""; 0]);
    world.delete("/bkt/k").await.expect(204);
    assert_eq!(world.get(&uri("copy", "a")).await.expect(200).text(), "text");
    world.delete("/bkt/copy").await.expect(204);
    assert_eq!(left(&world), 0);
}

/// "If the object is protected by Object Lock in governance mode, you must also include the
/// x-amz-bypass-governance-retention header."
#[tokio::test]
async fn a_lock_keeps_annotations() {
    let world = World::new();
    world.send("PUT", "/bkt", &[("x-amz-bucket-object-lock-enabled", "true")], "").await.expect(200);
    let lock = [
        ("x-amz-object-lock-mode", "GOVERNANCE"),
        ("x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z"),
        ("content-md5", "SzpiGLs+OnMD6KFxpg/Pkg=="),
    ];
    world.send("PUT", "/bkt/k", &lock, "bytes").await.expect(200);
    world.put(&uri("k", "a"), "text").await;
    world.delete(&uri("k", "a")).await.refused(403, "AccessDenied");
    let bypass = ("x-amz-bypass-governance-retention", "true");
    world.send("DELETE", &uri("k", "a"), &[bypass], "").await.expect(204);
}

/// Who may read objects may not read their annotations for that.
#[tokio::test]
async fn policies_name_annotations() {
    let world = annotated().await;
    let other = world.as_account("111122223333");
    let policy = |action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"s3:{action}","Resource":"arn:aws:s3:::bkt/*"}}]}}"#
        )
    };
    world.send("PUT", "/bkt?policy", &[], policy("GetObject")).await.expect(204);
    other.get(&uri("k", "a")).await.refused(403, "AccessDenied");
    other.send("PUT", "/other", &[], "").await.expect(200);
    let source = ("x-amz-copy-source", "bkt/k");
    other.send("PUT", "/other/k", &[source], "").await.refused(403, "AccessDenied");
    let without = ("x-amz-object-annotation-directive", "EXCLUDE");
    other.send("PUT", "/other/k", &[source, without], "").await.expect(200);
    world.send("PUT", "/bkt?policy", &[], policy("GetObjectAnnotation")).await.expect(204);
    other.get(&uri("k", "a")).await.expect(200);
    other.send("PUT", &uri("k", "a"), &[], "x").await.refused(403, "AccessDenied");
}

/// The model's `Event` has `s3:ObjectAnnotation:Put` and `s3:ObjectAnnotation:Delete`.
#[tokio::test]
async fn events_tell_of_annotations() {
    let (world, inbox) = (annotated().await, Arc::new(Inbox::default()));
    world.engine.start(inbox.clone());
    let rules = document(&[function("rule", &["s3:ObjectAnnotation:*"], &[])]);
    world.put("/bkt?notification", rules).await;
    world.put(&uri("k", "b"), "text").await;
    for _ in 0..2 {
        world.delete(&uri("k", "b")).await.expect(204);
    }
    settle().await;
    assert_eq!(inbox.names(), ["ObjectAnnotation:Put", "ObjectAnnotation:Delete"]);
}

/// Whatever way a version goes, its annotations leave nothing behind, be they kept in records or beside them.
#[tokio::test]
async fn nothing_is_left_of_annotations() {
    let world = World::with_bucket().await;
    let before = world.bytes();
    for size in [5, 20_000] {
        let text = "x".repeat(size);
        world.put("/bkt/k", "bytes").await;
        for name in ["a", "b"] {
            world.put(&uri("k", name), text.clone()).await;
            world.put(&uri("k", name), text.clone()).await;
        }
        let source = ("x-amz-copy-source", "bkt/k");
        let onto_itself = [source, ("x-amz-metadata-directive", "REPLACE")];
        world.send("PUT", "/bkt/k", &onto_itself, "").await.expect(200);
        world.send("PUT", "/bkt/copy", &[source], "").await.expect(200);
        world.send("PUT", "/bkt/copy", &[source], "").await.expect(200);
        world.delete(&uri("copy", "a")).await.expect(204);
        world.put("/bkt/k", "other").await;
        assert_eq!(world.get(&uri("copy", "b")).await.expect(200).text(), text);
        for key in ["k", "copy"] {
            world.delete(&format!("/bkt/{key}")).await.expect(204);
        }
        assert!(world.bytes() == before, "{size}");
    }
}
