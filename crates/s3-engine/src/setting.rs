//! Settings of buckets: what a client puts, sees again and deletes. Each is one value in `table`, and each of its operations one
//! row of `route::table`.
//!
//! A setting is a record of its own, so a request reads those that it needs and no other. The record is the document as AWS
//! would show it; what acts on a setting reads it back by the same shape.
//!
//! Judges and words; who writes records goes through `engine::settings`.
//!
//! - `document`: XML read as strictly as AWS reads it
//! - `model`: AWS's model, as data, written with `--out` to this file
//! - `ownership`: whether a bucket's ACLs are on
//! - `record`: what is kept, and where
//! - `rules`: what AWS refuses beyond what its model says
//! - `table`: the settings
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html#bucket-config-options-intro>

pub(crate) mod document;
#[allow(unreachable_pub, reason = "the table is written for a crate that shows it")]
mod model;
pub(crate) mod ownership;
pub(crate) mod record;
mod rules;
pub(crate) mod table;

use wire::shape::{Kind, Place, Shape, Signature};
use wire::value::Fields;

use crate::bucket::defaults::BucketDefault;
use crate::error::{Code, Error, Result};

/// What a coverage page says of an operation that keeps a setting.
pub(crate) const KEPT: &str = "Kept and shown back, without effect.";

/// One setting.
#[derive(Debug)]
pub(crate) struct Setting {
    /// What it is called in keys: never to be changed.
    pub(crate) kind: &'static str,
    /// The operation that puts it: its body is the setting.
    pub(crate) put: &'static Signature,
    /// What a bucket has that nobody configured.
    pub(crate) default: BucketDefault,
    /// What it has once the setting was deleted, where that is not the same.
    pub(crate) once_deleted: Option<Code>,
    /// What AWS refuses beyond what the model says, and what it adds.
    pub(crate) check: fn(&mut Given) -> Result<()>,
}

/// What an operation does with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Put,
    Delete,
}

/// A setting as a request gives it.
pub(crate) struct Given {
    /// What its document says.
    pub(crate) fields: Fields,
}

impl Setting {
    /// The shape of its document, and the name of the document's root.
    pub(crate) fn document(&self) -> Result<(&'static Shape, &'static str)> {
        let members = self.put.input.members.iter();
        let payload = members.filter(|member| member.place == Place::Payload).find_map(|member| {
            let Kind::Struct(shape) = member.kind else { return None };
            Some((shape, member.element().unwrap_or(shape.name)))
        });
        payload.ok_or_else(|| Error::internal(format!("{} has no document", self.put.name)))
    }

    /// A document of a request.
    pub(crate) fn read(&self, document: &[u8]) -> Result<Fields> {
        let (shape, root) = self.document()?;
        document::read(shape, root, document)
    }

    /// What is kept of what a request gives.
    pub(crate) fn keep(&self, mut given: Given) -> Result<record::Kept> {
        (self.check)(&mut given)?;
        let (_, root) = self.document()?;
        Ok(record::Kept { document: document::write(root, &given.fields) })
    }
}
