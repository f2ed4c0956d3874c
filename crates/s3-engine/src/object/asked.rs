//! What a request that writes an object asks for beside what it says of it: a list of its own, a lock, a key.
//!
//! PutObject, CopyObject and CreateMultipartUpload ask alike.

use http::HeaderMap;

use crate::bucket::Bucket;
use crate::context::Context;
use crate::error::Result;
use crate::object::extras::Extras;
use crate::reader::Reader;
use crate::setting::ownership;

/// What a request asks for of an object in this bucket.
pub(crate) fn extras(store: &Reader, _cx: &Context, bucket: &Bucket, headers: &HeaderMap) -> Result<Extras> {
    ownership::check_acl(store, bucket, headers)?;
    Ok(Extras::default())
}
