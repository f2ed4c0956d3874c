//! Kinds of S3's requests, each on one thread, for a count of instructions: `.ci/instructions` runs it and compares with
//! `instructions.tsv`. Without an argument it names the kinds; with one it answers a few requests of that kind, and then
//! [`COUNTED`] more, which are told from all else by the function that they go through: `answer_counted`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failure should stop it, and it is told what there is"
)]

use std::sync::Arc;

use base::call::Call;
use base::clock::Clock;
use base::entropy::Entropy;
use base::http::{Body, Request, Response};
use base::schedule::Schedule;
use base::service::Service;
use s3_engine::{Engine, Settings};
use store::Store;
use testkit::{Parts, World};

/// Objects of the bucket.
const OBJECTS: u32 = 2000;
/// Requests before the counted ones, so that nothing is done for the first time.
const BEFORE: u32 = 20;
/// Requests that are counted.
const COUNTED: u32 = 100;

/// A kind of requests: its name, method and address, and the bytes that it sends. `{}` is a number, `{upload}` the id of an upload.
const KINDS: [(&str, &str, &str, usize); 6] = [
    ("get-1k", "GET", "/bucket/key-{}", 0),
    ("head", "HEAD", "/bucket/key-{}", 0),
    ("put-1k", "PUT", "/bucket/key-{}", 1024),
    ("part-1k", "PUT", "/bucket/parts?partNumber={}1&uploadId={upload}", 1024),
    ("delete", "DELETE", "/bucket/key-{}", 0),
    ("list-1000", "GET", "/bucket?list-type=2&start-after=key-0{}", 0),
];

fn request(method: &str, address: &str, n: u32, size: usize) -> Request {
    let request = http::Request::builder()
        .method(method)
        .uri(address.replace("{}", &format!("{:04}", n % OBJECTS)))
        .header("host", "localhost:4566")
        .header("content-length", size);
    request.body(Body::from(vec![b'x'; size])).unwrap()
}

async fn whole(service: &dyn Service, call: Call, request: Request) -> Response {
    let (parts, body) = service.answer(call, request).await.into_parts();
    let bytes = body.collect(usize::MAX).await.unwrap();
    http::Response::from_parts(parts, Body::from(bytes))
}

/// The id in the document that begins an upload.
fn upload_id(document: &[u8]) -> &str {
    let (_, behind) = std::str::from_utf8(document).unwrap().split_once("<UploadId>").unwrap();
    behind.split_once('<').unwrap().0
}

/// What is counted: as the gateway asks, up to the reply with its body in memory.
#[inline(never)]
fn answer_counted(
    runtime: &tokio::runtime::Runtime,
    service: &dyn Service,
    call: Call,
    request: Request,
) -> Response {
    runtime.block_on(whole(service, call, request))
}

fn main() {
    // `cargo` adds arguments of its own, which begin with two dashes.
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(wanted) = wanted else {
        KINDS.iter().for_each(|(name, ..)| println!("{name}"));
        return;
    };
    let (_, method, address, size) = *KINDS.iter().find(|(name, ..)| *name == wanted).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let entropy = Entropy::seeded(1);
    let parts = Parts::drawing(Store::in_memory(entropy.clone()), entropy.clone());
    let build = |Parts { store, clock, tasks, .. }: Parts| {
        Engine::new(
            store,
            Schedule::with_host_clock(clock, Clock::system(), tasks),
            entropy,
            Settings::default(),
        )
    };
    let world: World<Engine> =
        World::new(parts, build, |engine, call, request| Box::pin(engine.answer(call, request)));
    let services = s3_engine::services(Arc::clone(&world.engine));
    let service = services.first().unwrap();
    let ask = |method: &str, address: &str, n: u32, size: usize| {
        let reply = runtime.block_on(whole(&**service, world.call(), request(method, address, n, size)));
        assert!(reply.status().is_success(), "{reply:?}");
    };
    ask("PUT", "/bucket", 0, 0);
    (0..OBJECTS).for_each(|n| ask("PUT", "/bucket/key-{}", n, 1024));
    let mut address = address.to_owned();
    // Where it is not needed it is not there: a delete looks whether something is under way.
    if address.contains("{upload}") {
        let begun = service.answer(world.call(), request("POST", "/bucket/parts?uploads", 0, 0));
        let begun = runtime.block_on(async { begun.await.into_body().collect(usize::MAX).await.unwrap() });
        address = address.replace("{upload}", upload_id(&begun));
    }
    let address = address.as_str();
    (0..BEFORE).for_each(|n| ask(method, address, n, size));
    for n in BEFORE..BEFORE + COUNTED {
        let (call, request) = (world.call(), request(method, address, n, size));
        let reply = answer_counted(&runtime, &**service, call, request);
        assert!(reply.status().is_success(), "{wanted}: {reply:?}");
    }
    println!("{COUNTED}");
}
