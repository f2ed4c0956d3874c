//! Visible is durable: no reply goes out before all that it may rest on survives the end of the process. Our promise, at
//! `--data-dir`.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use base::entropy::Entropy;
use store::Batch;
use testkit::{Faults, look};

use crate::bucket;
use crate::tests::front::documents::deleting;
use crate::tests::notify::notifications::{Inbox, document, function, settle};
use crate::tests::{Answer, World};

type Answering<'a> = Pin<Box<dyn Future<Output = Answer> + 'a>>;

const PUT: (&str, &str, &str) = ("PUT", "/bkt/key", "bytes");

/// Requests that change nothing, once an object is put, and what they get.
const IDLE: [((&str, &str, &str), u16); 7] = [
    (("GET", "/bkt/key", ""), 200),
    (("HEAD", "/bkt/key", ""), 200),
    (("GET", "/bkt?list-type=2", ""), 200),
    (("GET", "/", ""), 200),
    (("HEAD", "/bkt", ""), 200),
    (("GET", "/bkt/none", ""), 404),
    (("DELETE", "/bkt/none", ""), 204),
];

fn begin<'a>(world: &'a World, (method, uri, body): (&'a str, &'a str, &'static str)) -> Answering<'a> {
    Box::pin(world.send(method, uri, &[], body))
}

#[tokio::test]
async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    let world = World::on(store, Entropy::seeded(1));
    world.send("PUT", "/bkt", &[], "").await.expect(200);
    faults.hold();
    // Its client goes away before the flush.
    assert!(look(&mut begin(&world, PUT)).is_pending());
    let mut waiting: Vec<_> =
        IDLE.iter().map(|(request, status)| (begin(&world, *request), *request, *status)).collect();
    for (answering, request, _) in &mut waiting {
        assert!(look(answering).is_pending(), "{request:?}");
    }
    faults.let_go();
    for (mut answering, request, status) in waiting {
        let Poll::Ready(answer) = look(&mut answering) else { panic!("{request:?}") };
        answer.expect(status);
    }
}

/// A full disk.
#[tokio::test]
async fn after_a_flush_that_failed_everything_is_refused() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    let world = World::on(store, Entropy::seeded(1));
    world.send("PUT", "/bkt", &[], "").await.expect(200);
    faults.hold();
    let mut first = begin(&world, PUT);
    assert!(look(&mut first).is_pending());
    faults.fail();
    first.await.expect(500);
    faults.let_go();
    for request in [PUT].iter().chain(IDLE.iter().map(|(request, _)| request)) {
        begin(&world, *request).await.expect(500);
    }
}

/// AWS: an event is sent for what was changed, whoever still listens to the reply.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html>: "at least once".
#[tokio::test]
async fn the_event_of_a_client_that_goes_away_is_sent_once_its_change_is_durable() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    let world = World::on(store, Entropy::seeded(1));
    let inbox = Arc::new(Inbox::default());
    world.engine.start(inbox.clone());
    world.put("/bkt", "").await.expect(200);
    let rules = document(&[function("rule", &["s3:ObjectCreated:*"], &[])]);
    world.put("/bkt?notification", rules).await.expect(200);
    settle().await;
    let sent = || inbox.events.lock().len();
    let before = sent();
    faults.hold();
    assert!(look(&mut begin(&world, PUT)).is_pending());
    settle().await;
    assert_eq!(sent(), before, "a crash may take it back");
    faults.let_go();
    settle().await;
    assert_eq!(sent(), before + 1);
}

/// An error, too, may come after a change.
#[tokio::test]
async fn deletes_are_durable_though_the_bucket_goes_meanwhile() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    let world = World::on(store, Entropy::seeded(1));
    world.put("/bkt", "").await.expect(200);
    world.put("/bkt/0", "").await.expect(200);
    let keys: Vec<String> = (0..100).map(|n| n.to_string()).collect();
    let document = deleting(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    let cx = world.engine.service_context(world.account, &world.region, "test");
    let bucket = bucket::open(&world.engine.store, &cx, "bkt").unwrap();
    let mut answering: Answering<'_> = Box::pin(world.post("/bkt?delete", &document));
    while crate::object::newest(&world.engine.store, &bucket, "0").unwrap().is_some() {
        assert!(look(&mut answering).is_pending());
    }
    faults.hold();
    let mut batch = Batch::new();
    batch.delete(bucket::key(&cx, "bkt"));
    world.store.commit(batch).unwrap();
    for _ in 0..10 {
        assert!(look(&mut answering).is_pending());
    }
    faults.let_go();
    answering.await.refused(404, "NoSuchBucket");
}
