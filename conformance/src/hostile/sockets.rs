//! Clients that use their socket as few do: they close their own side after the request, read slowly, send slowly, or
//! connect and say nothing. Each gets its answer, and the others do too.

use std::time::{Duration, Instant};

use bytes::Bytes;
use conformance::{Error, Result};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::content;
use super::scene::{BUCKET, BULK, GUARDED, MARKS, Scene};
use super::tally::Kind;
use super::target::{Client, Outcome, PATIENCE, connect, within};
use super::things::FUNCTIONS;
use super::wire::{Incoming, Reply, Request};

/// Clients that send no more after their request.
pub(crate) const HALF_CLOSED: Kind = "half-closed sockets";
/// Clients that read slowly.
pub(crate) const READERS: Kind = "slow readers";
/// Clients that send slowly.
pub(crate) const SENDERS: Kind = "slow senders";
/// Connections that say nothing for a while.
pub(crate) const IDLE: Kind = "idle connections";
/// Many connections with large bodies at once.
pub(crate) const LARGE: Kind = "bodies of 16 MB";
/// Small requests beside all of this.
pub(crate) const PULSE: Kind = "small requests meanwhile";

/// The object that slow readers read.
pub(crate) const LARGE_OBJECT: &str = "large";
/// Its size.
pub(crate) const LARGE_OBJECT_SIZE: usize = 8 << 20;
const LARGE_BODY: usize = 16 << 20;
/// Connections of one burst of large bodies. Together they are more than the budget of bodies, 512 MiB.
const BURST: usize = 40;
/// The first bursts come at once: an allocator keeps some of what was freed, and must have its fill before memory can be
/// flat.
const WARM_UP: usize = 8;
/// Between two of the first bursts, and between two of the others.
const RUSH: Duration = Duration::from_secs(1);
const REST: Duration = Duration::from_secs(15);
const IDLERS: usize = 150;
/// What a small request may take beside all of this, on a busy machine, by a debug build.
const PROMPT: Duration = Duration::from_secs(20);

/// Runs all of them until the run is over.
pub(crate) async fn run(scene: Scene) {
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..2 {
        clients.spawn(half_closed(scene.clone()));
    }
    for _ in 0..6 {
        clients.spawn(slow_reader(scene.clone()));
        clients.spawn(slow_sender(scene.clone()));
    }
    for _ in 0..IDLERS {
        clients.spawn(idle(scene.clone()));
    }
    clients.spawn(bursts(scene.clone()));
    clients.spawn(pulse(scene));
    while clients.join_next().await.is_some() {}
}

/// Requests of all services, each with the status of its answer.
fn asked() -> [(Request, u16); 7] {
    let key = json!({"pk": {"S": "0"}});
    [
        (Request::new("GET", "/_ruststack/health"), 200),
        (Request::new("GET", format!("/{GUARDED}/object-5")), 200),
        (Request::new("GET", format!("/{GUARDED}/nothing")), 404),
        (Request::new("PUT", format!("/{BULK}/half-closed")).body(vec![7; 300_000]), 200),
        (Request::dynamodb("GetItem", &json!({"TableName": MARKS, "Key": key})), 200),
        (Request::dynamodb("DeleteItem", &json!({"TableName": MARKS, "Key": key})), 200),
        (Request::new("POST", format!("{FUNCTIONS}/echo/invocations")).body("{}"), 200),
    ]
}

async fn half_closed(scene: Scene) {
    let asked = asked();
    while scene.target.pause(Duration::from_millis(40)).await {
        let Some((request, status)) = fastrand::choice(asked.iter()) else { return };
        let Some(life) = scene.target.up().await else { return };
        let done = within(PATIENCE, half_close(&scene, request)).await;
        let outcome = scene.target.outcome(life, done);
        if let Some(reply) = scene.done_or_counted(HALF_CLOSED, outcome, || request.summary()) {
            scene.tally.judged(HALF_CLOSED, expected(&reply, *status), || request.summary());
        }
    }
}

async fn half_close(scene: &Scene, request: &Request) -> Result<Reply> {
    let mut stream = connect(scene.target.address).await?;
    let mut sent = request.head(&scene.target.host()).into_bytes();
    sent.extend_from_slice(&request.body);
    stream.write_all(&sent).await?;
    stream.shutdown().await?;
    Incoming::new(stream).reply(&request.method).await
}

fn expected(reply: &Reply, status: u16) -> std::result::Result<(), String> {
    if reply.status == status { Ok(()) } else { Err(format!("{status} was to come: {}", reply.summary())) }
}

async fn slow_reader(scene: Scene) {
    let request = Request::new("GET", format!("/{BULK}/{LARGE_OBJECT}"));
    while scene.target.pause(Duration::from_millis(200)).await {
        let Some(life) = scene.target.up().await else { return };
        let done = read_slowly(&scene, &request).await;
        let outcome = scene.target.outcome(life, done);
        if let Some(body) = scene.done_or_counted(READERS, outcome, || request.summary()) {
            let verdict = content::version_in(LARGE_OBJECT, &body).map(|_| ());
            scene.tally.judged(READERS, verdict, || request.summary());
        }
    }
}

/// Takes 256 KiB, and then waits a little.
async fn read_slowly(scene: &Scene, request: &Request) -> Result<Vec<u8>> {
    let mut stream = connect(scene.target.address).await?;
    let head = request.clone().header("connection", "close").head(&scene.target.host());
    stream.write_all(head.as_bytes()).await?;
    let mut reply = Vec::new();
    loop {
        let mut piece = (&mut stream).take(256 << 10);
        if within(PATIENCE, async { Ok(piece.read_to_end(&mut reply).await?) }).await? == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(fastrand::u64(50..600))).await;
    }
    // Parsed again from what came: a reply that ends early is none.
    Ok(Incoming::new(reply.as_slice()).reply(&request.method).await?.body.into())
}

async fn slow_sender(scene: Scene) {
    while scene.target.pause(Duration::from_millis(200)).await {
        let Some(life) = scene.target.up().await else { return };
        let name = format!("slow-{}", fastrand::u8(..8));
        let size = fastrand::usize(20_000..400_000);
        let request = Request::new("PUT", format!("/{BULK}/{name}")).body(content::sized(&name, 1, size));
        let done = send_slowly(&scene, &request).await;
        let outcome = scene.target.outcome(life, done);
        if let Some(reply) = scene.done_or_counted(SENDERS, outcome, || request.summary()) {
            scene.tally.judged(SENDERS, sent(&request, &reply), || request.summary());
        }
    }
}

/// Sends the head letter by letter at first, and the body in small pieces.
async fn send_slowly(scene: &Scene, request: &Request) -> Result<Reply> {
    let mut stream = connect(scene.target.address).await?;
    let head = request.head(&scene.target.host());
    let (begin, rest) = head.as_bytes().split_at_checked(20).ok_or("the head is too short")?;
    for byte in begin {
        stream.write_all(&[*byte]).await?;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stream.write_all(rest).await?;
    for piece in request.body.chunks(16 << 10) {
        within(PATIENCE, async { Ok(stream.write_all(piece).await?) }).await?;
        tokio::time::sleep(Duration::from_millis(fastrand::u64(50..500))).await;
    }
    within(PATIENCE, Incoming::new(stream).reply(&request.method)).await
}

/// Judges the answer to a PUT: done, with the ETag of what was sent.
fn sent(request: &Request, reply: &Reply) -> std::result::Result<(), String> {
    let etag = reply.header("etag").unwrap_or_default();
    if reply.status == 200 && etag == content::etag(&request.body) {
        return Ok(());
    }
    Err(format!("a PUT was answered with {} and the ETag {etag}", reply.summary()))
}

/// Says nothing for a while, and then asks like any other.
async fn idle(scene: Scene) {
    let request = Request::new("GET", "/_ruststack/health");
    while scene.target.pause(Duration::from_millis(fastrand::u64(10..2_000))).await {
        let Some(life) = scene.target.up().await else { return };
        let silence = Duration::from_secs(fastrand::u64(1..45));
        let done = async {
            let mut stream = connect(scene.target.address).await?;
            if !scene.target.pause(silence).await {
                return Ok(None);
            }
            stream.write_all(request.head(&scene.target.host()).as_bytes()).await?;
            within(PATIENCE, Incoming::new(stream).reply("GET")).await.map(Some)
        };
        let done: Result<Option<Reply>> = done.await;
        let outcome = scene.target.outcome(life, done);
        if let Some(Some(reply)) =
            scene.done_or_counted(IDLE, outcome, || format!("after {silence:?}: {}", request.summary()))
        {
            scene.tally.judged(IDLE, expected(&reply, 200), || request.summary());
        }
    }
}

async fn bursts(scene: Scene) {
    let object = content::sized("burst", 1, LARGE_BODY);
    let attribute = "x".repeat(LARGE_BODY - 200);
    let item = json!({"TableName": MARKS, "Item": {"pk": {"S": "0"}, "x": {"S": attribute}}});
    let item = Request::dynamodb("PutItem", &item);
    for burst in 0.. {
        if !scene.target.pause(if burst < WARM_UP { RUSH } else { REST }).await {
            return;
        }
        let mut clients = tokio::task::JoinSet::new();
        for at in 0..BURST {
            let request = match at % 2 {
                0 => Request::new("PUT", format!("/{BULK}/burst-{}", at % 8)).body(object.clone()),
                _ => item.clone(),
            };
            clients.spawn(large(scene.clone(), request));
        }
        while clients.join_next().await.is_some() {}
    }
}

async fn large(scene: Scene, request: Request) {
    let mut client = Client::new(&scene.target);
    if let Some(reply) = scene.ask(LARGE, &mut client, &request).await {
        scene.tally.judged(LARGE, taken(&request, &reply), || request.summary());
    }
}

/// Judges the answer to a large body: an object is stored, an item is too large, and both may be asked to try again.
fn taken(request: &Request, reply: &Reply) -> std::result::Result<(), String> {
    match reply.status {
        503 => Ok(()),
        400 if request.method == "POST" && reply.text().contains("Item size has exceeded") => Ok(()),
        _ if request.method == "PUT" => sent(request, reply),
        _ => Err(format!("an item of 16 MB was answered with {}", reply.summary())),
    }
}

/// Small requests: they are answered soon, whatever the others do.
async fn pulse(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let key = json!({"pk": {"S": "0"}});
    let requests = [
        Request::new("GET", "/_ruststack/health"),
        Request::dynamodb("GetItem", &json!({"TableName": MARKS, "Key": key})),
        Request::new("GET", format!("/{GUARDED}/object-0")),
        Request::new("GET", format!("/{BUCKET}?list-type=2&max-keys=1")),
    ];
    for request in requests.iter().cycle() {
        if !scene.target.pause(Duration::from_millis(100)).await {
            return;
        }
        let begun = Instant::now();
        match client.ask(request).await {
            Outcome::Done(reply) => {
                scene.tally.judged(PULSE, prompt(&reply, begun.elapsed()), || request.summary());
            }
            other => {
                scene.done_or_counted(PULSE, other, || request.summary());
            }
        }
    }
}

fn prompt(reply: &Reply, took: Duration) -> std::result::Result<(), String> {
    if took > PROMPT {
        return Err(format!("SLOW: it took {:.1} s", took.as_secs_f64()));
    }
    expected(reply, 200)
}

/// The request that puts the object that slow readers read.
pub(crate) fn large_object() -> Request {
    let body: Bytes = content::sized(LARGE_OBJECT, 1, LARGE_OBJECT_SIZE);
    Request::new("PUT", format!("/{BULK}/{LARGE_OBJECT}")).body(body)
}

/// What a set-up expects of a reply.
pub(crate) fn must(reply: &Reply, request: &Request) -> Result<()> {
    if reply.is_success() {
        return Ok(());
    }
    Err(Error::from(format!("{} was answered with {}", request.summary(), reply.summary())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_answer_is_told() {
        expected(&Reply::of(200, ""), 200).unwrap();
        expected(&Reply::of(500, ""), 200).unwrap_err();
        prompt(&Reply::of(200, ""), PROMPT / 2).unwrap();
        assert!(prompt(&Reply::of(200, ""), PROMPT * 2).unwrap_err().contains("SLOW"));
    }

    #[test]
    fn a_body_that_was_stored_wrongly_is_told() {
        let put = Request::new("PUT", "/bulk/k").body("abc");
        let stored =
            |etag: String| Reply { status: 200, headers: vec![("etag".into(), etag)], ..Reply::default() };
        sent(&put, &stored(content::etag(b"abc"))).unwrap();
        sent(&put, &stored(content::etag(b"ab"))).unwrap_err();
        taken(&put, &stored(content::etag(b"abc"))).unwrap();
        taken(&put, &Reply::of(503, "")).unwrap();
        taken(&put, &Reply::of(500, "")).unwrap_err();
        let post = Request::new("POST", "/");
        taken(&post, &Reply::of(400, "Item size has exceeded the maximum allowed size")).unwrap();
        taken(&post, &Reply::of(200, "{}")).unwrap_err();
    }
}
