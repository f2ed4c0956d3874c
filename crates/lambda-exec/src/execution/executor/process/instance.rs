//! One process environment at work: initialisation, invocations, timeouts, and the log.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::Stopwatch;
use bytes::Bytes;

use super::Shared;
use super::launch::Running;
use crate::execution::agents::{Event, Kind, Reason};
use crate::execution::environment::{Answer, Readiness};
use crate::execution::executor::{
    After, Environment, Failure, Identity, Invocation, LOG_LIMIT, Outcome, ReplySink, Version,
};
use crate::execution::log::{Log, Usage};
use crate::execution::process::Step;
use crate::execution::telemetry::{Lines, Source};

/// How long an initialisation may take before it is started once more, inside the first invocation's own time.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>
pub(super) const INIT_LIMIT: Duration = Duration::from_secs(10);

/// How much output is read at once.
const READ_SIZE: usize = 16 * 1024;

/// After so much output others have their turn: a function may write without pause.
const YIELD_AFTER: usize = 4 * READ_SIZE;

/// How often it is looked how much memory a process holds. There is no limit that the kernel would keep and that fits:
/// a limit on addresses ends runtimes that only reserve them. So a process may have more than its function for as long.
const MEMORY_LOOK: Duration = Duration::from_millis(100);

/// How long extensions have for their end, and how long where none is a process of its own.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown>
const SHUTDOWN_LIMITS: [Duration; 2] = [Duration::from_secs(2), Duration::from_millis(500)];

/// The environment.
#[derive(Debug)]
pub(super) struct Instance {
    shared: Arc<Shared>,
    version: Arc<Version>,
    identity: Arc<Identity>,
    running: Running,
    log: Log,
    lines: Lines,
    /// What output is read into.
    buffer: Vec<u8>,
    initialised: bool,
    /// How long its initialisation took, until a report has said so.
    init: Option<Duration>,
    /// What is left of the last invocation, while extensions work behind its answer.
    behind: Option<Behind>,
    /// Why it ends.
    end: Reason,
}

/// What goes on behind an answer.
#[derive(Clone, Copy, Debug)]
struct Behind {
    goes_on: bool,
    left: Duration,
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
        let mut log = Log::to(identity.log.clone(), version.log_format.clone());
        let running = Running::launch(&shared, &version, &identity, &mut log).await?;
        let (lines, end) = (Lines::of(Source::Function), Reason::Spindown);
        let buffer = vec![0; READ_SIZE];
        Ok(Instance {
            shared,
            version,
            identity,
            running,
            log,
            lines,
            buffer,
            initialised: false,
            init: None,
            behind: None,
            end,
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
        let ready = self.running.ready();
        let mut first = self.first(ready, INIT_LIMIT).await;
        let mut left = whole;
        if matches!(first, First::Timeout) {
            // As on AWS: once more, now within the time of the invocation.
            self.kill().await;
            let Instance { shared, version, identity, log, .. } = self;
            self.running = Running::launch(shared, version, identity, log).await?;
            let ready = self.running.ready();
            first = self.first(ready, whole).await;
            left = whole.saturating_sub(self.running.since.elapsed());
        }
        match first {
            First::Event(Ok(())) => {
                self.initialised = true;
                let init = self.running.since.elapsed();
                self.running.tell_of_init(self.identity.initialization, init);
                Ok((Some(init), left))
            }
            First::Event(Err(failure)) => Err(failure),
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
        self.running.agents.tell_of(&invocation);
        if !self.running.exchange.give(invocation, reply) {
            return Err(Failure::Exited { how: "not ready".to_owned() });
        }
        let answered = self.running.answered();
        match self.first(answered, left).await {
            First::Event(Ok(Answer::Response(response))) => Ok(response),
            First::Event(Ok(Answer::Error { error_type, body })) => Err(reported(error_type, body)),
            First::Event(Ok(Answer::TooLarge { len })) => Err(Failure::ResponseTooLarge { len }),
            First::Event(Err(failure)) => Err(failure),
            First::Ended(how) => Err(Failure::Exited { how }),
            First::OutOfMemory => Err(Failure::OutOfMemory),
            First::Timeout => Err(Failure::TimedOut { after: self.version.timeout }),
        }
    }

    /// Waits for an event, the process's end, too much memory, or the end of the time, and takes up output meanwhile.
    async fn first<T>(&mut self, event: impl Future<Output = T>, limit: Duration) -> First<T> {
        let Instance { running, log, lines, version, buffer, .. } = self;
        let Running { process, extensions, agents, telemetry, .. } = running;
        let memory_limit = u64::from(version.memory_mib) << 20;
        // Most invocations are over before the first look.
        let mut look = tokio::time::interval_at(tokio::time::Instant::now() + MEMORY_LOOK, MEMORY_LOOK);
        let wait = async {
            let mut taken = 0;
            tokio::pin!(event);
            loop {
                tokio::select! {
                    // An answer counts even if the process ended right behind it.
                    biased;
                    event = &mut event => return First::Event(event),
                    // Before the output: a process that writes without pause is looked at too.
                    _ = look.tick() => {
                        let held = process.own_memory().unwrap_or(0);
                        if held.saturating_add(extensions.own_memory()) > memory_limit {
                            return First::OutOfMemory;
                        }
                    }
                    did = extensions.next(), if !extensions.have_ended() => extensions.noted(did, agents, log, telemetry),
                    step = process.next(buffer) => match step {
                        Step::Output(n) => {
                            let output = buffer.get(..n).unwrap_or_default();
                            log.write(output);
                            lines.take(output, telemetry);
                            taken += n;
                            if taken >= YIELD_AFTER {
                                taken = 0;
                                tokio::task::yield_now().await;
                            }
                        }
                        Step::Ended(how) => return First::Ended(how),
                    },
                }
            }
        };
        let first = tokio::time::timeout(limit, wait).await.unwrap_or(First::Timeout);
        // What was written before the event is in the pipe by now; no more than that is waited for.
        for _ in 0..LOG_LIMIT / READ_SIZE {
            match process.read_now(buffer) {
                0 => break,
                n => {
                    let output = buffer.get(..n).unwrap_or_default();
                    log.write(output);
                    lines.take(output, telemetry);
                    tokio::task::yield_now().await;
                }
            }
        }
        first
    }

    /// Ends the process and everything it started, and takes up its last words.
    async fn kill(&mut self) {
        let Instance { running, log, .. } = self;
        running.process.kill_and_drain(|output| log.write(output)).await;
        running.extensions.kill(|output| log.write(output)).await;
    }

    /// Ends it in good order: runtime and extensions hear of it, and have a moment for it.
    async fn shut_down(&mut self) {
        let reason = self.end;
        let Instance { running, log, shared, .. } = self;
        let Running { process, extensions, agents, telemetry, .. } = running;
        telemetry.flush().await;
        let [of_processes, of_parts] = SHUTDOWN_LIMITS;
        let limit = if agents.any_external() { of_processes } else { of_parts };
        let deadline = shared.host_clock.now().plus(limit);
        agents.tell(Kind::Shutdown, &Event::Shutdown { reason, deadline });
        process.terminate();
        let ended = async {
            let (mut buffer, mut has_ended) = (vec![0; READ_SIZE], !process.is_alive());
            while !has_ended || !extensions.have_ended() {
                tokio::select! {
                    did = extensions.next(), if !extensions.have_ended() => extensions.noted(did, agents, log, telemetry),
                    step = process.next(&mut buffer), if !has_ended => match step {
                        Step::Output(n) => log.write(buffer.get(..n).unwrap_or_default()),
                        Step::Ended(_) => has_ended = true,
                    },
                }
            }
        };
        let _by_force = tokio::time::timeout(limit, ended).await;
    }
}

#[async_trait]
impl Environment for Instance {
    async fn initialise(&mut self) -> Result<(), Failure> {
        (self.init, _) = self.until_initialised().await?;
        Ok(())
    }

    async fn invoke(&mut self, invocation: Invocation, reply: ReplySink) -> Outcome {
        let request_id = invocation.request_id.clone();
        let (initialised, mut watch) = (self.until_initialised().await, Stopwatch::start());
        self.log.start(&request_id, &self.version.version, self.shared.clock.now());
        self.running.tell_of_start(&invocation, &self.version.version);
        let (result, init, whole) = match initialised {
            Ok((init, left)) => {
                watch = Stopwatch::start();
                (self.run(invocation, reply, left).await, init, left)
            }
            Err(failure) => (Err(failure), None, Duration::ZERO),
        };
        let duration = watch.elapsed();
        let used_bytes = self.running.process.peak_memory();
        let goes_on = matches!(result, Ok(_) | Err(Failure::Reported(_) | Failure::ResponseTooLarge { .. }));
        let goes_on = goes_on && self.initialised;
        let settles = !self.running.agents.is_empty();
        if !goes_on && !settles {
            self.kill().await;
        }
        let memory_mib = self.version.memory_mib;
        let usage = Usage { duration, init, memory_mib, used_bytes };
        let now = self.shared.clock.now();
        self.lines.end(&self.running.telemetry);
        self.running.tell_of_end(&request_id, &result, usage);
        let log = self.log.finish(&request_id, result.as_ref().err(), usage, now);
        let after = if settles {
            let left = whole.saturating_sub(duration);
            self.behind = Some(Behind { goes_on, left });
            self.end = match &result {
                Err(Failure::TimedOut { .. }) => Reason::Timeout,
                _ if goes_on => Reason::Spindown,
                _ => Reason::Failure,
            };
            After::Settles
        } else {
            After::reusable(goes_on)
        };
        Outcome { result, log, after }
    }

    async fn settle(&mut self) -> bool {
        let Some(Behind { goes_on, left }) = self.behind.take() else { return true };
        if !goes_on {
            return false;
        }
        let agents = self.running.agents.clone();
        match self.first(async move { agents.settled().await }, left).await {
            First::Event(Ok(())) => return true,
            First::Timeout => self.end = Reason::Timeout,
            First::Event(Err(_)) | First::Ended(_) | First::OutOfMemory => self.end = Reason::Failure,
        }
        false
    }

    fn is_alive(&mut self) -> bool {
        self.running.process.is_alive()
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

    async fn stop(mut self: Box<Self>) {
        if !self.running.agents.is_empty() {
            self.shut_down().await;
        }
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
