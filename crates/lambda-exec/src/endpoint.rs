//! Lambda as the gateway sees it: its API, and the hosts of function URLs.

use std::ops::ControlFlow;
use std::sync::Arc;

use async_trait::async_trait;
use base::call::Call;
use base::http::{Request, Response};
use base::seams::{EventTarget, Functions, Seams};
use base::service::{Facts, PageRules, Refusal, Service, SignatureWords, Spoken};
use http::StatusCode;
use http::request::Parts;

use crate::engine::Engine;
use crate::invoke::SYNCHRONOUS_LIMIT;
use crate::service;

/// Lambda's API.
pub static LAMBDA: Facts = Facts {
    signing_names: &["lambda"],
    hosts: &[&["lambda"]],
    owns_path: service::owns_path,
    operations: service::operations,
    ..COMMON
};

/// The function URLs of Lambda: whatever comes to such a host is for the function, and nothing of it is for Lambda's own
/// API. <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html>
pub static FUNCTION_URL: Facts = Facts {
    name: "lambda-url",
    // A function's own setting says who may call its URL; who must sign signs for Lambda.
    signing_names: &["lambda"],
    own_hosts: &[&["*", "lambda-url"]],
    refuses_forms: false,
    body_limit: SYNCHRONOUS_LIMIT,
    ..COMMON
};

const COMMON: Facts = Facts {
    signature_words: SignatureWords::Json {
        status: StatusCode::FORBIDDEN,
        unsigned: "Missing Authentication Token",
        only_version_4: false,
    },
    // A package of 50 MB in base64: <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
    body_limit: 70_167_211,
    ..Facts::of("lambda")
};

/// The two services that an engine is.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn Service>> {
    vec![Arc::new(Api { engine: engine.clone() }), Arc::new(FunctionUrls { engine })]
}

#[derive(Debug)]
struct Api {
    engine: Arc<Engine>,
}

#[async_trait]
impl Service for Api {
    fn facts(&self) -> &'static Facts {
        &LAMBDA
    }

    async fn answer(&self, call: Call, request: Request) -> Response {
        self.engine.answer(call, request).await
    }

    fn refuse(&self, call: &Call, _: &Spoken, refusal: &Refusal) -> Response {
        service::refusal(call, refusal.status.as_u16(), refusal.code, &refusal.message)
    }

    fn event_target(&self) -> Option<(&'static str, Arc<dyn EventTarget>)> {
        Some(("lambda", self.engine.clone()))
    }

    fn functions(&self) -> Option<Arc<dyn Functions>> {
        Some(self.engine.clone())
    }

    fn start(&self, seams: &Seams) {
        // It is started once.
        let _once = self.engine.operations.set(seams.operations.clone());
        self.engine.start();
    }

    fn notice_exchange(&self) {
        self.engine.notice_exchange();
    }
}

#[derive(Debug)]
struct FunctionUrls {
    engine: Arc<Engine>,
}

#[async_trait]
impl Service for FunctionUrls {
    fn facts(&self) -> &'static Facts {
        &FUNCTION_URL
    }

    async fn answer(&self, call: Call, request: Request) -> Response {
        self.engine.answer_at_url(call, request).await
    }

    async fn answer_to_anybody(&self, call: &Call, request: Request) -> ControlFlow<Response, Request> {
        let authority = request.uri().authority().map(|authority| authority.as_str());
        if self.engine.url_is_open(request.headers(), authority) {
            return ControlFlow::Break(self.engine.answer_at_url(call.clone(), request).await);
        }
        ControlFlow::Continue(request)
    }

    fn page_rules(&self, head: &Parts) -> PageRules {
        self.engine.url_page_rules(head).unwrap_or_else(|error| {
            tracing::error!(%error, "what the rules of a function URL say of a page is not known");
            PageRules::None
        })
    }

    fn refuse(&self, call: &Call, _: &Spoken, refusal: &Refusal) -> Response {
        service::refusal(call, refusal.status.as_u16(), refusal.code, &refusal.message)
    }
}
