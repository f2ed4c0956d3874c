//! What other services may do with objects: fetch one whole, and put one for their user.

use async_trait::async_trait;
use base::arn::{AccountId, Region};
use base::call::{Call, Caller};
use base::http::Body;
use base::seams::{ObjectAddress, ObjectSink, ObjectSource, SeamError};
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use store::Batch;

use crate::checksum::Algorithm;
use crate::commit::{self, Place, Put};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::object::{self, Content, Described, Object};
use crate::receive::{Claims, Incoming, Keep, receive};
use crate::{bucket, describe};

#[async_trait]
impl ObjectSource for Engine {
    async fn fetch(&self, address: &ObjectAddress, limit: usize) -> std::result::Result<Bytes, SeamError> {
        let ObjectAddress { account, region, bucket, key, version } = address;
        let cx = self.service_context(*account, region);
        let bucket = bucket::open(&self.store, &cx, bucket).map_err(seam)?;
        let find = || {
            let (_, object) = object::readable(&self.store, bucket.id, key, version.as_deref(), "GET")?;
            match object.size > limit as u64 {
                true => Err(Error::too_large(object.size, limit as u64)),
                false => Ok(object),
            }
        };
        let opened = object::open(&self.store, find, |object| (&object.content, 0..object.size));
        let (object, mut bytes) = opened.map_err(seam)?;
        let mut whole = BytesMut::with_capacity(usize::try_from(object.size).unwrap_or(0));
        while let Some(piece) = bytes.next().await {
            whole.extend_from_slice(&piece.map_err(|cause| SeamError::Unavailable(cause.to_string()))?);
        }
        Ok(whole.freeze())
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
        let cx = self.service_context(account, region);
        bucket::open(&self.store, &cx, bucket).map(|_| ()).map_err(seam)
    }

    async fn put(&self, address: &ObjectAddress, json: Bytes) -> std::result::Result<(), SeamError> {
        self.put_document(address, json).await.map_err(seam)
    }
}

impl Engine {
    /// The context of a request that Lambda makes in an account's name.
    pub(crate) fn service_context(&self, account: AccountId, region: &Region) -> Context {
        let call = Call {
            account,
            region: region.clone(),
            request_id: self.entropy.hex(16).to_ascii_uppercase().into(),
            now: self.clock.now(),
            caller: Caller::Service("lambda.amazonaws.com"),
        };
        Context::new(call, self.id2())
    }

    async fn put_document(&self, address: &ObjectAddress, json: Bytes) -> Result<()> {
        let ObjectAddress { account, region, bucket, key, .. } = address;
        let cx = self.service_context(*account, region);
        let bucket = bucket::open(&self.store, &cx, bucket)?;
        let incoming = Incoming { body: Body::from(json), claims: Claims::default() };
        let received = receive(&self.store, incoming, Keep::This(Algorithm::Crc64Nvme)).await?;
        let mut batch = Batch::new();
        let blob = batch.create_blob(received.staged);
        let object = Object {
            size: blob.len(),
            etag: received.md5,
            content: Content::Whole(blob),
            checksum: Some(received.checksum),
            described: Described { headers: describe::json(), ..Described::default() },
            ..Object::default()
        };
        let put = Put { object, batch, event: "ObjectCreated:Put", ..Put::default() };
        commit::put(self, &cx, Place { bucket: &bucket, key }, put, |_| Ok(())).await.map(|_| ())
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
