//! <https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html>

use std::convert::Infallible;
use std::sync::Arc;

use base::call::Call;
use base::http::Body;
use bytes::Bytes;
use futures::stream;
use serde_json::Value;
use wire::event_stream;
use wire::json::{self, Style};
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::Named;
use crate::invoke::asked::{
    Kind, chain_of, check, client_context, kinds_of, payload_of, refuse_other_kinds, tail_of,
};
use crate::invoke::streamed::{Part, Step, Streamed};
use crate::invoke::{self, Done, Request, Waiting};
use crate::model;

pub(crate) struct InvokeWithResponseStream;

pub(crate) struct Input {
    named: Named,
    is_dry: bool,
    tail: bool,
    payload: Bytes,
    client_context: Option<String>,
    trace_id: Option<String>,
    session_token: Option<String>,
    kinds: Vec<&'static Kind>,
}

pub(crate) enum Output {
    WouldRun,
    Runs { version: String, events: Body },
}

impl Operation for InvokeWithResponseStream {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::INVOKE_WITH_RESPONSE_STREAM;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const ACTION: Option<&'static str> = Some("lambda:InvokeFunction");
    const KEPT: &'static [&'static str] = &["TenantId"];
    const LIMITS: &'static str = "A stream has no limit of bandwidth.";
    const BODY_LIMIT: Option<BodyLimit> = Some(BodyLimit {
        bytes: invoke::SYNCHRONOUS_LIMIT,
        too_large: |_, limit| Error::payload_too_large(limit).into(),
    });
    type Input = Input;
    type Output = Output;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let Incoming { mut fields, headers, query, .. } = request;
        let (trace_id, session_token) = chain_of(&headers, &query);
        Ok(Input {
            named: Named::read(call, &fields)?,
            is_dry: fields.text("InvocationType") == Some("DryRun"),
            tail: fields.text("LogType") == Some("Tail"),
            client_context: fields.text("ClientContext").map(client_context).transpose()?,
            kinds: kinds_of(&fields),
            payload: payload_of(&mut fields),
            trace_id,
            session_token,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Output, Error> {
        let Input { named: Named { id, qualifier }, is_dry, tail, payload, client_context, .. } = input;
        check(payload.clone()).await?;
        refuse_other_kinds(engine, &id, qualifier.as_deref(), &input.kinds)?;
        if is_dry {
            engine.check_target(&id, qualifier.as_deref())?;
            return Ok(Output::WouldRun);
        }
        let trace_id = engine.trace_of_call(input.trace_id, input.session_token.as_deref());
        let request_id = call.request_id.clone();
        let request = Request { id, qualifier, payload, client_context, request_id, trace_id };
        if engine.durable_version(&request.id, request.qualifier.as_deref(), true)?.is_some() {
            let done = engine.call(request, Waiting::Caller).await?;
            let version = done.version.version.clone();
            return Ok(Output::Runs { version, events: last(Ok(done), tail).into() });
        }
        let admitted = engine.admit(request, Waiting::Caller).await?;
        let version = admitted.version.version.clone();
        let streamed = Streamed::begin(engine, admitted).await?;
        Ok(Output::Runs { version, events: events(streamed, tail) })
    }

    fn reply(output: Output) -> Outgoing {
        let answered = |status: u32| Fields::new(Self::SIGNATURE.output).with("StatusCode", status);
        match output {
            Output::WouldRun => answered(204).into(),
            Output::Runs { version, events } => {
                let fields = answered(200)
                    .with("ExecutedVersion", version)
                    .with("ResponseStreamContentType", event_stream::CONTENT_TYPE);
                Outgoing { stream: Some(Box::new(events)), ..fields.into() }
            }
        }
    }
}

/// The run as events.
fn events(streamed: Streamed, tail: bool) -> Body {
    Body::from_stream(stream::unfold(streamed, move |mut streamed| async move {
        loop {
            let events = match streamed.next().await? {
                Step::Part(Part::ContentType(_)) => continue,
                Step::Part(Part::Data(data)) => chunk(&data),
                Step::Done(done) => last(done, tail),
            };
            return Some((Ok::<_, Infallible>(events), streamed));
        }
    }))
}

fn chunk(data: &[u8]) -> Bytes {
    event_stream::event("PayloadChunk", "application/octet-stream", data)
}

/// What is left of the response, and how it ended. That the code of an error is its type is our guess.
fn last(done: Result<Done, Error>, tail: bool) -> Bytes {
    let mut complete = Fields::new(&model::INVOKE_WITH_RESPONSE_STREAM_COMPLETE_EVENT);
    let mut rest = Bytes::new();
    match done {
        Ok(Done { result, log, .. }) => {
            if tail {
                complete = complete.with("LogResult", tail_of(&log));
            }
            match result {
                Ok(response) if response.is_empty() => {}
                Ok(response) => rest = chunk(&response),
                Err(payload) => {
                    let parsed: Value = serde_json::from_slice(&payload).unwrap_or_default();
                    let code = parsed.get("errorType").and_then(Value::as_str).unwrap_or("Unhandled");
                    complete = complete
                        .with("ErrorCode", code)
                        .with("ErrorDetails", String::from_utf8_lossy(&payload).into_owned());
                }
            }
        }
        // It was refused after it had begun, which no run is.
        Err(error) => {
            complete = complete.with("ErrorCode", error.code.name()).with("ErrorDetails", error.message);
        }
    }
    let complete = json::write(&complete, Style { writes_empty: false });
    [rest, event_stream::event("InvokeComplete", "application/json", &complete)].concat().into()
}
