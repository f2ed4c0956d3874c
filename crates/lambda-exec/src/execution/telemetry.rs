//! What an environment tells the extensions that subscribe to it: Lambda's own events and the lines that are written.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html>: events are gathered and sent to a server of the extension,
//! as an array of JSON over HTTP, or one a line over TCP.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base::clock::{Clock, Timestamp};
use base::task::Tasks;
use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};

use crate::execution::log::utc;

/// How many bytes of events of the start are kept for who subscribes later. Our choice.
const EARLY_LIMIT: usize = 1024 * 1024;

/// How many times what is sent at once may wait for a subscriber. Our choice.
const WAITING: usize = 4;

/// How long one delivery may take. Our choice.
const DELIVERY_LIMIT: Duration = Duration::from_secs(2);

/// How long the end of an environment waits for what was not sent yet. Our choice.
const FLUSH_LIMIT: Duration = Duration::from_millis(300);

/// Whose events they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Lambda's own.
    Platform,
    /// The lines of the function.
    Function,
    /// The lines of extensions.
    Extension,
}

/// Where a subscriber listens, and how much is gathered for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    /// The extension's name.
    pub(crate) agent: String,
    pub(crate) port: u16,
    /// The path of its server; nothing where it takes lines over TCP.
    pub(crate) path: Option<String>,
    pub(crate) sources: Vec<Source>,
    pub(crate) max_items: usize,
    pub(crate) max_bytes: usize,
    pub(crate) timeout: Duration,
}

/// The events of one environment, and who wants them.
#[derive(Debug)]
pub(crate) struct Telemetry {
    clock: Clock,
    tasks: Tasks,
    /// Where the servers of extensions are reached.
    host: IpAddr,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    subscribers: Vec<Subscriber>,
    /// What has happened so far, until nobody subscribes any more.
    early: Vec<(Source, Bytes)>,
    early_bytes: usize,
    is_closed: bool,
}

#[derive(Debug)]
struct Subscriber {
    agent: String,
    sources: Vec<Source>,
    queue: mpsc::Sender<Item>,
    /// How many bytes wait, and how many may.
    waiting: Arc<AtomicUsize>,
    most: usize,
    /// What did not fit.
    dropped: u64,
}

enum Item {
    Event(Bytes),
    Flush(oneshot::Sender<()>),
}

impl Telemetry {
    /// Of an environment whose extensions are reached at `host`.
    pub(crate) fn new(clock: Clock, tasks: Tasks, host: IpAddr) -> Telemetry {
        Telemetry { clock, tasks, host, state: Mutex::default() }
    }

    /// Of an environment whose extensions cannot be reached: nobody subscribes.
    pub(crate) fn closed(clock: Clock, tasks: Tasks) -> Telemetry {
        let telemetry = Telemetry::new(clock, tasks, Ipv4Addr::LOCALHOST.into());
        telemetry.close();
        telemetry
    }

    /// An extension subscribes; a second time instead of the first. It gets what has happened so far.
    pub(crate) fn subscribe(&self, subscription: Subscription) {
        let (queue, events) = mpsc::channel(subscription.max_items);
        let (agent, sources) = (subscription.agent.clone(), subscription.sources.clone());
        let (waiting, most) = (Arc::<AtomicUsize>::default(), subscription.max_bytes.saturating_mul(WAITING));
        let to = SocketAddr::new(self.host, subscription.port);
        self.tasks.spawn("lambda telemetry", deliver(to, subscription, events, waiting.clone()));
        let (mut state, now) = (self.state.lock(), self.clock.now());
        let mut subscriber = Subscriber { agent: agent.clone(), sources, queue, waiting, most, dropped: 0 };
        state.early.iter().for_each(|(source, event)| subscriber.offer(*source, event, now));
        state.subscribers.retain(|known| known.agent != agent);
        state.subscribers.push(subscriber);
    }

    /// Nobody subscribes any more: the runtime is ready.
    pub(crate) fn close(&self) {
        let mut state = self.state.lock();
        state.is_closed = true;
        state.early = Vec::new();
    }

    /// Tells of something, if somebody may want to know.
    pub(crate) fn tell(&self, source: Source, kind: &str, record: impl FnOnce() -> Value) {
        self.tell_at(self.clock.now(), source, kind, record);
    }

    /// The same of a moment in the past.
    pub(crate) fn tell_at(&self, at: Timestamp, source: Source, kind: &str, record: impl FnOnce() -> Value) {
        let State { subscribers, early, early_bytes, is_closed } = &mut *self.state.lock();
        if *is_closed && subscribers.is_empty() {
            return;
        }
        let event = json!({ "time": utc(at), "type": kind, "record": record() });
        let event = Bytes::from(event.to_string());
        subscribers.iter_mut().for_each(|subscriber| subscriber.offer(source, &event, at));
        if !*is_closed && *early_bytes + event.len() <= EARLY_LIMIT {
            *early_bytes += event.len();
            early.push((source, event));
        }
    }

    /// Whether lines are worth taking apart.
    pub(crate) fn wants_lines(&self) -> bool {
        let state = self.state.lock();
        !state.is_closed || !state.subscribers.is_empty()
    }

    /// Sends what has been gathered, and waits for that a moment.
    pub(crate) async fn flush(&self) {
        let queues: Vec<_> =
            self.state.lock().subscribers.iter().map(|subscriber| subscriber.queue.clone()).collect();
        let all = queues.into_iter().map(|queue| async move {
            let (sender, sent) = oneshot::channel();
            if queue.send(Item::Flush(sender)).await.is_ok() {
                let _gone = sent.await;
            }
        });
        let _late = tokio::time::timeout(FLUSH_LIMIT, futures::future::join_all(all)).await;
    }
}

impl Subscriber {
    /// Queues an event. What does not fit is counted, and told as soon as there is room.
    fn offer(&mut self, source: Source, event: &Bytes, now: Timestamp) {
        if !self.sources.contains(&source) {
            return;
        }
        if self.dropped > 0 {
            // The reason is in our words.
            let record =
                json!({ "reason": "The subscriber has fallen behind.", "droppedRecords": self.dropped });
            let lost = json!({ "time": utc(now), "type": "platform.logsDropped", "record": record });
            if self.push(lost.to_string().into()) {
                self.dropped = 0;
            }
        }
        if !self.push(event.clone()) {
            self.dropped += 1;
        }
    }

    /// False where there is no room.
    fn push(&self, event: Bytes) -> bool {
        let len = event.len();
        let fits = self.waiting.load(Ordering::Relaxed).saturating_add(len) <= self.most;
        if !fits {
            return false;
        }
        // Before it is queued: who takes it out subtracts it.
        self.waiting.fetch_add(len, Ordering::Relaxed);
        let is_queued = self.queue.try_send(Item::Event(event)).is_ok();
        if !is_queued {
            self.waiting.fetch_sub(len, Ordering::Relaxed);
        }
        is_queued
    }
}

/// Gathers events and sends them, until the environment is gone.
async fn deliver(
    to: SocketAddr,
    subscription: Subscription,
    mut events: mpsc::Receiver<Item>,
    waiting: Arc<AtomicUsize>,
) {
    let Subscription { agent, path, max_items, max_bytes, timeout, .. } = subscription;
    // The host's time, as everything that a process of the host sees.
    let (mut gathered, clock) = (Vec::new(), Clock::system());
    loop {
        let mut bytes = 0;
        let mut flushed = None;
        let Some(first) = events.recv().await else { return };
        let mut next = Some(first);
        let over = clock.sleep(timeout);
        tokio::pin!(over);
        loop {
            match next.take() {
                Some(Item::Event(event)) => {
                    bytes += event.len();
                    gathered.push(event);
                }
                Some(Item::Flush(sender)) => {
                    flushed = Some(sender);
                    break;
                }
                None => break,
            }
            if gathered.len() >= max_items || bytes >= max_bytes {
                break;
            }
            tokio::select! {
                item = events.recv() => next = item,
                () = &mut over => break,
            }
        }
        if !gathered.is_empty() {
            let sent = tokio::time::timeout(DELIVERY_LIMIT, send(to, path.as_deref(), &gathered)).await;
            if !matches!(sent, Ok(Ok(()))) {
                // Its server is not there (yet), or is stuck: what it does not take is lost, as on AWS.
                tracing::debug!(extension = agent, %to, events = gathered.len(), "telemetry was not taken");
            }
            gathered.clear();
            waiting.fetch_sub(bytes, Ordering::Relaxed);
        }
        if let Some(flushed) = flushed {
            let _gone = flushed.send(());
        }
    }
}

async fn send(
    to: SocketAddr,
    path: Option<&str>,
    events: &[Bytes],
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut stream = TcpStream::connect(to).await?;
    let Some(path) = path else {
        let mut lines = events.join(&b'\n');
        lines.push(b'\n');
        return Ok(stream.write_all(&lines).await?);
    };
    let body = [b"[", &events.join(&b',')[..], b"]"].concat();
    let request = Request::post(path)
        .header(HOST, to.to_string())
        .header(CONTENT_TYPE, "application/json")
        .header(CONTENT_LENGTH, body.len())
        .body(Full::new(Bytes::from(body)))?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let exchange = sender.send_request(request);
    tokio::pin!(exchange, connection);
    tokio::select! {
        biased;
        reply = &mut exchange => drop(reply?),
        ended = &mut connection => {
            ended?;
            drop(exchange.await?);
        }
    }
    Ok(())
}

/// Lines of output, one event each. A line may come in pieces.
#[derive(Debug)]
pub(crate) struct Lines {
    source: Source,
    open: Vec<u8>,
}

/// The longest line that is one event. Our choice: AWS's limit of a whole buffer.
const LINE_LIMIT: usize = 256 * 1024;

impl Lines {
    /// Of a function or of an extension.
    pub(crate) fn of(source: Source) -> Lines {
        Lines { source, open: Vec::new() }
    }

    /// Takes output, and tells of the lines that end in it.
    pub(crate) fn take(&mut self, output: &[u8], telemetry: &Telemetry) {
        if !telemetry.wants_lines() {
            return;
        }
        let mut rest = output;
        while let Some(at) = rest.iter().position(|&byte| byte == b'\n') {
            let (line, behind) = rest.split_at(at + 1);
            self.open.extend_from_slice(line);
            self.end(telemetry);
            rest = behind;
        }
        self.open.extend_from_slice(rest);
        if self.open.len() >= LINE_LIMIT {
            self.end(telemetry);
        }
    }

    /// Tells of the line that has not ended.
    pub(crate) fn end(&mut self, telemetry: &Telemetry) {
        let line = std::mem::take(&mut self.open);
        if !line.is_empty() {
            let text = String::from_utf8_lossy(&line).into_owned();
            let kind = if self.source == Source::Extension { "extension" } else { "function" };
            telemetry.tell(self.source, kind, || Value::String(text));
        }
    }
}
