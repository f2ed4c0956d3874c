//! From an HTTP request to an HTTP reply: finds the operation, reads the body within its limit, and renders errors.
//! The only file that does.

use std::sync::Arc;

use base::call::Call;
use base::http::{OperationName, ReadError, Request, Response};
use http::HeaderValue;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::{Code, Error, Wire};
use crate::operation::{self, Entry, Incoming};
use crate::ops;
use crate::route::{self, Parameters};

impl Engine {
    /// Answers one request to the Lambda API. Never fails: what goes wrong is in the reply.
    pub async fn answer(self: &Arc<Self>, call: Call, request: Request) -> Response {
        self.notice_exchange();
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        let found = ops::find(request.method(), path, query);
        let operation = found.as_ref().map(|(entry, _)| entry.name);
        let result = match found {
            Some((entry, path)) => {
                let answered = run(self, &call, entry, path, request).await;
                // Whatever came out, a refusal too, may tell what others have committed.
                self.store.settled().await.map_err(Error::from).and(answered)
            }
            None => Err(Error::unknown_route(request.method().as_str(), request.uri().path())),
        };
        let mut response = result.unwrap_or_else(|error| {
            if let (Code::Service, Some(cause)) = (error.code, &error.source) {
                tracing::error!(request_id = %call.request_id, operation, %cause, "an internal fault");
            }
            render(&error)
        });
        set_request_id(&call, &mut response);
        if let Some(operation) = operation {
            response.extensions_mut().insert(OperationName(operation));
        }
        response
    }
}

async fn run(
    engine: &Arc<Engine>,
    call: &Call,
    entry: &Entry,
    path: Parameters,
    request: Request,
) -> Result<Response, Error> {
    let work = entry.work.as_ref().ok_or_else(|| Error::not_implemented(entry.name))?;
    let (head, body) = request.into_parts();
    let limit = work.body_limit;
    let body = body.collect(limit.bytes).await.map_err(|cause| match cause {
        ReadError::TooLarge => (limit.refusal)(entry.name, limit.bytes),
        ReadError::Broken(cause) => Error::broken_body(cause),
    })?;
    let query = route::query_parameters(head.uri.query().unwrap_or_default());
    (work.answer)(engine, call, Incoming { path, query, headers: head.headers, body }).await
}

/// A refusal from outside the engine, such as a signature that does not match, in Lambda's format.
pub(crate) fn refusal(call: &Call, status: u16, code: &str, message: &str) -> Response {
    let mut response = operation::json(status, &json!({"message": message}));
    set_type(&mut response, code);
    set_request_id(call, &mut response);
    response
}

/// The answer at a function URL that does not exist: `ResourceNotFoundException` with a message that is null. Our guess,
/// no recorded answer was found; AWS writes the member's name so in the errors of function URLs.
pub(crate) fn no_such_url(call: &Call) -> Response {
    let mut response = operation::json(404, &json!({"Message": null}));
    set_type(&mut response, "ResourceNotFoundException");
    set_request_id(call, &mut response);
    response
}

/// Every operation of AWS Lambda by name, and whether it is here.
pub(crate) fn operations() -> impl Iterator<Item = (&'static str, bool)> {
    ops::ALL.iter().map(|entry| (entry.name, entry.work.is_some()))
}

/// Every operation of AWS Lambda with its method and the template of its path, which may need a pair in the query.
pub fn routes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ops::ALL.iter().map(|entry| (entry.name, entry.route.method, entry.route.template))
}

fn render(error: &Error) -> Response {
    let Wire { name, status, member, fault } = error.code.wire();
    let mut body = json!({member: error.message});
    if let Value::Object(members) = &mut body {
        if let Some(fault) = fault {
            members.insert("Type".to_owned(), fault.into());
        }
        if let Some(reason) = error.reason {
            members.insert("Reason".to_owned(), reason.into());
        }
    }
    let mut response = operation::json(status, &body);
    if error.code == Code::TooManyRequests {
        response.headers_mut().insert("retry-after", HeaderValue::from_static("1"));
    }
    set_type(&mut response, name);
    response
}

fn set_type(response: &mut Response, code: &str) {
    if let Ok(value) = HeaderValue::from_str(code) {
        response.headers_mut().insert("x-amzn-errortype", value);
    }
}

fn set_request_id(call: &Call, response: &mut Response) {
    if let Ok(value) = HeaderValue::from_str(&call.request_id) {
        response.headers_mut().insert("x-amzn-requestid", value);
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::Poll;

    use base::arn::{AccountId, Region};
    use base::entropy::Entropy;
    use serde_json::json;
    use testkit::{Faults, look};

    use crate::function::{Function, State};
    use crate::function_name::{FunctionId, LATEST};
    use crate::test_engine::{Bench, Reply, creation};

    type Answering<'a> = Pin<Box<dyn Future<Output = Reply> + 'a>>;

    /// Our promise, at `--data-dir`: no reply goes out before all that it may rest on survives the end of the process.
    #[tokio::test]
    async fn nothing_is_answered_before_what_it_rests_on_is_durable() {
        let (store, faults) = Faults::store(Entropy::seeded(1));
        let bench = Bench::on(store);
        bench.create("f").await;
        let of = |rest: &str| format!("/2015-03-31/functions/f{rest}");
        let (policy, configuration, none) = (of("/policy"), of("/configuration"), of("/aliases/none"));
        let permission = json!({
            "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com",
        });
        faults.hold();
        // Its client goes away before the flush.
        let add = bench.post(&policy, permission.clone());
        assert!(look(&mut (Box::pin(add) as Answering<'_>)).is_pending());
        let mut waiting: Vec<(Answering<'_>, u16)> = vec![
            (Box::pin(bench.get(&policy)), 200),
            (Box::pin(bench.get(&configuration)), 200),
            (Box::pin(bench.get("/2015-03-31/functions")), 200),
            (Box::pin(bench.get(&none)), 404),
            (Box::pin(bench.post(&policy, permission.clone())), 409),
        ];
        for (answering, status) in &mut waiting {
            assert!(look(answering).is_pending(), "{status}");
        }
        faults.let_go();
        for (mut answering, status) in waiting {
            let Poll::Ready(reply) = look(&mut answering) else { panic!("it is durable: {status}") };
            assert_eq!(reply.status, status, "{reply:?}");
        }
        // A full disk.
        faults.fail();
        assert_eq!(bench.get(&policy).await.status, 500);
        assert_eq!(bench.post(&policy, permission).await.status, 500);
    }
    /// AWS's functions leave `Pending`, whoever still listens to the reply.
    /// <https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html>
    #[tokio::test]
    async fn the_function_of_a_client_that_goes_away_becomes_active() {
        let (store, faults) = Faults::store(Entropy::seeded(1));
        let bench = Bench::on(store);
        let id =
            FunctionId { account: AccountId::DEFAULT, region: Region::us_east_1(), name: "f".to_owned() };
        let state = || Function::load(&bench.store, &id, LATEST).unwrap().map(|function| function.state);
        faults.hold();
        let mut create: Answering<'_> = Box::pin(bench.post("/2015-03-31/functions", creation("f")));
        while state().is_none() {
            assert!(look(&mut create).is_pending());
            tokio::task::yield_now().await;
        }
        drop(create);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(state(), Some(State::Pending), "its code does not run while a crash may take it back");
        faults.let_go();
        assert_eq!(bench.settled("f").await["State"], "Active");
    }
}
