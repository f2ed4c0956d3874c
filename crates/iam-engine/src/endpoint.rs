//! IAM and STS as the gateway sees them: two services of one engine.

use std::sync::Arc;

use base::service::{self, Facts, Known, SignatureWords};
use wire::endpoint::{Endpoint, known};
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
    let sts = Service { dialect: &STS_DIALECT, rows: ops::sts::ROWS, strict, admits: everybody };
    vec![
        Arc::new(Endpoint { facts: &IAM, service: iam, engine: engine.clone() }),
        Arc::new(Endpoint { facts: &STS, service: sts, engine }),
    ]
}
