//! One long request does not stop the others, and nothing grows without a bound.

use bytes::Bytes;

use crate::object::{self, Version};
use crate::tests::World;
use crate::tests::notify::notifications::{self, Inbox};

/// So many entries that to look at them all in one go would be felt by everybody else.
const MANY: u64 = 20_000;

/// How often other requests have their turn while this one is answered, though it waits for nothing.
async fn turns(
    world: &World,
    method: &str,
    uri: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> usize {
    let mut answer = std::pin::pin!(world.send(method, uri, headers, body));
    let mut polls = 0;
    let answered = std::future::poll_fn(|cx| {
        polls += 1;
        answer.as_mut().poll(cx)
    });
    answered.await.expect(200);
    polls - 1
}

fn bucket_id(world: &World) -> u64 {
    let cx = world.engine.service_context(world.account, &world.region, "lambda.amazonaws.com");
    crate::bucket::open(&world.engine.store, &cx, "bkt").unwrap().id
}

/// A versioned bucket from which everything was deleted: a listing passes over all the delete markers.
#[tokio::test]
async fn a_listing_of_delete_markers_lets_others_have_their_turn() {
    let world = World::with_bucket().await;
    let bucket = bucket_id(&world);
    let mut batch = store::Batch::new();
    for order in 0..MANY {
        let marker = Version { id: None, order, null_order: None, sequence: 0, modified_ms: 0, object: None };
        batch.put(object::key(bucket, &format!("{order:08}"), order), marker.encode().unwrap());
    }
    world.store.commit(batch).unwrap();
    world.put("/bkt/last", "x").await;
    for uri in ["/bkt?list-type=2", "/bkt", "/bkt?delimiter=x"] {
        assert_eq!(world.get(uri).await.expect(200).elements("Key"), ["last"], "{uri}");
        assert!(turns(&world, "GET", uri, &[], "").await > 50, "{uri}");
    }
}

#[tokio::test]
async fn a_list_of_many_buckets_lets_others_have_their_turn() {
    let world = World::new();
    let other = world.as_account("111111111111");
    // They are passed over: they belong to somebody else.
    for n in 0..2_000 {
        other.put(&format!("/other-{n}"), "").await;
    }
    assert!(turns(&world, "GET", "/", &[], "").await > 5);
}

#[tokio::test]
async fn many_deletes_let_others_have_their_turn() {
    use base64::Engine as _;
    use md5::Digest as _;
    let world = World::with_bucket().await;
    let objects: String = (0..1000).map(|n| format!("<Object><Key>{n}</Key></Object>")).collect();
    let document = format!("<Delete>{objects}</Delete>");
    let md5 = base64::engine::general_purpose::STANDARD.encode(md5::Md5::digest(&document));
    assert!(turns(&world, "POST", "/bkt?delete", &[("content-md5", &md5)], document).await > 50);
}

const TARGETS: [&str; 2] = [
    "arn:aws:lambda:us-east-1:000000000000:function:away",
    "arn:aws:lambda:us-east-1:000000000000:function:here",
];

/// The bytes of all notifications in the outbox.
fn waiting_bytes(world: &World) -> usize {
    let mut bytes = 0;
    let count = &mut |_: &[u8], notification: &Bytes| {
        bytes += notification.len();
        std::ops::ControlFlow::Continue(())
    };
    world.store.scan_prefix(&store::Key::of(store::Space::S3Outbox), count).unwrap();
    bytes
}

/// A target that cannot be reached keeps the newest events within a bound, and takes nothing from another.
#[tokio::test]
async fn an_unreachable_target_keeps_a_bounded_number_of_events() {
    const BOUND: usize = 50_000;
    const EVENTS: usize = 200;
    let bounded =
        |most_bytes: usize| crate::Settings { outbox_bytes: most_bytes as u64, ..Default::default() };
    let (world, inbox) = (World::with_settings(bounded(BOUND)), std::sync::Arc::new(Inbox::default()));
    world.put("/bkt", "").await.expect(200);
    world.engine.start(inbox.clone());
    let rules: Vec<String> = TARGETS
        .iter()
        .map(|arn| {
            notifications::function(arn, &["s3:ObjectCreated:Put"], &[]).replace(notifications::FUNCTION, arn)
        })
        .zip(["a", "b"])
        .map(|(rule, prefix)| {
            rule.replace(
                "<S3Key>",
                &format!("<S3Key><FilterRule><Name>prefix</Name><Value>{prefix}</Value></FilterRule>"),
            )
        })
        .collect();
    world.put("/bkt?notification", notifications::document(&rules)).await;
    inbox.lose(&["function:away"]);
    for n in 0..EVENTS {
        world.put(&format!("/bkt/a{n:03}"), "x").await;
        world.put(&format!("/bkt/b{n:03}"), "x").await;
        notifications::settle().await;
        assert!(waiting_bytes(&world) <= BOUND + 2_000, "{}", waiting_bytes(&world));
    }
    assert_eq!(inbox.keys(), (0..EVENTS).map(|n| format!("b{n:03}")).collect::<Vec<_>>());
    let dropped = usize::try_from(world.engine.dropped_notifications()).unwrap();
    assert!(dropped > EVENTS / 2, "{dropped}");

    // The next process finds what the last one left, and keeps the bound too.
    world.tasks.shutdown(std::time::Duration::from_secs(5)).await;
    let entropy = base::entropy::Entropy::seeded(8);
    let (clock, tasks) = (world.clock.clone(), base::task::Tasks::new());
    let schedule = base::schedule::Schedule::with_host_clock(clock.clone(), clock, tasks);
    let next = crate::Engine::new(world.store.clone(), schedule, entropy, bounded(BOUND / 2));
    next.start(inbox.clone());
    notifications::settle().await;
    assert!(waiting_bytes(&world) <= BOUND / 2 + 2_000, "{}", waiting_bytes(&world));
    let dropped = dropped + usize::try_from(next.dropped_notifications()).unwrap();

    // When the target is back it gets what is left, the newest last.
    inbox.lose(&[]);
    world.clock.advance(std::time::Duration::from_secs(600));
    notifications::settle().await;
    let late: Vec<String> = inbox.keys().split_off(EVENTS);
    assert_eq!(late.len() + dropped, EVENTS);
    assert!(late.is_sorted() && late.last().unwrap() == "a199", "{late:?}");
    assert_eq!(waiting_bytes(&world), 0);
}
