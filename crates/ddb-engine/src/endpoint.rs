//! DynamoDB and DynamoDB Streams as the gateway sees them: two services, one engine.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::{Arc, Once};

use async_trait::async_trait;
use base::call::Call;
use base::entropy::Entropy;
use base::http::{Request, Response};
use base::seams::Seams;
use base::service::{Facts, Known, Loss, Refusal, Service, SignatureWords, Spoken};
use http::StatusCode;
use wire::operation::Row;

use crate::control;
use crate::engine::Engine;
use crate::operation::DynamoDb;
use crate::ops;
use crate::service::{self, MAX_BODY_BYTES};

/// DynamoDB.
pub static DYNAMODB: Facts = Facts {
    signing_names: &["dynamodb"],
    targets: &["DynamoDB_20120810"],
    target_families: &["DynamoDB", ""],
    hosts: &[&["dynamodb"]],
    operations,
    ..COMMON
};

/// DynamoDB Streams, a service of its own on the wire. Its operations stand in the table of DynamoDB.
pub static DYNAMODB_STREAMS: Facts = Facts {
    name: "dynamodbstreams",
    switched_by: "dynamodbstreams",
    signing_names: &["dynamodb"],
    targets: &["DynamoDBStreams_20120810"],
    target_families: &["DynamoDBStreams"],
    hosts: &[&["streams", "dynamodb"], &["streams-dynamodb"]],
    ..COMMON
};

const COMMON: Facts = Facts {
    // <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
    body_limit: MAX_BODY_BYTES,
    request_id,
    // DynamoDB takes what is no signature of version 4 for none at all: dynalite's tests of connections, recorded on AWS.
    signature_words: SignatureWords::Json {
        status: StatusCode::BAD_REQUEST,
        unsigned: "Request is missing Authentication Token",
        only_version_4: true,
    },
    ..Facts::of("dynamodb")
};

fn request_id(entropy: &Entropy) -> Arc<str> {
    entropy.shared_text::<52>(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}

/// All operations that AWS has; each is built here.
fn operations() -> Vec<Known> {
    let known = |row: &Row<DynamoDb>| Known {
        name: row.signature.name,
        is_built: true,
        kept: row.kept,
        limits: row.limits,
    };
    ops::ALL.iter().map(known).collect()
}

/// The two services that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn Service>> {
    let started = Arc::new(Once::new());
    let endpoint = |facts| Endpoint { facts, engine: engine.clone(), started: started.clone() };
    vec![Arc::new(endpoint(&DYNAMODB)), Arc::new(endpoint(&DYNAMODB_STREAMS))]
}

/// One of the two services.
#[derive(Debug)]
struct Endpoint {
    facts: &'static Facts,
    engine: Arc<Engine>,
    /// Done when the engine's background work was begun, by whichever of the two is on.
    started: Arc<Once>,
}

#[async_trait]
impl Service for Endpoint {
    fn facts(&self) -> &'static Facts {
        self.facts
    }

    // As `async_trait` writes it, without a second future around the engine's, which would hold the request twice.
    fn answer<'life0, 'async_trait>(
        &'life0 self,
        call: Call,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Response> + Send + 'async_trait>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(self.engine.answer(call, request))
    }

    async fn answer_to_anybody(&self, call: &Call, request: Request) -> ControlFlow<Response, Request> {
        service::answer_to_anybody(call, request).await
    }

    fn refuse(&self, call: &Call, _: &Spoken, refusal: &Refusal) -> Response {
        service::refusal(call, refusal.status, refusal.code, &refusal.message)
    }

    async fn answer_control(&self, path: &str, request: Request) -> Option<Response> {
        control::answer(&self.engine, path, request).await
    }

    fn start(&self, _: &Seams) {
        self.started.call_once(|| self.engine.start());
    }

    fn losses(&self) -> Vec<Loss> {
        // They are the engine's, and told once.
        if self.facts == &DYNAMODB { self.engine.losses() } else { Vec::new() }
    }

    fn notice_exchange(&self) {
        self.engine.notice_exchange();
    }
}
