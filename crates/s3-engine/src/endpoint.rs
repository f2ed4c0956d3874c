//! S3 as the gateway sees it.

use std::sync::Arc;

use async_trait::async_trait;
use base::call::Call;
use base::http::{Request, Response};
use base::seams::Seams;
use base::service::{Facts, Known, Loss, PageRules, Refusal, Service, SignatureWords, Spoken};
use http::request::Parts;

use crate::back::{self, refusal};
use crate::control;
use crate::cors;
use crate::engine::Engine;
use crate::route;

/// S3. What names no other service is for it, so it needs no hosts, paths and targets of its own here.
pub static S3: Facts = Facts {
    signing_names: &["s3", "s3express", "s3-object-lambda"],
    refuses_forms: false,
    may_be_unsigned: anybody,
    signature_words: SignatureWords::S3,
    request_id: back::request_id,
    // Of the documents and of what is hashed before it is believed.
    body_limit: 70_167_211,
    // A document whole, or the pieces of an object on their way into the store.
    held_of_body: Some(8 << 20),
    operations,
    ..Facts::of("s3")
};

/// Who does not sign is nobody, and `access` judges what nobody may. A form upload carries its proof in the form
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html>).
fn anybody(_: &Parts, _: &[u8]) -> bool {
    true
}

fn operations() -> Vec<Known> {
    let known = |(name, is_built, limits)| Known { name, is_built, kept: &[], limits };
    route::operations().map(known).collect()
}

/// The services that an engine is: S3, and S3 Control.
pub fn services(engine: Arc<Engine>) -> Vec<Arc<dyn Service>> {
    vec![Arc::new(Endpoint { engine: engine.clone() }), Arc::new(control::Control::of(engine))]
}

#[derive(Debug)]
struct Endpoint {
    engine: Arc<Engine>,
}

#[async_trait]
impl Service for Endpoint {
    fn facts(&self) -> &'static Facts {
        &S3
    }

    async fn answer(&self, call: Call, request: Request) -> Response {
        self.engine.answer(call, request).await
    }

    fn refuse(&self, call: &Call, _: &Spoken, refusal: &Refusal) -> Response {
        let Refusal { status, code, message, fields } = refusal;
        refusal::refusal(call, *status, code, message, fields)
    }

    fn page_rules(&self, head: &Parts) -> PageRules {
        let Some(bucket) = self.engine.bucket_of_page("aws", &head.uri, &head.headers) else {
            return PageRules::None;
        };
        // A preflight is not signed, so it says nothing of a region: there are rules where there is such a bucket.
        cors::page_rules(&self.engine.store, "aws", &bucket, head).unwrap_or_else(|error| {
            tracing::error!(%error, "the rules of a bucket for web pages cannot be read");
            PageRules::Refuse
        })
    }

    fn losses(&self) -> Vec<Loss> {
        let replicas = self.engine.replicas.dropped();
        vec![
            Loss { name: "notifications", count: self.engine.dropped_notifications() },
            Loss { name: "replicas", count: replicas },
            Loss { name: "access-log-lines", count: self.engine.access_logs.dropped() },
        ]
    }

    fn start(&self, seams: &Seams) {
        self.engine.let_in_forms(&S3, seams.forms.clone());
        self.engine.use_keys(seams.keys.clone());
        self.engine.start(seams.events.clone());
    }

    fn notice_exchange(&self) {
        self.engine.notice_exchange();
    }
}
