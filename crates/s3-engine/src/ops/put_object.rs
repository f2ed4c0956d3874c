//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>

use s3s::dto::{PutObjectInput, PutObjectOutput};
use s3s::{S3Request, S3Response};

use crate::bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, NewObject, ObjectChanges, ObjectPlace};
use crate::error::Result;
use crate::mounted::Mounted;
use crate::object::precondition::ForWrite;
use crate::object::{Content, Object};
use crate::object::{asked, describe, encryption};
use crate::payload::checksum::Algorithm;
use crate::payload::receive::{Keep, ReceivedBody, receive};
use crate::tag;

pub(crate) struct PutObject;

impl Mounted for PutObject {
    const NAME: &'static str = "PutObject";
    type Input = PutObjectInput;
    type Output = PutObjectOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<PutObjectInput>,
    ) -> Result<S3Response<PutObjectOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let mut extras = asked::extras(&engine.store, cx, &bucket, &headers)?;
        let condition = ForWrite::of(&cx.aside)?;
        let mut described = describe::read(cx, input.storage_class.as_ref())?;
        let chosen = encryption::choose(engine.encrypting(cx, (&bucket, &input.key), &headers)).await?;
        chosen.give(&mut described, &mut extras);
        let tags = input.tagging.as_deref().map(tag::of_header).transpose()?.unwrap_or_default();
        let received =
            receive(&engine.store, cx.take_incoming()?, Keep::ClaimedOr(Algorithm::Crc64Nvme)).await?;
        let ReceivedBody { staged, md5, checksum, .. } = received;
        let mut changes = ObjectChanges::default();
        let blob = changes.create_blob(staged);
        let object = Object {
            size: blob.len(),
            etag: encryption::etag(&described, &extras, md5),
            content: Content::Whole(blob),
            checksum: Some(checksum.clone()),
            described,
            tags,
            extras,
            ..Object::default()
        };
        let etag = describe::etag(&object);
        let event = if cx.form.is_some() { "ObjectCreated:Post" } else { "ObjectCreated:Put" };
        let put = NewObject { object, changes, event, ..NewObject::default() };
        let place = ObjectPlace { bucket: &bucket, key: &input.key };
        let version = commit::put(engine, cx, place, put, |_, newest| condition.check(&input.key, newest))?;
        let mut reply = S3Response::new(PutObjectOutput {
            e_tag: etag,
            version_id: version.id.clone(),
            ..PutObjectOutput::default()
        });
        describe::show_checksum(&mut reply.headers, &checksum);
        if let Some(object) = &version.object {
            encryption::show(&mut reply.headers, &object.described, &object.extras);
            chosen.show_context(&mut reply.headers);
            let (place, shown) = ((&bucket, input.key.as_str()), (&version, object, false));
            engine.lifecycles.show_expiry(&engine.store, place, shown, &mut reply.headers)?;
        }
        Ok(reply)
    }
}
