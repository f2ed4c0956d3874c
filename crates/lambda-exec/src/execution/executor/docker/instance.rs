//! One container at work: initialisation, invocations, timeouts, and the log.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::Stopwatch;
use bytes::Bytes;

use super::Shared;
use super::container::{End, Step};
use super::launch::Running;
use crate::execution::environment::{Answer, Readiness};
use crate::execution::executor::process::{reported, start_failure};
use crate::execution::executor::{
    After, Environment, Failure, Identity, Invocation, LOG_LIMIT, Outcome, ReplySink, Version,
};
use crate::execution::log::{Log, Usage};

/// How long an initialisation may take, from the start of its program, before it is started once more, inside the first
/// invocation's own time. <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>
const INIT_LIMIT: Duration = Duration::from_secs(10);

/// What a function writes comes through the daemon, and so a moment later than its answer. Its output is complete when so
/// long nothing came: after its first invocation, and after one that failed; else where the log is wanted, or the function
/// has written something before. What comes later still is in the next invocation's log.
const QUIET_AT_FIRST: Duration = Duration::from_millis(25);
const QUIET: Duration = Duration::from_millis(2);

/// The environment.
#[derive(Debug)]
pub(super) struct Instance {
    shared: Arc<Shared>,
    version: Arc<Version>,
    identity: Arc<Identity>,
    running: Running,
    log: Log,
    initialised: bool,
    /// How long its initialisation took, until a report has said so.
    init: Option<Duration>,
    /// Whether it has written something while it worked. One that never does is not waited for.
    writes: bool,
}

/// What came first.
enum First<T> {
    Event(T),
    Ended(End),
    Timeout,
}

impl Instance {
    /// Starts the container.
    pub(super) async fn start(
        shared: Arc<Shared>,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Instance, Failure> {
        let running = Running::launch(&shared, &version, &identity).await?;
        let log = Log::to(identity.log.clone(), version.log_format.clone());
        Ok(Instance {
            shared,
            version,
            identity,
            running,
            log,
            initialised: false,
            init: None,
            writes: false,
        })
    }

    /// Waits for the initialisation, if it is not over yet. Gives its duration if nobody was told of it, and the time left
    /// for the handler.
    async fn until_initialised(&mut self) -> Result<(Option<Duration>, Duration), Failure> {
        let whole = self.version.timeout;
        if self.initialised {
            // Who gives it work has asked that before: then this waits no more.
            self.is_ready().await;
            return Ok((self.init.take(), whole));
        }
        let exchange = self.running.exchange.clone();
        let mut first = self.first(async move { exchange.ready().await }, INIT_LIMIT).await;
        let mut left = whole;
        if matches!(first, First::Timeout) {
            // As on AWS: once more, now within the time of the invocation.
            self.running = Running::launch(&self.shared, &self.version, &self.identity).await?;
            let exchange = self.running.exchange.clone();
            first = self.first(async move { exchange.ready().await }, whole).await;
            left = whole.saturating_sub(self.running.since.elapsed());
        }
        match first {
            First::Event(Readiness::Ready) => {
                self.initialised = true;
                Ok((Some(self.running.since.elapsed()), left))
            }
            First::Event(Readiness::Failed(error)) => Err(start_failure(error)),
            First::Ended(end) => Err(ended(end)),
            First::Timeout => Err(Failure::TimedOut { after: whole }),
        }
    }

    /// Hands the invocation over and waits for its answer.
    async fn run(
        &mut self,
        mut invocation: Invocation,
        reply: ReplySink,
        left: Duration,
    ) -> Result<Bytes, Failure> {
        // The handler compares the deadline with the clock of the host, whatever the emulator's shows.
        invocation.deadline = self.shared.host_clock.now().plus(left);
        // Parts of the runtime that are extensions hear of it; they are not waited for.
        self.running.agents.tell_of(&invocation);
        let exchange = self.running.exchange.clone();
        if !exchange.give(invocation, reply) {
            return Err(Failure::Exited { how: "not ready".to_owned() });
        }
        match self.first(async move { exchange.answered().await }, left).await {
            First::Event(Answer::Response(response)) => Ok(response),
            First::Event(Answer::Error { error_type, body }) => Err(reported(error_type, body)),
            First::Event(Answer::TooLarge { len }) => Err(Failure::ResponseTooLarge { len }),
            First::Ended(end) => Err(ended(end)),
            First::Timeout => Err(Failure::TimedOut { after: self.version.timeout }),
        }
    }

    /// Waits for an event, the container's end, or the end of the time, and takes up output meanwhile.
    async fn first<T>(&mut self, event: impl Future<Output = T>, limit: Duration) -> First<T> {
        let Instance { running, log, writes, .. } = self;
        let wait = async {
            tokio::pin!(event);
            loop {
                tokio::select! {
                    // An answer counts even if the container ended right behind it.
                    biased;
                    event = &mut event => return First::Event(event),
                    step = running.container.next() => match step {
                        Step::Output(output) => {
                            *writes = true;
                            log.write(&output);
                        }
                        Step::Ended(end) => return First::Ended(end),
                    },
                }
            }
        };
        tokio::time::timeout(limit, wait).await.unwrap_or(First::Timeout)
    }

    /// Takes up what was written until there has been nothing for so long, and no more than a log holds.
    async fn take_up(&mut self, quiet: Option<Duration>) {
        let mut taken = 0;
        while taken < LOG_LIMIT {
            let output = match (self.running.container.output_now(), quiet) {
                (None, Some(quiet)) => {
                    tokio::time::timeout(quiet, self.running.container.output()).await.ok().flatten()
                }
                (output, _) => output,
            };
            let Some(output) = output else { return };
            self.writes = true;
            taken += output.len();
            self.log.write(&output);
        }
    }
}

#[async_trait]
impl Environment for Instance {
    async fn initialise(&mut self) -> Result<(), Failure> {
        (self.init, _) = self.until_initialised().await?;
        Ok(())
    }

    async fn invoke(&mut self, invocation: Invocation, reply: ReplySink) -> Outcome {
        let (request_id, wants_log) = (invocation.request_id.clone(), reply.wants_log());
        let is_first = !self.initialised;
        let (initialised, mut watch) = (self.until_initialised().await, Stopwatch::start());
        // What is still on its way was written before this invocation.
        self.take_up(None).await;
        self.log.start(&request_id, &self.version.version, self.shared.clock.now());
        let (result, init) = match initialised {
            Ok((init, left)) => {
                watch = Stopwatch::start();
                (self.run(invocation, reply, left).await, init)
            }
            Err(failure) => (Err(failure), None),
        };
        let (duration, used_bytes) = (watch.elapsed(), self.running.container.peak_memory());
        let quiet = match &result {
            Ok(_) if !is_first => (self.writes || wants_log).then_some(QUIET),
            _ => Some(QUIET_AT_FIRST),
        };
        self.take_up(quiet).await;
        let goes_on = matches!(result, Ok(_) | Err(Failure::Reported(_) | Failure::ResponseTooLarge { .. }));
        let reusable = goes_on && self.initialised && self.running.container.is_open();
        let usage = Usage { duration, init, memory_mib: self.version.memory_mib, used_bytes };
        let now = self.shared.clock.now();
        let log = self.log.finish(&request_id, result.as_ref().err(), usage, now);
        Outcome { result, log, after: After::reusable(reusable) }
    }

    fn is_alive(&mut self) -> bool {
        let Instance { running, log, writes, .. } = self;
        while let Some(output) = running.container.output_now() {
            *writes = true;
            log.write(&output);
        }
        running.container.is_open()
    }

    async fn is_ready(&mut self) -> bool {
        if !self.is_alive() {
            return false;
        }
        let (exchange, limit) = (self.running.exchange.clone(), self.version.timeout);
        matches!(
            self.first(async move { exchange.ready().await }, limit).await,
            First::Event(Readiness::Ready)
        )
    }

    async fn stop(self: Box<Self>) {
        // Its container goes with it, in a task that the end of the process waits for.
        drop(self);
    }
}

fn ended(end: End) -> Failure {
    match end {
        End::OutOfMemory => Failure::OutOfMemory,
        End::Exited(how) => Failure::Exited { how },
    }
}
