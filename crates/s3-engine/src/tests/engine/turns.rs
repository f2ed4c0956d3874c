//! Nothing long runs on the threads that answer requests: with one such thread, how long it works until others have their
//! turn, in its own CPU time. Our design. A debug build is many times slower, and has less to do.

use base::http::{Body, BoxError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use md5::{Digest as _, Md5};
use testkit::Turns;

use crate::tests::World;

/// Objects of the bucket.
const OBJECTS: usize = if cfg!(debug_assertions) { 2_000 } else { 50_000 };
/// Parts of an upload. AWS: 10,000 at most.
const PARTS: usize = if cfg!(debug_assertions) { 1_000 } else { 10_000 };
/// Bytes of a large object.
const LARGE: usize = if cfg!(debug_assertions) { 1 << 24 } else { 1 << 28 };

/// A bucket with many objects.
async fn filled() -> World {
    let world = World::with_bucket().await;
    for n in 0..OBJECTS {
        world.put(&format!("/bkt/{}/{n:06}", n % 10), "x").await;
    }
    world
}

#[test]
fn many_objects_are_listed_in_short_turns() {
    // What it takes to drop a world is none of its turns.
    let _world = Turns::check("lists of many objects", |turns| async move {
        let world = filled().await;
        turns.forget();
        for list in [
            "list-type=2",
            "list-type=2&prefix=3/",
            "list-type=2&delimiter=/",
            "list-type=2&delimiter=1",
            "versions",
            "versions&delimiter=/",
        ] {
            world.get(&format!("/bkt?{list}")).await.expect(200);
        }
        world
    });
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>
#[test]
fn a_thousand_objects_are_deleted_in_short_turns() {
    let _world = Turns::check("DeleteObjects of a thousand", |turns| async move {
        let world = filled().await;
        let keys: String =
            (0..1_000).map(|n| format!("<Object><Key>{}/{n:06}</Key></Object>", n % 10)).collect();
        let document = format!("<Delete>{keys}</Delete>");
        let digest = STANDARD.encode(Md5::digest(&document));
        turns.forget();
        world.send("POST", "/bkt?delete", &[("content-md5", &digest)], document).await.expect(200);
        world.get("/bkt/0/000000").await.refused(404, "NoSuchKey");
        world
    });
}

/// As fast as a client on the same machine may send it: there is always more.
#[test]
fn a_large_body_is_digested_in_short_turns() {
    let _world = Turns::check("a large PutObject", |turns| async move {
        let world = World::with_bucket().await;
        let piece = Bytes::from(vec![7; 1 << 18]);
        let pieces = (0..LARGE / piece.len()).map(move |_| Ok::<_, BoxError>(piece.clone()));
        let body = Body::from_stream(futures::stream::iter(pieces));
        let put = http::Request::put("/bkt/large").header("content-length", LARGE).body(body).unwrap();
        turns.forget();
        world.answer(put).await.expect(200);
        world
    });
}

/// A bucket with an upload of many small parts; the upload's address.
async fn uploaded() -> (World, String) {
    let world = World::with_bucket().await;
    let id = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200).element("UploadId");
    for number in 1..=PARTS {
        world.put(&format!("/bkt/k?partNumber={number}&uploadId={id}"), "part").await;
    }
    (world, format!("/bkt/k?uploadId={id}"))
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>: what is looked at of all parts is the
/// same where one of them turns out to be too small, and takes no gigabytes of parts.
#[test]
fn an_upload_of_many_parts_is_completed_in_short_turns() {
    let _world = Turns::check("CompleteMultipartUpload of many parts", |turns| async move {
        let (world, upload) = uploaded().await;
        let etag = hex::encode(Md5::digest("part"));
        let parts: String = (1..=PARTS)
            .map(|number| format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"))
            .collect();
        let document = format!("<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>");
        turns.forget();
        world.send("POST", &upload, &[], document).await.refused(400, "EntityTooSmall");
        world
    });
}

#[test]
fn many_parts_are_listed_in_short_turns() {
    let _world = Turns::check("ListParts of many", |turns| async move {
        let (world, upload) = uploaded().await;
        turns.forget();
        world.get(&upload).await.expect(200);
        world
    });
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html>
#[test]
fn an_upload_of_many_parts_is_aborted_in_short_turns() {
    let _world = Turns::check("AbortMultipartUpload of many parts", |turns| async move {
        let (world, upload) = uploaded().await;
        turns.forget();
        world.delete(&upload).await.expect(204);
        world
    });
}
