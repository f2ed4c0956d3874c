//! What is known of one request besides what s3s makes of it, and what goes back besides what s3s writes.
//!
//! s3s carries this through in the request's extensions. Bodies go around s3s: a request's by `incoming`, an object's
//! bytes by `outgoing`.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use base::call::Call;
use base::http::Body;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::message::percent;
use crate::payload::receive::IncomingBody;

/// One request.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) call: Call,
    /// `x-amz-id-2` and `HostId`.
    pub(crate) id2: String,
    /// The name of the operation that the request means, as soon as the table has said it.
    pub(crate) operation: Option<&'static str>,
    /// The host that the request named.
    pub(crate) host: String,
    /// Whether that holds the bucket.
    pub(crate) bucket_in_host: bool,
    /// The access point that the request goes through to its bucket.
    pub(crate) point: Option<PointName>,
    /// Whether that was named by its alias.
    pub(crate) is_alias: bool,
    /// The access point that the source of a copy is named by.
    pub(crate) source_point: Option<PointName>,
    /// Whether it is the bucket's accelerated address.
    pub(crate) is_accelerated: bool,
    /// Whether the request was signed: some members are for signed requests only.
    pub(crate) signed: bool,
    /// Whether the request's body came with a digest: of what is deleted or locked it must.
    pub(crate) digested: bool,
    /// `x-amz-expected-bucket-owner`.
    pub(crate) expected_owner: Option<String>,
    /// Headers that S3 reads more leniently than s3s: conditions, Range, and what is kept with an object.
    pub(crate) aside: HeaderMap,
    /// The request's document as it came, for what s3s does not know of it.
    pub(crate) document: Bytes,
    /// The class of all objects in the bucket that the request is about, where that is a directory bucket.
    pub(crate) zonal_class: Option<&'static str>,
    /// User metadata, by its names without the prefix, decoded.
    pub(crate) metadata: BTreeMap<String, String>,
    /// Headers that the reply is to have.
    pub(crate) overrides: Vec<Override>,
    /// What goes back to a form, which is a PutObject in everything else.
    pub(crate) form: Option<FormReply>,
    /// The buckets that were opened to the caller though another account owns them.
    admitted: Mutex<Vec<u64>>,
    charged: OnceLock<()>,
    is_logged: OnceLock<()>,
    further: Mutex<Vec<LoggedAct>>,
    incoming: Mutex<Option<IncomingBody>>,
    outgoing: Mutex<Option<Body>>,
    status: OnceLock<StatusCode>,
    failure: Mutex<Option<Error>>,
}

/// What names an access point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PointName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

/// One of the things that are done beside what a request says, or without one, for the access log of a bucket.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoggedAct {
    /// The bucket, where that is another than the request's.
    pub(crate) bucket: Option<String>,
    /// As a log has it, such as `BATCH.DELETE.OBJECT`.
    pub(crate) operation: &'static str,
    pub(crate) key: String,
    pub(crate) version: Option<String>,
    pub(crate) status: Option<u16>,
    /// The code of the error that it ended in.
    pub(crate) error: Option<String>,
    /// The object's size.
    pub(crate) size: Option<u64>,
}

/// A header that a request sets for its reply.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    /// The parameter of the query that says so.
    pub(crate) parameter: &'static str,
    pub(crate) header: HeaderName,
    /// As it was decoded.
    pub(crate) value: String,
}

/// What goes back to a form once its file is there.
#[derive(Clone, Debug)]
pub(crate) struct FormReply {
    /// Where it names no page to go to.
    pub(crate) status: StatusCode,
    /// The page to go to.
    pub(crate) redirect: Option<String>,
    /// Where the object is found.
    pub(crate) location: String,
    pub(crate) bucket: String,
    pub(crate) key: String,
}

/// As s3s's extensions hold it.
pub(crate) type SharedContext = Arc<Context>;

impl Context {
    pub(crate) fn new(call: Call, id2: String) -> Context {
        Context {
            call,
            id2,
            operation: None,
            host: String::new(),
            bucket_in_host: false,
            point: None,
            is_alias: false,
            source_point: None,
            is_accelerated: false,
            signed: false,
            digested: false,
            expected_owner: None,
            aside: HeaderMap::new(),
            document: Bytes::new(),
            zonal_class: None,
            metadata: BTreeMap::new(),
            overrides: Vec::new(),
            form: None,
            admitted: Mutex::new(Vec::new()),
            charged: OnceLock::new(),
            is_logged: OnceLock::new(),
            further: Mutex::new(Vec::new()),
            incoming: Mutex::new(None),
            outgoing: Mutex::new(None),
            status: OnceLock::new(),
            failure: Mutex::new(None),
        }
    }

    /// Opens a bucket to the caller, who does not own it. `access` decides that.
    pub(crate) fn admit(&self, bucket: u64) {
        self.admitted.lock().push(bucket);
    }

    /// Whether a bucket was opened to the caller.
    pub(crate) fn is_admitted(&self, bucket: u64) -> bool {
        self.admitted.lock().contains(&bucket)
    }

    /// The bucket may have an access log.
    pub(crate) fn log(&self) {
        let _ = self.is_logged.set(());
    }

    /// Whether the bucket may have an access log.
    pub(crate) fn is_logged(&self) -> bool {
        self.is_logged.get().is_some()
    }

    /// Something was done that an access log is to tell of beside the request.
    pub(crate) fn note(&self, act: LoggedAct) {
        self.further.lock().push(act);
    }

    /// What was noted so, once.
    pub(crate) fn take_noted(&self) -> Vec<LoggedAct> {
        std::mem::take(&mut self.further.lock())
    }

    /// The caller pays for the request.
    pub(crate) fn charge(&self) {
        let _ = self.charged.set(());
    }

    /// Whether the caller pays for the request.
    pub(crate) fn is_charged(&self) -> bool {
        self.charged.get().is_some()
    }

    /// Where an object is found by the way this request came.
    pub(crate) fn location(&self, bucket: &str, key: &str) -> String {
        let key = percent::url_encode(key);
        let scheme = self.call.origin.scheme();
        match self.bucket_in_host {
            true => format!("{scheme}://{}/{key}", self.host),
            false => format!("{scheme}://{}/{bucket}/{key}", self.host),
        }
    }

    /// The same as the reply to a form has it: its key is one name, slashes and all.
    pub(crate) fn location_of_form(&self, bucket: &str, key: &str) -> String {
        let path = self.location(bucket, "");
        format!("{path}{}", percent::url_encode(key).replace('/', "%2F"))
    }

    /// The operation that does what the request means.
    pub(crate) fn done_as(&self) -> Option<&'static str> {
        if self.form.is_some() { Some("PutObject") } else { self.operation }
    }

    /// A header that was put aside, if it is text.
    pub(crate) fn aside(&self, name: &str) -> Option<&str> {
        self.aside.get(name)?.to_str().ok()
    }

    pub(crate) fn set_incoming(&mut self, incoming: IncomingBody) {
        *self.incoming.get_mut() = Some(incoming);
    }

    /// The request's body, once. Fails where the table promises none: an object must never become empty for that.
    pub(crate) fn take_incoming(&self) -> Result<IncomingBody> {
        let incoming = self.incoming.lock().take();
        incoming.ok_or_else(|| Error::internal("an operation asked for a body that its row does not have"))
    }

    /// Whether the request brings bytes.
    pub(crate) fn has_incoming(&self) -> bool {
        self.incoming.lock().is_some()
    }

    /// Sends these bytes as the reply's body.
    pub(crate) fn set_outgoing(&self, body: Body) {
        *self.outgoing.lock() = Some(body);
    }

    pub(crate) fn take_outgoing(&self) -> Option<Body> {
        self.outgoing.lock().take()
    }

    /// Answers with this status, which s3s would not choose.
    pub(crate) fn set_status(&self, status: StatusCode) {
        let _ = self.status.set(status);
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.status.get().copied()
    }

    /// The request ends in this error.
    pub(crate) fn fail(&self, error: Error) {
        *self.failure.lock() = Some(error);
    }

    pub(crate) fn take_failure(&self) -> Option<Error> {
        self.failure.lock().take()
    }

    /// Whether the request has ended in an error of ours.
    pub(crate) fn has_failed(&self) -> bool {
        self.failure.lock().is_some()
    }
}
