//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>

use base::http::Body;
use http::HeaderMap;
use s3s::dto::{CopyObjectInput, CopyObjectOutput, MetadataDirective, TaggingDirective};
use s3s::{S3Request, S3Response};

use crate::access::copies;
use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::annotations::AnnotationsOf;
use crate::engine::commit::{self, NewObject, ObjectChanges, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::listing::listed;
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::object::customer_key::CustomerKey;
use crate::object::precondition::ForWrite;
use crate::object::{self, Content, Described, Object, Version};
use crate::object::{asked, customer_key, describe, encryption};
use crate::payload::checksum::{Algorithm, ChecksumKind};
use crate::payload::receive::{Claims, IncomingBody, Keep, MAX_UPLOAD_BYTES, receive};
use crate::read::copy_source::{self, SourceObject};
use crate::reader::Reader;
use crate::setting::encryption as setting_encryption;
use crate::tag::{self, Tag};

/// The header that says whether annotations are copied.
const DIRECTIVE: &str = "x-amz-object-annotation-directive";

pub(crate) struct CopyObject;

impl Mounted for CopyObject {
    const NAME: &'static str = "CopyObject";
    type Input = CopyObjectInput;
    type Output = CopyObjectOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<CopyObjectInput>,
    ) -> Result<S3Response<CopyObjectOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let mut extras = asked::extras(&engine.store, cx, &bucket, &headers)?;
        let condition = ForWrite::of(&cx.aside)?;
        let key_of_source = customer_key::of_source(&headers)?;
        let find = || find(engine, cx, &bucket, (&input, key_of_source.as_ref()));
        let mut source = find()?;
        encryption::check_decrypts(&engine.keys, cx, &source.object).await?;
        let mut described_now = describe::read(cx, describe::asked_class(&headers))?;
        let chosen = encryption::choose(engine.encrypting(cx, (&bucket, &input.key), &headers)).await?;
        chosen.give(&mut described_now, &mut extras);
        let tags = tags(&input)?;
        let annotated = copies_annotations(cx, &headers)? && extras.customer_key_md5.is_none();
        let wanted = describe::algorithm(input.checksum_algorithm.as_ref())?;
        let hides_md5 = encryption::hides_md5(&described_now, &extras);
        let mut looks = 0;
        let (source, version) = loop {
            let brought = bring(engine, source, find, (wanted, hides_md5)).await?;
            let object = Object {
                described: described(&input, &described_now, &brought.source)?,
                etag: encryption::etag(&described_now, &extras, brought.object.etag),
                tags: own_tags(engine, cx, (&bucket, &input.key), tags.as_deref(), &brought.source)?,
                extras: extras.clone(),
                ..brought.object
            };
            let Brought { source: from, changes, shared, .. } = brought;
            let place = ObjectPlace { bucket: &bucket, key: &input.key };
            let put = NewObject {
                object,
                changes,
                event: "ObjectCreated:Copy",
                source: shared.then(|| (from.bucket.id, from.key.clone())),
                annotations: annotations(&engine.store, cx, &from, (place, annotated))?,
                ..NewObject::default()
            };
            let written = commit::put(engine, cx, place, put, |store, newest| {
                if shared {
                    from.check_still_there(store)?;
                }
                condition.check(&input.key, newest)
            });
            match written {
                Ok(version) => break (from, version),
                // The source was replaced meanwhile.
                Err(error) if error.is(Code::SlowDown) && looks < object::REPLACED_LIMIT => {
                    looks += 1;
                    source = find()?;
                }
                Err(error) => return Err(error),
            }
        };
        let mut reply = begun(cx, &source, &version);
        if let Some(object) = &version.object {
            let mut xml = XmlDocument::in_namespace("CopyObjectResult");
            listed::copied(&mut xml, version.modified(), &object.etag);
            if let Some(checksum) = &object.checksum {
                listed::checksum(&mut xml, checksum);
            }
            reply.headers.extend(listed::sent(cx, xml));
            encryption::show(&mut reply.headers, &object.described, &object.extras);
            chosen.show_context(&mut reply.headers);
            let (place, shown) = ((&*bucket, input.key.as_str()), (&version, object, false));
            engine.lifecycles.show_expiry(&engine.store, place, shown, &mut reply.headers)?;
        }
        Ok(reply)
    }
}

/// The reply as far as it is about versions; the log of the source's bucket hears of the copy.
fn begun(cx: &Context, source: &SourceObject, version: &Version) -> S3Response<CopyObjectOutput> {
    source.note(cx, "REST.COPY.OBJECT_GET");
    S3Response::new(CopyObjectOutput {
        copy_source_version_id: source.shown_version(),
        version_id: version.id.clone(),
        ..CopyObjectOutput::default()
    })
}

/// Finds the source, and holds it against what is copied in one request.
fn find(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    (input, key): (&CopyObjectInput, Option<&CustomerKey>),
) -> Result<SourceObject> {
    let source = copy_source::find(
        &engine.store,
        cx,
        &input.copy_source,
        input.expected_source_bucket_owner.as_deref(),
    )?;
    customer_key::check_read(&source.object, key)?;
    if source.object.size > MAX_UPLOAD_BYTES {
        return Err(Error::request(format!(
            "The specified copy source is larger than the maximum allowable size for a copy source: {MAX_UPLOAD_BYTES}"
        )));
    }
    check_changes(engine, cx, (bucket, input), &source)?;
    Ok(source)
}

/// What the new object says of itself: the source's words, or the request's. Storage class, redirect and encryption
/// are never the source's.
fn described(input: &CopyObjectInput, asked: &Described, source: &SourceObject) -> Result<Described> {
    match input.metadata_directive.as_ref().map(MetadataDirective::as_str) {
        Some(MetadataDirective::REPLACE) => Ok(asked.clone()),
        None | Some(MetadataDirective::COPY) => {
            let mut kept = source.object.described.clone();
            kept.storage_class.clone_from(&asked.storage_class);
            for name in describe::NEVER_COPIED {
                kept.headers.remove(name);
                if let Some(value) = asked.headers.get(name) {
                    kept.headers.insert(name.to_owned(), value.clone());
                }
            }
            Ok(kept)
        }
        Some(other) => Err(Error::argument("Unknown metadata directive.", "x-amz-metadata-directive", other)),
    }
}

/// The tags of the new object. In a directory bucket there are none, and a copy that would bring some is a 501:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>.
fn own_tags(
    engine: &Engine,
    cx: &Context,
    to: (&Bucket, &str),
    asked: Option<&[Tag]>,
    source: &SourceObject,
) -> Result<Vec<Tag>> {
    let tags = asked.unwrap_or(&source.object.tags);
    if asked.is_none() && !tags.is_empty() {
        let version = source.asked_version.then(|| source.version.id());
        copies::admit_copied_tags(&engine.store, cx, (&source.bucket, &source.key, version), to)?;
    }
    if cx.zonal_class.is_some() && !tags.is_empty() {
        return Err(Error::of(Code::NotImplemented).with("Header", "x-amz-tagging-directive"));
    }
    Ok(tags.to_vec())
}

/// Whether the new object has the source's annotations. The sentence is ours.
fn copies_annotations(cx: &Context, headers: &HeaderMap) -> Result<bool> {
    match headers.get(DIRECTIVE).map(|value| value.to_str().unwrap_or_default()) {
        // "If you specify COPY for a directory bucket, the request returns HTTP 501 (Not Implemented)."
        Some("COPY") if cx.zonal_class.is_some() => {
            Err(Error::of(Code::NotImplemented).with("Header", DIRECTIVE))
        }
        None | Some("COPY") => Ok(true),
        Some("EXCLUDE") => Ok(false),
        Some(other) => Err(Error::argument("Unknown annotation directive.", DIRECTIVE, other)),
    }
}

/// Where the annotations are that a copy gets, if there are any and the caller may copy them.
fn annotations(
    store: &Reader,
    cx: &Context,
    from: &SourceObject,
    (to, is_asked): (ObjectPlace<'_>, bool),
) -> Result<Option<AnnotationsOf>> {
    if !is_asked || !from.object.extras.annotated {
        return Ok(None);
    }
    if cx.zonal_class.is_some() {
        return Err(Error::of(Code::NotImplemented).with("Header", DIRECTIVE));
    }
    let version = from.asked_version.then(|| from.version.id());
    copies::admit_annotations(store, cx, (&from.bucket, &from.key, version), (to.bucket, to.key))?;
    let (key, order) = (from.key.clone(), from.version.order);
    Ok(Some(AnnotationsOf { bucket: from.bucket.id, key, order }))
}

/// The tags that the request gives to the new object; nothing if it has the source's.
fn tags(input: &CopyObjectInput) -> Result<Option<Vec<Tag>>> {
    match input.tagging_directive.as_ref().map(TaggingDirective::as_str) {
        Some(TaggingDirective::REPLACE) => {
            input.tagging.as_deref().map_or(Ok(Vec::new()), tag::of_header).map(Some)
        }
        None | Some(TaggingDirective::COPY) => Ok(None),
        Some(other) => Err(Error::argument("Unknown tagging directive.", "x-amz-tagging-directive", other)),
    }
}

/// A copy onto itself must change something, unless its source is a version by its id, be it the current one. Whether the
/// bucket keeps versions does not matter (verified on AWS: getmoto/moto, its test of copies in place with versions).
fn check_changes(
    engine: &Engine,
    cx: &Context,
    (bucket, input): (&Bucket, &CopyObjectInput),
    source: &SourceObject,
) -> Result<()> {
    let replaces =
        input.metadata_directive.as_ref().is_some_and(|d| d.as_str() == MetadataDirective::REPLACE);
    let onto_itself = bucket.id == source.bucket.id && input.key == source.key;
    let changes = replaces
        || input.storage_class.is_some()
        || cx.aside.contains_key(describe::REDIRECT)
        || input.server_side_encryption.is_some()
        || input.sse_customer_algorithm.is_some();
    if !onto_itself || changes || source.asked_version {
        return Ok(());
    }
    // Where the bucket was told how to encrypt, a copy is how objects of before come to it.
    if setting_encryption::is_put(&engine.store, bucket)? {
        return Ok(());
    }
    Err(Error::request(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    ))
}

/// The bytes of a copy.
struct Brought {
    /// The source as it was when its bytes were taken.
    source: SourceObject,
    /// Size, ETag, content and checksum are set.
    object: Object,
    changes: ObjectChanges,
    /// Whether they are the source's, so that it must be there still when they are committed.
    shared: bool,
}

/// Brings the bytes of the copy: shared with the source if its digests stay good, else anew. `hides_md5`
/// if the copy's ETag is not to be the MD5.
async fn bring(
    engine: &Engine,
    source: SourceObject,
    find: impl Fn() -> Result<SourceObject>,
    (wanted, hides_md5): (Option<Algorithm>, bool),
) -> Result<Brought> {
    let mut changes = ObjectChanges::default();
    let Object { size, etag, content, checksum, described, extras, .. } = &source.object;
    if let (Content::Whole(blob), Some(known)) = (content, checksum)
        && known.kind == ChecksumKind::FullObject
        && wanted.is_none_or(|wanted| wanted == known.algorithm)
        && (hides_md5 || !encryption::hides_md5(described, extras))
    {
        changes.share_blob(*blob);
        let object = Object {
            size: *size,
            etag: etag.clone(),
            content: content.clone(),
            checksum: checksum.clone(),
            ..Object::default()
        };
        return Ok(Brought { source, object, changes, shared: true });
    }
    let whole = |source: &SourceObject| 0..source.object.size;
    let (source, bytes) =
        object::open(&engine.store, find, |source| (&source.object.content, whole(source)))?;
    let Object { size, checksum, .. } = &source.object;
    let algorithm =
        wanted.or_else(|| checksum.as_ref().map(|known| known.algorithm)).unwrap_or(Algorithm::Crc64Nvme);
    let claims = Claims { len: Some(*size), ..Claims::default() };
    let incoming = IncomingBody { body: Body::from_stream(bytes), claims };
    let received = receive(&engine.store, incoming, Keep::This(algorithm)).await?;
    let blob = changes.create_blob(received.staged);
    let object = Object {
        size: *size,
        etag: received.md5,
        content: Content::Whole(blob),
        checksum: Some(received.checksum),
        ..Object::default()
    };
    Ok(Brought { source, object, changes, shared: false })
}
