//! What a request means. One table has a row for each operation of AWS's model of S3, built or not, and for what browsers
//! send (POST Object, OPTIONS). A request that no row describes is refused by name before anything is touched.
//!
//! `s3s` finds its operation by itself, with rules that end in PutObject, CreateBucket, DeleteObject or DeleteBucket for
//! everything that it does not know. So the table decides first, s3s is shown nothing that the row does not name, and
//! `mount` asserts that both chose the same.
//!
//! Judges the request's head alone: no body, no state.
//!
//! - `table`: the rows
//! - `unserved_headers`: headers that ask for what a kind of bucket does not have

use std::borrow::Cow;
use std::sync::LazyLock;

use http::{HeaderMap, header};

use crate::error::{Code, Error, Result};
use crate::setting::{self, Setting, Verb};

mod table;
#[cfg(test)]
mod tests;
pub(crate) mod unserved_headers;

use table::ROWS;

/// What a request is about, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResourceKind {
    /// `/`.
    Service,
    /// A bucket.
    Bucket,
    /// A key.
    Object,
    /// Whichever of the three; for preflights.
    Any,
}

/// What else tells a row from others of the same scope, method and sub-resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// This query parameter is there.
    Key(&'static str),
    /// This query parameter has this value.
    Is(&'static str, &'static str),
    /// This header is there.
    Header(&'static str),
    /// The body is an HTML form.
    Form,
    /// It says that it is about directory buckets: by this `x-id`, by the service that it is signed for, or by its host.
    OfDirectories(&'static str),
}

/// Which kinds of buckets have an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BucketKinds {
    /// General purpose buckets.
    General,
    /// Those and directory buckets.
    Both,
    /// Directory buckets.
    Directory,
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// None that is read.
    None,
    /// A document, read whole.
    Document,
    /// A list of parts: a document whose checksum headers speak of the object.
    Parts,
    /// An object's or a part's bytes, streamed.
    Bytes,
    /// An HTML form.
    Form,
}

/// Who answers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answers {
    /// An operation of ours, read and written by s3s.
    S3s,
    /// An operation of ours, which s3s has no part in: `dispatch` has it by its name.
    Own,
    /// The record of a setting.
    Setting(Verb, &'static Setting),
    /// The operation of this name, which has taken this one's place: one request means both.
    As(&'static str),
    /// The operation of this name, which `front` makes the request one of.
    Made(&'static str),
    /// Nobody yet.
    Absent,
}

/// One operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RouteRow {
    /// AWS's name.
    pub(crate) name: &'static str,
    pub(crate) on: ResourceKind,
    pub(crate) method: &'static str,
    /// The query parameter that says which part of the bucket or object is meant; empty for the thing itself.
    pub(crate) sub: &'static str,
    pub(crate) when: &'static [When],
    /// Further query parameters that the operation has.
    pub(crate) query: &'static [&'static str],
    pub(crate) body: BodyKind,
    pub(crate) answers: Answers,
    /// Which buckets have it.
    pub(crate) buckets: BucketKinds,
    /// What is missing of it, where its setting does not say so.
    limits: &'static str,
}

/// A parameter of the query.
#[derive(Clone, Debug)]
pub(crate) struct QueryPair<'q> {
    /// As it was sent.
    pub(crate) raw: &'q str,
    pub(crate) name: Cow<'q, str>,
    pub(crate) value: Cow<'q, str>,
}

/// What a request is found by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestHead<'r> {
    pub(crate) method: &'r str,
    pub(crate) on: ResourceKind,
    pub(crate) query: &'r [QueryPair<'r>],
    pub(crate) headers: &'r HeaderMap,
}

/// Sub-resources that AWS sees at any path, a bucket's at a key too, so that neither the bucket nor the object itself is
/// ever meant. Those of later years count at their own path only. Measured on AWS on 2026-09-17
/// (<https://github.com/brekkylab/backlot/issues/267>); `uploadId` by its answer to `GET /bucket?uploads&uploadId=x`.
const EVERYWHERE: &[&str] = &[
    "accelerate",
    "cors",
    "inventory",
    "lifecycle",
    "location",
    "logging",
    "notification",
    "policy",
    "replication",
    "requestPayment",
    "uploadId",
    "uploads",
    "versioning",
    "versions",
    "website",
];

/// The kinds of resources that rows have, in the order of their declaration.
const KINDS: [ResourceKind; 4] =
    [ResourceKind::Service, ResourceKind::Bucket, ResourceKind::Object, ResourceKind::Any];

/// The methods that rows have.
const METHODS_OF_ROWS: [&str; 6] = ["GET", "PUT", "HEAD", "POST", "DELETE", "OPTIONS"];

/// In this order AWS's `Allow` names methods.
const METHODS: [&str; 5] = ["HEAD", "DELETE", "POST", "GET", "PUT"];

/// All operations by name, whether they answer, and what is missing of them.
pub(crate) fn operations() -> impl Iterator<Item = (&'static str, bool, &'static str)> {
    ROWS.iter().map(|entry| (entry.name, entry.is_built(), entry.limits()))
}

/// The row of an operation.
#[cfg(test)]
pub(crate) fn row(name: &str) -> Option<&'static RouteRow> {
    ROWS.iter().find(|entry| entry.name == name)
}

/// The names of those that are answered without s3s.
#[cfg(test)]
pub(crate) fn own() -> impl Iterator<Item = &'static str> {
    ROWS.iter().filter(|entry| matches!(entry.answers, Answers::Own)).map(|entry| entry.name)
}

/// The rows of a kind of resource and a method, in the table's order: gathered once, as each request asks for some.
fn rows_of(on: ResourceKind, method: &str) -> &'static [&'static RouteRow] {
    static GATHERED: LazyLock<Vec<Vec<&RouteRow>>> = LazyLock::new(|| {
        let places = KINDS.iter().flat_map(|on| METHODS_OF_ROWS.map(|method| (*on, method)));
        let rows = |(on, method)| ROWS.iter().filter(move |entry| entry.on == on && entry.method == method);
        places.map(|place| rows(place).collect()).collect()
    });
    let at = METHODS_OF_ROWS.iter().position(|known| *known == method);
    let rows = at.and_then(|at| GATHERED.get(on as usize * METHODS_OF_ROWS.len() + at));
    rows.map(Vec::as_slice).unwrap_or_default()
}

/// The row that describes a request. The error is what AWS answers to a request that means nothing, or names what is
/// asked for and not known here.
pub(crate) fn find(head: &RequestHead<'_>) -> Result<&'static RouteRow> {
    if let Some(entry) = rows_of(ResourceKind::Any, head.method).first() {
        return Ok(entry);
    }
    let sub = sub_resource(head)?;
    let mut rows = rows_of(head.on, head.method).iter();
    let found = rows.find(|entry| entry.sub == sub && entry.when.iter().all(|when| when.holds(head)));
    let Some(entry) = found else { return Err(no_row(head, sub)) };
    let version = head.query.iter().find(|pair| pair.name == "versionId");
    if let Some(version) = version.filter(|_| !entry.has("versionId") && entry.is_built()) {
        return Err(Error::takes_no_version(&version.value));
    }
    match entry.unknown(head) {
        // AWS's answer of 2025-04-21 (versity/versitygw, issue 1226): it names the parameter as the value, too.
        Some(pair)
            if (entry.on, head.method) == (ResourceKind::Object, "PUT") && pair.name == "partNumber" =>
        {
            let message = "This operation does not accept partNumber without uploadId";
            Err(Error::argument(message, "partNumber", "partNumber"))
        }
        Some(pair) if entry.is_built() => Err(Error::unknown_parameter(name_as_sent(pair))),
        _ => Ok(entry),
    }
}

/// The one sub-resource that a request names, or the empty text.
fn sub_resource(head: &RequestHead<'_>) -> Result<&'static str> {
    let mut named: Vec<&'static str> = Vec::new();
    for pair in head.query {
        let sub = ROWS
            .iter()
            .find(|entry| !entry.sub.is_empty() && entry.sub == pair.name && entry.is_seen(head.on));
        if let Some(entry) = sub
            && !named.contains(&entry.sub)
        {
            named.push(entry.sub);
        }
    }
    named.sort_unstable();
    match named.as_slice() {
        [] => Ok(""),
        [sub] => Ok(sub),
        several => Err(Error::conflicting_parameters(several)),
    }
}

/// Why a request without a row is refused.
fn no_row(head: &RequestHead<'_>, sub: &'static str) -> Error {
    let mut like = ROWS.iter().filter(|entry| entry.method == head.method && entry.sub == sub);
    if sub.is_empty() {
        if like.any(|entry| entry.on == head.on && entry.when.contains(&When::Form)) {
            // Measured on AWS on 2026-09-22: <https://github.com/brekkylab/backlot/issues/312>.
            return Error::precondition_failed(
                "Bucket POST must be of the enclosure-type multipart/form-data",
            );
        }
    } else if like.any(|entry| entry.on != head.on) {
        // AWS serves some of a bucket's sub-resources at a key.
        return Error::unknown_parameter(sub);
    }
    let takes = |entry: &&RouteRow| {
        let here = entry.on == head.on || (!sub.is_empty() && EVERYWHERE.contains(&sub));
        // A part is not the upload: <UploadPart> has a further key.
        here && entry.sub == sub && !entry.when.iter().any(|when| matches!(when, When::Key(_)))
    };
    let taken: Vec<&str> = METHODS
        .into_iter()
        .filter(|method| ROWS.iter().filter(takes).any(|entry| entry.method == *method))
        .collect();
    Error::method_not_allowed(head.method, &resource_type(head.on, sub), &taken.join(", "))
}

/// What AWS calls the kind of a resource. BUCKET, OBJECT, SERVICE and UPLOAD are from recorded answers, the others from
/// the access logs (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>), where they stand in `REST.METHOD.TYPE`;
/// where neither shows one the parameter's name stands for it, which is our guess.
fn resource_type(on: ResourceKind, sub: &str) -> Cow<'static, str> {
    let known = match (sub, on) {
        ("", ResourceKind::Service) => "SERVICE",
        ("", ResourceKind::Bucket) => "BUCKET",
        ("", _) => "OBJECT",
        ("uploadId", _) => "UPLOAD",
        ("policy", _) => "BUCKETPOLICY",
        ("versions", _) => "BUCKETVERSIONS",
        ("delete", _) => "MULTI_OBJECT_DELETE",
        ("logging", _) => "LOGGING_STATUS",
        ("tagging", ResourceKind::Object) => "OBJECT_TAGGING",
        _ => "",
    };
    if !known.is_empty() {
        return known.into();
    }
    let mut text = String::new();
    for c in sub.chars() {
        match c {
            '-' => text.push('_'),
            c if c.is_ascii_uppercase() => text.extend(['_', c]),
            c => text.push(c.to_ascii_uppercase()),
        }
    }
    text.into()
}

fn name_as_sent<'q>(pair: &QueryPair<'q>) -> &'q str {
    pair.raw.split_once('=').map_or(pair.raw, |(name, _)| name)
}

impl RouteRow {
    /// Whether it answers.
    pub(crate) fn is_built(&self) -> bool {
        match self.answers {
            Answers::S3s | Answers::Own | Answers::Setting(..) => true,
            Answers::As(other) | Answers::Made(other) => {
                ROWS.iter().any(|entry| entry.name == other && entry.is_built())
            }
            Answers::Absent => false,
        }
    }

    /// What AWS calls the kind of resource that it is about.
    pub(crate) fn resource_type(&self) -> Cow<'static, str> {
        resource_type(self.on, self.sub)
    }

    /// The operation that answers.
    pub(crate) fn answered_as(&self) -> &'static str {
        if let Answers::As(other) | Answers::Made(other) = self.answers { other } else { self.name }
    }

    /// What is missing of it, for the coverage page.
    fn limits(&self) -> &'static str {
        match self.answers {
            Answers::Setting(Verb::Put, setting) if !setting.acts => setting::KEPT,
            Answers::Setting(Verb::Status, _) => setting::STATUS,
            Answers::As(other) | Answers::Made(other) => {
                ROWS.iter().find(|entry| entry.name == other).map_or("", RouteRow::limits)
            }
            _ => self.limits,
        }
    }

    /// Whether the operation has a query parameter of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        let decides = |when: &When| matches!(when, When::Key(key) | When::Is(key, _) if *key == name);
        (!name.is_empty() && self.sub == name) || self.query.contains(&name) || self.when.iter().any(decides)
    }

    /// Whether AWS sees this row's sub-resource at a path of this kind.
    fn is_seen(&self, on: ResourceKind) -> bool {
        self.on == on || EVERYWHERE.contains(&self.sub)
    }

    /// A parameter that the operation does not have and that may not be passed over. AWS passes over all of them; here a bare name
    /// may be a sub-resource to come. What only reads passes over a parameter with a value (`?v=1`), and one that is a listing's
    /// somewhere; what puts an object passes over one with a value that neither is another operation's nor looks like a header
    /// which somebody wants heeded.
    fn unknown<'r>(&self, head: &RequestHead<'r>) -> Option<&'r QueryPair<'r>> {
        let reads = matches!(self.method, "GET" | "HEAD");
        let puts = self.method == "PUT" && self.on == ResourceKind::Object;
        let is_of_some = |pair: &QueryPair<'_>| ROWS.iter().any(|row| row.has(&pair.name));
        let is_of_a_listing = |pair: &QueryPair<'_>| ROWS.iter().any(|row| row.query.contains(&&*pair.name));
        let is_like_a_header = |pair: &QueryPair<'_>| pair.name.is_empty() || pair.name.contains('-');
        let harmless = |pair: &QueryPair<'_>| match reads {
            true => !pair.value.is_empty() || is_of_a_listing(pair),
            false => puts && !pair.value.is_empty() && !is_of_some(pair) && !is_like_a_header(pair),
        };
        head.query.iter().find(|pair| !pair.is_ignored() && !self.has(&pair.name) && !harmless(pair))
    }
}

impl QueryPair<'_> {
    /// "Amazon S3 ignores query-string parameters that begin with x-":
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#LogFormatCustom>
    pub(crate) fn is_ignored(&self) -> bool {
        self.name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"))
    }
}

impl When {
    fn holds(&self, head: &RequestHead<'_>) -> bool {
        match self {
            When::Key(name) => head.query.iter().any(|pair| pair.name == *name),
            When::Is(name, value) => {
                // s3s reads a parameter that stands twice as one that is not there.
                let mut of_name = head.query.iter().filter(|pair| pair.name == *name);
                of_name.next().is_some_and(|pair| pair.value == *value) && of_name.next().is_none()
            }
            When::Header(name) => head.headers.contains_key(*name),
            When::Form => is_form(head.headers),
            When::OfDirectories(id) => {
                head.query.iter().any(|pair| pair.name == "x-id" && pair.value == *id)
                    || is_of_directories(head.headers)
            }
        }
    }
}

/// Whether a request is signed for directory buckets, or sent to their endpoint.
fn is_of_directories(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    text(header::AUTHORIZATION).is_some_and(|value| value.contains("/s3express/aws4_request"))
        || text(header::HOST).is_some_and(|host| host.starts_with("s3express-control"))
}

/// Whether the body is said to be an HTML form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    const FORM: &[u8] = b"multipart/form-data";
    let kind = headers.get(header::CONTENT_TYPE).map(|value| value.as_bytes());
    kind.and_then(|kind| kind.get(..FORM.len())).is_some_and(|start| start.eq_ignore_ascii_case(FORM))
}

/// The refusal of an operation that nobody answers.
pub(crate) fn absent(entry: &RouteRow) -> Error {
    Error::saying(Code::NotImplemented, format!("{} is not implemented.", entry.name))
}
