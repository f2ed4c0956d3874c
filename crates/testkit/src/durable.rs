//! Visible is durable: what a reply shows is there after a crash.

use std::pin::Pin;

use crate::ask::Ask;
use crate::faults::Faults;
use crate::reply::Reply;
use crate::wait::look;
use crate::world::World;

/// How often requests get time to be answered, that must not be.
const TURNS: usize = 100;

/// Holds an engine to it. `write` is committed, and its client goes away before the flush; from then on none of
/// `requests`, which may be reads, is answered before the flush, and each has its status after it. Once a flush has failed
/// all of them are refused with a status of 500 or above.
pub async fn visible_is_durable<E>(world: &World<E>, faults: &Faults, write: Ask, requests: &[(Ask, u16)]) {
    faults.hold();
    tokio::select! {
        biased;
        reply = world.send(write) => panic!("answered before it is durable: {reply:?}"),
        () = faults.awaited() => {}
    }
    let send = |(ask, status): &(Ask, u16)| (Box::pin(world.send(ask.clone())), *status);
    let mut waiting: Vec<(Pin<Box<_>>, u16)> = requests.iter().map(send).collect();
    for _ in 0..TURNS {
        for (answering, _) in &mut waiting {
            let early = look(answering);
            assert!(early.is_pending(), "answered before what it shows is durable: {early:?}");
        }
        tokio::task::yield_now().await;
    }
    faults.let_go();
    for (answering, status) in waiting {
        answering.await.expect(status);
    }
    faults.fail();
    for (ask, _) in requests {
        let reply: Reply = world.send(ask.clone()).await;
        assert!(reply.status >= 500, "after a flush that failed: {reply:?}");
    }
}
