//! Which service a request means: one table of steps, asked in order. Pure: looks at the head of a request, and at the
//! beginning of a form.

mod elsewhere;
mod page;
mod path_form;

use std::fmt;

use base::arn::Region;
use base::http::text_of;
use base::service::{Facts, X_AMZ_TARGET};
use http::header::{CONTENT_TYPE, HOST};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};

pub(crate) use elsewhere::speaks_xml;
pub(crate) use page::page;

use crate::scope::Scope;
use crate::services::{self, Line};

/// How much of a form is read to find out which service it is for.
pub(crate) const MAX_FORM_LOOK_BYTES: usize = 8 << 10;

/// The services that requests may mean, and what else decides.
#[derive(Debug)]
pub(crate) struct Routing {
    services: Vec<&'static Facts>,
    /// Those with hosts of their own, and those with paths of their own: few, and looked at by each request.
    with_own_hosts: Vec<&'static Facts>,
    with_own_paths: Vec<&'static Facts>,
    /// The domains below which a host names a bucket.
    domains: Vec<String>,
    /// What is left when nothing says a service: S3, whose paths and hosts are the users' own words. An object that a
    /// browser fetches looks like nothing else.
    rest: &'static Facts,
}

/// A service that a request clearly means and that is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// By the name that the request, or AWS, gives it.
    Service(String),
    /// By an operation of the query protocol alone.
    Action(String),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unknown::Service(name) => write!(f, "service '{name}'"),
            Unknown::Action(name) => write!(f, "service of the action '{name}'"),
        }
    }
}

/// What a step finds: nothing, and the next one is asked; a service; or one that is not here.
type Found = Option<Result<&'static Facts, Unknown>>;

/// One step.
struct Step {
    /// What it looks at, for the page.
    title: &'static str,
    /// What of a service's facts it compares with, for the page.
    facts: fn(&Facts) -> Vec<String>,
    find: fn(&Routing, &Seen<'_>) -> Found,
}

/// All steps, in order.
const STEPS: [Step; 8] = [
    Step {
        title: "a host of its own (that of a bucket, `BUCKET.s3.…`, is S3's, if nobody signed for another service)",
        facts: |facts| patterns(facts.own_hosts),
        find: by_own_host,
    },
    Step {
        title: "a path of its own, with a header of its own, or on no bucket's host if one of its operations has that \
                path (unless somebody signed for another service)",
        facts: |facts| paths(facts.own_paths),
        find: by_own_path,
    },
    Step { title: "`X-Amz-Target` begins with", facts: target_facts, find: by_target },
    Step {
        title: "the path of CBOR, `/service/NAME/operation/…`, names",
        facts: |facts| texts(facts.cbor_names),
        find: by_cbor_path,
    },
    Step { title: "the signature's scope names", facts: |facts| texts(facts.signing_names), find: by_scope },
    Step {
        title: "`Version` beside `Action`, in the query or a form, is",
        facts: |facts| texts(facts.query_versions),
        find: by_action,
    },
    Step { title: "the host begins with", facts: |facts| patterns(facts.hosts), find: by_host },
    Step {
        title: "the path begins as one of a service's operations does (Lambda's)",
        facts: |_| Vec::new(),
        find: by_path,
    },
];

/// A request as the steps see it.
struct Seen<'r> {
    headers: &'r HeaderMap,
    path: &'r str,
    query: &'r str,
    /// The beginning of a form in the body.
    form: &'r [u8],
    scope: Option<&'r Scope<'r>>,
    host: &'r str,
    bucket: Bucket,
}

impl Routing {
    /// Over a list of services. Requests that show nothing are for the first of them.
    pub(crate) fn new(list: &'static [Line], domains: &[String]) -> Routing {
        let services: Vec<_> = services::facts(list).collect();
        let rest = services.first().copied().unwrap_or(&s3_engine::S3);
        let those = |has: fn(&Facts) -> bool| services.iter().copied().filter(|facts| has(facts)).collect();
        Routing {
            with_own_hosts: those(|facts| !facts.own_hosts.is_empty()),
            with_own_paths: those(|facts| !facts.own_paths.is_empty()),
            services,
            domains: domains.to_vec(),
            rest,
        }
    }

    /// Finds the service. `form` is the beginning of the body where [`Routing::looks_into`] asks for it.
    pub(crate) fn service_of(
        &self,
        parts: &Parts,
        scope: Option<&Scope<'_>>,
        form: &[u8],
    ) -> Result<&'static Facts, Unknown> {
        let seen = self.seen(parts, scope, form);
        STEPS.iter().find_map(|step| (step.find)(self, &seen)).unwrap_or(Ok(self.rest))
    }

    /// Whether a request is a form that nobody signed, at a path where the query protocol has its operations.
    pub(crate) fn looks_into(parts: &Parts, scope: Option<&Scope<'_>>) -> bool {
        const FORM: &[u8] = b"application/x-www-form-urlencoded";
        if parts.method != Method::POST || scope.is_some() {
            return false;
        }
        // Types are the same in any case: RFC 9110, 8.3.1.
        let kind = parts.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        kind.get(..FORM.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(FORM))
            && is_path_of_query(parts.uri.path())
    }

    /// The service that a request means by its host and path alone, as a preflight, which carries nothing else.
    pub(crate) fn named_by_address(&self, parts: &Parts) -> &'static Facts {
        let seen = self.seen(parts, None, &[]);
        let found = by_host(self, &seen).or_else(|| by_path(self, &seen));
        found.and_then(Result::ok).unwrap_or(self.rest)
    }

    /// Whether a request has a host to which nothing comes but what is one service's: not the emulator's own paths either.
    pub(crate) fn is_at_an_own_host(&self, parts: &Parts) -> bool {
        self.with_own_hosts.iter().any(|facts| is_any(facts.own_hosts, host_of(parts)))
    }

    /// Whether a request is for what is left when nothing names a service.
    pub(crate) fn is_for_the_rest(&self, parts: &Parts) -> bool {
        self.service_of(parts, Scope::of(parts).as_ref(), &[]) == Ok(self.rest)
    }

    /// Whether a request has the address of an object: a bucket, in host or path, and a key. At the address of a web site each path
    /// is a page's, the first one's too.
    pub(crate) fn is_of_an_object(&self, parts: &Parts) -> bool {
        if s3_engine::website_of_host(host_of(parts), &self.domains).is_some() {
            return true;
        }
        let path = parts.uri.path().strip_prefix('/').unwrap_or_default();
        let key = match s3_engine::bucket_of_host(host_of(parts), &self.domains) {
            Some(_) => path,
            None => path.split_once('/').map_or("", |(_, key)| key),
        };
        !key.is_empty()
    }

    fn seen<'r>(&self, parts: &'r Parts, scope: Option<&'r Scope<'r>>, form: &'r [u8]) -> Seen<'r> {
        let host = host_of(parts);
        Seen {
            headers: &parts.headers,
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            form,
            scope,
            host,
            bucket: Bucket::in_host(host, &self.domains),
        }
    }

    fn find(&self, is_meant: impl Fn(&Facts) -> bool) -> Option<&'static Facts> {
        self.services.iter().copied().find(|facts| is_meant(facts))
    }
}

/// A host that names a bucket decides, unless the request is signed for another service; so does the host of a function
/// URL.
fn by_own_host(routing: &Routing, seen: &Seen<'_>) -> Found {
    if seen.bucket != Bucket::Surely {
        let mut owners = routing.with_own_hosts.iter().copied();
        return owners.find(|facts| is_any(facts.own_hosts, seen.host)).map(Ok);
    }
    seen.scope.is_none().then_some(Ok(routing.rest))
}

/// S3 Control signs under S3's name, so its paths come before the signature. A bucket may have the name with which they
/// begin: what has neither the header nor the path of an operation is S3's, and so is what a bucket's host says.
fn by_own_path(routing: &Routing, seen: &Seen<'_>) -> Found {
    let is_signed_for =
        |facts: &Facts| seen.scope.is_none_or(|scope| facts.signing_names.contains(&scope.service.as_ref()));
    let shows = |facts: &Facts, header: &str| {
        seen.headers.contains_key(header) || seen.bucket == Bucket::Not && (facts.owns_path)(seen.path)
    };
    let is_its = |facts: &Facts| {
        let mut begun = facts.own_paths.iter().filter(|(start, _)| seen.path.starts_with(start));
        begun.any(|(_, header)| is_signed_for(facts) && shows(facts, header))
    };
    routing.with_own_paths.iter().copied().find(|facts| is_its(facts)).map(Ok)
}

/// JSON services name the operation as `Version.Operation`:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html>.
fn by_target(routing: &Routing, seen: &Seen<'_>) -> Found {
    let target = text_of(seen.headers.get(&X_AMZ_TARGET)?).unwrap_or_default();
    let prefix = first_label(target);
    if let Some(found) = routing.find(|facts| facts.targets.contains(&prefix)) {
        return Some(Ok(found));
    }
    // An old or mistyped version of a service that is there: it says itself that it knows no such operation.
    if let Some(found) = by_scope(routing, seen) {
        return Some(found);
    }
    let resembles =
        |family: &&&str| if family.is_empty() { prefix.is_empty() } else { prefix.starts_with(**family) };
    let likeness =
        |facts: &&Facts| facts.target_families.iter().filter(resembles).map(|family| 1 + family.len()).max();
    let services = routing.services.iter().copied();
    let closest = services.filter(|facts| likeness(facts).is_some()).max_by_key(likeness);
    let found = closest.or_else(|| routing.find(|facts| is_any(facts.hosts, seen.host)));
    Some(found.ok_or_else(|| Unknown::Service(prefix.to_owned())))
}

/// <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>
fn by_cbor_path(routing: &Routing, seen: &Seen<'_>) -> Found {
    let (name, _) = seen.path.strip_prefix("/service/")?.split_once("/operation/")?;
    seen.headers.get("smithy-protocol").filter(|protocol| *protocol == "rpc-v2-cbor")?;
    let found = routing.find(|facts| facts.cbor_names.contains(&name));
    Some(found.ok_or_else(|| Unknown::Service(name.to_owned())))
}

fn by_scope(routing: &Routing, seen: &Seen<'_>) -> Found {
    let name = seen.scope?.service.as_ref();
    let found = routing.find(|facts| facts.signing_names.contains(&name));
    Some(found.ok_or_else(|| Unknown::Service(name.to_owned())))
}

/// The query protocol names operation and version in the query or in a form:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/programming.html>. A version belongs to one service, but
/// for a few of services that are not here. Links in mails name the operation alone.
fn by_action(routing: &Routing, seen: &Seen<'_>) -> Found {
    if seen.bucket == Bucket::Surely || !is_path_of_query(seen.path) {
        return None;
    }
    let form = String::from_utf8_lossy(seen.form);
    let parameter = |name| value_of(seen.query, name).or_else(|| value_of(&form, name));
    let action = parameter("Action")?;
    if let Some(version) = parameter("Version") {
        if let Some(found) = routing.find(|facts| facts.query_versions.contains(&version)) {
            return Some(Ok(found));
        }
        if let Some(name) = elsewhere::service_of_version(version) {
            return Some(Err(Unknown::Service(name.to_owned())));
        }
    }
    let is_its = |facts: &Facts| {
        !facts.query_versions.is_empty() && (facts.operations)().iter().any(|known| known.name == action)
    };
    Some(routing.find(is_its).ok_or_else(|| Unknown::Action(action.to_owned())))
}

fn by_host(routing: &Routing, seen: &Seen<'_>) -> Found {
    let found = routing.find(|facts| is_any(facts.hosts, seen.host))?;
    let is_its = match seen.bucket {
        Bucket::Not => true,
        Bucket::Surely => false,
        // `lambda.localhost` is the host of the service, and of a bucket that is named `lambda`. A service has no other
        // paths than its own, the query protocol's among them.
        Bucket::Perhaps => {
            (found.owns_path)(seen.path) || is_asked_at_the_root(found) && is_path_of_query(seen.path)
        }
    };
    is_its.then_some(Ok(found))
}

fn by_path(routing: &Routing, seen: &Seen<'_>) -> Found {
    let found = routing.find(|facts| (facts.owns_path)(seen.path)).map(Ok);
    found.filter(|_| seen.bucket == Bucket::Not)
}

/// Whether its operations are not named by paths.
fn is_asked_at_the_root(facts: &Facts) -> bool {
    !facts.targets.is_empty() || !facts.query_versions.is_empty()
}

/// Where the query protocol has its operations: at the root, and at the URL of a queue, `/ACCOUNT/NAME`, which LocalStack's
/// users also have as `/queue/REGION/ACCOUNT/NAME`.
fn is_path_of_query(path: &str) -> bool {
    let path = path.trim_start_matches('/');
    let behind_region = || path.strip_prefix("queue/").and_then(|rest| rest.split_once('/'));
    let of_queue = behind_region().map_or(path, |(_, queue)| queue);
    let mut segments = of_queue.split('/');
    let account = segments.next().unwrap_or_default();
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    path.is_empty()
        || is_account && segments.next().is_some_and(|name| !name.is_empty()) && segments.next().is_none()
}

/// A parameter's value as it stands in a query or form: names of operations and versions need no decoding.
fn value_of<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// Whether a host of several labels begins with one of these patterns.
fn is_any(patterns: &[&[&str]], host: &str) -> bool {
    // A name alone is a machine's.
    patterns.iter().any(|pattern| begins(host, pattern)) && host.contains('.')
}

/// Whether the first labels of a host are these, in any case; `*` is any label.
fn begins(host: &str, pattern: &[&str]) -> bool {
    let mut left = Some(host);
    pattern.iter().all(|wanted| {
        let Some(host) = left else { return false };
        let len = if *wanted == "*" { first_label(host).len() } else { wanted.len() };
        let Some((label, rest)) = host.split_at_checked(len) else { return false };
        left = rest.strip_prefix('.');
        (rest.is_empty() || left.is_some()) && (*wanted == "*" || label.eq_ignore_ascii_case(wanted))
    })
}

/// What stands before the first dot: short, so it is looked for byte by byte.
fn first_label(text: &str) -> &str {
    let end = text.bytes().position(|byte| byte == b'.').unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Whether a host names a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bucket {
    /// It does: `BUCKET.s3.…`.
    Surely,
    /// `NAME.DOMAIN`, where the name may be a service's too.
    Perhaps,
    /// It does not.
    Not,
}

impl Bucket {
    fn in_host(host: &str, domains: &[String]) -> Bucket {
        let Some(bucket) = s3_engine::bucket_of_host(host, domains) else { return Bucket::Not };
        let label = host.get(bucket.len()..).and_then(|rest| rest.strip_prefix('.')?.split('.').next());
        let is_s3 = |label: &str| label == "s3" || label.starts_with("s3-");
        if label.is_some_and(|label| is_s3(&label.to_ascii_lowercase())) {
            Bucket::Surely
        } else {
            Bucket::Perhaps
        }
    }
}

/// The region that a host such as `dynamodb.eu-west-1.amazonaws.com` or
/// `bucket.s3.eu-west-1.localhost.localstack.cloud:4566` names. S3's older hosts have it in one label,
/// `s3-eu-west-1.amazonaws.com`: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#s3-legacy-endpoints>.
pub(crate) fn region_of_host(parts: &Parts) -> Option<Region> {
    let host = host_of(parts);
    let of_older = |label: &'_ str| {
        let region = label.strip_prefix("s3-fips-").or_else(|| label.strip_prefix("s3-"))?;
        looks_like_region(region).then(|| Region::parse(region)).flatten()
    };
    let named = labels(host).skip(1).find(|label| looks_like_region(label));
    named.and_then(Region::parse).or_else(|| labels(host).find_map(of_older))
}

/// The host without its port, as it was sent: of the request line (HTTP/2's `:authority`), else of the header.
pub(crate) fn host_of(parts: &Parts) -> &str {
    without_port(authority_of(parts).unwrap_or_default())
}

/// The host and port that a request was sent to, if it says so.
pub(crate) fn authority_of(parts: &Parts) -> Option<&str> {
    let named = parts.uri.authority().map(|authority| authority.as_str());
    named.or_else(|| text_of(parts.headers.get(HOST)?))
}

/// A host without the port that may follow it.
pub(crate) fn without_port(host: &str) -> &str {
    let colon = host.bytes().rposition(|byte| byte == b':');
    match colon.and_then(|at| Some((host.get(..at)?, host.get(at + 1..)?))) {
        // The colons inside [::1] are no port's.
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

fn labels(host: &str) -> impl Iterator<Item = &str> {
    host.split('.')
}

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

fn paths(own: &[(&str, &str)]) -> Vec<String> {
    own.iter().map(|(start, header)| format!("`{start}…` with `{header}`")).collect()
}

fn patterns(hosts: &[&[&str]]) -> Vec<String> {
    hosts.iter().map(|labels| format!("`{}.`", labels.join("."))).collect()
}

fn target_facts(facts: &Facts) -> Vec<String> {
    let exact = facts.targets.iter().map(|target| format!("`{target}.`"));
    let families = facts.target_families.iter().filter(|family| !family.is_empty());
    exact.chain(families.map(|family| format!("`{family}…`"))).collect()
}

/// `eu-west-1`, `us-gov-east-1`, `ap-southeast-7`: a two-letter area, words, a number.
fn looks_like_region(label: &str) -> bool {
    let mut words = label.split('-');
    let area = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or_default();
    let mut between = words.peekable();
    area.len() == 2
        && area.bytes().all(|b| b.is_ascii_lowercase())
        && last.len() == 1
        && last.bytes().all(|b| b.is_ascii_digit())
        && between.peek().is_some()
        && between.all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests;
