//! Settings of buckets: what a client puts, sees again and deletes. Each is one value in `table`, and each of its operations one
//! row of `route::table`.
//!
//! A setting is a record of its own, so a request reads those that it needs and no other. The record is the document as AWS
//! would show it; what acts on a setting reads it back by the same shape.
//!
//! Judges and words; who writes records goes through `engine::settings`.
//!
//! - `acceleration`: whether a bucket's accelerated address is there
//! - `acl`: access control lists
//! - `document`: XML read as strictly as AWS reads it
//! - `encryption`: what a bucket's encryption asks of new objects
//! - `lifecycle`, `metadata`, `replication`, `website`: rules about these
//! - `model`: AWS's model, as data, written with `--out` to this file
//! - `object_lock`: whether a bucket's objects can be locked, and what new ones are locked with
//! - `ownership`: whom a bucket's objects belong to
//! - `page`: settings of which a bucket has several
//! - `policy`: what AWS refuses of a bucket's policy
//! - `public_access`: what a bucket and its account block
//! - `record`: what is kept, and where
//! - `rules`: what AWS refuses of the others beyond what its model says
//! - `table`: the settings
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html#bucket-config-options-intro>

pub(crate) mod acceleration;
pub(crate) mod acl;
pub(crate) mod document;
pub(crate) mod encryption;
mod lifecycle;
mod metadata;
#[allow(
    unreachable_pub,
    dead_code,
    reason = "a table made from AWS's model: it has whole operations, of which some are read without their signature"
)]
pub(crate) mod model;
pub(crate) mod object_lock;
pub(crate) mod ownership;
pub(crate) mod page;
pub(crate) mod policy;
pub(crate) mod public_access;
pub(crate) mod record;
mod replication;
mod rules;
pub(crate) mod table;
mod website;

use base::entropy::Entropy;
use http::HeaderMap;
use wire::shape::{Kind, Member, Place, Shape, Signature};
use wire::value::Fields;

use crate::bucket::Bucket;
use crate::bucket::defaults::BucketDefault;
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::reader::Reader;

/// What a coverage page says of an operation that keeps a setting.
pub(crate) const KEPT: &str = "Kept and shown back, without effect.";

/// What a coverage page says of GetBucketPolicyStatus.
pub(crate) const STATUS: &str =
    "A policy is public if a statement of it allows everybody something without a condition.";

/// One setting.
#[derive(Debug)]
pub(crate) struct Setting {
    /// What it is called in keys: never to be changed.
    pub(crate) kind: &'static str,
    pub(crate) body: Body,
    /// What a bucket has that nobody configured.
    pub(crate) default: BucketDefault,
    /// What it has once the setting was deleted, where that is not the same.
    pub(crate) once_deleted: Option<Code>,
    /// A header that is put and shown with it, and its value where none was sent.
    pub(crate) header: Option<(&'static str, &'static str)>,
    /// What its document says where it stands in headers instead.
    pub(crate) in_headers: Option<InHeaders>,
    /// The root of what is shown, where that is not what was put.
    pub(crate) shown_as: Option<&'static str>,
    /// What the delete of nothing is refused with, where it is.
    pub(crate) nothing: Option<Code>,
    /// The root of the list that shows all of them, where a bucket may have several, each by its id.
    pub(crate) listed_as: Option<&'static str>,
    /// Whether something acts on it. Else it is only kept and shown.
    pub(crate) acts: bool,
}

/// Judges what a request gives, and makes what is kept of it.
pub(crate) type Check = fn(&mut Given<'_>) -> Result<()>;

/// Reads headers of a request about a bucket whose owner has this canonical id.
pub(crate) type InHeaders = fn(&HeaderMap, &str) -> Result<Option<Fields>>;

/// What the body of a request that puts a setting is.
#[derive(Debug)]
pub(crate) enum Body {
    /// A document of the operation's payload.
    Xml {
        /// The operation that puts it.
        put: &'static Signature,
        /// What AWS refuses beyond what the model says, and what it adds.
        check: Check,
    },
    /// A policy.
    Policy,
}

/// What an operation does with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Put,
    Delete,
    /// All that there are of it.
    List,
    /// Whether it, a policy, lets everybody in.
    Status,
}

/// A setting as a request gives it.
pub(crate) struct Given<'a> {
    /// What its document says.
    pub(crate) fields: Fields,
    /// Where AWS gives what has no id one.
    pub(crate) entropy: &'a Entropy,
    pub(crate) cx: &'a Context,
    /// The bucket, as it is when the setting is committed.
    pub(crate) bucket: &'a Bucket,
    /// What is there. The commit holds only as long as what is read here stands.
    pub(crate) store: &'a Reader,
}

impl Setting {
    /// A setting whose body is a document of XML, of which there is nothing at first.
    const fn xml(kind: &'static str, put: &'static Signature, check: Check, missing: Code) -> Setting {
        Setting::of(kind, Body::Xml { put, check }, BucketDefault::Missing(missing))
    }

    const fn of(kind: &'static str, body: Body, default: BucketDefault) -> Setting {
        Setting {
            kind,
            body,
            default,
            once_deleted: None,
            header: None,
            in_headers: None,
            shown_as: None,
            nothing: None,
            listed_as: None,
            acts: false,
        }
    }

    /// The setting as one that something acts on.
    const fn acting(mut self) -> Setting {
        self.acts = true;
        self
    }

    /// The shape of its document, and the name of the document's root.
    fn document(&self) -> Result<(&'static Shape, &'static str)> {
        let Body::Xml { put, .. } = self.body else {
            return Err(Error::internal(format!("{} is no XML", self.kind)));
        };
        payload(put.input)
    }

    /// The name of the root of what is kept and shown.
    fn root(&self) -> Result<&'static str> {
        self.shown_as.map_or_else(|| Ok(self.document()?.1), Ok)
    }

    /// What a document of a request says, or one that was kept.
    pub(crate) fn read(&self, document: &[u8]) -> Result<Fields> {
        let (shape, root) = self.document()?;
        let read = document::read(shape, root, document);
        // Access control lists, which may stand in headers too, have an error of their own.
        if self.in_headers.is_some() { read.map_err(acl::malformed) } else { read }
    }

    /// The document that is kept of what a request gives.
    pub(crate) fn keep(&self, mut given: Given<'_>) -> Result<String> {
        if let Body::Xml { check, .. } = self.body {
            check(&mut given)?;
        }
        Ok(document::write(self.root()?, &given.fields))
    }

    /// A document that was kept as a reply has it.
    pub(crate) fn shown(&self, kept: &str) -> Result<String> {
        match self.body {
            Body::Xml { .. } => Ok(document::shown(self.root()?, kept)),
            Body::Policy => Ok(kept.to_owned()),
        }
    }

    /// The value of its header in a request, or the one that it has then.
    pub(crate) fn header_of(&self, headers: &HeaderMap) -> Result<Option<String>> {
        let (Some((name, default)), Body::Xml { put, .. }) = (self.header, &self.body) else {
            return Ok(None);
        };
        let Some(value) = headers.get(name) else { return Ok(Some(default.to_owned())) };
        let value = String::from_utf8_lossy(value.as_bytes());
        let is_it = |member: &&Member| member.place == Place::Header(name);
        let values = put.input.members.iter().find(is_it).map_or(&[][..], |member| member.rules.values);
        if values.contains(&&*value) {
            Ok(Some(value.into_owned()))
        } else {
            // Our words.
            Err(Error::argument("The value of the header is not one that it can have.", name, &value))
        }
    }
}

/// The object lock of a bucket that is made with one: no default, and nothing is locked yet.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html>
pub(crate) fn locked() -> Result<record::Kept> {
    let (shape, root) = table::OBJECT_LOCK.document()?;
    let document = document::write(root, &Fields::new(shape).with("ObjectLockEnabled", "Enabled"));
    Ok(record::Kept { document, header: None })
}

/// The shape of the document of a request or reply, and the name of its root.
fn payload(of: &'static Shape) -> Result<(&'static Shape, &'static str)> {
    let mut members = of.members.iter().filter(|member| member.place == Place::Payload);
    let payload = members.find_map(|member| {
        let Kind::Struct(shape) = member.kind else { return None };
        Some((shape, member.element().unwrap_or(shape.name)))
    });
    payload.ok_or_else(|| Error::internal(format!("{} has no document", of.name)))
}
