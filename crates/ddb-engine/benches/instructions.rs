//! Seven kinds of requests, each on one thread, for a count of instructions: `.ci/instructions` runs it and compares with
//! `instructions.tsv`. Without an argument it names the kinds; with one it answers a few requests of that kind, and then
//! [`COUNTED`] more, which are told from all else by the function that they go through: `answer_counted`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failure should stop it, and it is told what there is"
)]

use base::call::Call;
use base::http::{Request, Response};
use base::service::Service;

#[path = "common/requests.rs"]
mod requests;

use requests::{KINDS, World, answer, request};

/// Items of each table.
const ITEMS: u32 = 2000;
/// Requests before the counted ones, so that nothing is done for the first time.
const BEFORE: u32 = 40;
/// Requests that are counted.
const COUNTED: u32 = 400;

/// What is counted: as the gateway asks, up to the reply with its body in memory.
#[inline(never)]
fn answer_counted(service: &dyn Service, call: Call, request: Request) -> Response {
    answer(service, call, request)
}

fn main() {
    // `cargo` adds arguments of its own, which begin with two dashes.
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(wanted) = wanted else {
        KINDS.iter().for_each(|(name, _, _)| println!("{name}"));
        return;
    };
    let (_, target, body) = KINDS.iter().find(|(name, _, _)| *name == wanted).unwrap();
    let world = World::filled(ITEMS);
    for n in 0..BEFORE {
        world.ok(target, &body(n, ITEMS));
    }
    for n in BEFORE..BEFORE + COUNTED {
        let (call, request) = (world.call(), request(target, &body(n, ITEMS)));
        let reply = answer_counted(&*world.service, call, request);
        assert!(reply.status().is_success(), "{wanted}: {reply:?}");
    }
    println!("{COUNTED}");
}
