//! IAM and STS as the gateway sees them: two services of one engine.

use std::sync::Arc;

use async_trait::async_trait;
use base::http::{Request, Response};
use base::seams::AccessKeys;
use base::service::{self, Facts, Known, SignatureWords};
use wire::endpoint::{self, Endpoint, known};
use wire::fault::Fault;
use wire::protocol::{Dialect, Protocol};
use wire::service::{Service, everybody};

use crate::engine::Engine;
use crate::model;
use crate::ops;

/// IAM.
pub static IAM: Facts = Facts {
    signing_names: &["iam"],
    query_versions: &["2010-05-08"],
    hosts: &[&["iam"]],
    operations: iam_operations,
    ..of_query("iam")
};

/// STS.
pub static STS: Facts = Facts {
    signing_names: &["sts"],
    query_versions: &["2011-06-15"],
    hosts: &[&["sts"]],
    operations: sts_operations,
    may_be_unsigned: ops::sts::may_be_unsigned,
    ..of_query("sts")
};

/// What both are like: the query protocol is forms, which the gateway keeps foreign pages from sending.
const fn of_query(name: &'static str) -> Facts {
    Facts { refuses_forms: false, signature_words: SignatureWords::Query, ..Facts::of(name) }
}

/// How long a form of IAM's may be, in bytes: a SAML metadata document has up to 10,000,000 characters, most of them
/// written as they are, some in three bytes.
const BODY_LIMIT: usize = 1 << 24;

static IAM_DIALECT: Dialect = Dialect {
    // Recorded on AWS, 2026-11-29; STS shows them.
    shows_values: false,
    body_limit: BODY_LIMIT,
    internal: (
        "ServiceFailure",
        "The request processing has failed because of an unknown error, exception or failure.",
    ),
    ..query_of(&model::iam::MODEL)
};

static STS_DIALECT: Dialect = query_of(&model::sts::MODEL);

/// What both say: <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html>.
const fn query_of(model: &'static wire::shape::Model) -> Dialect {
    Dialect {
        protocols: &[Protocol::Query],
        broken_constraints: "ValidationError",
        malformed: "MalformedInput",
        wrong_type: "MalformedInput",
        unknown_operation: "InvalidAction",
        ..Dialect::of(model)
    }
}

fn iam_operations() -> Vec<Known> {
    known(&IAM_DIALECT, ops::iam::ROWS)
}

fn sts_operations() -> Vec<Known> {
    known(&STS_DIALECT, ops::sts::ROWS)
}

/// The two services that an engine is.
pub fn services(engine: Arc<Engine>, strict: bool) -> Vec<Arc<dyn service::Service>> {
    let iam = Service { dialect: &IAM_DIALECT, rows: ops::iam::ROWS, strict, admits: everybody };
    let sts = Service { dialect: &STS_DIALECT, rows: ops::sts::ROWS, strict, admits: ops::sts::who_signed };
    vec![
        Arc::new(Endpoint { facts: &IAM, service: iam, engine: engine.clone() }),
        Arc::new(Endpoint { facts: &STS, service: sts, engine }),
    ]
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.records.settled().await
    }

    async fn answer_control(&self, path: &str, request: Request) -> Option<Response> {
        self.answer_own(path, request).await
    }

    fn access_keys(self: Arc<Self>) -> Option<Arc<dyn AccessKeys>> {
        Some(self)
    }
}
