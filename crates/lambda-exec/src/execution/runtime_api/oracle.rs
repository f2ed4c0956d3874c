//! One environment under any sequence of requests, beside a naive one. The requests come as bytes, through pipes in memory.
//!
//! - `naive` the environment without waiting and HTTP
//! - `talk` what is said on one connection

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::task::Tasks;
use bytes::Bytes;
use futures::FutureExt as _;
use tokio_util::sync::CancellationToken;

use super::{Server, Sides};
use crate::execution::environment::{Answer, Exchange, Readiness};
use crate::execution::executor::{Invocation, LogFormat, Version};
use crate::execution::reply::{Part, Parts, ReplySink};
use crate::execution::telemetry::Telemetry;

mod naive;
mod talk;

use base::dice::Dice;
use naive::Naive;
use talk::{Asked, Connection};

/// Steps of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 100;

/// How many connections there are at once.
const CONNECTIONS: usize = 4;

/// How often every task has its turn before nothing moves any more.
const TURNS: usize = 24;

/// What must hold is told at [`crate::oracle::runtime_api`].
pub(crate) fn environment(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { panic!("a runtime can be made") };
    runtime.block_on(async {
        let (mut dice, mut world) = (Dice::new(bytes), World::new());
        for _ in 0..MAX_STEPS {
            if dice.is_empty() {
                break;
            }
            world.step(&mut dice).await;
            world.settle().await;
        }
    });
}

struct World {
    server: Server,
    naive: Naive,
    connections: Vec<Connection>,
    given: usize,
    /// Where the running invocation's pieces go, and how many bytes have come.
    parts: Option<Parts>,
    received: Vec<u8>,
    sent: Vec<u8>,
}

impl World {
    fn new() -> World {
        let (tasks, entropy) = (Tasks::new(), Entropy::seeded(1));
        let clock = Clock::frozen(Timestamp::from_secs(1));
        let sides = Sides {
            version: Arc::new(version()),
            exchange: Arc::new(Exchange::new()),
            agents: Arc::default(),
            telemetry: Arc::new(Telemetry::new(clock, tasks.clone(), Ipv4Addr::LOCALHOST.into())),
        };
        let server = Server::new(&tasks, &entropy, sides, CancellationToken::new());
        let connections = (0..CONNECTIONS).map(|_| Connection::open(&server)).collect();
        let (parts, received, sent) = (None, Vec::new(), Vec::new());
        World { server, naive: Naive::new(), connections, given: 0, parts, received, sent }
    }

    async fn step(&mut self, dice: &mut Dice<'_>) {
        match dice.below(8) {
            0 => self.give(dice.once_in(2)),
            1 => self.take(),
            2 if dice.once_in(16) => {
                self.server.exchange.end();
                self.naive.end();
                for connection in &mut self.connections {
                    connection.work_ends();
                }
            }
            2 => self.is_ready(),
            _ => {
                let at = dice.below(CONNECTIONS);
                let Some(connection) = self.connections.get_mut(at) else { return };
                connection.speak(dice, &mut self.naive, &mut self.sent).await;
                if connection.is_spent() {
                    // What was said before the break is heard first.
                    self.settle().await;
                    if let Some(connection) = self.connections.get_mut(at) {
                        *connection = Connection::open(&self.server);
                    }
                }
            }
        }
    }

    /// The owner gives an invocation.
    fn give(&mut self, streams: bool) {
        let id = format!("r{}", self.given);
        let invocation = Invocation {
            request_id: id.as_str().into(),
            arn: "arn".into(),
            deadline: Timestamp::from_secs(2),
            payload: Bytes::from_static(b"{}"),
            client_context: None,
            trace_id: String::new(),
        };
        let (sink, parts) = if streams {
            let (sink, parts) = ReplySink::streaming();
            (sink, Some(parts))
        } else {
            (ReplySink::whole(), None)
        };
        self.server.agents.tell_of(&invocation);
        self.naive.tell();
        let is_given = self.server.exchange.give(invocation, sink);
        assert_eq!(is_given, self.naive.give(&id, streams), "{:?}", self.naive);
        for connection in &mut self.connections {
            connection.hears(&mut self.naive);
        }
        if is_given {
            self.given += 1;
            (self.parts, self.received, self.sent) = (parts, Vec::new(), Vec::new());
            self.fetched();
        }
    }

    /// Of several who wait for work one gets it, whichever, and the others hear that it is not their turn.
    fn fetched(&mut self) {
        let mut waiting: Vec<_> =
            self.connections.iter_mut().filter(|connection| connection.asked == Some(Asked::Work)).collect();
        if waiting.is_empty() {
            return;
        }
        // The naive one is told that somebody has it.
        let naive::Next::Event(id) = self.naive.next() else { panic!("{:?} has work", self.naive) };
        for connection in &mut waiting {
            connection.asked = Some(Asked::OneOfMany(id.clone()));
        }
    }

    /// The owner takes the answer, if there is one.
    fn take(&mut self) {
        let taken = self.server.exchange.answered().now_or_never();
        assert_eq!(taken, self.naive.taken(), "the answer");
        if taken.is_some() && self.parts.take().is_some() {
            assert!(self.sent.starts_with(&self.received), "nobody else's bytes are in a stream");
        }
    }

    fn is_ready(&self) {
        let ready = self.server.exchange.ready().now_or_never();
        let expected = self.naive.ready().map(|failed| match failed {
            None => Readiness::Ready,
            Some(error) => Readiness::Failed(error.clone()),
        });
        assert_eq!(ready, expected, "{:?}", self.naive);
    }

    /// Lets everybody work until nothing moves, and looks at what was replied.
    async fn settle(&mut self) {
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
            if let Some(parts) = &mut self.parts {
                while let Ok(part) = parts.try_recv() {
                    if let Part::Data(data) = part {
                        self.received.extend_from_slice(&data);
                    }
                }
            }
            for connection in &mut self.connections {
                connection.read();
            }
        }
        let mut winners = 0;
        let mut many = 0;
        for connection in &mut self.connections {
            many += usize::from(matches!(connection.asked, Some(Asked::OneOfMany(_))));
            winners += usize::from(connection.judge(&mut self.naive));
        }
        assert!(many == 0 || winners == 1, "{winners} of {many} who waited have the work");
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.server.closed.cancel();
    }
}

fn version() -> Version {
    Version {
        account: "000000000000".into(),
        region: "us-east-1".into(),
        function: "f".into(),
        version: "$LATEST".into(),
        arn: "arn".into(),
        runtime: "provided.al2023".into(),
        handler: "x".into(),
        memory_mib: 128,
        timeout: Duration::from_secs(3),
        environment: BTreeMap::new(),
        log_group: "/aws/lambda/f".into(),
        log_format: LogFormat::Text,
        code: std::path::PathBuf::from("/").into(),
        layers: None,
        code_sha256: String::new(),
        endpoint: "http://127.0.0.1:4566".into(),
        role: "arn".into(),
        way: None,
        container: Default::default(),
    }
}

/// An answer without words.
fn answer_of(error: Option<String>, body: Vec<u8>) -> Answer {
    match error {
        None => Answer::Response(body.into()),
        Some(error_type) => Answer::Error { error_type: Some(error_type), body: body.into() },
    }
}
