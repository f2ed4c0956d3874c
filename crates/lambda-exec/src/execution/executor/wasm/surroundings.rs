//! What all guests of an environment find around them, whatever their interface is: folders, variables, a log.

use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};

use super::Shared;
use super::aws_call::Door;
use super::guest::Sandbox;
use super::pipe::Pipe;
use super::program::Compiled;
use crate::execution::executor::{Failure, Identity, Invocation, Version};
use crate::execution::log::Log;
use crate::execution::scratch::Scratch;
use crate::execution::variables::variables;

/// Where a guest sees its package.
const TASK_ROOT: &str = "/var/task";

/// Where it sees its layers.
const LAYERS_ROOT: &str = "/opt";

/// The surroundings.
pub(super) struct Surroundings {
    pub(super) shared: Arc<Shared>,
    pub(super) version: Arc<Version>,
    pub(super) identity: Arc<Identity>,
    pub(super) compiled: Arc<Compiled>,
    /// The log of the invocation that is worked on.
    pub(super) log: Pipe<Log>,
    pub(super) scratch: Scratch,
    variables: Vec<(String, String)>,
}

impl Surroundings {
    /// Compiles the program if that has not been done, and makes the folder.
    pub(super) async fn of(
        shared: Arc<Shared>,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Surroundings, Failure> {
        let compiled = shared.programs.get(&version).await.map_err(|unrunnable| Failure::Init {
            error_type: "Runtime.InvalidEntrypoint".to_owned(),
            message: unrunnable.reason,
        })?;
        let scratch = Scratch::new(&shared.entropy, &shared.tasks, []).await;
        let scratch = scratch.map_err(|cause| no_folder(&cause))?;
        let variables = variables(&version, &identity, Path::new(TASK_ROOT));
        let log = Pipe(Arc::new(Mutex::new(Log::default())));
        Ok(Surroundings { shared, version, identity, compiled, log, scratch, variables })
    }

    /// A WASI context with all of it, but for standard input and output.
    pub(super) fn wasi(&self) -> wasmtime::Result<WasiCtxBuilder> {
        let mut wasi = WasiCtxBuilder::new();
        wasi.arg(&self.version.handler)
            .envs(&self.variables)
            .stderr(self.log.clone())
            // Where this is allowed, a guest's sleep is the thread's, and no timeout could end it.
            .allow_blocking_current_thread(false)
            .allow_tcp(false)
            .allow_udp(false);
        if self.compiled.has_files {
            wasi.preopened_dir(&*self.version.code, TASK_ROOT, FsPerms::ReadOnly)?;
        }
        if let Some(layers) = &self.version.layers {
            wasi.preopened_dir(&**layers, LAYERS_ROOT, FsPerms::ReadOnly)?;
        }
        wasi.preopened_dir(self.scratch.path(), "/tmp", FsPerms::ReadWrite)?;
        Ok(wasi)
    }

    /// When an invocation that begins now is ended by force, in milliseconds since 1970 on the clock that a guest sees.
    pub(super) fn deadline_millis(&self) -> u64 {
        self.shared.host_clock.now().plus(self.version.timeout).millis()
    }

    /// For a guest that serves one invocation: what a runtime would ask for, as variables.
    pub(super) fn tell(&self, invocation: &Invocation, wasi: &mut WasiCtxBuilder) {
        wasi.env("AWS_LAMBDA_REQUEST_ID", &*invocation.request_id)
            .env("AWS_LAMBDA_DEADLINE_MS", self.deadline_millis().to_string())
            .env("AWS_LAMBDA_INVOKED_FUNCTION_ARN", &*invocation.arn)
            .env("_X_AMZN_TRACE_ID", &invocation.trace_id);
        if let Some(context) = &invocation.client_context {
            wasi.env("AWS_LAMBDA_CLIENT_CONTEXT", context);
        }
    }

    /// The door of a core module to the emulator.
    pub(super) fn door(&self, invocation: &Invocation) -> Door {
        Door::new(&self.version, &self.identity.credentials, &self.shared.clock, &invocation.trace_id)
    }

    /// A sandbox that gives way at every tick: then its timeout and its cancellation are looked at.
    pub(super) fn store<T>(&self, data: T) -> Sandbox<T> {
        let mut store = Sandbox::new(&self.compiled.engine, data);
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        store
    }
}

/// A fault of this host, not of the function.
pub(super) fn no_folder(cause: &dyn std::fmt::Display) -> Failure {
    tracing::error!(%cause, "a WASM environment could not be set up");
    let message = format!("the environment could not be set up: {cause}");
    Failure::Init { error_type: "Runtime.Unknown".to_owned(), message }
}
