//! The source of a copy: found, allowed, and held to what it was when the copy is committed.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>

use std::sync::Arc;

use s3s::dto::CopySource;

use crate::access::copies;
use crate::bucket::{self, Bucket, Versioning};
use crate::context::{Context, LoggedAct};
use crate::error::{Code, Error, Result};
use crate::object::describe;
use crate::object::precondition;
use crate::object::{self, Object, Version};
use crate::reader::Reader;
use crate::setting::table::LOGGING;

/// An object that is to be copied, whole or in part.
#[derive(Debug)]
pub(crate) struct SourceObject {
    pub(crate) bucket: Arc<Bucket>,
    pub(crate) key: String,
    pub(crate) version: Version,
    pub(crate) object: Object,
    /// Whether the request named the version.
    pub(crate) asked_version: bool,
}

/// Finds the source, and judges the conditions on it.
pub(crate) fn find(
    store: &Reader,
    cx: &Context,
    source: &CopySource,
    expected: Option<&str>,
) -> Result<SourceObject> {
    let CopySource::Bucket { bucket, key, version_id } = source else {
        return Err(Error::of(Code::NotImplemented).with("Header", "x-amz-copy-source"));
    };
    copies::admit_source(store, cx, bucket, key, version_id.as_deref())?;
    let bucket = bucket::open_for(store, cx, bucket, expected)?;
    let found = object::readable(store, &bucket, key, version_id.as_deref(), "GET");
    let (version, object) = found.map_err(|error| {
        if error.is(Code::MethodNotAllowed) {
            return Error::request(
                "The source of a copy request may not specifically refer to a delete marker by version id.",
            );
        }
        error
    })?;
    precondition::check_copy_source(&cx.aside, &object.etag, version.modified(), cx.call.now)?;
    describe::check_at_hand(&object, cx.call.now)?;
    Ok(SourceObject { bucket, key: key.to_string(), version, object, asked_version: version_id.is_some() })
}

impl SourceObject {
    /// `x-amz-copy-source-version-id`: of a bucket that keeps versions.
    pub(crate) fn shown_version(&self) -> Option<String> {
        (self.bucket.versioning != Versioning::Never).then(|| self.version.id().to_owned())
    }

    /// Tells the access log of the source's bucket of the copy. `operation`: of an object or a part.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#AdditionalLoggingforCopyOperations>
    pub(crate) fn note(&self, cx: &Context, operation: &'static str) {
        if self.bucket.may_have(LOGGING.kind) {
            cx.note(LoggedAct {
                bucket: Some(self.bucket.name.clone()),
                operation,
                key: self.key.clone(),
                version: self.shown_version(),
                status: Some(200),
                size: Some(self.object.size),
                ..LoggedAct::default()
            });
        }
    }

    /// Whether the source's blobs are still held by it. Asked under its lock.
    pub(crate) fn check_still_there(&self, store: &Reader) -> Result<()> {
        let now = object::version(store, &self.bucket, &self.key, self.version.id())?;
        let blobs: Vec<store::Blob> = self.object.content.blobs().collect();
        if now.is_some_and(|now| now.blobs().eq(blobs.iter().copied())) {
            return Ok(());
        }
        // It was replaced since: it is to be found again.
        Err(Error::of(Code::SlowDown))
    }
}
