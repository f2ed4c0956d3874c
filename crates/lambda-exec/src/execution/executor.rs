//! What every way of running a function has in common: prepare its code once, start environments, hand each
//! environment one invocation at a time.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::seams::Credentials;
use base::task::Tasks;
use bytes::Bytes;

pub use crate::execution::log_stream::LogStream;
pub use crate::execution::reply::ReplySink;
pub use crate::package::CodeFolder;

pub mod docker;
pub mod process;
pub mod wasm;

/// One version of a function, as far as running it is concerned. Never changes: an update makes a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The account that owns the function, twelve digits.
    pub account: String,
    /// The region of the function.
    pub region: String,
    /// The function's name.
    pub function: String,
    /// `$LATEST` or a number.
    pub version: String,
    /// Its own ARN, for the log; the function's for `$LATEST`.
    pub arn: String,
    /// `python3.13`, `nodejs22.x`, `provided.al2023`, …
    pub runtime: String,
    /// `module.function`, or for WASM the module's file name.
    pub handler: String,
    /// Memory in MiB, 128 to 10240.
    pub memory_mib: u32,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// The user's environment variables.
    pub environment: BTreeMap<String, String>,
    /// The name of the log group, which the function gets.
    pub log_group: String,
    /// How its log is written.
    pub log_format: LogFormat,
    /// The unpacked package: a folder of this function's only.
    pub code: CodeFolder,
    /// What `/opt` is on AWS, the layers over each other: a folder of this function's only; nothing without layers.
    pub layers: Option<CodeFolder>,
    /// SHA-256 of the package, hexadecimal: equal for equal code.
    pub code_sha256: String,
    /// Where in the emulator the function's AWS SDK should call, such as `http://127.0.0.1:4566`.
    pub endpoint: String,
    /// The ARN of its execution role, whose sessions its environments sign with.
    pub role: String,
    /// The name of the executor that its user asks for, or `auto`, as they wrote it; nothing leaves it to the settings.
    pub way: Option<String>,
    /// What only containers ask for.
    pub container: Container,
}

/// What of a version only containers ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// The image of a function of package type Image.
    pub image: Option<Image>,
    /// Whether it is for processors of ARM.
    pub is_arm: bool,
    /// How large its `/tmp` may be, in MiB.
    pub storage_mib: u32,
}

/// The image of a function, and what the function says over it: what is empty is the image's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// As the user named it.
    pub uri: String,
    /// `EntryPoint`
    pub entry_point: Vec<String>,
    /// `Command`
    pub command: Vec<String>,
    /// `WorkingDirectory`
    pub working_directory: Option<String>,
}

/// How a log is written.
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines of text, all of them.
    #[default]
    Text,
    /// An object a line.
    Json {
        /// The least level of the function's own lines: `TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR` or `FATAL`.
        application_level: String,
        /// The least level of Lambda's lines: `DEBUG`, `INFO` or `WARN`.
        system_level: String,
    },
}

impl Version {
    /// Why it cannot be run here at all: `why` begins in the middle of a sentence.
    pub(crate) fn unrunnable(&self, reason: String) -> Unrunnable {
        let code = if self.container.image.is_some() { "InvalidImage" } else { "InvalidRuntime" };
        Unrunnable { code, reason }
    }

    /// Whether its folders are still there.
    pub(crate) fn is_unpacked(&self) -> bool {
        self.code.is_dir() && self.layers.as_ref().is_none_or(|layers| layers.is_dir())
    }
}

/// By what an environment is known.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its id.
    pub id: Arc<str>,
    /// A session of the function's role, which no other environment has.
    pub credentials: Credentials,
    /// Where its log goes.
    pub log: LogStream,
    /// Why it was started.
    pub initialization: Initialization,
}

/// Why an environment was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Initialization {
    /// Somebody called.
    #[default]
    OnDemand,
    /// It is to be ready before somebody calls.
    Provisioned,
}

impl Initialization {
    /// As `AWS_LAMBDA_INITIALIZATION_TYPE` and telemetry name it.
    /// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>
    pub fn name(self) -> &'static str {
        match self {
            Initialization::OnDemand => "on-demand",
            Initialization::Provisioned => "provisioned-concurrency",
        }
    }
}

/// One event for one environment.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The request id, a UUID; the same for every retry of one asynchronous event.
    pub request_id: Arc<str>,
    /// The ARN by which the function was called: with the alias or the version that the caller named.
    pub arn: Arc<str>,
    /// When the invocation will be ended by force.
    pub deadline: Timestamp,
    /// The event, JSON.
    pub payload: Bytes,
    /// The client context, JSON, as the caller gave it (base64 taken off).
    pub client_context: Option<String>,
    /// `Root=1-…;Parent=…;Sampled=0`
    pub trace_id: String,
}

/// How one invocation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The response, or how the function failed. Of a response that was streamed through the sink: what did not go there,
    /// which is nothing.
    pub result: Result<Bytes, Failure>,
    /// What the function wrote to its log during this invocation, START, END and REPORT lines included; at most
    /// [`LOG_LIMIT`] bytes, the last ones.
    pub log: Bytes,
    /// What of the environment goes on.
    pub after: After,
}

#[cfg(test)]
impl Outcome {
    /// Whether the environment can take another invocation.
    pub(crate) fn is_reusable(&self) -> bool {
        self.after != After::Ended
    }
}

/// What becomes of an environment behind an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It can take another invocation.
    Reusable,
    /// Its extensions still work: [`Environment::settle`] says when it can.
    Settles,
    /// It is not to be used again.
    Ended,
}

impl After {
    /// What becomes of one that goes on if `goes_on`, and has nothing left to do.
    pub(crate) fn reusable(goes_on: bool) -> After {
        if goes_on { After::Reusable } else { After::Ended }
    }
}

/// The most that is kept of one invocation's log.
pub const LOG_LIMIT: usize = 256 * 1024;

/// How a function failed. Each has its own payload on AWS; `payload` makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The handler, or the runtime while it initialised, reported an error: its own JSON, as it came.
    Reported(Bytes),
    /// It took longer than its timeout.
    TimedOut {
        /// The timeout that was passed.
        after: Duration,
    },
    /// The environment's process ended before it answered.
    Exited {
        /// `exit status 1`, `signal: killed`, …
        how: String,
    },
    /// It needed more memory than it has.
    OutOfMemory,
    /// It could not be started: the handler is missing, the bootstrap is not there, the module is not valid.
    Init {
        /// AWS's error type, such as `Runtime.ImportModuleError` or `Runtime.InvalidEntrypoint`.
        error_type: String,
        /// The message behind it.
        message: String,
    },
    /// The response was larger than AWS lets through.
    ResponseTooLarge {
        /// Its length in bytes.
        len: usize,
    },
}

/// What the preparation of a version found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// A sentence for the user about how it runs here, shown as the `StateReason` of the active function.
    pub remark: Option<String>,
    /// What the name of the function's image leads to: SHA-256, hexadecimal.
    pub image_digest: Option<String>,
}

/// Why a version cannot be run here at all. The text is shown as the function's `StateReason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrunnable {
    /// AWS's `StateReasonCode`, such as `InvalidRuntime` or `InvalidZipFileException`.
    pub code: &'static str,
    /// A sentence for the user: what is missing, and what would help.
    pub reason: String,
}

impl fmt::Display for Unrunnable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// A way of running functions.
#[async_trait]
pub trait Executor: Send + Sync + fmt::Debug {
    /// `wasm`, `process`, `docker`: for logs and messages.
    fn name(&self) -> &'static str;

    /// Begins what it does in the background; called once, when the emulator starts.
    fn begin(&self) {}

    /// Whether this executor can be the one for a version, judged by its runtime and its code.
    fn takes(&self, version: &Version) -> bool;

    /// Whether what it takes is for no other.
    fn is_alone(&self) -> bool {
        false
    }

    /// Whether its environments are part of this process: they cost memory, and no process of the host.
    fn is_light(&self) -> bool {
        false
    }

    /// What a version needs that it takes, for the sentence about one that nobody takes.
    fn needs(&self) -> &'static str;

    /// The slow work that is done once for a version while it is `Pending`: compiling, finding interpreters.
    async fn prepare(&self, version: &Version) -> Result<Prepared, Unrunnable>;

    /// Starts a fresh environment. Its initialisation may still be under way on return: a failure in it is the outcome of
    /// the first invocation.
    async fn start(
        &self,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Box<dyn Environment>, Failure>;
}

/// One running environment of a version. Takes one invocation at a time. Dropping it ends it, with everything it
/// started.
#[async_trait]
pub trait Environment: Send + fmt::Debug {
    /// Waits until its initialisation is over, where it is to be ready before somebody calls. One that failed is not to be
    /// used.
    async fn initialise(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    /// Runs one invocation to its end, its timeout enforced. What the function streams goes into the sink as it comes.
    async fn invoke(&mut self, invocation: Invocation, reply: ReplySink) -> Outcome;

    /// Waits until what goes on behind an answer is done, within the time of its invocation. False if the environment cannot
    /// be used again.
    async fn settle(&mut self) -> bool {
        true
    }

    /// Whether it is still alive, for one that has been idle.
    fn is_alive(&mut self) -> bool;

    /// Waits until it can take an invocation: behind an answer a runtime may have work left, or may be about to exit. False if
    /// it cannot be used again.
    async fn is_ready(&mut self) -> bool {
        self.is_alive()
    }

    /// Ends it in good order.
    async fn stop(self: Box<Self>);
}

/// Every executor, in the order in which they are asked: a WebAssembly module says itself what it is, so it is asked for
/// first; a process starts in a tenth of the time of a container.
pub fn all(
    clock: &Clock,
    entropy: &Entropy,
    tasks: &Tasks,
    docker: &docker::Settings,
    wasm: &wasm::Settings,
) -> Vec<Arc<dyn Executor>> {
    let wasm = wasm::WasmExecutor::new(clock.clone(), entropy.clone(), tasks.clone(), wasm.clone());
    let process = process::ProcessExecutor::new(clock.clone(), entropy.clone(), tasks.clone());
    let docker = docker::DockerExecutor::new(clock.clone(), entropy.clone(), tasks.clone(), docker.clone());
    vec![Arc::new(wasm), Arc::new(process), Arc::new(docker)]
}
