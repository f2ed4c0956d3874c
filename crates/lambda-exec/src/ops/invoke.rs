//! <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>

use std::sync::Arc;

use base::call::Call;
use base::task::{AT_ONCE, apart_if};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::error::Error;
use crate::event::queue::Queued;
use crate::execution::reply::ReplySink;
use crate::function::Function;
use crate::function_name::{FunctionId, Named};
use crate::invoke::{self, Done, Request, Waiting};
use crate::jackson;
use crate::model;

/// A member of a request that only some functions take.
#[derive(Debug)]
pub(super) struct Kind {
    member: &'static str,
    /// The member of the function that makes it one of them.
    made_by: &'static str,
    /// What AWS says where it is none; the words about the second are a guess.
    refusal: &'static str,
}

static KINDS: [Kind; 2] = [
    Kind {
        member: "TenantId",
        made_by: "TenancyConfig",
        refusal: "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your \
                  request and try again.",
    },
    Kind {
        member: "DurableExecutionName",
        made_by: "DurableConfig",
        refusal: "The invoked function is not a durable function. Remove the DurableExecutionName from your request \
                  and try again.",
    },
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
    session_token: Option<String>,
    /// What kinds of function it is for.
    kinds: Vec<&'static Kind>,
}

pub(crate) enum Output {
    Answered { done: Box<Done>, tail: bool, trace_id: String },
    Taken,
    WouldRun,
}

impl Operation for Invoke {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::INVOKE;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const ACTION: Option<&'static str> = Some("lambda:InvokeFunction");
    const KEPT: &'static [&'static str] = &["DurableExecutionName", "TenantId"];
    const LIMITS: &'static str =
        "A function that is called with a tenant or a durable execution runs as any other.";
    const BODY_LIMIT: Option<BodyLimit> = Some(BodyLimit {
        bytes: invoke::SYNCHRONOUS_LIMIT,
        too_large: |_, limit| Error::payload_too_large(limit).into(),
    });
    type Input = Input;
    type Output = Output;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let Incoming { mut fields, headers, query, .. } = request;
        let named = Named::read(call, &fields)?;
        let way = match fields.text("InvocationType") {
            Some("Event") => Way::Event,
            Some("DryRun") => Way::DryRun,
            _ => Way::RequestResponse,
        };
        let payload = payload_of(&mut fields);
        if way == Way::Event && payload.len() > invoke::ASYNCHRONOUS_LIMIT {
            return Err(Error::payload_too_large(invoke::ASYNCHRONOUS_LIMIT));
        }
        let client_context = fields.text("ClientContext").map(client_context).transpose()?;
        let (trace_id, session_token) = chain_of(&headers, &query);
        let tail = fields.text("LogType") == Some("Tail") && way == Way::RequestResponse;
        let kinds = kinds_of(&fields);
        Ok(Input { named, way, tail, payload, client_context, trace_id, session_token, kinds })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Output, Error> {
        let Input { named: Named { id, qualifier }, way, tail, payload, client_context, .. } = input;
        check(payload.clone()).await?;
        refuse_other_kinds(engine, &id, qualifier.as_deref(), &input.kinds)?;
        let trace_id = engine.trace_of_call(input.trace_id, input.session_token.as_deref());
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
                let admitted = engine.admit(request, Waiting::Caller).await?;
                let done = engine.run(admitted, ReplySink::whole().with_log(tail)).await?;
                Ok(Output::Answered { done: Box::new(done), tail, trace_id: shown_trace })
            }
        }
    }

    fn reply(output: Output) -> Outgoing {
        let answered = |status: u32| Fields::new(Self::SIGNATURE.output).with("StatusCode", status).into();
        match output {
            Output::Taken => answered(202),
            Output::WouldRun => answered(204),
            Output::Answered { done, tail, trace_id } => shown(*done, tail, &trace_id),
        }
    }
}

/// Refuses a payload that is no JSON; a large one is looked through where that holds up nobody.
pub(super) async fn check(payload: Bytes) -> Result<(), Error> {
    let checked = apart_if(payload.len() > AT_ONCE, move || jackson::check(&payload)).await;
    checked.map_err(Error::payload_not_json)
}

/// The event. None at all is the empty one.
pub(super) fn payload_of(fields: &mut Fields) -> Bytes {
    match fields.take("Payload") {
        Slot::There(Value::Blob(payload)) => payload,
        _ => Bytes::from_static(b"{}"),
    }
}

/// The trace that a request sends, and the session token that it was signed with, if it names one.
pub(super) fn chain_of(headers: &HeaderMap, query: &[(String, String)]) -> (Option<String>, Option<String>) {
    let header = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    let in_query = || query.iter().find(|(name, _)| name == "X-Amz-Security-Token");
    let token = header("x-amz-security-token").or_else(|| in_query().map(|(_, token)| token.clone()));
    (header("x-amzn-trace-id"), token)
}

/// What kinds of function a request is for, by its members.
pub(super) fn kinds_of(fields: &Fields) -> Vec<&'static Kind> {
    KINDS
        .iter()
        .filter(|kind| fields.shape().place_of(kind.member).is_some() && fields.has(kind.member))
        .collect()
}

/// Refuses a request that is for functions of another kind.
pub(super) fn refuse_other_kinds(
    engine: &Engine,
    id: &FunctionId,
    qualifier: Option<&str>,
    kinds: &[&Kind],
) -> Result<(), Error> {
    if kinds.is_empty() {
        return Ok(());
    }
    let kept = Function::find(&engine.store, id, qualifier, || 1.0)?.settings.kept;
    match kinds.iter().find(|kind| kept.fields(kind.made_by).is_none()) {
        Some(kind) => Err(Error::invalid(kind.refusal)),
        None => Ok(()),
    }
}

/// The end of a log, as a caller gets it who asked for it.
pub(super) fn tail_of(log: &Bytes) -> String {
    STANDARD.encode(log.slice(log.len().saturating_sub(TAIL_LIMIT)..))
}

fn shown(done: Done, tail: bool, trace_id: &str) -> Outgoing {
    let error = done.result.is_err().then_some("Unhandled");
    let log = tail.then(|| tail_of(&done.log));
    let fields = Fields::new(Invoke::SIGNATURE.output)
        .with("ExecutedVersion", done.version.version.as_str())
        .with("FunctionError", error)
        .with("LogResult", log)
        .with("Payload", done.result.unwrap_or_else(|payload| payload));
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("x-amzn-remapped-content-length", HeaderValue::from_static("0"));
    // A trace that is not fit for a header is the caller's own.
    if let Ok(trace_id) = HeaderValue::from_str(trace_id) {
        headers.insert("x-amzn-trace-id", trace_id);
    }
    Outgoing { headers, ..fields.into() }
}

/// The client context without its base64. AWS's words for one that cannot be read are our guess.
pub(super) fn client_context(text: &str) -> Result<String, Error> {
    if text.len() > CONTEXT_LIMIT {
        let message = format!("Client context must be smaller than or equal to {CONTEXT_LIMIT} bytes");
        return Err(Error::invalid(message));
    }
    let decoded = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let context = decoded.filter(|text| jackson::check(text.as_bytes()).is_ok());
    context.ok_or_else(|| Error::not_json("Client context must be a valid Base64-encoded JSON object."))
}
