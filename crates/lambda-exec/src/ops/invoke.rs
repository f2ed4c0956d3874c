//! <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>

use std::sync::Arc;

use base::call::Call;
use base::http::{Body, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderValue;

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{Named, Naming};
use crate::invoke::{self, Done, Request, Waiting};
use crate::json;
use crate::operation::{self, BodyLimit, Incoming, Operation};
use crate::queue::Queued;
use crate::route::Route;

/// Headers for kinds of functions that are not here, and what AWS says of one to another kind; the words about the
/// second are a guess.
const ABSENT_KINDS: [(&str, &str); 2] = [
    (
        "x-amz-tenant-id",
        "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and \
         try again.",
    ),
    (
        "x-amz-durable-execution-name",
        "The invoked function is not a durable function. Remove the DurableExecutionName from your request and try \
         again.",
    ),
];

/// How much of the log a caller can ask for.
const TAIL_LIMIT: usize = 4096;

/// The longest client context, in base64.
const CONTEXT_LIMIT: usize = 3583;

pub(crate) struct Invoke;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    RequestResponse,
    Event,
    DryRun,
}

pub(crate) struct Input {
    named: Named,
    way: Way,
    tail: bool,
    payload: Bytes,
    client_context: Option<String>,
    trace_id: Option<String>,
}

pub(crate) enum Output {
    Answered { done: Box<Done>, tail: bool, trace_id: String },
    Taken,
    WouldRun,
}

impl Operation for Invoke {
    const NAME: &'static str = "Invoke";
    const ROUTE: Route = Route::post("/2015-03-31/functions/{FunctionName}/invocations");
    const BODY_LIMIT: BodyLimit =
        BodyLimit { bytes: invoke::SYNCHRONOUS_LIMIT, refusal: |_, limit| Error::payload_too_large(limit) };
    type Input = Input;
    type Output = Output;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::namespaced(Self::NAME);
        let (name, qualifier) = (incoming.path("FunctionName"), incoming.query("Qualifier"));
        let (way, log) = (incoming.header("x-amz-invocation-type"), incoming.header("x-amz-log-type"));
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, name, qualifier);
        constraints.one_of("invocationType", way, &["Event", "RequestResponse", "DryRun"]);
        constraints.one_of("logType", log, &["None", "Tail"]);
        constraints.result()?;
        let named = naming.resolve(call, name, qualifier)?;
        refuse_absent_kinds(&incoming)?;
        let way = match way {
            Some("Event") => Way::Event,
            Some("DryRun") => Way::DryRun,
            _ => Way::RequestResponse,
        };
        if way == Way::Event && incoming.body.len() > invoke::ASYNCHRONOUS_LIMIT {
            return Err(Error::payload_too_large(invoke::ASYNCHRONOUS_LIMIT));
        }
        let client_context = incoming.header("x-amz-client-context").map(client_context).transpose()?;
        let tail = log == Some("Tail") && way == Way::RequestResponse;
        let trace_id = incoming.header("x-amzn-trace-id").map(str::to_owned);
        // No event at all is the empty event.
        let payload = if incoming.body.is_empty() { Bytes::from_static(b"{}") } else { incoming.body };
        json::check(&payload).map_err(Error::payload_not_json)?;
        Ok(Input { named, way, tail, payload, client_context, trace_id })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Output, Error> {
        let Input { named: Named { id, qualifier }, way, tail, payload, client_context, trace_id } = input;
        let trace_id = trace_id.unwrap_or_else(|| engine.new_trace_id());
        let request_id = call.request_id.clone();
        let shown_trace = trace_id.clone();
        let request = Request { id, qualifier, payload, client_context, request_id, trace_id };
        match way {
            Way::DryRun => {
                engine.check_target(&request.id, request.qualifier.as_deref())?;
                Ok(Output::WouldRun)
            }
            Way::Event => {
                engine.check_target(&request.id, request.qualifier.as_deref())?;
                engine.enqueue(Queued::new(request, None, call.now))?;
                Ok(Output::Taken)
            }
            Way::RequestResponse => {
                let _permit = engine.running.try_acquire().map_err(|_| Error::no_concurrency_left())?;
                let done = Box::new(engine.invoke(request, Waiting::Caller).await?);
                Ok(Output::Answered { done, tail, trace_id: shown_trace })
            }
        }
    }

    fn reply(output: Output) -> Response {
        match output {
            Output::Taken => operation::empty(202),
            Output::WouldRun => operation::empty(204),
            Output::Answered { done, tail, trace_id } => answered(*done, tail, &trace_id),
        }
    }
}

fn refuse_absent_kinds(incoming: &Incoming) -> Result<(), Error> {
    match ABSENT_KINDS.iter().find(|(header, _)| incoming.header(header).is_some()) {
        Some((_, message)) => Err(Error::invalid(*message)),
        None => Ok(()),
    }
}

fn answered(done: Done, tail: bool, trace_id: &str) -> Response {
    let failed = done.result.is_err();
    let body = done.result.unwrap_or_else(|payload| payload);
    let mut response = operation::empty(Invoke::ROUTE.status);
    let mut set = |name: &'static str, value: &str| {
        // Versions, traces and base64 are always fit for a header; a trace that is not is the caller's own.
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set("content-type", "application/json");
    set("x-amz-executed-version", &done.version.version);
    set("x-amzn-remapped-content-length", "0");
    set("x-amzn-trace-id", trace_id);
    if failed {
        set("x-amz-function-error", "Unhandled");
    }
    if tail {
        let from = done.log.len().saturating_sub(TAIL_LIMIT);
        set("x-amz-log-result", &STANDARD.encode(done.log.slice(from..)));
    }
    *response.body_mut() = Body::from(body);
    response
}

/// The client context without its base64. AWS's words for one that cannot be read are our guess.
fn client_context(text: &str) -> Result<String, Error> {
    if text.len() > CONTEXT_LIMIT {
        let message = format!("Client context must be smaller than or equal to {CONTEXT_LIMIT} bytes");
        return Err(Error::invalid(message));
    }
    let decoded = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let context = decoded.filter(|text| json::check(text.as_bytes()).is_ok());
    context.ok_or_else(|| Error::not_json("Client context must be a valid Base64-encoded JSON object."))
}
