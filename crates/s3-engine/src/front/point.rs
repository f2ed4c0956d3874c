//! Access points, as requests name them: by a host, by an alias in a bucket's place, or by an ARN there. What is found so is the
//! bucket behind it from here on; that it was come by so stays in the context.
//!
//! SDKs put the name of an access point in front of an endpoint of the user's own as they put a bucket's there, so what is no
//! bucket's name there may be an access point's.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html>

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use percent_encoding::percent_decode_str;

use super::address::{self, HostEndpoint, PathTarget};
use crate::access_point::{self, ALIAS_END, AccessPoint, Named};
use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::message::percent::url_encode;
use crate::route::RouteRow;

const COPY_SOURCE: HeaderName = HeaderName::from_static("x-amz-copy-source");

/// The operations that an access point has.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html>
#[rustfmt::skip]
const SERVED: [&str; 40] = [
    "AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", "DeleteObject",
    "DeleteObjectAnnotation", "DeleteObjectTagging", "DeleteObjects", "GetBucketAcl", "GetBucketCors",
    "GetBucketLocation", "GetBucketNotificationConfiguration", "GetBucketPolicy", "GetObject", "GetObjectAcl",
    "GetObjectAnnotation", "GetObjectAttributes", "GetObjectLegalHold", "GetObjectRetention",
    "GetObjectTagging", "HeadBucket", "HeadObject", "ListMultipartUploads", "ListObjectAnnotations",
    "ListObjectVersions", "ListObjects", "ListObjectsV2", "ListParts", "OptionsObject", "PutObject",
    "PutObjectAcl", "PutObjectAnnotation", "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging",
    "RestoreObject", "SelectObjectContent", "UpdateObjectEncryption", "UploadPart", "UploadPartCopy",
];

/// Finds the access point of a name.
pub(crate) type Find<'f> = &'f (dyn Fn(&Context, Named<'_>) -> Result<Option<AccessPoint>> + Sync);

/// The bucket behind the label in front of the endpoint of access points.
pub(super) fn of_label(cx: &mut Context, label: &str, find: Find<'_>) -> Result<String> {
    let region = address::region_of(&cx.host).unwrap_or_else(|| cx.call.region.as_str().to_owned());
    // The sentence is AWS's of its code InvalidAccessPoint.
    let invalid = || Error::request("The specified access point name or account is not valid.");
    let name = access_point::of_label(label, &region).ok_or_else(invalid)?;
    let point = find(cx, Named::Point(&name))?.ok_or_else(|| access_point::missing(&name.name))?;
    Ok(through(cx, point, false))
}

/// The bucket that a host holds, or the one behind the access point that it holds in a bucket's place.
pub(super) fn of_bucket(cx: &mut Context, name: String, find: Find<'_>) -> Result<String> {
    let is_alias = name.ends_with(ALIAS_END);
    let found = match named(&name, cx.call.region.as_str()) {
        Some(NamedInPlace::Alias) => find(cx, Named::Alias(&name))?,
        Some(NamedInPlace::Point(point)) => find(cx, Named::Unless(&name, &point))?,
        None => None,
    };
    Ok(found.map_or(name, |point| through(cx, point, is_alias)))
}

/// What stands in a bucket's place and may be an access point's.
enum NamedInPlace {
    Alias,
    Point(crate::context::PointName),
}

fn named(name: &str, region: &str) -> Option<NamedInPlace> {
    match name.ends_with(ALIAS_END) {
        true => Some(NamedInPlace::Alias),
        false => access_point::of_label(name, region).map(NamedInPlace::Point),
    }
}

fn through(cx: &mut Context, point: AccessPoint, is_alias: bool) -> String {
    cx.point = Some(point.point_name());
    cx.is_alias = is_alias;
    point.bucket
}

/// Puts the bucket into a path that begins with an access point.
pub(super) fn in_path(
    cx: &mut Context,
    parts: &mut Parts,
    target: PathTarget,
    find: Find<'_>,
) -> Result<PathTarget> {
    if !target.bucket.ends_with(ALIAS_END) && !target.bucket.starts_with("arn:") {
        return Ok(target);
    }
    let path = format!("{}/{}", target.bucket, target.key);
    let Some((point, key, is_alias)) = of_path(cx, &path, find)? else { return Ok(target) };
    let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let bucket = through(cx, point, is_alias);
    let slash = if key.is_empty() { "" } else { "/" };
    let uri = format!("/{bucket}{slash}{}{query}", url_encode(key));
    parts.uri = Uri::try_from(uri).map_err(|_| Error::of(Code::InvalidUri))?;
    address::target(parts.uri.path())
}

/// Puts the bucket into the source of a copy that names an access point.
pub(super) fn in_source(cx: &mut Context, parts: &mut Parts, find: Find<'_>) -> Result<()> {
    if parts.method != Method::PUT {
        return Ok(());
    }
    let Some(sent) = parts.headers.get(&COPY_SOURCE).and_then(|value| value.to_str().ok()) else {
        return Ok(());
    };
    let (path, version) = sent.find('?').and_then(|at| sent.split_at_checked(at)).unwrap_or((sent, ""));
    let path = path.replace('+', "%20");
    // What cannot be read is refused later.
    let Ok(path) = percent_decode_str(&path).decode_utf8() else { return Ok(()) };
    let path = path.strip_prefix('/').unwrap_or(&path);
    let Some((point, key, _)) = of_path(cx, path, find)? else { return Ok(()) };
    let source = format!("{}/{}{version}", point.bucket, url_encode(key));
    let source = HeaderValue::from_str(&source).map_err(Error::internal)?;
    cx.source_point = Some(point.point_name());
    parts.headers.insert(COPY_SOURCE, source);
    Ok(())
}

/// The access point that a decoded path begins with, the key behind it, and whether it is named by its alias.
fn of_path<'p>(cx: &Context, path: &'p str, find: Find<'_>) -> Result<Option<(AccessPoint, &'p str, bool)>> {
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    if bucket.ends_with(ALIAS_END) {
        return Ok(find(cx, Named::Alias(bucket))?.map(|point| (point, key, true)));
    }
    if !bucket.starts_with("arn:") {
        return Ok(None);
    }
    let Some((name, key)) = access_point::of_arn(path) else { return Ok(None) };
    let point = find(cx, Named::Point(&name))?.ok_or_else(|| access_point::missing(&name.name))?;
    Ok(Some((point, key, false)))
}

/// Refuses what only the bucket itself has. That it is this code is our guess.
pub(super) fn check_served(cx: &Context, row: &RouteRow) -> Result<()> {
    if cx.point.is_none() || SERVED.contains(&row.name) {
        return Ok(());
    }
    Err(Error::method_not_allowed(row.method, &row.resource_type(), ""))
}

/// The bucket that a request names in any of these ways, before anything is known of the request.
pub(crate) fn bucket_of(
    uri: &Uri,
    headers: &HeaderMap,
    domains: &[String],
    find: &dyn Fn(Named<'_>) -> Option<AccessPoint>,
) -> Option<String> {
    let host = super::host_of(uri, headers);
    let region = address::region_of(host).unwrap_or_else(|| "us-east-1".to_owned());
    let held = match address::endpoint(host, domains) {
        HostEndpoint::AccessPoint(label) => {
            let name = access_point::of_label(label, &region)?;
            return find(Named::Point(&name)).map(|point| point.bucket);
        }
        _ => address::bucket_of_host(host, domains).map(str::to_ascii_lowercase),
    };
    if let Some(bucket) = held {
        let point = match named(&bucket, &region) {
            Some(NamedInPlace::Alias) => find(Named::Alias(&bucket)),
            Some(NamedInPlace::Point(name)) => find(Named::Unless(&bucket, &name)),
            None => None,
        };
        return Some(point.map_or(bucket, |point| point.bucket));
    }
    let PathTarget { bucket, key, .. } = address::target(uri.path()).ok()?;
    let point = match access_point::of_arn(&format!("{bucket}/{key}")) {
        Some((name, _)) => find(Named::Point(&name)),
        None if bucket.ends_with(ALIAS_END) => find(Named::Alias(&bucket)),
        None => None,
    };
    Some(point.map_or(bucket, |point| point.bucket)).filter(|bucket| !bucket.is_empty())
}
