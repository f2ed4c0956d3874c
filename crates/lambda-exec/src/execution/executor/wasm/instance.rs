//! One WASM environment at work: a fresh instance for every invocation, and a `/tmp` that outlives them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::clock::Stopwatch;
use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use wasmtime::{Store, Trap};
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::p2::pipe::MemoryInputPipe;
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtxBuilder};

use super::Shared;
use super::aws_call::Door;
use super::guest::{Guest, Limits};
use super::module::Compiled;
use super::pipe::{Pipe, Response};
use crate::execution::executor::{
    After, Environment, Failure, Identity, Invocation, Outcome, ReplySink, Version,
};
use crate::execution::log::{Log, Usage};
use crate::execution::runtime_api::RESPONSE_LIMIT;
use crate::execution::scratch::Scratch;
use crate::execution::variables::variables;

/// Where a guest sees its package.
const TASK_ROOT: &str = "/var/task";

/// Where it sees its layers.
const LAYERS_ROOT: &str = "/opt";

/// The environment.
pub(super) struct Instance {
    shared: Arc<Shared>,
    version: Arc<Version>,
    identity: Arc<Identity>,
    compiled: Arc<Compiled>,
    scratch: Scratch,
    variables: Vec<(String, String)>,
    /// How long the start took, until the first invocation has reported it.
    init: Option<Duration>,
}

/// One invocation on its way through a thread of its own.
struct Job {
    store: Store<Guest>,
    compiled: Arc<Compiled>,
    stdout: Pipe<Response>,
    log: Pipe<Log>,
    limit: Duration,
}

/// How a guest came to its end.
enum End {
    /// By itself.
    Status(i32),
    /// By a trap; its words.
    Trap(String),
    OutOfMemory,
    TimedOut,
    /// The environment was dropped.
    Cancelled,
}

/// What is left of a job.
struct Done {
    end: End,
    peak_bytes: usize,
}

impl Instance {
    /// Compiles the module if that has not been done, and makes the folder.
    pub(super) async fn start(
        shared: Arc<Shared>,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Instance, Failure> {
        let watch = Stopwatch::start();
        let compiled = shared.modules.get(&version).await.map_err(|unrunnable| Failure::Init {
            error_type: "Runtime.InvalidEntrypoint".to_owned(),
            message: unrunnable.reason,
        })?;
        let scratch = Scratch::new(&shared.entropy, &shared.tasks, []).await;
        let scratch = scratch.map_err(|cause| no_folder(&cause))?;
        let stream = identity.log.name();
        let variables = variables(&version, &identity.credentials, Path::new(TASK_ROOT), stream);
        let init = Some(watch.elapsed());
        Ok(Instance { shared, version, identity, compiled, scratch, variables, init })
    }

    /// Everything that the guest will see.
    fn wasi(
        &self,
        invocation: &Invocation,
        outputs: (&Pipe<Response>, &Pipe<Log>),
    ) -> wasmtime::Result<WasiP1Ctx> {
        let deadline = self.shared.host_clock.now().plus(self.version.timeout);
        let mut wasi = WasiCtxBuilder::new();
        wasi.arg(&self.version.handler)
            .envs(&self.variables)
            // A fresh instance runs for each invocation, so what a runtime would ask for can be variables here.
            .env("AWS_LAMBDA_REQUEST_ID", &*invocation.request_id)
            .env("AWS_LAMBDA_DEADLINE_MS", deadline.millis().to_string())
            .env("AWS_LAMBDA_INVOKED_FUNCTION_ARN", &*invocation.arn)
            .env("_X_AMZN_TRACE_ID", &invocation.trace_id)
            .stdin(MemoryInputPipe::new(invocation.payload.clone()))
            .stdout(outputs.0.clone())
            .stderr(outputs.1.clone())
            // Where this is allowed, a guest's sleep is the thread's, and no timeout could end it.
            .allow_blocking_current_thread(false)
            .allow_tcp(false)
            .allow_udp(false);
        if let Some(context) = &invocation.client_context {
            wasi.env("AWS_LAMBDA_CLIENT_CONTEXT", context);
        }
        if self.compiled.has_files {
            wasi.preopened_dir(&*self.version.code, TASK_ROOT, FsPerms::ReadOnly)?;
            if let Some(layers) = &self.version.layers {
                wasi.preopened_dir(&**layers, LAYERS_ROOT, FsPerms::ReadOnly)?;
            }
        }
        wasi.preopened_dir(self.scratch.path(), "/tmp", FsPerms::ReadWrite)?;
        Ok(wasi.build_p1())
    }

    fn job(&self, invocation: &Invocation, log: &Pipe<Log>) -> wasmtime::Result<Job> {
        let stdout = Pipe(Arc::new(Mutex::new(Response::new(RESPONSE_LIMIT))));
        let guest = Guest {
            wasi: self.wasi(invocation, (&stdout, log))?,
            limits: Limits::new(self.version.memory_mib),
            door: Door::new(
                &self.version,
                &self.identity.credentials,
                &self.shared.clock,
                &invocation.trace_id,
            ),
        };
        let mut store = Store::new(self.shared.modules.engine(), guest);
        store.limiter(|guest| &mut guest.limits);
        // At every tick the guest gives way for a moment: then its timeout and its cancellation are looked at.
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        let (compiled, log, limit) = (self.compiled.clone(), log.clone(), self.version.timeout);
        Ok(Job { store, compiled, stdout, log, limit })
    }

    /// Runs a job on a blocking thread. On the threads that serve requests a busy guest would hold up the others,
    /// and the sockets with them.
    async fn run(&self, job: Job) -> (Result<Bytes, Failure>, Option<u64>) {
        let cancel = CancellationToken::new();
        let _dropped_with_this_future = cancel.clone().drop_guard();
        let (stdout, log, ticking) = (job.stdout.clone(), job.log.clone(), self.shared.ticker.run());
        let runtime = tokio::runtime::Handle::current();
        let thread = tokio::task::spawn_blocking(move || {
            let done = runtime.block_on(job.run(cancel));
            drop(ticking);
            done
        });
        let Done { end, peak_bytes } = match thread.await {
            Ok(done) => done,
            Err(cause) => {
                tracing::error!(function = self.version.arn, %cause, "a WASM invocation panicked");
                Done { end: End::Trap("host failure".to_owned()), peak_bytes: 0 }
            }
        };
        let response = stdout.0.lock().finish();
        let result = match (end, response) {
            (End::Status(0), Ok(response)) => Ok(response),
            (End::Status(0), Err(len)) => Err(Failure::ResponseTooLarge { len }),
            (End::Status(status), response) => Err(failed(format!("exit status {status}"), response)),
            (End::Trap(words), response) => {
                log.0.lock().write(format!("{words}\n").as_bytes());
                Err(failed(words, response))
            }
            (End::OutOfMemory, _) => Err(Failure::OutOfMemory),
            (End::TimedOut, _) => Err(Failure::TimedOut { after: self.version.timeout }),
            (End::Cancelled, _) => Err(Failure::Exited { how: "signal: killed".to_owned() }),
        };
        (result, u64::try_from(peak_bytes).ok())
    }
}

impl Job {
    async fn run(mut self, cancel: CancellationToken) -> Done {
        let Job { store, compiled, limit, .. } = &mut self;
        let call = async {
            let instance = compiled.pre.instantiate_async(&mut *store).await?;
            let start = instance.get_typed_func::<(), ()>(&mut *store, "_start")?;
            start.call_async(&mut *store, ()).await
        };
        let ended = tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            ended = tokio::time::timeout(*limit, call) => Some(ended),
        };
        let limits = &self.store.data().limits;
        let end = match ended {
            None => End::Cancelled,
            Some(Err(_)) => End::TimedOut,
            Some(Ok(Ok(()))) => End::Status(0),
            Some(Ok(Err(_))) if limits.exceeded() => End::OutOfMemory,
            Some(Ok(Err(cause))) => end_of(&cause),
        };
        Done { end, peak_bytes: limits.peak_bytes() }
    }
}

#[async_trait]
impl Environment for Instance {
    async fn invoke(&mut self, invocation: Invocation, _: ReplySink) -> Outcome {
        let log =
            Pipe(Arc::new(Mutex::new(Log::to(self.identity.log.clone(), self.version.log_format.clone()))));
        log.0.lock().start(&invocation.request_id, &self.version.version, self.shared.clock.now());
        let watch = Stopwatch::start();
        let (result, used_bytes) = match self.job(&invocation, &log) {
            Ok(job) => self.run(job).await,
            Err(cause) => (Err(no_folder(&std::io::Error::other(format!("{cause:#}")))), None),
        };
        let (memory_mib, init) = (self.version.memory_mib, self.init.take());
        let usage = Usage { duration: watch.elapsed(), init, memory_mib, used_bytes };
        let now = self.shared.clock.now();
        let log = log.0.lock().finish(&invocation.request_id, result.as_ref().err(), usage, now);
        // A guest that failed takes nothing with it, but on AWS its environment would be a new one.
        let goes_on = matches!(result, Ok(_) | Err(Failure::Reported(_) | Failure::ResponseTooLarge { .. }));
        Outcome { result, log, after: After::reusable(goes_on) }
    }

    fn is_alive(&mut self) -> bool {
        self.scratch.path().is_dir()
    }

    async fn stop(self: Box<Self>) {
        self.scratch.remove().await;
    }
}

/// What an error of a call says about the guest's end.
fn end_of(cause: &wasmtime::Error) -> End {
    if let Some(I32Exit(status)) = cause.downcast_ref::<I32Exit>() {
        return End::Status(*status);
    }
    match cause.downcast_ref::<Trap>() {
        Some(trap) => End::Trap(trap.to_string()),
        None => End::Trap(format!("{cause:#}")),
    }
}

/// A guest that ended badly reports its error by writing it as its response.
fn failed(how: String, response: Result<Bytes, usize>) -> Failure {
    let response = response.unwrap_or_default();
    match serde_json::from_slice(&response) {
        Ok(Value::Object(error)) if error.contains_key("errorMessage") || error.contains_key("errorType") => {
            Failure::Reported(response)
        }
        _ => Failure::Exited { how },
    }
}

/// A fault of this host, not of the function.
fn no_folder(cause: &std::io::Error) -> Failure {
    tracing::error!(%cause, "a WASM environment could not be set up");
    let message = format!("the environment could not be set up: {cause}");
    Failure::Init { error_type: "Runtime.Unknown".to_owned(), message }
}

impl std::fmt::Debug for Instance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Instance").field("version", &self.version).finish_non_exhaustive()
    }
}
