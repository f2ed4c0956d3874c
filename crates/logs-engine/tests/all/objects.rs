//! Buckets of the tests.

use std::collections::BTreeMap;

use async_trait::async_trait;
use base::seams::{Encryption, ListedObject, ObjectAddress, ObjectStore, SeamError};
use bytes::Bytes;
use parking_lot::Mutex;

/// One bucket, `bucket`, and what was put into it.
#[derive(Debug, Default)]
pub(crate) struct Objects(pub(crate) Mutex<BTreeMap<String, Bytes>>);

#[async_trait]
impl ObjectStore for Objects {
    async fn list(&self, place: &ObjectAddress, _: Option<&str>) -> Result<Vec<ListedObject>, SeamError> {
        match place.bucket.as_str() {
            "bucket" => Ok(Vec::new()),
            other => Err(SeamError::NotFound(other.to_owned())),
        }
    }

    async fn read(&self, _: &ObjectAddress, _: &str, _: u64, _: usize) -> Result<Bytes, SeamError> {
        Err(SeamError::NotFound("nothing is read here".to_owned()))
    }

    async fn put(
        &self,
        place: &ObjectAddress,
        bytes: Bytes,
        _: Option<&Encryption>,
    ) -> Result<String, SeamError> {
        self.0.lock().insert(place.key.clone(), bytes);
        Ok("etag".to_owned())
    }
}
