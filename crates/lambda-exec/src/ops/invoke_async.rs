//! <https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html>: Invoke's `Event`, from before there was one.

use std::sync::Arc;

use base::call::Call;
use base::task::{AT_ONCE, apart_if};
use bytes::Bytes;
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::error::Error;
use crate::event::queue::Queued;
use crate::function_name::Named;
use crate::invoke::{self, Request};
use crate::jackson;
use crate::model;

pub(crate) struct InvokeAsync;

pub(crate) struct Input {
    named: Named,
    payload: Bytes,
    trace_id: Option<String>,
    session_token: Option<String>,
}

impl Operation for InvokeAsync {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::INVOKE_ASYNC;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const BODY_LIMIT: Option<BodyLimit> = Some(BodyLimit {
        bytes: invoke::ASYNCHRONOUS_LIMIT,
        too_large: |_, limit| Error::payload_too_large(limit).into(),
    });
    type Input = Input;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let Incoming { mut fields, headers, .. } = request;
        let named = Named::read(call, &fields)?;
        let payload = match fields.take("InvokeArgs") {
            Slot::There(Value::Blob(payload)) if !payload.is_empty() => payload,
            _ => Bytes::from_static(b"{}"),
        };
        let header = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
        let (trace_id, session_token) = (header("x-amzn-trace-id"), header("x-amz-security-token"));
        Ok(Input { named, payload, trace_id, session_token })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<(), Error> {
        let Input { named: Named { id, qualifier }, payload, trace_id, session_token } = input;
        let judged = payload.clone();
        let checked = apart_if(judged.len() > AT_ONCE, move || jackson::check(&judged)).await;
        checked.map_err(Error::payload_not_json)?;
        engine.check_target(&id, qualifier.as_deref())?;
        let trace_id = engine.trace_of_call(trace_id, session_token.as_deref());
        let request_id = call.request_id.clone();
        let request = Request { id, qualifier, payload, client_context: None, request_id, trace_id };
        engine.enqueue(Queued::new(request, None, call.now))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Status", 202_u32).into()
    }
}
