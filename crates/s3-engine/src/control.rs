//! S3 Control: a service of its own for clients, on the same buckets. It speaks rest-xml as AWS's model has it, so its
//! operations are rows of `wire`'s trait; s3s does not know it.
//!
//! Of those of its operations that are built, the ones about a bucket's tags show those that S3 shows, the ones about an
//! account's public access block keep it, and the ones about access points keep these.
//!
//! - `access_points`, `access_point_policy`: access points, and their policies
//! - `model`: AWS's model, as data, written with `--out` to this file
//! - `public_access`: what an account blocks
//! - `resource`: what an ARN in a request names
//! - `tags`: the operations
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html>

mod access_point_policy;
mod access_points;
#[allow(unreachable_pub, reason = "the table is written for a crate that shows it")]
mod model;
mod public_access;
mod resource;
mod tags;

use std::error::Error as _;
use std::sync::Arc;

use async_trait::async_trait;
use base::call::Call;
use base::http::{Request, Response};
use base::service::{Facts, Known, Refusal, SignatureWords, Spoken};
use http::{HeaderName, HeaderValue, Uri, header};
use percent_encoding::percent_decode_str;
use wire::endpoint::{self, Endpoint};
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::protocol::{Dialect, Protocol};
use wire::rest;
use wire::service::{Service, everybody, refuse};
use wire::shape::Model;
use wire::value::Value;

use crate::back;
use crate::back::refusal::host_id;
use crate::control::access_point_policy::{
    DeleteAccessPointPolicy, GetAccessPointPolicy, GetAccessPointPolicyStatus, PutAccessPointPolicy,
};
use crate::control::access_points::{CreateAccessPoint, DeleteAccessPoint, GetAccessPoint, ListAccessPoints};
use crate::control::model::MODEL;
use crate::control::public_access::{DeletePublicAccessBlock, GetPublicAccessBlock, PutPublicAccessBlock};
use crate::control::tags::{ListTagsForResource, TagResource, UntagResource};
use crate::engine::Engine;
use crate::error::{Code, Error};

/// S3 Control. It signs as S3 does, so that its paths and hosts are what it is known by. Endpoints:
/// <https://docs.aws.amazon.com/general/latest/gr/s3.html>.
pub static S3_CONTROL: Facts = Facts {
    switched_by: "s3",
    signing_names: &["s3", "s3express"],
    own_hosts: &[&["*", "s3-control"], &["*", "s3-control-fips"]],
    own_paths: &[(PATHS, "x-amz-account-id")],
    hosts: &[&["s3-control"], &["s3-control-fips"]],
    owns_path,
    signature_words: SignatureWords::S3,
    request_id: back::request_id,
    operations,
    ..Facts::of("s3control")
};

/// How all of its paths begin.
const PATHS: &str = "/v20180820/";

/// The methods of its operations.
const METHODS: [&str; 5] = ["DELETE", "GET", "PATCH", "POST", "PUT"];

static DIALECT: Dialect = Dialect {
    protocols: &[Protocol::RestXml],
    // Its own expression for ARNs refuses those of buckets, which its page lists first.
    judges: false,
    malformed: "MalformedXML",
    malformed_body: |_, _| Error::of(Code::MalformedXml).into(),
    wrong_type: "MalformedXML",
    // Its code for what Outposts do not have; that other paths have it too is our guess.
    unknown_operation: "UnsupportedOperation",
    internal: ("InternalError", "We encountered an internal error. Please try again."),
    host_id: Some(host_id),
    too_large: |_, _| Error::of(Code::MaxMessageLengthExceeded).into(),
    ..Dialect::of(&NAMED)
};

/// The model under the name that tells its operations from those of S3, of which many have the same names.
static NAMED: Model = Model { name: "S3 Control", ..MODEL };

const ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<CreateAccessPoint>(),
    Row::of::<DeleteAccessPoint>(),
    Row::of::<DeleteAccessPointPolicy>(),
    Row::of::<DeletePublicAccessBlock>(),
    Row::of::<GetAccessPoint>(),
    Row::of::<GetAccessPointPolicy>(),
    Row::of::<GetAccessPointPolicyStatus>(),
    Row::of::<GetPublicAccessBlock>(),
    Row::of::<ListAccessPoints>(),
    Row::of::<ListTagsForResource>(),
    Row::of::<PutAccessPointPolicy>(),
    Row::of::<PutPublicAccessBlock>(),
    Row::of::<TagResource>(),
    Row::of::<UntagResource>(),
];

/// Whether a path is one of an operation, whatever the method.
fn owns_path(path: &str) -> bool {
    let is_found = |method| rest::find(MODEL.names, method, path, &[]).is_some();
    path.starts_with(PATHS) && METHODS.into_iter().any(is_found)
}

fn operations() -> Vec<Known> {
    endpoint::known(&DIALECT, ROWS)
}

/// Every operation of S3 Control with its method and the template of its path.
pub fn control_routes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    MODEL.names.iter().copied()
}

/// S3 Control as the gateway sees it: `wire`'s endpoint, with what stands in every reply of S3 besides.
#[derive(Debug)]
pub(crate) struct Control(Endpoint<Engine>);

impl Control {
    /// On an engine, which another service starts.
    pub(crate) fn of(engine: Arc<Engine>) -> Control {
        let service = Service { dialect: &DIALECT, rows: ROWS, strict: false, admits: everybody };
        Control(Endpoint { facts: &S3_CONTROL, service, engine })
    }
}

#[async_trait]
impl base::service::Service for Control {
    fn facts(&self) -> &'static Facts {
        &S3_CONTROL
    }

    async fn answer(&self, call: Call, request: Request) -> Response {
        let request_id = call.request_id.clone();
        let reply = if is_readable(request.uri()) {
            self.0.answer(call, request).await
        } else {
            let fault = Fault::from(Error::of(Code::InvalidUri));
            refuse(&DIALECT, &Spoken::of_request(&request), &request_id, &fault)
        };
        stamped(reply, &request_id)
    }

    fn refuse(&self, call: &Call, spoken: &Spoken, refusal: &Refusal) -> Response {
        stamped(self.0.refuse(call, spoken, refusal), &call.request_id)
    }
}

/// Whether path and query are text, as S3 wants its own to be: our guess for S3 Control.
fn is_readable(uri: &Uri) -> bool {
    let is_text = |text: &str| percent_decode_str(text).decode_utf8().is_ok_and(|text| !text.contains('\0'));
    is_text(uri.path()) && uri.query().is_none_or(is_text)
}

fn stamped(mut reply: Response, request_id: &str) -> Response {
    let headers = reply.headers_mut();
    headers.insert(header::SERVER, HeaderValue::from_static(back::SERVER));
    if let Ok(id) = HeaderValue::from_str(&host_id(request_id)) {
        headers.insert(HeaderName::from_static("x-amz-id-2"), id);
    }
    reply
}

#[async_trait]
impl endpoint::Engine for Engine {
    async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(|cause| Error::from(cause).into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        let mut fault = Fault::sender(error.name().to_owned(), error.message());
        (fault.status, fault.sender) = (error.status().as_u16(), error.status().is_client_error());
        fault.fields =
            error.fields().iter().map(|(name, value)| (*name, Value::Text(value.clone()))).collect();
        fault.cause = error.source().map(|cause| cause.to_string().into()).unwrap_or_default();
        fault
    }
}
