//! Lambda as `wire` answers it: what it says in its own way, and what a reply waits for. The only file that makes replies
//! of errors.

use std::sync::Arc;

use base::call::Call;
use base::http::{OperationName, Request, Response};
use base::service::{Known, Spoken};
use wire::error as faults;
use wire::fault::Fault;
use wire::protocol::{Dialect, Protocol};
use wire::reply::Reply;
use wire::service::Service;

use crate::engine::Engine;
use crate::error::Error;
use crate::jackson;
use crate::model::MODEL;
use crate::{access, download, ops};

static DIALECT: Dialect = Dialect {
    protocols: &[Protocol::RestJson],
    malformed: "InvalidRequestContentException",
    malformed_body: |_, body| {
        // Our words for what is JSON and is not read: a bare value, or one that nests too deep.
        let found = jackson::check(body).err();
        Error::not_json(found.unwrap_or_else(|| "The request is not an object that can be read.".to_owned()))
            .into()
    },
    internal: ("ServiceException", "Internal server error"),
    // Configurations hold at most a few kilobytes of variables and descriptions; a megabyte is generous.
    body_limit: 1024 * 1024,
    too_large: |operation, limit| Error::body_too_large(operation, limit).into(),
    ..Dialect::of(&MODEL)
};

impl Engine {
    /// Answers one request to the Lambda API. Never fails: what goes wrong is in the reply.
    pub async fn answer(self: &Arc<Self>, call: Call, request: Request) -> Response {
        self.notice_exchange();
        let response = match download::Asked::of(&request) {
            Some(asked) => self.download(&call, &asked).unwrap_or_else(|error| {
                let operation = Some(OperationName(download::NAME));
                error_reply(error, &call, operation)
            }),
            None => {
                let service = Service {
                    dialect: &DIALECT,
                    rows: ops::ROWS,
                    strict: self.settings.strict,
                    admits: access::admits,
                };
                service.answer(self, &call, (&Spoken::of_request(&request), request)).await
            }
        };
        // Every reply, a refusal too, may show what others have committed.
        match self.store.settled().await {
            Ok(()) => response,
            Err(cause) => error_reply(cause, &call, OperationName::of(&response)),
        }
    }
}

impl Engine {
    /// Answers one request to a function URL. Never fails: what goes wrong is in the reply.
    pub async fn answer_at_url(self: &Arc<Self>, call: Call, request: Request) -> Response {
        const NAME: OperationName = OperationName("InvokeFunctionUrl");
        self.notice_exchange();
        let mut response = match self.call_url(&call, request).await {
            Ok(found) => found.unwrap_or_else(|| no_such_url(&call)),
            Err(error) => error_reply(error, &call, None),
        };
        if let Err(cause) = self.store.settled().await {
            response = error_reply(cause, &call, None);
        }
        NAME.mark(&mut response);
        response
    }
}

/// The reply of an error outside of `wire`'s rows.
fn error_reply(error: Error, call: &Call, operation: Option<OperationName>) -> Response {
    let fault = Fault::from(error);
    let (name, cause) = (operation.map(|OperationName(name)| name), &fault.cause);
    if !cause.is_empty() {
        tracing::error!(request_id = %call.request_id, operation = name, cause, "an internal fault");
    }
    let mut response = rendered(&fault, call);
    if let Some(operation) = operation {
        operation.mark(&mut response);
    }
    response
}

fn rendered(fault: &Fault, call: &Call) -> Response {
    faults::write(fault, &DIALECT, Protocol::RestJson, &call.request_id).into_response()
}

/// A refusal from outside the engine, such as a signature that does not match, in Lambda's format.
pub(crate) fn refusal(call: &Call, status: u16, code: &str, message: &str) -> Response {
    rendered(&Fault::sender(code.to_owned(), message).status(status), call)
}

/// The answer at a function URL that does not exist: `ResourceNotFoundException` with a message that is null. Our guess,
/// no recorded answer was found; AWS writes the member's name so in the errors of function URLs.
fn no_such_url(call: &Call) -> Response {
    let mut reply = Reply::document(404, Protocol::RestJson, r#"{"Message":null}"#);
    reply.set_header("x-amzn-errortype", "ResourceNotFoundException");
    reply.set_request_id(Protocol::RestJson, &call.request_id);
    reply.into_response()
}

/// Every operation of AWS Lambda.
pub(crate) fn operations() -> Vec<Known> {
    wire::endpoint::known(&DIALECT, ops::ROWS)
}

/// Every operation of AWS Lambda with its method and the template of its path, which may need a pair in the query.
pub fn routes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    MODEL.names.iter().copied()
}

/// Whether a path begins as an operation's does: with the date of a version of Lambda's API and one of its nouns.
pub(crate) fn owns_path(path: &str) -> bool {
    let wanted = beginning(path);
    MODEL.names.iter().any(|(_, _, template)| beginning(template) == wanted)
}

/// The first two segments of a path, or of the template of one.
fn beginning(path: &str) -> (Option<&str>, Option<&str>) {
    let path = path.split('?').next().unwrap_or_default();
    let mut segments = path.trim_start_matches('/').split('/');
    (segments.next(), segments.next())
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
    /// AWS's functions leave `Pending`, whether or not the client still waits for the reply.
    /// <https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html>
    #[tokio::test]
    async fn the_function_of_a_client_that_goes_away_becomes_active() {
        let (store, faults) = Faults::store(Entropy::seeded(1));
        let bench = Bench::on(store);
        let id =
            FunctionId { account: AccountId::DEFAULT, region: Region::us_east_1(), name: "f".to_owned() };
        let state =
            || Function::load(&bench.engine.store, &id, LATEST).unwrap().map(|function| function.state);
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
