//! A component with our own world: a function `handler` that takes the event and gives the response. Its instance goes on
//! from invocation to invocation, as an execution environment does on AWS: what a handler keeps in globals is there
//! the next time, and making an instance of a large component (an interpreter in it) costs many times what a call
//! costs. One that failed in any way but by its own error goes with its environment.

use bytes::Bytes;
use serde_json::{Value, json};
use wasmtime::component::types::ComponentFunc;
use wasmtime::component::{Component, ComponentExportIndex, Func, InstancePre, Linker, Type, Val};

use super::super::command::Done;
use super::super::end::{End, bounded};
use super::super::guest::Sandbox;
use super::super::pace;
use super::super::surroundings::Surroundings;
use super::Host;
use super::context::Context;
use crate::execution::executor::{Failure, Invocation};
use crate::execution::runtime_api::RESPONSE_LIMIT;

/// The name of the function.
pub(super) const NAME: &str = "handler";

/// The refusal of a function of another type.
const WRONG_TYPE: &str =
    "its `handler` is not `func(event: string, context: context) -> result<string, string>`";

/// A component whose handler can be called.
pub(in super::super) struct Handler {
    pre: InstancePre<Host>,
    handler: ComponentExportIndex,
    context: Context,
}

/// An instance that can take the next invocation.
pub(in super::super) struct Warm {
    store: Sandbox<Host>,
    handler: Func,
}

impl Handler {
    /// Checks the type of the function and the imports.
    pub(super) fn of(
        linker: &Linker<Host>,
        component: &Component,
        func: &ComponentFunc,
    ) -> Result<Handler, String> {
        let (parameters, results): (Vec<_>, Vec<_>) = (func.params().collect(), func.results().collect());
        let context = match (parameters.as_slice(), results.as_slice()) {
            ([(_, Type::String), (_, Type::Record(context))], [Type::Result(result)])
                if !func.async_()
                    && result.ok() == Some(Type::String)
                    && result.err() == Some(Type::String) =>
            {
                Context::of(context)?
            }
            _ => return Err(WRONG_TYPE.to_owned()),
        };
        let pre = linker.instantiate_pre(component).map_err(|cause| format!("{cause:#}"))?;
        let handler = component.get_export_index(None, NAME).ok_or(WRONG_TYPE)?;
        Ok(Handler { pre, handler, context })
    }

    /// Serves one invocation, by the instance that served the last one if there is one. What it gives beside the result
    /// serves the next.
    pub(in super::super) async fn call(
        &self,
        around: &Surroundings,
        warm: Option<Warm>,
        invocation: &Invocation,
    ) -> wasmtime::Result<(Done, Option<Warm>)> {
        let event = String::from_utf8_lossy(&invocation.payload).into_owned();
        let parameters = [Val::String(event), self.context.value(around, invocation)];
        let (mut store, known) = match warm {
            Some(Warm { store, handler }) => (store, Some(handler)),
            None => {
                let wasi = around.wasi()?.stdout(around.log.clone()).build();
                (Host::store(around, wasi, &invocation.trace_id), None)
            }
        };
        store.data_mut().outgoing.trace_id = invocation.trace_id.as_str().into();
        // The epoch went on since the last invocation.
        store.set_epoch_deadline(1);
        let (pre, index, limit) = (self.pre.clone(), self.handler, around.version.timeout);
        let called = pace::run(&around.shared.ticker, &around.compiled.pace, move |cancel| async move {
            let call = async {
                let handler = match known {
                    Some(handler) => handler,
                    None => {
                        let instance = pre.instantiate_async(&mut store).await?;
                        let handler = instance.get_func(&mut store, index);
                        handler.ok_or_else(|| wasmtime::format_err!("there is no function `{NAME}`"))?
                    }
                };
                let mut results = [Val::Bool(false)];
                handler.call_async(&mut store, &parameters, &mut results).await?;
                Ok((handler, results))
            };
            let called = bounded(call, limit, &cancel).await;
            let limits = &store.data().limits;
            let (called, peak_bytes) =
                (called.map_err(|stopped| End::of(stopped, limits)), limits.peak_bytes());
            (called.map(|(handler, [result])| (result, Warm { store, handler })), peak_bytes)
        });
        let (called, peak_bytes) = called.await.unwrap_or_else(|| (Err(End::host_failure()), 0));
        let (result, warm) = match called {
            Ok((result, warm)) => (result_of(result), Some(warm)),
            Err(end) => (Err(end.failure(&around.log, around.version.timeout)), None),
        };
        Ok((Done { result, peak_bytes }, warm))
    }
}

/// What a handler's `result<string, string>` means.
fn result_of(result: Val) -> Result<Bytes, Failure> {
    let Val::Result(result) = result else { return Err(Failure::Exited { how: WRONG_TYPE.to_owned() }) };
    match result.map(text).map_err(text) {
        Ok(response) if response.len() > RESPONSE_LIMIT => {
            Err(Failure::ResponseTooLarge { len: response.len() })
        }
        Ok(response) => Ok(response.into()),
        Err(error) => Err(Failure::Reported(reported(error))),
    }
}

fn text(value: Option<Box<Val>>) -> String {
    match value.map(|value| *value) {
        Some(Val::String(text)) => text,
        _ => String::new(),
    }
}

/// A handler's error: an object as it is, other text as a message.
fn reported(error: String) -> Bytes {
    match serde_json::from_str(&error) {
        Ok(Value::Object(_)) => error.into(),
        _ => json!({ "errorMessage": error }).to_string().into(),
    }
}
