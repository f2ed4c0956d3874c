//! The import module `ruststack`: how a guest without sockets calls AWS, that is this emulator and nothing else.
//! `docs/wasm-functions.md` is its contract.
//!
//! ```text
//! aws_call(request: i32, request_len: i32, reply: i32, reply_cap: i32) -> i32
//! aws_reply(offset: i32, reply: i32, reply_cap: i32) -> i32
//! ```

use std::sync::Arc;

use base::clock::Clock;
use base::seams::Credentials;
use bytes::Bytes;
use wasmtime::{Caller, Extern, Linker, Memory, format_err};

use self::message::Refused;
use super::guest::Guest;
use crate::execution::executor::Version;

mod http;
mod message;

/// The largest request and the largest reply, headers included: an invocation's own payload limit and some.
const MESSAGE_LIMIT: usize = 7 * 1024 * 1024;

/// One guest's door to the emulator.
#[derive(Debug)]
pub(super) struct Door {
    to: Arc<Target>,
    /// The trace of the invocation that the guest works on.
    trace_id: Arc<str>,
    /// The last reply, for a guest whose buffer was too small for it.
    reply: Bytes,
}

/// Whom a guest may call, and as whom.
#[derive(Debug)]
struct Target {
    /// `http://127.0.0.1:4566`
    endpoint: String,
    region: String,
    credentials: Credentials,
    /// For the time of the signature.
    clock: Clock,
}

impl Door {
    /// The door of a version's guest in the environment with these credentials, for one invocation.
    pub(super) fn new(version: &Version, credentials: &Credentials, clock: &Clock, trace_id: &str) -> Door {
        let to = Target {
            endpoint: version.endpoint.clone(),
            region: version.region.clone(),
            credentials: credentials.clone(),
            clock: clock.clone(),
        };
        Door { to: Arc::new(to), trace_id: trace_id.into(), reply: Bytes::new() }
    }
}

/// Offers the imports. A module that does not import them is none the wiser.
pub(super) fn add_to_linker(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    linker
        .func_wrap_async("ruststack", "aws_call", |caller, parameters| Box::new(call(caller, parameters)))?;
    linker.func_wrap("ruststack", "aws_reply", reply)?;
    Ok(())
}

/// Performs a request and copies the reply, as much of it as fits. The reply's length, or what went wrong; then
/// the reply is a sentence about it.
async fn call(
    mut caller: Caller<'_, Guest>,
    (request, request_len, out, out_cap): (i32, i32, i32, i32),
) -> wasmtime::Result<i32> {
    let memory = memory(&mut caller)?;
    let range = range(request, request_len);
    let text =
        memory.data(&caller).get(range).ok_or_else(|| format_err!("aws_call: request outside memory"))?;
    let request = if text.len() > MESSAGE_LIMIT { Err(Refused::TooLarge) } else { message::read(text) };
    let (to, trace_id) = (caller.data().door.to.clone(), caller.data().door.trace_id.clone());
    let reply = match request {
        Ok(request) => http::perform(&to, request, &trace_id).await,
        Err(refused) => Err(refused),
    };
    let (code, reply) = match reply {
        Ok(reply) => (i32::try_from(reply.len()).unwrap_or(i32::MAX), reply),
        Err(refused) => (refused.code(), Bytes::from(refused.to_string())),
    };
    caller.data_mut().door.reply = reply;
    copy(&mut caller, memory, 0, out, out_cap)?;
    Ok(code)
}

/// Copies the last reply from `offset` on. How many bytes were copied.
fn reply(mut caller: Caller<'_, Guest>, offset: i32, out: i32, out_cap: i32) -> wasmtime::Result<i32> {
    let memory = memory(&mut caller)?;
    copy(&mut caller, memory, offset, out, out_cap)
}

fn copy(
    caller: &mut Caller<'_, Guest>,
    memory: Memory,
    offset: i32,
    out: i32,
    out_cap: i32,
) -> wasmtime::Result<i32> {
    let (data, guest) = memory.data_and_store_mut(caller);
    let room =
        data.get_mut(range(out, out_cap)).ok_or_else(|| format_err!("aws_call: reply outside memory"))?;
    let rest = guest.door.reply.get(unsigned(offset)..).unwrap_or_default();
    let n = rest.len().min(room.len());
    if let (Some(to), Some(from)) = (room.get_mut(..n), rest.get(..n)) {
        to.copy_from_slice(from);
    }
    Ok(i32::try_from(n).unwrap_or(i32::MAX))
}

fn memory(caller: &mut Caller<'_, Guest>) -> wasmtime::Result<Memory> {
    let export = caller.get_export("memory").and_then(Extern::into_memory);
    export.ok_or_else(|| format_err!("aws_call: the module exports no memory"))
}

/// Addresses are unsigned, whatever WebAssembly's text calls them.
fn unsigned(value: i32) -> usize {
    usize::try_from(value.cast_unsigned()).unwrap_or(usize::MAX)
}

fn range(start: i32, len: i32) -> std::ops::Range<usize> {
    let start = unsigned(start);
    start..start.saturating_add(unsigned(len))
}
