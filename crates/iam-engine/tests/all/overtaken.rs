//! A change that is overtaken by another between its decision and its commit, as one of another process would. Our promise: it
//! is decided again, by what is there then.

use std::sync::Arc;

use base::entropy::Entropy;
use testkit::{Ask, Faults, Parts, Reply};

use crate::harness::{self, World, iam};

/// Sends a request that is stopped before its commit; meanwhile another one is sent and answered.
async fn overtaken(world: &Arc<World>, faults: &Faults, slow: Ask, fast: Ask) -> (Reply, Reply) {
    faults.stop_next_writer();
    let slow = {
        let world = Arc::clone(world);
        #[expect(clippy::disallowed_methods, reason = "the test joins it itself")]
        tokio::spawn(async move { world.send(slow).await })
    };
    let waiting = faults.clone();
    tokio::task::spawn_blocking(move || waiting.await_writer()).await.unwrap();
    let fast = world.send(fast).await;
    faults.release_writer();
    (slow.await.unwrap(), fast)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_overtaken_decides_again() {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    store.admit_all();
    let world = Arc::new(harness::on(Parts::drawing(store, entropy)));
    // A name is given once.
    let create = || iam("CreateUser", &[("UserName", "u")]);
    let (slow, fast) = overtaken(&world, &faults, create(), create()).await;
    assert_eq!((fast.status, slow.status), (200, 409));
    assert_eq!(slow.code(), "EntityAlreadyExists");
    // Two keys, and not a third.
    let key = || iam("CreateAccessKey", &[("UserName", "u")]);
    world.send(key()).await.ok();
    let (slow, fast) = overtaken(&world, &faults, key(), key()).await;
    assert_eq!((fast.status, slow.status), (200, 409));
    assert_eq!(slow.code(), "LimitExceeded");
    // Both tags stand.
    let tag = |name: &str| {
        iam("TagUser", &[("UserName", "u"), ("Tags.member.1.Key", name), ("Tags.member.1.Value", "v")])
    };
    let (slow, fast) = overtaken(&world, &faults, tag("a"), tag("b")).await;
    assert_eq!((fast.status, slow.status), (200, 200));
    let tags = world.send(iam("ListUserTags", &[("UserName", "u")])).await.ok();
    assert_eq!(tags.elements("Key"), ["a", "b"]);
    // What is gone is not attached to.
    world.send(iam("CreateGroup", &[("GroupName", "g")])).await.ok();
    let add = iam("AddUserToGroup", &[("UserName", "u"), ("GroupName", "g")]);
    let (slow, fast) = overtaken(&world, &faults, add, iam("DeleteGroup", &[("GroupName", "g")])).await;
    assert_eq!((fast.status, slow.status), (200, 404));
    assert_eq!(slow.code(), "NoSuchEntity");
}
