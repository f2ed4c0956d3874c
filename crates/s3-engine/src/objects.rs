//! Objects for the other services, by [`ObjectSource`] and [`ObjectStore`]: what they read and write goes the way of
//! every request's, events included.

use async_trait::async_trait;
use base::call::{Call, Caller};
use base::http::Body;
use base::seams::{Encryption, ListedObject, ObjectAddress, ObjectSource, ObjectStore, SeamError};
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use http::{HeaderMap, HeaderValue};
use store::Batch;

use crate::checksum::Algorithm;
use crate::commit::{self, Place, Put};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::listing::{self, Entry, MAX_KEYS, Query};
use crate::object::{self, Content, Object};
use crate::receive::{Incoming, Keep, Received, receive};
use crate::{bucket, describe};

#[async_trait]
impl ObjectSource for Engine {
    async fn fetch(&self, place: &ObjectAddress, limit: usize) -> std::result::Result<Bytes, SeamError> {
        let object = find(self, &context(self, place, "lambda.amazonaws.com"), place).map_err(seam)?;
        if object.size > limit as u64 {
            return Err(SeamError::Refused(format!("the object has {} bytes", object.size)));
        }
        bytes_of(self, &object, 0..object.size).await
    }
}

#[async_trait]
impl ObjectStore for Engine {
    async fn list(
        &self,
        place: &ObjectAddress,
        after: Option<&str>,
    ) -> std::result::Result<Vec<ListedObject>, SeamError> {
        list(self, place, after).map_err(seam)
    }

    async fn read(
        &self,
        place: &ObjectAddress,
        etag: &str,
        offset: u64,
        limit: usize,
    ) -> std::result::Result<Bytes, SeamError> {
        let object = find(self, &context(self, place, DYNAMODB), place).map_err(seam)?;
        if object.etag != etag {
            return Err(SeamError::Refused("the object was replaced while it was read".to_owned()));
        }
        let end = object.size.min(offset.saturating_add(limit as u64));
        bytes_of(self, &object, offset.min(end)..end).await
    }

    async fn put(
        &self,
        place: &ObjectAddress,
        bytes: Bytes,
        encryption: Option<&Encryption>,
    ) -> std::result::Result<String, SeamError> {
        put(self, place, bytes, encryption).await.map_err(seam)
    }
}

/// Who reads and writes by [`ObjectStore`].
const DYNAMODB: &str = "dynamodb.amazonaws.com";

/// A request that another service makes of S3.
fn context(engine: &Engine, place: &ObjectAddress, service: &'static str) -> Context {
    let call = Call {
        account: place.account,
        region: place.region.clone(),
        request_id: "".into(),
        now: engine.clock.now(),
        caller: Caller::Service(service),
    };
    Context::new(call, String::new())
}

fn find(engine: &Engine, cx: &Context, place: &ObjectAddress) -> Result<Object> {
    let bucket = bucket::open(&engine.store, cx, &place.bucket)?;
    let found = object::readable(&engine.store, bucket.id, &place.key, place.version.as_deref(), "GET");
    found.map(|(_, object)| object)
}

async fn bytes_of(
    engine: &Engine,
    object: &Object,
    range: std::ops::Range<u64>,
) -> std::result::Result<Bytes, SeamError> {
    let mut whole = BytesMut::with_capacity(usize::try_from(range.end - range.start).unwrap_or(0));
    let mut bytes = object.content.read(&engine.store, range);
    while let Some(piece) = bytes.next().await {
        whole.extend_from_slice(&piece.map_err(|cause| SeamError::Unavailable(cause.to_string()))?);
    }
    Ok(whole.freeze())
}

fn list(engine: &Engine, place: &ObjectAddress, after: Option<&str>) -> Result<Vec<ListedObject>> {
    let bucket = bucket::open(&engine.store, &context(engine, place, DYNAMODB), &place.bucket)?;
    let query = Query {
        bucket: bucket.id,
        prefix: &place.key,
        after,
        max: usize::try_from(MAX_KEYS).unwrap_or(1),
        ..Query::default()
    };
    let page = listing::list(&engine.store, &query)?;
    let listed = |entry| match entry {
        Entry::Version { key, version, .. } => {
            version.object.map(|object| ListedObject { key, size: object.size, etag: object.etag })
        }
        Entry::Prefix(_) => None,
    };
    Ok(page.entries.into_iter().filter_map(listed).collect())
}

async fn put(
    engine: &Engine,
    place: &ObjectAddress,
    bytes: Bytes,
    encryption: Option<&Encryption>,
) -> Result<String> {
    let cx = context(engine, place, DYNAMODB);
    let bucket = bucket::open(&engine.store, &cx, &place.bucket)?;
    let described = describe::read(&cx, &headers(encryption)?, None, None)?;
    let incoming = Incoming { body: Body::from(bytes), ..Incoming::default() };
    let received = receive(&engine.store, incoming, Keep::This(Algorithm::Crc64Nvme)).await?;
    let Received { staged, md5, checksum, .. } = received;
    let mut batch = Batch::new();
    let blob = batch.create_blob(staged);
    let object = Object {
        size: blob.len(),
        etag: md5.clone(),
        content: Content::Whole(blob),
        checksum: Some(checksum),
        described,
        ..Object::default()
    };
    let put = Put { object, batch, event: "ObjectCreated:Put", ..Put::default() };
    let place = Place { bucket: &bucket, key: &place.key };
    commit::put(engine, &cx, place, put, |_| Ok(())).await?;
    Ok(md5)
}

/// The headers that ask for an encryption.
fn headers(encryption: Option<&Encryption>) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    let Some(Encryption { algorithm, kms_key }) = encryption else { return Ok(headers) };
    let value = |text: &str| {
        HeaderValue::from_str(text).map_err(|_| Error::invalid_encryption(describe::ENCRYPTION, text))
    };
    headers.insert(describe::ENCRYPTION, value(algorithm)?);
    if let Some(key) = kms_key {
        headers.insert(describe::KMS_KEY, value(key)?);
    }
    Ok(headers)
}

fn seam(error: Error) -> SeamError {
    if error.is(Code::InternalError) {
        return SeamError::Unavailable(error.to_string());
    }
    match error.status().as_u16() {
        404 => SeamError::NotFound(error.to_string()),
        _ => SeamError::Refused(error.to_string()),
    }
}
