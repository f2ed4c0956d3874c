//! S3 as far as exports and imports need it: buckets and objects in a map.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use base::seams::{Encryption, ListedObject, ObjectAddress, ObjectStore, SeamError};
use bytes::Bytes;

#[derive(Debug, Default)]
pub(crate) struct Objects(Mutex<BTreeMap<String, Bucket>>);

type Bucket = BTreeMap<String, (Bytes, Option<Encryption>)>;

impl Objects {
    pub(crate) fn create_bucket(&self, bucket: &str) {
        self.0.lock().unwrap().entry(bucket.to_owned()).or_default();
    }

    pub(crate) fn write(&self, bucket: &str, key: &str, bytes: impl Into<Bytes>) {
        let mut buckets = self.0.lock().unwrap();
        buckets.entry(bucket.to_owned()).or_default().insert(key.to_owned(), (bytes.into(), None));
    }

    pub(crate) fn keys(&self, bucket: &str) -> Vec<String> {
        self.0.lock().unwrap()[bucket].keys().cloned().collect()
    }

    #[track_caller]
    pub(crate) fn bytes(&self, bucket: &str, key: &str) -> Bytes {
        self.0.lock().unwrap()[bucket][key].0.clone()
    }

    pub(crate) fn encryption(&self, bucket: &str, key: &str) -> Option<Encryption> {
        self.0.lock().unwrap()[bucket][key].1.clone()
    }
}

fn etag(bytes: &Bytes) -> String {
    format!("{:032x}", crc32fast::hash(bytes))
}

fn no_bucket() -> SeamError {
    SeamError::NotFound("NoSuchBucket".to_owned())
}

#[async_trait]
impl ObjectStore for Objects {
    async fn list(&self, place: &ObjectAddress, after: Option<&str>) -> Result<Vec<ListedObject>, SeamError> {
        let buckets = self.0.lock().unwrap();
        let bucket = buckets.get(&place.bucket).ok_or_else(no_bucket)?;
        let wanted = |key: &str| key.starts_with(&place.key) && after.is_none_or(|after| key > after);
        let objects = bucket.iter().filter(|(key, _)| wanted(key)).take(2);
        Ok(objects
            .map(|(key, (bytes, _))| ListedObject {
                key: key.clone(),
                size: bytes.len() as u64,
                etag: etag(bytes),
            })
            .collect())
    }

    async fn read(
        &self,
        place: &ObjectAddress,
        expected: &str,
        offset: u64,
        limit: usize,
    ) -> Result<Bytes, SeamError> {
        let buckets = self.0.lock().unwrap();
        let object = buckets.get(&place.bucket).ok_or_else(no_bucket)?.get(&place.key);
        let (bytes, _) = object.ok_or_else(|| SeamError::NotFound("NoSuchKey".to_owned()))?;
        if etag(bytes) != expected {
            return Err(SeamError::Refused("replaced".to_owned()));
        }
        let from = usize::try_from(offset).unwrap().min(bytes.len());
        Ok(bytes.slice(from..bytes.len().min(from + limit)))
    }

    async fn put(
        &self,
        place: &ObjectAddress,
        bytes: Bytes,
        encryption: Option<&Encryption>,
    ) -> Result<String, SeamError> {
        let mut buckets = self.0.lock().unwrap();
        let bucket = buckets.get_mut(&place.bucket).ok_or_else(no_bucket)?;
        let tag = etag(&bytes);
        bucket.insert(place.key.clone(), (bytes, encryption.cloned()));
        Ok(tag)
    }
}
