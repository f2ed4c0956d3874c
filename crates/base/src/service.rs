//! What a service is to the gateway: fixed facts, and one value that answers.
//!
//! An engine's crate has a `static` of [`Facts`] for each service that it is, and a value of [`Service`] that answers
//! for it. The gateway's list of services names both; nothing else in the gateway knows a service.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use async_trait::async_trait;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::call::Call;
use crate::entropy::Entropy;
use crate::http::{Request, Response};
use crate::seams::{AccessKeys, EventTarget, Functions, Keys, Seams};

/// What is known of a service before an engine of it is built: how requests to it are recognised, and what its front says
/// in its own way.
pub struct Facts {
    /// The name that users and LocalStack's users know: in `--services`, in the health document, in the log.
    pub name: &'static str,
    /// The service whose switch turns it on and off: itself, but for one that is a part of another.
    pub switched_by: &'static str,
    /// The names of the service in the scope of signatures, its own first.
    pub signing_names: &'static [&'static str],
    /// What stands before the dot in `X-Amz-Target`.
    pub targets: &'static [&'static str],
    /// How targets begin that are older or mistyped versions of [`Facts::targets`]: the service itself says that it does
    /// not know such an operation. The empty one is a target without a prefix.
    pub target_families: &'static [&'static str],
    /// The names of the service in the paths of CBOR: `/service/NAME/operation/…`.
    pub cbor_names: &'static [&'static str],
    /// The versions of the query protocol that are this service's: `Version` beside `Action`.
    pub query_versions: &'static [&'static str],
    /// How hosts begin to which nothing comes but what is this service's, label by label; `*` is any label.
    pub own_hosts: &'static [&'static [&'static str]],
    /// How paths begin that are its own, each with the header that its operations have: of one that signs under another
    /// service's name.
    pub own_paths: &'static [(&'static str, &'static str)],
    /// How hosts begin that say the service where nothing else does.
    pub hosts: &'static [&'static [&'static str]],
    /// Whether a path is one of this service's operations.
    pub owns_path: fn(&str) -> bool,
    /// Whether its operations are documents, which no form of a web page can send, so that such a form is refused.
    pub refuses_forms: bool,
    /// Whether its front asks for signatures at all.
    pub asks_for_signatures: bool,
    /// Whether a request may come without a signature where signatures are verified, because its proof is elsewhere: by its
    /// head, and the beginning of a form in its body.
    pub may_be_unsigned: fn(&Parts, &[u8]) -> bool,
    /// What its front says about a signature that it does not believe.
    pub signature_words: SignatureWords,
    /// A fresh id of a request.
    pub request_id: fn(&Entropy) -> Arc<str>,
    /// The longest body that it takes, in bytes.
    pub body_limit: usize,
    /// The most of a body that it holds at a time, in bytes, where it streams bodies.
    pub held_of_body: Option<usize>,
    /// Every operation that AWS has. Empty for one whose operations stand in the table of another.
    pub operations: fn() -> Vec<Known>,
}

/// One operation that AWS has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// AWS's name.
    pub name: &'static str,
    /// Whether it answers.
    pub is_built: bool,
    /// The members that are taken and shown back, and do not act.
    pub kept: &'static [&'static str],
    /// What of AWS's behaviour is missing, in a sentence; empty if nothing is.
    pub limits: &'static str,
}

/// What a service's front says about a signature that it does not believe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureWords {
    /// S3's codes and sentences.
    S3,
    /// The codes of the JSON protocols, such as `UnrecognizedClientException`.
    Json {
        /// The status of them all.
        status: StatusCode,
        /// The sentence of a request without a signature.
        unsigned: &'static str,
        /// Whether what is no signature of version 4 is taken for none at all.
        only_version_4: bool,
    },
    /// The codes of the query protocol, such as `InvalidClientTokenId`.
    Query,
}

impl Facts {
    /// What most services of AWS are like; a `static` says what is otherwise.
    pub const fn of(name: &'static str) -> Facts {
        Facts {
            name,
            switched_by: name,
            signing_names: &[],
            targets: &[],
            target_families: &[],
            cbor_names: &[],
            query_versions: &[],
            own_hosts: &[],
            own_paths: &[],
            hosts: &[],
            owns_path: |_| false,
            refuses_forms: true,
            asks_for_signatures: true,
            may_be_unsigned: |_, _| false,
            signature_words: SignatureWords::Json {
                status: StatusCode::BAD_REQUEST,
                unsigned: "Missing Authentication Token",
                only_version_4: false,
            },
            request_id: uuid,
            body_limit: 1 << 20,
            held_of_body: None,
            operations: Vec::new,
        }
    }

    /// The name in the scope of signatures.
    pub fn signed_as(&self) -> &'static str {
        self.signing_names.first().copied().unwrap_or(self.name)
    }
}

/// Two services are the same if they have the same name.
impl PartialEq for Facts {
    fn eq(&self, other: &Facts) -> bool {
        self.name == other.name
    }
}

impl Eq for Facts {}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Facts").field(&self.name).finish()
    }
}

/// The form of request ids that most services have.
pub fn uuid(entropy: &Entropy) -> Arc<str> {
    entropy.shared_uuid()
}

/// What was dropped because there was too much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What it is, in small letters and hyphens.
    pub name: &'static str,
    /// How many.
    pub count: u64,
}

/// What rules of a service's user say of a request that a web page sends. Where there are any, the service writes the headers
/// that a page's browser asks for, and answers preflights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRules {
    /// There are none about it.
    None,
    /// The page may call, or asks whether it may.
    Admit,
    /// The page may not call.
    Refuse,
}

/// A service that answers.
#[async_trait]
pub trait Service: Send + Sync + fmt::Debug {
    /// What is fixed of it.
    fn facts(&self) -> &'static Facts;

    /// Answers one request. Never fails: what goes wrong is in the reply.
    async fn answer(&self, call: Call, request: Request) -> Response;

    /// What the service answers before it looks at the caller, where signatures are verified; else the request comes back.
    async fn answer_to_anybody(&self, _: &Call, request: Request) -> ControlFlow<Response, Request> {
        ControlFlow::Continue(request)
    }

    /// A refusal of a step before the service, in the service's own format.
    fn refuse(&self, call: &Call, spoken: &Spoken, refusal: &Refusal) -> Response;

    /// Answers at one of the emulator's own paths, `/_aws/SERVICE/…` or `/_ruststack/SERVICE/…`; `path` is what follows
    /// the service's name and a slash. Nothing where there is no such path.
    async fn answer_control(&self, _path: &str, _request: Request) -> Option<Response> {
        None
    }

    /// What takes events for resources of this service, by the service in their ARNs.
    fn event_target(&self) -> Option<(&'static str, Arc<dyn EventTarget>)> {
        None
    }

    /// The functions of this service, for who waits for them.
    fn functions(&self) -> Option<Arc<dyn Functions>> {
        None
    }

    /// The access keys that this service makes.
    fn access_keys(&self) -> Option<Arc<dyn AccessKeys>> {
        None
    }

    /// The keys that this service encrypts with for others.
    fn keys(&self) -> Option<Arc<dyn Keys>> {
        None
    }

    /// What rules of the service's user say of a request that a web page sends.
    fn page_rules(&self, _head: &Parts) -> PageRules {
        PageRules::None
    }

    /// Begins the work in the background. Called once, within the runtime, if the service is on.
    fn start(&self, _seams: &Seams) {}

    /// What the service has dropped since the process began, because more of it was kept than may be.
    fn losses(&self) -> Vec<Loss> {
        Vec::new()
    }

    /// The whole state was exchanged: a reset, or a checkpoint that was restored.
    fn notice_exchange(&self) {}

    /// The process stops: who waits for something that may come is answered now.
    fn notice_stop(&self) {}
}

/// The header in which services of JSON are told the operation. A name that is made once costs nothing to look for.
pub static X_AMZ_TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// How a client spoke, as far as a refusal depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Whether it said `X-Amz-Target`.
    pub has_target: bool,
    /// Its `Content-Type`.
    pub content_type: Option<HeaderValue>,
    /// Whether its `Accept` prefers JSON to all else.
    pub prefers_json: bool,
}

impl Spoken {
    /// How a request speaks.
    pub fn of(parts: &Parts) -> Spoken {
        Spoken::in_headers(&parts.headers)
    }

    /// The same of a request whose head is still with its body.
    pub fn of_request(request: &Request) -> Spoken {
        Spoken::in_headers(request.headers())
    }

    fn in_headers(headers: &HeaderMap) -> Spoken {
        let content_type = headers.get(CONTENT_TYPE).cloned();
        Spoken {
            has_target: headers.contains_key(&X_AMZ_TARGET),
            content_type,
            prefers_json: headers.get(ACCEPT).is_some_and(is_json),
        }
    }
}

/// Whether the first type that an `Accept` names is JSON.
fn is_json(accept: &HeaderValue) -> bool {
    let first = accept.as_bytes().split(|byte| matches!(byte, b',' | b';')).next().unwrap_or_default();
    first.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

/// Why a request is refused before its service sees it, in AWS's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: StatusCode,
    /// AWS's code.
    pub code: &'static str,
    /// AWS's sentence.
    pub message: String,
    /// Further elements of S3's error document; other services have none.
    pub fields: Vec<(&'static str, String)>,
}

impl Refusal {
    /// One without further elements.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Refusal {
        Refusal { status, code, message: message.into(), fields: Vec::new() }
    }

    /// The same with a further element.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: impl Into<String>) -> Refusal {
        self.fields.push((field, value.into()));
        self
    }
}
