//! <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>

use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use wire::operation::{BodyLimit, Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::durable::{self, Ended, Start};
use crate::engine::Engine;
use crate::error::Error;
use crate::event::queue::Queued;
use crate::function::Function;
use crate::function::durable_config::DurableConfig;
use crate::function_name::{ExecutionArn, Named};
use crate::invoke::asked::{
    Kind, chain_of, check, client_context, kinds_of, payload_of, refuse_other_kinds, tail_of,
};
use crate::invoke::{self, Done, Request, Waiting};
use crate::model;

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
    /// The name of a durable execution.
    name: Option<String>,
}

pub(crate) enum Output {
    Answered {
        done: Box<Done>,
        tail: bool,
        trace_id: String,
    },
    /// A durable execution, which has ended if its caller waits.
    Durable {
        execution: ExecutionArn,
        ended: Option<Ended>,
        trace_id: String,
    },
    Taken,
    WouldRun,
}

impl Operation for Invoke {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::INVOKE;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const ACTION: Option<&'static str> = Some("lambda:InvokeFunction");
    const KEPT: &'static [&'static str] = &["TenantId"];
    const LIMITS: &'static str = "A function that is called with a tenant runs as any other. With LogType=Tail no log \
         comes of a durable execution.";
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
        let name = fields.text("DurableExecutionName").map(str::to_owned);
        Ok(Input { named, way, tail, payload, client_context, trace_id, session_token, kinds, name })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Output, Error> {
        let Input { named: Named { id, qualifier }, way, tail, payload, client_context, .. } = input;
        check(payload.clone()).await?;
        refuse_other_kinds(engine, &id, qualifier.as_deref(), &input.kinds)?;
        let trace_id = engine.trace_of_call(input.trace_id, input.session_token.as_deref());
        let request_id = call.request_id.clone();
        let shown_trace = trace_id.clone();
        let request = Request { id, qualifier, payload, client_context, request_id, trace_id };
        let (id, qualifier) = (&request.id, request.qualifier.as_deref());
        if let Some(durable) = engine.durable_version(id, qualifier, way == Way::RequestResponse)?
            && way != Way::DryRun
        {
            return begin(engine, request, way, input.name, durable).await;
        }
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
                let done = engine.run_whole(admitted, tail).await?;
                Ok(Output::Answered { done: Box::new(done), tail, trace_id: shown_trace })
            }
        }
    }

    fn reply(output: Output) -> Outgoing {
        let answered =
            |status: u32| Outgoing::from(Fields::new(Self::SIGNATURE.output).with("StatusCode", status));
        match output {
            Output::Taken => answered(202),
            Output::WouldRun => answered(204),
            Output::Answered { done, tail, trace_id } => shown(*done, tail, &trace_id),
            Output::Durable { execution, ended: None, .. } => {
                let mut outgoing = answered(202);
                outgoing.fields.set("DurableExecutionArn", execution.to_string());
                outgoing
            }
            Output::Durable { execution, ended: Some(ended), trace_id } => {
                let (version, is_error) = (execution.version.as_str(), ended.result.is_err());
                let payload = Bytes::from(ended.result.unwrap_or_else(|payload| payload));
                let mut outgoing = of_payload(version, is_error, payload, &trace_id);
                outgoing.fields.set("DurableExecutionArn", execution.to_string());
                outgoing
            }
        }
    }
}

/// Begins an execution of a durable function, and waits for its end if the caller does.
async fn begin(
    engine: &Arc<Engine>,
    request: Request,
    way: Way,
    name: Option<String>,
    (function, config): (Function, DurableConfig),
) -> Result<Output, Error> {
    let name = name.unwrap_or_else(|| engine.entropy.uuid());
    let trace_id = request.trace_id.clone();
    let start = Start {
        function: request.id.clone(),
        qualifier: request.qualifier.clone(),
        name: Some(name.clone()),
        payload: durable::text_of(&request.payload)?,
        trace_id: trace_id.clone(),
        is_synchronous: way == Way::RequestResponse,
        caller: None,
    };
    if way == Way::Event {
        // Before it begins: so a crash between the two loses neither.
        engine.follow_execution(Queued::new(request, None, engine.clock.now()), name)?;
        let execution = engine.start_execution(&start, &function, &config)?.arn();
        return Ok(Output::Durable { execution, ended: None, trace_id });
    }
    let execution = engine.start_execution(&start, &function, &config)?;
    let ended = Some(engine.end_of_execution(execution.id()).await?);
    Ok(Output::Durable { execution: execution.arn(), ended, trace_id })
}

fn shown(done: Done, tail: bool, trace_id: &str) -> Outgoing {
    let is_error = done.result.is_err();
    let log = tail.then(|| tail_of(&done.log));
    let payload = done.result.unwrap_or_else(|payload| payload);
    let mut outgoing = of_payload(&done.version.version, is_error, payload, trace_id);
    outgoing.fields.set("LogResult", log);
    outgoing
}

fn of_payload(version: &str, is_error: bool, payload: Bytes, trace_id: &str) -> Outgoing {
    let fields = Fields::new(Invoke::SIGNATURE.output)
        .with("ExecutedVersion", version)
        .with("FunctionError", is_error.then_some("Unhandled"))
        .with("Payload", payload);
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("x-amzn-remapped-content-length", HeaderValue::from_static("0"));
    // A trace that is not fit for a header is the caller's own.
    if let Ok(trace_id) = HeaderValue::from_str(trace_id) {
        headers.insert("x-amzn-trace-id", trace_id);
    }
    Outgoing { headers, ..fields.into() }
}
