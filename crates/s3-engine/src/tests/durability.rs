//! Visible is durable: no reply goes out before all that it may rest on survives the end of the process. Our promise, at
//! `--data-dir`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use base::entropy::Entropy;
use store::testing;

use super::{Answer, World};

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

fn look(answering: &mut Answering<'_>) -> Poll<Answer> {
    answering.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test]
async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
    let (store, faults) = testing::store(Entropy::seeded(1));
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
    let (store, faults) = testing::store(Entropy::seeded(1));
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
