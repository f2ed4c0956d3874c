//! Conditional requests, judged.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html>,
//! <https://www.rfc-editor.org/rfc/rfc9110#name-precedence-of-preconditions>

use base::clock::Timestamp;
use http::{HeaderMap, header};

use crate::error::{Code, Error, Result};
use crate::message::time::{http_date, parse_http_date};
use crate::object::{Object, Version};

/// The headers of one set of conditions, in the order: If-Match, If-None-Match, If-Modified-Since,
/// If-Unmodified-Since; as AWS spells them in `Condition`.
type ConditionNames = [&'static str; 4];

/// Of a request for an object.
const OF_READ: ConditionNames = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"];
/// Of a copy, about its source.
const OF_COPY_SOURCE: ConditionNames = [
    "x-amz-copy-source-If-Match",
    "x-amz-copy-source-If-None-Match",
    "x-amz-copy-source-If-Modified-Since",
    "x-amz-copy-source-If-Unmodified-Since",
];

/// Of a rename, about what is renamed.
const OF_RENAME_SOURCE: ConditionNames = [
    "x-amz-rename-source-if-match",
    "x-amz-rename-source-if-none-match",
    "x-amz-rename-source-if-modified-since",
    "x-amz-rename-source-if-unmodified-since",
];

/// What speaks against reading an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Go,
    /// The client has it already: 304 to a read.
    Unchanged(&'static str),
    Failed(&'static str),
}

/// Judges the conditions of a GET or HEAD: 304 or 412, or nothing against it.
pub(crate) fn check_read(headers: &HeaderMap, etag: &str, modified: Timestamp, now: Timestamp) -> Result<()> {
    match judge(headers, OF_READ, etag, (modified, now)) {
        Verdict::Go => Ok(()),
        Verdict::Failed(condition) => Err(Error::precondition_failed(condition)),
        Verdict::Unchanged(_) => Err(Error::of(Code::NotModified)
            .header(header::ETAG, &format!("\"{etag}\""))
            .header(header::LAST_MODIFIED, &http_date(modified))),
    }
}

/// Whether what a client has a part of is still what is there, so that it can be sent the rest: `If-Range` names its ETag, or
/// when it was modified (RFC 9110, 13.1.5).
pub(crate) fn is_as_before(headers: &HeaderMap, etag: &str, modified: Timestamp) -> bool {
    let Some(before) = headers.get(header::IF_RANGE).and_then(|value| value.to_str().ok()) else {
        return true;
    };
    match parse_http_date(before) {
        Some(at) => at.secs() == modified.secs(),
        None => before.trim().trim_matches('"') == etag,
    }
}

/// Judges the conditions of a copy about its source: whatever is against it is a 412.
pub(crate) fn check_copy_source(
    headers: &HeaderMap,
    etag: &str,
    modified: Timestamp,
    now: Timestamp,
) -> Result<()> {
    match judge(headers, OF_COPY_SOURCE, etag, (modified, now)) {
        Verdict::Go => Ok(()),
        Verdict::Failed(condition) | Verdict::Unchanged(condition) => {
            Err(Error::precondition_failed(condition))
        }
    }
}

/// Judges the conditions of a rename about what is renamed: whatever is against it is a 412.
pub(crate) fn check_rename_source(headers: &HeaderMap, version: &Version, now: Timestamp) -> Result<()> {
    check_version(headers, OF_RENAME_SOURCE, version, now)
}

/// Judges the conditions of a rename about what it replaces. What is not there has no ETag, and was never modified.
pub(crate) fn check_replaced(headers: &HeaderMap, replaced: Option<&Version>, now: Timestamp) -> Result<()> {
    if let Some(version) = replaced {
        return check_version(headers, OF_READ, version, now);
    }
    let [if_match, _, if_modified, _] = OF_READ;
    match [if_match, if_modified].into_iter().find(|name| headers.contains_key(*name)) {
        Some(condition) => Err(Error::precondition_failed(condition)),
        None => Ok(()),
    }
}

fn check_version(
    headers: &HeaderMap,
    names: ConditionNames,
    version: &Version,
    now: Timestamp,
) -> Result<()> {
    let etag = version.object.as_ref().map_or("", |object| &object.etag);
    match judge(headers, names, etag, (version.modified(), now)) {
        Verdict::Go => Ok(()),
        Verdict::Failed(condition) | Verdict::Unchanged(condition) => {
            Err(Error::precondition_failed(condition))
        }
    }
}

fn judge(
    headers: &HeaderMap,
    names: ConditionNames,
    etag: &str,
    (modified, now): (Timestamp, Timestamp),
) -> Verdict {
    // Most requests have no condition, and nothing else that was put aside.
    if headers.is_empty() {
        return Verdict::Go;
    }
    let [if_match, if_none_match, if_modified, if_unmodified] = names;
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // A date that is none, or in the future, is passed over. Times are compared in whole seconds, as they are sent.
    let date = |name: &str| text(name).and_then(parse_http_date).map(Timestamp::secs);
    if let Some(wanted) = text(if_match) {
        if !matches(wanted, etag) {
            return Verdict::Failed(if_match);
        }
    } else if date(if_unmodified).is_some_and(|date| modified.secs() > date) {
        return Verdict::Failed(if_unmodified);
    }
    if let Some(known) = text(if_none_match) {
        if matches(known, etag) {
            return Verdict::Unchanged(if_none_match);
        }
    } else if date(if_modified).is_some_and(|date| date <= now.secs() && modified.secs() <= date) {
        return Verdict::Unchanged(if_modified);
    }
    Verdict::Go
}

/// The condition of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ForWrite {
    /// None.
    Always,
    /// Only if there is no object.
    Absent,
    /// Only if there is an object with this ETag.
    Is(String),
}

impl ForWrite {
    /// The condition in the headers of a PUT, a copy or the completion of an upload. S3 serves `If-None-Match: *`
    /// and `If-Match` with an ETag, not both.
    pub(crate) fn of(headers: &HeaderMap) -> Result<ForWrite> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        match (text(header::IF_MATCH), text(header::IF_NONE_MATCH)) {
            (None, None) => Ok(ForWrite::Always),
            (Some(_), Some(_)) => Err(Error::condition_not_implemented(
                "If-Match,If-None-Match",
                "Multiple conditional request headers present in the request",
            )),
            (None, Some("*")) => Ok(ForWrite::Absent),
            (None, Some(_)) => Err(Error::condition_not_implemented(
                "If-None-Match",
                "We don't accept the provided value of If-None-Match header for this API",
            )),
            (Some("*"), None) => Err(Error::condition_not_implemented(
                "If-Match",
                "We don't accept the provided value of If-Match header for this API",
            )),
            (Some(etag), None) => Ok(ForWrite::Is(etag.to_owned())),
        }
    }

    /// Judges it on the newest version of the key.
    pub(crate) fn check(&self, key: &str, newest: Option<&Version>) -> Result<()> {
        let object = newest.and_then(|newest| newest.object.as_ref());
        match (self, object) {
            (ForWrite::Absent, Some(_)) => Err(Error::precondition_failed("If-None-Match")),
            (ForWrite::Is(_), None) => Err(Error::no_such_key(key)),
            (ForWrite::Is(etag), Some(object)) if !matches(etag, &object.etag) => {
                Err(Error::precondition_failed("If-Match"))
            }
            _ => Ok(()),
        }
    }
}

/// Judges the `If-Match` of a DeleteObject: what is not there meets no condition (measured on AWS, 2026-03-06 and
/// 2026-08-23).
pub(crate) fn check_delete(key: &str, wanted: Option<&str>, object: Option<&Object>) -> Result<()> {
    match (wanted, object) {
        (Some(_), None) => Err(Error::no_such_key(key)),
        _ => check_delete_of_many(wanted, object),
    }
}

/// What a delete in a directory bucket may ask for of the object beside its ETag.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ZonalCondition {
    pub(crate) size: Option<u64>,
    /// In whole seconds.
    pub(crate) modified: Option<Timestamp>,
}

/// The headers of such a condition.
pub(crate) const IF_SIZE: &str = "x-amz-if-match-size";
pub(crate) const IF_MODIFIED_AT: &str = "x-amz-if-match-last-modified-time";

impl ZonalCondition {
    /// The condition in a request's headers. What is no number and no date meets nothing that is there.
    pub(crate) fn of(headers: &HeaderMap) -> ZonalCondition {
        let text = |name: &str| Some(headers.get(name)?.to_str().unwrap_or_default());
        ZonalCondition {
            size: text(IF_SIZE).map(|size| size.parse().unwrap_or(u64::MAX)),
            modified: text(IF_MODIFIED_AT)
                .map(|at| parse_http_date(at).unwrap_or(Timestamp::from_millis(u64::MAX))),
        }
    }

    /// Judges it on what is there, if something is.
    pub(crate) fn check(&self, version: Option<&Version>) -> Result<()> {
        let Some((version, object)) = version.and_then(|version| Some((version, version.object.as_ref()?)))
        else {
            return Ok(());
        };
        if self.size.is_some_and(|size| size != object.size) {
            return Err(Error::precondition_failed(IF_SIZE));
        }
        if self.modified.is_some_and(|at| at.secs() != version.modified().secs()) {
            return Err(Error::precondition_failed(IF_MODIFIED_AT));
        }
        Ok(())
    }
}

/// Judges the `ETag` of one of the objects of a DeleteObjects. What is not there may be deleted under any condition.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>
pub(crate) fn check_delete_of_many(wanted: Option<&str>, object: Option<&Object>) -> Result<()> {
    match (wanted, object) {
        (Some(etag), Some(object)) if !matches(etag, &object.etag) => {
            Err(Error::precondition_failed("If-Match"))
        }
        _ => Ok(()),
    }
}

/// Whether one of the ETags in a header is this one. Quotes may be missing; `*` is any.
pub(crate) fn matches(header: &str, etag: &str) -> bool {
    header.split(',').map(str::trim).any(|wanted| {
        let wanted = wanted.strip_prefix("W/").unwrap_or(wanted);
        wanted == "*" || wanted.trim_matches('"') == etag
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ETAG: &str = "d41d8cd98f00b204e9800998ecf8427e";
    const QUOTED: &str = "\"d41d8cd98f00b204e9800998ecf8427e\"";
    const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
    const MODIFIED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const FUTURE: &str = "Sun, 06 Nov 2094 08:49:37 GMT";

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn check(pairs: &[(&'static str, &str)], expected: u16) {
        let modified = Timestamp::from_millis(784_111_777_500);
        let now = Timestamp::from_secs(800_000_000);
        let verdict = check_read(&headers(pairs), ETAG, modified, now);
        let status = verdict.map_or_else(|error| error.status().as_u16(), |()| 200);
        assert_eq!(status, expected, "{pairs:?}");
    }

    /// The table of the GetObject page: two combinations beat the plain rule.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
    #[test]
    fn reads() {
        check(&[], 200);
        check(&[("if-match", QUOTED)], 200);
        check(&[("if-match", ETAG)], 200);
        check(&[("if-match", "\"other\"")], 412);
        check(&[("if-match", QUOTED), ("if-unmodified-since", BEFORE)], 200);
        check(&[("if-unmodified-since", BEFORE)], 412);
        check(&[("if-unmodified-since", MODIFIED)], 200);
        check(&[("if-none-match", QUOTED)], 304);
        check(&[("if-none-match", "*")], 304);
        check(&[("if-none-match", QUOTED), ("if-modified-since", BEFORE)], 304);
        check(&[("if-none-match", "\"other\""), ("if-modified-since", MODIFIED)], 200);
        check(&[("if-modified-since", MODIFIED)], 304);
        check(&[("if-modified-since", BEFORE)], 200);
        check(&[("if-modified-since", FUTURE)], 200);
        check(&[("if-modified-since", "yesterday")], 200);
    }

    fn check_write(pairs: &[(&'static str, &str)], exists: bool, expected: u16) {
        let version = exists.then(|| Version {
            id: None,
            order: 0,
            null_order: None,
            sequence: 0,
            modified_ms: 0,
            object: Some(Object { etag: ETAG.to_owned(), ..Object::default() }),
        });
        let verdict = ForWrite::of(&headers(pairs)).and_then(|wanted| wanted.check("k", version.as_ref()));
        let status = verdict.map_or_else(|error| error.status().as_u16(), |()| 200);
        assert_eq!(status, expected, "{pairs:?} {exists}");
    }

    /// Recorded on AWS: the values that are not served are 501, a missing key is 404.
    #[test]
    fn writes() {
        check_write(&[], true, 200);
        check_write(&[("if-none-match", "*")], false, 200);
        check_write(&[("if-none-match", "*")], true, 412);
        check_write(&[("if-none-match", QUOTED)], true, 501);
        check_write(&[("if-match", QUOTED)], true, 200);
        check_write(&[("if-match", "\"other\"")], true, 412);
        check_write(&[("if-match", QUOTED)], false, 404);
        check_write(&[("if-match", "*")], true, 501);
        check_write(&[("if-match", QUOTED), ("if-none-match", "*")], true, 501);
    }
}
