//! Requests that meet each other. Each test sends the same pair of requests at once, many times: whichever comes
//! first, the answers and what is left in the store must fit one order of the two. No lock keeps them apart here, as none does
//! between processes: what a commit relies on is all there is.

use std::sync::Arc;

use base::entropy::Entropy;
use store::Store;
use testkit::Faults;

use crate::tests::{Answer, World};

/// Enough for every order of two requests to have been met, on two cores too.
const ROUNDS: usize = 300;

fn world() -> World {
    let entropy = Entropy::seeded(7);
    World::on(Store::without_admission(entropy.clone()), entropy)
}

async fn world_with_bucket() -> World {
    let world = world();
    world.put("/bkt", "").await.expect(200);
    world
}

/// Runs a task beside the test.
#[expect(clippy::disallowed_methods, reason = "the test joins it itself")]
fn beside<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> tokio::task::JoinHandle<T> {
    tokio::spawn(task)
}

/// Sends two requests at once.
async fn at_once(
    world: &Arc<World>,
    one: (&'static str, String, String),
    two: (&'static str, String, String),
) -> (Answer, Answer) {
    let send = |(method, uri, body): (&'static str, String, String)| {
        let world = world.clone();
        beside(async move { world.send(method, &uri, &[], body).await })
    };
    let (one, two) = (send(one), send(two));
    (one.await.unwrap(), two.await.unwrap())
}

/// The keys of a space that are in the store.
fn keys(world: &World, space: store::Space) -> usize {
    let mut keys = 0;
    let count = &mut |_: &[u8], _: &bytes::Bytes| {
        keys += 1;
        std::ops::ControlFlow::Continue(())
    };
    world.store.scan_prefix(&store::Key::of(space), count).unwrap();
    keys
}

async fn begin(world: &World, uri: &str) -> String {
    world.send("POST", &format!("{uri}?uploads"), &[], "").await.expect(200).element("UploadId")
}

async fn part(world: &World, uri: &str, id: &str) -> String {
    let uri = format!("{uri}?partNumber=1&uploadId={id}");
    world.send("PUT", &uri, &[], "part").await.expect(200).header("etag").to_owned()
}

/// A bucket that an object keeps has lost nothing by the attempt to delete it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_bucket_is_deleted_with_its_uploads_or_not_at_all() {
    let world = Arc::new(world());
    for _ in 0..ROUNDS / 6 {
        world.put("/bkt", "").await;
        for n in 0..20 {
            let id = begin(&world, &format!("/bkt/{n}")).await;
            part(&world, &format!("/bkt/{n}"), &id).await;
        }
        let delete = ("DELETE", "/bkt".to_owned(), String::new());
        let (deleted, put) = at_once(&world, delete, ("PUT", "/bkt/k".to_owned(), "x".to_owned())).await;
        match (deleted.status, put.status) {
            (204, 404) => {}
            (409, 200) => {
                assert_eq!(keys(&world, store::Space::S3Upload), 20, "uploads went though the bucket stays");
                world.delete("/bkt/k").await.expect(204);
                world.delete("/bkt").await.expect(204);
            }
            other => panic!("{other:?}"),
        }
    }
}

/// An upload that begins while the bucket goes is begun in it and goes with it, or is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_upload_that_meets_the_end_of_its_bucket_leaves_nothing() {
    let world = Arc::new(world());
    for _ in 0..ROUNDS {
        world.put("/bkt", "").await;
        let delete = ("DELETE", "/bkt".to_owned(), String::new());
        let (deleted, begun) =
            at_once(&world, delete, ("POST", "/bkt/k?uploads".to_owned(), String::new())).await;
        deleted.expect(204);
        assert!(matches!(begun.status, 200 | 404), "{}", begun.text());
        assert_eq!(keys(&world, store::Space::S3Upload), 0);
    }
}

/// A client that hears nothing asks again while the first request is still at work.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>: completing again gives the same
/// answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_upload_is_completed_twice_at_once() {
    let world = Arc::new(world_with_bucket().await);
    for round in 0..ROUNDS {
        let uri = format!("/bkt/{round}");
        let id = begin(&world, &uri).await;
        let etag = part(&world, &uri, &id).await;
        let document = format!(
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"
        );
        let request = ("POST", format!("{uri}?uploadId={id}"), document);
        let (one, two) = at_once(&world, request.clone(), request).await;
        let (one, two) = (one.expect(200), two.expect(200));
        assert_eq!(one.element("ETag"), two.element("ETag"));
        assert!(!one.element("ETag").is_empty());
    }
}

/// A copy of an object that is being replaced is a copy of one of the objects, whole; nobody is told to come again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_source_is_replaced_while_it_is_copied() {
    let world = Arc::new(world_with_bucket().await);
    let long = |digit: usize| (digit % 10).to_string().repeat(20_000);
    world.put("/bkt/source", long(0)).await;
    let uri = "/bkt/target";
    let id = begin(&world, uri).await;
    let copies = [
        // The bytes are shared.
        (uri.to_owned(), vec![("x-amz-copy-source", "bkt/source")]),
        // They are brought anew, for another checksum.
        (uri.to_owned(), vec![("x-amz-copy-source", "bkt/source"), ("x-amz-checksum-algorithm", "SHA256")]),
        (format!("{uri}?partNumber=1&uploadId={id}"), vec![("x-amz-copy-source", "bkt/source")]),
    ];
    for (uri, headers) in copies {
        let writer = {
            let world = world.clone();
            beside(async move {
                for round in 0..ROUNDS {
                    world.put("/bkt/source", long(round)).await;
                }
            })
        };
        while !writer.is_finished() {
            world.send("PUT", &uri, &headers, "").await.expect(200);
            tokio::task::yield_now().await;
        }
        writer.await.unwrap();
        if !uri.contains('?') {
            let body = world.get(&uri).await.expect(200).body;
            assert!(body.len() == 20_000 && body.iter().all(|byte| *byte == body[0]));
        }
    }
}

/// Sends a request that is stopped between its decision and its commit; meanwhile another one is sent and answered.
async fn overtaken(
    world: &Arc<World>,
    faults: &Faults,
    slow: (&'static str, &str, &str),
    fast: (&'static str, &str, &str),
) -> (Answer, Answer) {
    faults.stop_next_writer();
    let slow = {
        let (world, (method, uri, body)) = (world.clone(), slow);
        let (uri, body) = (uri.to_owned(), body.to_owned());
        beside(async move { world.send(method, &uri, &[], body).await })
    };
    let waiting = faults.clone();
    tokio::task::spawn_blocking(move || waiting.await_writer()).await.unwrap();
    let fast = world.send(fast.0, fast.1, &[], fast.2.to_owned()).await;
    faults.release_writer();
    (slow.await.unwrap(), fast)
}

/// Our promise: a change of a bucket waits for nobody, and who had decided by the bucket as it was decides again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_overtaken_by_a_change_of_the_bucket_decides_again() {
    const VERSIONED: &str = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    let entropy = Entropy::seeded(7);
    let (store, faults) = Faults::store(entropy.clone());
    let world = Arc::new(World::on(store, entropy));
    world.put("/bkt", "").await.expect(200);
    let (put, versioned) =
        overtaken(&world, &faults, ("PUT", "/bkt/k", "x"), ("PUT", "/bkt?versioning", VERSIONED)).await;
    assert_eq!((put.status, versioned.status), (200, 200));
    assert_ne!(put.header("x-amz-version-id"), "");
    let id = put.header("x-amz-version-id").to_owned();
    assert_eq!(&*world.get("/bkt/k").await.expect(200).body, b"x");
    world.send("DELETE", &format!("/bkt/k?versionId={id}"), &[], "").await.expect(204);
    let (put, deleted) = overtaken(&world, &faults, ("PUT", "/bkt/k", "x"), ("DELETE", "/bkt", "")).await;
    assert_eq!((put.status, deleted.status), (404, 204), "{put:?}");
    assert_eq!(keys(&world, store::Space::S3Object), 0, "an object without a bucket");
    assert_eq!(keys(&world, store::Space::BlobData), 0, "bytes without an object");
    world.put("/bkt", "").await.expect(200);
    let (deleted, put) = overtaken(&world, &faults, ("DELETE", "/bkt", ""), ("PUT", "/bkt/k", "x")).await;
    assert_eq!((deleted.status, put.status), (409, 200), "{deleted:?}");
}

/// Our promise: what is locked by a default is locked by the one that the bucket has once it is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_overtaken_by_a_default_retention_is_locked_by_it() {
    const DEFAULT: &str = "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>";
    let entropy = Entropy::seeded(7);
    let (store, faults) = Faults::store(entropy.clone());
    let world = Arc::new(World::on(store, entropy));
    world.send("PUT", "/bkt", &[("x-amz-bucket-object-lock-enabled", "true")], "").await.expect(200);
    let (put, locked) =
        overtaken(&world, &faults, ("PUT", "/bkt/k", "x"), ("PUT", "/bkt?object-lock", DEFAULT)).await;
    assert_eq!((put.status, locked.status), (200, 200));
    assert_eq!(world.get("/bkt/k?retention").await.expect(200).element("Mode"), "COMPLIANCE");
}
