//! What other services may do with objects: list them, read them, and put them for their user.

use async_trait::async_trait;
use base::arn::{AccountId, Region};
use base::http::Body;
use base::seams::{
    Encryption, ListedObject, ObjectAddress, ObjectSink, ObjectSource, ObjectStore, SeamError,
};
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use http::{HeaderMap, HeaderValue};

use crate::bucket;
use crate::engine::Engine;
use crate::engine::commit::{self, NewObject, ObjectChanges, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::listing::walk::{self, ListedEntry, ListingQuery, MAX_KEYS};
use crate::object::encryption::{self, ENCRYPTION, KMS_KEY};
use crate::object::extras::Extras;
use crate::object::record;
use crate::object::{self, Content, Described, Object};
use crate::object::{customer_key, describe};
use crate::payload::checksum::Algorithm;
use crate::payload::receive::{Claims, IncomingBody, Keep, receive};

#[async_trait]
impl ObjectSource for Engine {
    async fn fetch(&self, address: &ObjectAddress, limit: usize) -> std::result::Result<Bytes, SeamError> {
        let ObjectAddress { account, region, bucket, key, version } = address;
        let cx = self.service_context(*account, region, LAMBDA);
        let bucket = bucket::open(&self.store, &cx, bucket).map_err(seam)?;
        let find = || {
            let (_, object) = object::readable(&self.store, &bucket, key, version.as_deref(), "GET")?;
            customer_key::check_read(&object, None)?;
            match object.size > limit as u64 {
                true => Err(Error::too_large(object.size, limit as u64)),
                false => Ok(object),
            }
        };
        let opened = object::open(&self.store, find, |object| (&object.content, 0..object.size));
        let (object, bytes) = opened.map_err(seam)?;
        whole(bytes, usize::try_from(object.size).unwrap_or(0)).await
    }
}

#[async_trait]
impl ObjectSink for Engine {
    async fn accepts(
        &self,
        account: AccountId,
        region: &Region,
        bucket: &str,
    ) -> std::result::Result<(), SeamError> {
        let cx = self.service_context(account, region, LAMBDA);
        bucket::open(&self.store, &cx, bucket).map(|_| ()).map_err(seam)
    }

    async fn put(&self, address: &ObjectAddress, json: Bytes) -> std::result::Result<(), SeamError> {
        let described = Described { headers: describe::json(), ..Described::default() };
        self.put_whole(address, json, (described, &HeaderMap::new()), LAMBDA).await.map(drop).map_err(seam)
    }
}

#[async_trait]
impl ObjectStore for Engine {
    async fn list(
        &self,
        place: &ObjectAddress,
        after: Option<&str>,
    ) -> std::result::Result<Vec<ListedObject>, SeamError> {
        self.list_objects(place, after).await.map_err(seam)
    }

    async fn read(
        &self,
        place: &ObjectAddress,
        etag: &str,
        offset: u64,
        limit: usize,
    ) -> std::result::Result<Bytes, SeamError> {
        let cx = self.service_context(place.account, &place.region, DYNAMODB);
        let bucket = bucket::open(&self.store, &cx, &place.bucket).map_err(seam)?;
        let find = || {
            let version = place.version.as_deref();
            let (_, object) = object::readable(&self.store, &bucket, &place.key, version, "GET")?;
            customer_key::check_read(&object, None)?;
            match object.etag == etag {
                true => Ok(object),
                false => Err(Error::of(Code::PreconditionFailed)),
            }
        };
        let range = |size: u64| offset.min(size)..offset.saturating_add(limit as u64).min(size);
        let opened = object::open(&self.store, find, |object| (&object.content, range(object.size)));
        let (_, bytes) = opened.map_err(seam)?;
        whole(bytes, limit).await
    }

    async fn put(
        &self,
        place: &ObjectAddress,
        bytes: Bytes,
        encryption: Option<&Encryption>,
    ) -> std::result::Result<String, SeamError> {
        let cx = self.service_context(place.account, &place.region, DYNAMODB);
        let headers = headers(encryption).map_err(seam)?;
        let described = describe::read(&cx, None).map_err(seam)?;
        self.put_whole(place, bytes, (described, &headers), DYNAMODB).await.map_err(seam)
    }
}

/// Who fetches packages and leaves records.
const LAMBDA: &str = "lambda.amazonaws.com";
/// Who exports and imports tables.
const DYNAMODB: &str = "dynamodb.amazonaws.com";

/// The bytes of a stream, some of which are expected.
async fn whole(mut bytes: object::ObjectBytes, expected: usize) -> std::result::Result<Bytes, SeamError> {
    let mut whole = BytesMut::with_capacity(expected);
    while let Some(piece) = bytes.next().await {
        whole.extend_from_slice(&piece.map_err(|cause| SeamError::Unavailable(cause.to_string()))?);
    }
    Ok(whole.freeze())
}

/// The headers that ask for an encryption.
pub(crate) fn headers(encryption: Option<&Encryption>) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    let Some(Encryption { algorithm, kms_key }) = encryption else { return Ok(headers) };
    let value = |text: &str| {
        HeaderValue::from_str(text).map_err(|_| {
            Error::argument("The encryption method specified is not supported", ENCRYPTION, text)
        })
    };
    headers.insert(ENCRYPTION, value(algorithm)?);
    if let Some(key) = kms_key {
        headers.insert(KMS_KEY, value(key)?);
    }
    Ok(headers)
}

impl Engine {
    async fn list_objects(&self, place: &ObjectAddress, after: Option<&str>) -> Result<Vec<ListedObject>> {
        let cx = self.service_context(place.account, &place.region, DYNAMODB);
        let bucket = bucket::open(&self.store, &cx, &place.bucket)?;
        let max = usize::try_from(MAX_KEYS).unwrap_or(1);
        let query =
            ListingQuery { bucket: bucket.id, prefix: &place.key, after, max, ..ListingQuery::default() };
        let mut listed = Vec::new();
        let mut show = |entry: ListedEntry<'_>| {
            if let ListedEntry::Version { key, record, .. } = entry
                && let Some(object) = record::head(record)?.object
            {
                let key = String::from_utf8(key.to_vec()).map_err(Error::internal)?;
                listed.push(ListedObject { key, size: object.size, etag: object.etag.read()?.to_owned() });
            }
            Ok(())
        };
        walk::list(&self.store, &query, &mut show).await?;
        Ok(listed)
    }

    /// Puts an object for a service; its ETag.
    pub(crate) async fn put_whole(
        &self,
        address: &ObjectAddress,
        bytes: Bytes,
        (mut described, headers): (Described, &HeaderMap),
        service: &'static str,
    ) -> Result<String> {
        let ObjectAddress { account, region, bucket, key, .. } = address;
        let cx = self.service_context(*account, region, service);
        let bucket = bucket::open(&self.store, &cx, bucket)?;
        let chosen = encryption::choose(self.encrypting(&cx, (&bucket, key), headers)).await?;
        chosen.give(&mut described, &mut Extras::default());
        let incoming = IncomingBody { body: Body::from(bytes), claims: Claims::default() };
        let received = receive(&self.store, incoming, Keep::This(Algorithm::Crc64Nvme)).await?;
        let mut changes = ObjectChanges::default();
        let blob = changes.create_blob(received.staged);
        let etag = encryption::etag(&described, &Extras::default(), received.md5);
        let object = Object {
            size: blob.len(),
            etag: etag.clone(),
            content: Content::Whole(blob),
            checksum: Some(received.checksum),
            described,
            ..Object::default()
        };
        let put = NewObject { object, changes, event: "ObjectCreated:Put", ..NewObject::default() };
        commit::put(self, &cx, ObjectPlace { bucket: &bucket, key }, put, |_, _| Ok(()))?;
        self.store.settled().await?;
        Ok(etag)
    }
}

fn seam(error: Error) -> SeamError {
    if error.is(Code::InternalError) || error.is(Code::SlowDown) {
        return SeamError::Unavailable(error.to_string());
    }
    match error.status().as_u16() {
        404 => SeamError::NotFound(error.to_string()),
        _ => SeamError::Refused(error.to_string()),
    }
}
