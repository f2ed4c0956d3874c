//! One long request does not stop the others, and nothing grows without a bound.

use bytes::Bytes;

use super::World;
use crate::object::{self, Version};

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
    crate::bucket::open(&world.store, &cx, "bkt").unwrap().id
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
