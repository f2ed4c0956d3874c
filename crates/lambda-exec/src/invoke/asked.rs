//! What a request to run a function says, read and judged: shared by the operations that run one.

use base::task::{AT_ONCE, apart_if};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderMap;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::FunctionId;
use crate::jackson;

/// A member of a request that only some functions take.
#[derive(Debug)]
pub(crate) struct Kind {
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

/// Refuses a payload that is no JSON; a large one is looked through where that holds up nobody.
pub(crate) async fn check(payload: Bytes) -> Result<(), Error> {
    let checked = apart_if(payload.len() > AT_ONCE, move || jackson::check(&payload)).await;
    checked.map_err(Error::payload_not_json)
}

/// The event. None at all is the empty one.
pub(crate) fn payload_of(fields: &mut Fields) -> Bytes {
    match fields.take("Payload") {
        Slot::There(Value::Blob(payload)) => payload,
        _ => Bytes::from_static(b"{}"),
    }
}

/// The trace that a request sends, and the session token that it was signed with, if it names one.
pub(crate) fn chain_of(headers: &HeaderMap, query: &[(String, String)]) -> (Option<String>, Option<String>) {
    let header = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    let in_query = || query.iter().find(|(name, _)| name == "X-Amz-Security-Token");
    let token = header("x-amz-security-token").or_else(|| in_query().map(|(_, token)| token.clone()));
    (header("x-amzn-trace-id"), token)
}

/// What kinds of function a request is for, by its members.
pub(crate) fn kinds_of(fields: &Fields) -> Vec<&'static Kind> {
    KINDS
        .iter()
        .filter(|kind| fields.shape().place_of(kind.member).is_some() && fields.has(kind.member))
        .collect()
}

/// Refuses a request that is for functions of another kind.
pub(crate) fn refuse_other_kinds(
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
pub(crate) fn tail_of(log: &Bytes) -> String {
    STANDARD.encode(log.slice(log.len().saturating_sub(TAIL_LIMIT)..))
}

/// The client context without its base64. AWS's words for one that cannot be read are our guess.
pub(crate) fn client_context(text: &str) -> Result<String, Error> {
    if text.len() > CONTEXT_LIMIT {
        let message = format!("Client context must be smaller than or equal to {CONTEXT_LIMIT} bytes");
        return Err(Error::invalid(message));
    }
    let decoded = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let context = decoded.filter(|text| jackson::check(text.as_bytes()).is_ok());
    context.ok_or_else(|| Error::not_json("Client context must be a valid Base64-encoded JSON object."))
}
