//! One process environment at work: initialisation, invocations, timeouts, and the log.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::Stopwatch;
use bytes::Bytes;
use serde_json::Value;

use super::Shared;
use super::launch::Running;
use crate::execution::environment::{Answer, Readiness};
use crate::execution::executor::{
    Environment, Failure, Identity, Invocation, LOG_LIMIT, Outcome, ReplySink, Version,
};
use crate::execution::log::{Log, Usage};
use crate::execution::process::Step;

/// How long an initialisation may take before it is started once more, inside the first invocation's own time.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>
const INIT_LIMIT: Duration = Duration::from_secs(10);

/// How much output is read at once.
const READ_SIZE: usize = 16 * 1024;

/// How often it is looked how much memory a process holds. There is no limit that the kernel would keep and that fits:
/// a limit on addresses ends runtimes that only reserve them. So a process may have more than its function for as long.
const MEMORY_LOOK: Duration = Duration::from_millis(100);

/// The environment.
#[derive(Debug)]
pub(super) struct Instance {
    shared: Arc<Shared>,
    version: Arc<Version>,
    identity: Arc<Identity>,
    running: Running,
    log: Log,
    initialised: bool,
}

/// What came first.
enum First<T> {
    Event(T),
    Ended(String),
    OutOfMemory,
    Timeout,
}

impl Instance {
    /// Starts the process and returns at once.
    pub(super) async fn start(
        shared: Arc<Shared>,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Instance, Failure> {
        let running = Running::launch(&shared, &version, &identity.credentials).await?;
        Ok(Instance { shared, version, identity, running, log: Log::default(), initialised: false })
    }

    /// Waits for the initialisation, if it is not over yet. Gives its duration if this call saw its end, and the
    /// time left for the handler.
    async fn initialise(&mut self) -> Result<(Option<Duration>, Duration), Failure> {
        let whole = self.version.timeout;
        if self.initialised {
            return Ok((None, whole));
        }
        let exchange = self.running.exchange.clone();
        let mut first = self.first(async move { exchange.ready().await }, INIT_LIMIT).await;
        let mut left = whole;
        if matches!(first, First::Timeout) {
            // As on AWS: once more, now within the time of the invocation.
            self.kill().await;
            self.running = Running::launch(&self.shared, &self.version, &self.identity.credentials).await?;
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
            First::Ended(how) => Err(Failure::Exited { how }),
            First::OutOfMemory => Err(Failure::OutOfMemory),
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
        let exchange = self.running.exchange.clone();
        if !exchange.give(invocation, reply) {
            return Err(Failure::Exited { how: "not ready".to_owned() });
        }
        match self.first(async move { exchange.answered().await }, left).await {
            First::Event(Answer::Response(response)) => Ok(response),
            First::Event(Answer::Error { error_type, body }) => Err(reported(error_type, body)),
            First::Event(Answer::TooLarge { len }) => Err(Failure::ResponseTooLarge { len }),
            First::Ended(how) => Err(Failure::Exited { how }),
            First::OutOfMemory => Err(Failure::OutOfMemory),
            First::Timeout => Err(Failure::TimedOut { after: self.version.timeout }),
        }
    }

    /// Waits for an event, the process's end, too much memory, or the end of the time, and takes up output meanwhile.
    async fn first<T>(&mut self, event: impl Future<Output = T>, limit: Duration) -> First<T> {
        let Instance { running, log, version, .. } = self;
        let mut buffer = vec![0; READ_SIZE];
        let memory_limit = u64::from(version.memory_mib) << 20;
        let mut look = tokio::time::interval(MEMORY_LOOK);
        let wait = async {
            tokio::pin!(event);
            loop {
                tokio::select! {
                    // An answer counts even if the process ended right behind it.
                    biased;
                    event = &mut event => return First::Event(event),
                    // Before the output: a process that writes without pause is looked at too.
                    _ = look.tick() => {
                        if running.process.own_memory().is_some_and(|held| held > memory_limit) {
                            return First::OutOfMemory;
                        }
                    }
                    step = running.process.next(&mut buffer) => match step {
                        Step::Output(n) => log.write(buffer.get(..n).unwrap_or_default()),
                        Step::Ended(how) => return First::Ended(how),
                    },
                }
            }
        };
        let first = tokio::time::timeout(limit, wait).await.unwrap_or(First::Timeout);
        // What was written before the event is in the pipe by now; no more than that is waited for.
        for _ in 0..LOG_LIMIT / READ_SIZE {
            match running.process.read_now(&mut buffer) {
                0 => break,
                n => log.write(buffer.get(..n).unwrap_or_default()),
            }
        }
        first
    }

    /// Ends the process and everything it started, and takes up its last words.
    async fn kill(&mut self) {
        let Instance { running, log, .. } = self;
        running.process.kill_and_drain(|output| log.write(output)).await;
    }
}

#[async_trait]
impl Environment for Instance {
    async fn invoke(&mut self, invocation: Invocation, reply: ReplySink) -> Outcome {
        let request_id = invocation.request_id.clone();
        let (initialised, mut watch) = (self.initialise().await, Stopwatch::start());
        self.log.start(&request_id, &self.version.version);
        let (result, init) = match initialised {
            Ok((init, left)) => {
                watch = Stopwatch::start();
                (self.run(invocation, reply, left).await, init)
            }
            Err(failure) => (Err(failure), None),
        };
        let duration = watch.elapsed();
        let used_bytes = self.running.process.peak_memory();
        let goes_on = matches!(result, Ok(_) | Err(Failure::Reported(_) | Failure::ResponseTooLarge { .. }));
        let reusable = goes_on && self.initialised;
        if !reusable {
            self.kill().await;
        }
        let memory_mib = self.version.memory_mib;
        let usage = Usage { duration, init, memory_mib, used_bytes };
        let now = self.shared.clock.now();
        let log = self.log.finish(&request_id, result.as_ref().err(), usage, now);
        Outcome { result, log, reusable }
    }

    fn is_alive(&mut self) -> bool {
        self.running.process.is_alive()
    }

    async fn stop(mut self: Box<Self>) {
        self.kill().await;
        self.running.remove_folder().await;
    }
}

/// An error that a runtime posted. One without a body still has its type.
pub(in crate::execution::executor) fn reported(error_type: Option<String>, body: Bytes) -> Failure {
    if !body.is_empty() {
        return Failure::Reported(body);
    }
    let error_type = error_type.unwrap_or_else(|| "Runtime.Unknown".to_owned());
    let body = serde_json::json!({ "errorType": error_type, "errorMessage": "" });
    Failure::Reported(body.to_string().into())
}

/// An error of the start. Its own JSON is what AWS shows, stack trace included, if it is an error's JSON at all.
pub(in crate::execution::executor) fn start_failure(error: Answer) -> Failure {
    let Answer::Error { error_type, body } = error else {
        return Failure::Exited { how: "not ready".to_owned() };
    };
    let parsed = serde_json::from_slice(&body).unwrap_or(Value::Null);
    if parsed.get("errorType").is_some() && parsed.get("errorMessage").is_some() {
        return Failure::Reported(body);
    }
    Failure::Init {
        error_type: error_type.unwrap_or_else(|| "Runtime.Unknown".to_owned()),
        message: String::from_utf8_lossy(&body).into_owned(),
    }
}
