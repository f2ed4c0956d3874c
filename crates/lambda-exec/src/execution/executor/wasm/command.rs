//! Programs with a `main`: the event is standard input, the response standard output. A core module is one by WASI
//! preview 1, a component by `wasi:cli/run`. A fresh instance serves each invocation.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::Semaphore;
use wasmtime::InstancePre;
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi::p2::pipe::MemoryInputPipe;
use wasmtime_wasi::{I32Exit, WasiCtxBuilder};

use super::component::Host;
use super::end::{End, bounded};
use super::guest::{Guest, Limits};
use super::pace;
use super::pipe::{Pipe, Response};
use super::surroundings::Surroundings;
use crate::execution::executor::{Failure, Invocation};
use crate::execution::runtime_api::RESPONSE_LIMIT;

/// What came of an invocation.
pub(super) struct Done {
    pub(super) result: Result<Bytes, Failure>,
    /// The most memory that the guest had.
    pub(super) peak_bytes: usize,
}

/// How a guest ended, nothing if by its own return, and its most memory.
type Ended = (Option<End>, usize);

/// Runs a core module. Where its instances come from a pool, it waits for a place in it, within its time.
pub(super) async fn run_module(
    around: &Surroundings,
    (pre, places): (InstancePre<Guest>, Option<Arc<Semaphore>>),
    invocation: &Invocation,
) -> wasmtime::Result<Done> {
    let (mut wasi, stdout) = wasi(around, invocation)?;
    let guest = Guest {
        wasi: wasi.build_p1(),
        limits: Limits::of_module(around.version.memory_mib),
        door: around.door(invocation),
    };
    let (mut store, limit) = (around.store(guest), around.version.timeout);
    store.limiter(|guest| &mut guest.limits);
    let ended = pace::run(&around.shared.ticker, &around.compiled.pace, move |cancel| async move {
        let call = async {
            let _place = match &places {
                Some(places) => Some(places.acquire().await?),
                None => None,
            };
            let instance = pre.instantiate_async(&mut store).await?;
            let start = instance.get_typed_func::<(), ()>(&mut store, "_start")?;
            start.call_async(&mut store, ()).await
        };
        let ended = bounded(call, limit, &cancel).await;
        let limits = &store.data().limits;
        (ended.err().map(|stopped| End::of(stopped, limits)), limits.peak_bytes())
    });
    Ok(done(around, ended.await, &stdout))
}

/// Runs a component.
pub(super) async fn run_component(
    around: &Surroundings,
    pre: CommandPre<Host>,
    invocation: &Invocation,
) -> wasmtime::Result<Done> {
    let (mut wasi, stdout) = wasi(around, invocation)?;
    let mut store = Host::store(around, wasi.build(), &invocation.trace_id);
    let limit = around.version.timeout;
    let ended = pace::run(&around.shared.ticker, &around.compiled.pace, move |cancel| async move {
        let call = async {
            let command = pre.instantiate_async(&mut store).await?;
            let run = command.wasi_cli_run().call_run(&mut store).await?;
            // What `main` says by returning an error is what a program says by its status.
            run.map_err(|()| I32Exit(1).into())
        };
        let ended = bounded(call, limit, &cancel).await;
        let limits = &store.data().limits;
        (ended.err().map(|stopped| End::of(stopped, limits)), limits.peak_bytes())
    });
    Ok(done(around, ended.await, &stdout))
}

fn wasi(
    around: &Surroundings,
    invocation: &Invocation,
) -> wasmtime::Result<(WasiCtxBuilder, Pipe<Response>)> {
    let stdout = Pipe(Arc::new(Mutex::new(Response::new(RESPONSE_LIMIT))));
    let mut wasi = around.wasi()?;
    around.tell(invocation, &mut wasi);
    wasi.stdin(MemoryInputPipe::new(invocation.payload.clone())).stdout(stdout.clone());
    Ok((wasi, stdout))
}

fn done(around: &Surroundings, ended: Option<Ended>, stdout: &Pipe<Response>) -> Done {
    let (end, peak_bytes) = ended.unwrap_or_else(|| (Some(End::host_failure()), 0));
    let response = stdout.0.lock().finish();
    let result = match (end, response) {
        (None | Some(End::Status(0)), Ok(response)) => Ok(response),
        (None | Some(End::Status(0)), Err(len)) => Err(Failure::ResponseTooLarge { len }),
        (Some(end), response) => Err(match end.failure(&around.log, around.version.timeout) {
            Failure::Exited { how } => failed(how, response),
            failure => failure,
        }),
    };
    Done { result, peak_bytes }
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
