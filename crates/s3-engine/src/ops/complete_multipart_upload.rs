//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>

use base::clock::Timestamp;
use http::HeaderMap;
use s3s::dto::{ChecksumType, CompleteMultipartUploadInput, CompleteMultipartUploadOutput};
use s3s::{S3Request, S3Response};

use crate::bucket::{self, Bucket};
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::{self, NewObject, ObjectChanges, ObjectPlace};
use crate::error::{Code, Error, Result};
use crate::listing::listed;
use crate::message::xml::XmlDocument;
use crate::mounted::Mounted;
use crate::object::precondition::ForWrite;
use crate::object::{self, Content, Object, ObjectPart, Version};
use crate::object::{customer_key, encryption};
use crate::payload::checksum::{self, Algorithm, Checksum, ChecksumKind};
use crate::payload::receive::invalid_value;
use crate::reader::Reader;
use crate::setting::{document, model};
use crate::upload::{self, Upload, UploadedPart};
use wire::value::Fields;

/// The root of the list of parts.
const ROOT: &str = "CompleteMultipartUpload";
/// Every part but the last must have as much.
const MIN_PART_BYTES: u64 = 5 * 1024 * 1024;

pub(crate) struct CompleteMultipartUpload;

impl Mounted for CompleteMultipartUpload {
    const NAME: &'static str = "CompleteMultipartUpload";
    type Input = CompleteMultipartUploadInput;
    type Output = CompleteMultipartUploadOutput;

    async fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> Result<S3Response<CompleteMultipartUploadOutput>> {
        let S3Request { input, headers, .. } = request;
        let bucket = bucket::open(&engine.store, cx, &input.bucket)?;
        let (key, id) = (input.key.as_str(), input.upload_id.as_str());
        let condition = ForWrite::of(&cx.aside)?;
        let parts = document::read(&model::COMPLETED_MULTIPART_UPLOAD, ROOT, &cx.document);
        let parts = &parts.map_err(|_| Error::of(Code::MalformedXml))?;
        check_parts(parts)?;
        let asked = Asked { input: &input, headers: &headers, parts };
        let mut completed = complete(engine, cx, &bucket, asked, &condition).await;
        for _ in 0..object::REPLACED_LIMIT {
            // A part came in meanwhile.
            let Err(error) = &completed else { break };
            if !error.is(Code::SlowDown) {
                break;
            }
            completed = complete(engine, cx, &bucket, asked, &condition).await;
        }
        let (version, object) = match completed {
            Err(error) if error.is(Code::NoSuchUpload) => {
                // Completing again what is complete gives the same answer, also if that was just now.
                let before = completed_before(&engine.store, &bucket, key, id)?.ok_or(error)?;
                check_same_parts(&before.1, parts, id)?;
                before
            }
            other => other?,
        };
        let mut reply = reply(cx, &bucket, key, (&version, &object));
        let shown = (&version, &object, false);
        engine.lifecycles.show_expiry(&engine.store, (&bucket, key), shown, &mut reply.headers)?;
        Ok(reply)
    }
}

/// Refuses what names no part: without an ETag or a number (AWS's answer of 2026-05-05: versity/versitygw, issue 2111), or with
/// a number that there cannot be (its answer of 2025-02-17: issue 1072; that it says which is our guess).
fn check_parts(parts: &Fields) -> Result<()> {
    for part in parts.structs("Parts") {
        match part.integer("PartNumber").filter(|_| part.has("ETag")) {
            None => return Err(Error::of(Code::MalformedXml)),
            Some(number) if number < 1 => {
                return Err(Error::argument("PartNumber must be >= 1", "PartNumber", &number.to_string()));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// What the request says.
#[derive(Clone, Copy)]
struct Asked<'a> {
    input: &'a CompleteMultipartUploadInput,
    headers: &'a HeaderMap,
    /// Its document.
    parts: &'a Fields,
}

/// Makes the object of the upload as it is now, if it is the same still when the object is written.
async fn complete(
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    Asked { input, headers, parts }: Asked<'_>,
    condition: &ForWrite,
) -> Result<(Version, Object)> {
    let (key, id) = (input.key.as_str(), input.upload_id.as_str());
    // In this order: parts go with their upload, so that those of an upload which is found now are all there.
    let uploaded = upload::parts(&engine.store, id)?;
    let upload = upload::find(&engine.store, bucket.id, key, id)?;
    let given = customer_key::of(headers)?;
    // "Required only when the object was created using a checksum algorithm": the page on CompleteMultipartUpload.
    match upload.algorithm {
        Some(_) => customer_key::check_part(upload.key_md5(), given.as_ref())?,
        None => customer_key::check_upload(upload.key_md5(), given.as_ref())?,
    }
    let chosen = choose(&upload, parts, &uploaded, cx.zonal_class.is_some())?;
    let object = assemble(&upload, &chosen)?;
    check_whole(&upload, &object, (input.mpu_object_size, input.checksum_type.as_ref()), headers)?;
    let place = ObjectPlace { bucket, key };
    let mut changes = ObjectChanges::default();
    changes.end_upload(place, id, &uploaded, &chosen);
    let put = NewObject {
        object: object.clone(),
        changes,
        event: "ObjectCreated:CompleteMultipartUpload",
        source: None,
        // As AWS's page on object metadata has it: the date of a multipart upload is that of its beginning.
        dated: Some(Timestamp::from_millis(upload.initiated_ms)),
        annotations: None,
    };
    let version = commit::put(engine, cx, place, put, |store, newest| {
        check_unchanged(store, bucket, (key, id), &uploaded)?;
        check_condition(store, bucket, (key, id), condition, newest)
    })?;
    Ok((version, object))
}

/// The parts that the request names, in its order, each as it was uploaded.
fn choose<'a>(
    upload: &Upload,
    asked: &Fields,
    uploaded: &'a [UploadedPart],
    is_zonal: bool,
) -> Result<Vec<&'a UploadedPart>> {
    let mut chosen: Vec<&UploadedPart> = Vec::with_capacity(asked.list("Parts").len());
    for asked in asked.structs("Parts") {
        let number = asked.integer("PartNumber").and_then(|number| i32::try_from(number).ok());
        let number = number.ok_or_else(|| Error::of(Code::MalformedXml))?;
        if chosen.last().is_some_and(|last| last.number >= number) {
            return Err(Error::of(Code::InvalidPartOrder).with("UploadId", &upload.id));
        }
        // Of directory buckets: "you must use consecutive part numbers"; the code of the 400 is our guess.
        if is_zonal && number != chosen.last().map_or(1, |last| last.number + 1) {
            return Err(Error::of(Code::InvalidPartOrder).with("UploadId", &upload.id));
        }
        let etag = asked.text("ETag").unwrap_or_default().trim_matches('"');
        let at = uploaded.binary_search_by_key(&number, |part| part.number).ok();
        let part = at.and_then(|at| uploaded.get(at)).filter(|part| part.etag == etag);
        let part = part.ok_or_else(|| Error::invalid_part(etag, number, &upload.id))?;
        check_part_checksum(upload, asked, part)?;
        chosen.push(part);
    }
    if chosen.is_empty() {
        return Err(Error::of(Code::MalformedXml));
    }
    let too_small = chosen.iter().rev().skip(1).rev().find(|part| part.blob.len() < MIN_PART_BYTES);
    match too_small {
        None => Ok(chosen),
        Some(part) => Err(Error::of(Code::EntityTooSmall)
            .with("ProposedSize", part.blob.len())
            .with("MinSizeAllowed", MIN_PART_BYTES)
            .with("PartNumber", part.number)
            .with("ETag", &part.etag)),
    }
}

/// Holds what the request says of a part's checksum against the part. An upload that was begun without an algorithm knows none:
/// AWS passes over values of its older algorithms then, and finds no such part where it is one of those of 2026 (told in
/// another project's notes, not recorded by us).
fn check_part_checksum(upload: &Upload, asked: &Fields, part: &UploadedPart) -> Result<()> {
    let invalid = || Error::invalid_part(&part.etag, part.number, &upload.id);
    let mut is_there = false;
    for algorithm in Algorithm::ALL {
        let Some(value) = asked.text(algorithm.element()) else { continue };
        match upload.algorithm {
            None if algorithm.is_of_2026() => return Err(invalid()),
            None => {}
            Some(known) if known == algorithm && value == part.checksum => is_there = true,
            Some(_) => return Err(invalid()),
        }
    }
    match upload.algorithm {
        Some(algorithm) if !is_there && upload.kind == Some(ChecksumKind::Composite) => {
            Err(Error::request(format!(
                "The upload was created using a {} checksum. The complete request must include the checksum for each part. It was missing for part {} in the request.",
                algorithm.name().to_ascii_lowercase(),
                part.number
            )))
        }
        _ => Ok(()),
    }
}

/// The object made of these parts.
fn assemble(upload: &Upload, chosen: &[&UploadedPart]) -> Result<Object> {
    let (algorithm, kind) = upload.checksums();
    let values = chosen.iter().map(|part| (part.checksum.as_str(), part.blob.len()));
    let checksum = checksum::of_parts(algorithm, kind, values)
        .ok_or_else(|| Error::internal("the checksums of parts do not fit together"))?;
    let parts = chosen.iter().map(|part| ObjectPart {
        number: part.number,
        blob: part.blob,
        checksum: upload.algorithm.map(|_| part.checksum.clone()),
    });
    Ok(Object {
        size: chosen.iter().map(|part| part.blob.len()).sum(),
        etag: checksum::etag_of_parts(chosen.iter().map(|part| part.etag.as_str())),
        content: Content::Parts(parts.collect()),
        checksum: Some(checksum),
        described: upload.described.clone(),
        tags: upload.tags.clone(),
        upload: Some(upload.id.clone()),
        extras: upload.extras.clone(),
    })
}

/// Holds the object against what the request says of it as a whole.
fn check_whole(
    upload: &Upload,
    object: &Object,
    (size, kind): (Option<i64>, Option<&ChecksumType>),
    headers: &HeaderMap,
) -> Result<()> {
    if let Some(size) = size
        && u64::try_from(size) != Ok(object.size)
    {
        return Err(Error::request(format!(
            "The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {}",
            object.size
        )));
    }
    let Some(computed) = &object.checksum else { return Ok(()) };
    if let Some(kind) = kind
        && kind.as_str() != computed.kind.name()
    {
        return Err(Error::request(format!(
            "The upload was created using the {} checksum mode. The complete request must use the same checksum mode.",
            upload.kind.map_or("null", ChecksumKind::name)
        )));
    }
    match checksum::of_headers(headers)? {
        Some((algorithm, value)) => check_checksum(upload, computed, algorithm, value),
        None => Ok(()),
    }
}

/// Holds the object's checksum against the one that the request says. What AWS makes of another algorithm than the upload's is our
/// guess; without one of the upload's it takes its older ones and passes over them (told in another project's notes, not recorded by us).
fn check_checksum(upload: &Upload, computed: &Checksum, algorithm: Algorithm, value: &str) -> Result<()> {
    // A composite checksum may come with or without its number of parts.
    let whole = value.split('-').next().unwrap_or_default();
    if !algorithm.accepts(whole) {
        return Err(invalid_value(algorithm.header()));
    }
    if algorithm != computed.algorithm {
        if upload.algorithm.is_none() && !algorithm.is_of_2026() {
            return Ok(());
        }
        return Err(checksum::other_than_uploads(upload.algorithm, Some(algorithm)));
    }
    if computed.value == value || computed.value.split('-').next() == Some(value) {
        return Ok(());
    }
    Err(Error::bad_checksum(&algorithm.name().to_ascii_lowercase()))
}

/// Whether upload and parts are as they were when the object was assembled. Runs under the lock of the key.
fn check_unchanged(
    store: &Reader,
    bucket: &Bucket,
    (key, id): (&str, &str),
    uploaded: &[UploadedPart],
) -> Result<()> {
    upload::find(store, bucket.id, key, id)?;
    let now = upload::parts(store, id)?;
    if now.iter().map(|part| part.blob).eq(uploaded.iter().map(|part| part.blob)) {
        return Ok(());
    }
    // A part came in meanwhile.
    Err(Error::of(Code::SlowDown))
}

/// The condition on the key. What happened to the object since the upload was begun makes it a conflict (recorded on
/// AWS).
fn check_condition(
    store: &Reader,
    bucket: &Bucket,
    (key, id): (&str, &str),
    condition: &ForWrite,
    newest: Option<&Version>,
) -> Result<()> {
    let upload = upload::find(store, bucket.id, key, id)?;
    let object = newest.filter(|newest| !newest.is_marker());
    match (condition, object) {
        (ForWrite::Is(_), Some(object)) if object.sequence > upload.sequence => {
            Err(Error::conflict("If-Match", key))
        }
        (ForWrite::Absent, None) if upload.deleted_since => Err(Error::conflict("If-None-Match", key)),
        _ => condition.check(key, newest),
    }
}

/// Refuses another list of parts than the object was made of. That AWS finds no such part then is our guess.
fn check_same_parts(object: &Object, asked: &Fields, id: &str) -> Result<()> {
    let Content::Parts(parts) = &object.content else { return Ok(()) };
    let asked: Vec<(i64, &str)> = asked
        .structs("Parts")
        .map(|part| {
            let etag = part.text("ETag").unwrap_or_default().trim_matches('"');
            (part.integer("PartNumber").unwrap_or_default(), etag)
        })
        .collect();
    let numbers = parts.iter().map(|part| i64::from(part.number));
    let is_same = asked.iter().map(|(number, _)| *number).eq(numbers)
        && checksum::etag_of_parts(asked.iter().map(|(_, etag)| *etag)) == object.etag;
    if is_same {
        return Ok(());
    }
    let is_other = |(number, _): &&(i64, &str)| parts.iter().all(|part| i64::from(part.number) != *number);
    let (number, etag) = asked.iter().find(is_other).or(asked.first()).copied().unwrap_or_default();
    Err(Error::invalid_part(etag, i32::try_from(number).unwrap_or_default(), id))
}

fn completed_before(
    store: &Reader,
    bucket: &Bucket,
    key: &str,
    id: &str,
) -> Result<Option<(Version, Object)>> {
    let newest = object::newest(store, bucket, key)?;
    Ok(newest.and_then(|mut newest| {
        let object = newest.object.take().filter(|object| object.upload.as_deref() == Some(id))?;
        Some((newest, object))
    }))
}

fn reply(
    cx: &Context,
    bucket: &Bucket,
    key: &str,
    (version, object): (&Version, &Object),
) -> S3Response<CompleteMultipartUploadOutput> {
    let output = CompleteMultipartUploadOutput {
        version_id: version.id.clone(),
        ..CompleteMultipartUploadOutput::default()
    };
    let mut reply = S3Response::new(output);
    let mut xml = XmlDocument::in_namespace("CompleteMultipartUploadResult");
    xml.element("Location", &cx.location(&bucket.name, key));
    xml.element("Bucket", &bucket.name);
    xml.element("Key", key);
    listed::etag(&mut xml, &object.etag);
    if let Some(checksum) = &object.checksum {
        listed::checksum(&mut xml, checksum);
    }
    reply.headers.extend(listed::sent(cx, xml));
    if object.extras.customer_key_md5.is_none() {
        encryption::show(&mut reply.headers, &object.described, &object.extras);
    }
    reply
}
