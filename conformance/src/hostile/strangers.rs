//! Writes to S3 with something in the query that it does not know or does not do: all refused, and what they aim at
//! stays as it is, byte for byte.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use conformance::Result;

use super::content;
use super::scene::{GUARDED, INTRUDER, Scene, locked};
use super::tally::Kind;
use super::target::Client;
use super::wire::{Reply, Request};

/// Writes that must be refused.
pub(crate) const STRANGERS: Kind = "unknown sub-resources";
/// Looks at what they aim at.
pub(crate) const UNTOUCHED: Kind = "what they aim at";

/// Every operation of S3 with its method and address, a line each, as the gateway's tests have them.
const OPERATIONS: &str = include_str!("../../../crates/gateway/tests/http/s3_operations.txt");
/// Objects that are aimed at.
pub(crate) const OBJECTS: u64 = 6;
/// Tries between two looks.
const TRIES: usize = 25;
const PACE: Duration = Duration::from_millis(8);

/// Sub-resources of writes that are not built, each with its method, `?` and whether it is a key's.
#[derive(Debug)]
pub(crate) struct Strangers {
    unbuilt: Vec<(String, bool, String)>,
    /// What was seen of the bucket at first: it must not change.
    listing: Mutex<Option<String>>,
}

impl Strangers {
    /// What this binary does not do, by its own word.
    pub(crate) fn of(binary: &Path) -> Result<Strangers> {
        let output = Command::new(binary).arg("operations").output()?;
        let built = String::from_utf8_lossy(&output.stdout).into_owned();
        let of_s3 = built.split_once("s3:").ok_or("the binary does not list its operations")?.1;
        let built: BTreeSet<&str> =
            of_s3.lines().skip(1).take_while(|line| line.starts_with(' ')).map(str::trim).collect();
        Ok(Strangers { unbuilt: unbuilt(&built), listing: Mutex::default() })
    }

    /// A write that must be refused.
    fn write(&self) -> Request {
        let unbuilt = fastrand::choice(self.unbuilt.iter()).filter(|_| fastrand::u8(..3) == 0).cloned();
        let (method, of_key, query) = unbuilt.unwrap_or_else(|| {
            let method = fastrand::choice(["PUT", "DELETE", "POST", "PUT", "DELETE"]).unwrap_or("PUT");
            let of_key = fastrand::u8(..3) > 0;
            (method.to_owned(), of_key, invented(method == "PUT" && of_key))
        });
        let key = if of_key { format!("/object-{}", fastrand::u64(..OBJECTS)) } else { String::new() };
        let request = Request::new(&method, format!("/{GUARDED}{key}?{query}"));
        let request = match fastrand::u8(..4) {
            0 => request.header("content-type", "application/xml"),
            1 => request.header("x-amz-copy-source", format!("/{GUARDED}/object-0")),
            _ => request,
        };
        if method == "DELETE" { request } else { request.body(format!("<{INTRUDER}/>")) }
    }
}

/// From the list of all operations, the writes that are not among the built ones and have a sub-resource of their own.
fn unbuilt(built: &BTreeSet<&str>) -> Vec<(String, bool, String)> {
    let lines = OPERATIONS.lines().filter(|line| !line.starts_with('#'));
    let all: Vec<(&str, &str, &str)> = lines
        .filter_map(|line| {
            let mut fields = line.split(' ');
            Some((fields.next()?, fields.next()?, fields.next()?))
        })
        .collect();
    // Two names may stand for one request; the older of them is not listed.
    let is_built = |method: &str, address: &str| {
        all.iter().any(|(name, m, a)| (*m, *a) == (method, address) && built.contains(name))
    };
    all.iter()
        .filter(|(_, method, address)| *method != "GET" && *method != "HEAD" && !is_built(method, address))
        .filter_map(|(_, method, address)| {
            let (path, query) = address.split_once('?')?;
            Some(((*method).to_owned(), path.contains("{Key"), query.to_owned()))
        })
        .collect()
}

/// A query that no operation that writes has. What puts an object passes over a name with a value, as AWS does: `puts` leaves
/// that out.
fn invented(puts: bool) -> String {
    const NAMES: &[&str] = &[
        "renameObject",
        "annotation",
        "list-type",
        "prefix",
        "response-content-type",
        "max-keys",
        "acls",
        "Tagging",
        "TAGGING",
        "versionid",
        "uploadid",
        "partnumber",
        "sync",
        "append",
        "%72enameObject",
        "rename%4Fbject",
        "lifecycle%00",
        "%F0%9F%A6%80",
        "+",
    ];
    const COMPANIONS: &[&str] = &["tagging", "versioning", "notification", "uploads", "x-id=PutObject"];
    let name = match fastrand::u8(..3) {
        0 => (0..fastrand::usize(3..14)).map(|_| fastrand::alphabetic()).collect(),
        _ => fastrand::choice(NAMES.iter()).map(|name| (*name).to_owned()).unwrap_or_default(),
    };
    let values: &[&str] = if puts { &["", "="] } else { &["", "=", "=1", "=true", "=enabled&x-y=1"] };
    let value = fastrand::choice(values).copied().unwrap_or_default();
    match fastrand::u8(..5) {
        0 => format!("{}&{name}{value}", fastrand::choice(COMPANIONS.iter()).copied().unwrap_or_default()),
        1 => format!("{name}{value}&{}", fastrand::choice(COMPANIONS.iter()).copied().unwrap_or_default()),
        _ => format!("{name}{value}"),
    }
}

/// Puts the objects that are aimed at.
pub(crate) fn objects() -> impl Iterator<Item = Request> {
    (0..OBJECTS).map(|at| {
        let name = format!("object-{at}");
        Request::new("PUT", format!("/{GUARDED}/{name}")).body(content::of(&name, at))
    })
}

/// Tries and looks until the run is over.
pub(crate) async fn run(scene: Scene, strangers: Arc<Strangers>) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        for _ in 0..TRIES {
            let request = strangers.write();
            if let Some(reply) = scene.ask(STRANGERS, &mut client, &request).await {
                scene.tally.judged(STRANGERS, refused(&reply), || request.summary());
            }
            if !scene.target.pause(PACE).await {
                return;
            }
        }
        for request in looks() {
            if let Some(reply) = scene.ask(UNTOUCHED, &mut client, &request).await {
                scene.tally.judged(UNTOUCHED, strangers.untouched(&request, &reply), || request.summary());
            }
        }
    }
}

/// Requests that look at all of it.
pub(crate) fn looks() -> impl Iterator<Item = Request> {
    let objects = (0..OBJECTS).map(|at| format!("/object-{at}"));
    let of_bucket = ["?list-type=2", "?versions", "?uploads", "?tagging", "?versioning", "?notification"];
    objects.chain(of_bucket.map(str::to_owned)).map(|path| Request::new("GET", format!("/{GUARDED}{path}")))
}

/// Judges the answer to a write that must not be done.
fn refused(reply: &Reply) -> std::result::Result<(), String> {
    match reply.status {
        400 | 403 | 404 | 405 | 409 | 412 | 501 => Ok(()),
        _ => Err(format!("NOT REFUSED: {}", reply.summary())),
    }
}

impl Strangers {
    /// Judges what a look shows.
    pub(crate) fn untouched(&self, request: &Request, reply: &Reply) -> std::result::Result<(), String> {
        let path = request.path.trim_start_matches('/').trim_start_matches(GUARDED);
        if let Some(name) = path.strip_prefix('/') {
            let found = if reply.status == 200 {
                content::version_in(name, &reply.body)
            } else {
                Err(reply.summary())
            };
            let found = found.map(|version| format!("object-{version}"));
            return match found {
                Ok(found) if found == name => Ok(()),
                other => Err(format!("CHANGED: {name} is now {other:?}")),
            };
        }
        // AWS has no tags to show where there are none.
        let shown = match (path, reply.status) {
            ("?tagging", 404) => return Ok(()),
            ("?list-type=2", 200) => reply.text(),
            (_, 200) => {
                let change = ["<Upload>", "<Tag>", "<Status>", "<DeleteMarker>", "Configuration>", INTRUDER];
                let text = reply.text();
                // The element that holds everything is named so, too.
                let text =
                    text.replace("NotificationConfiguration>", "").replace("VersioningConfiguration>", "");
                return match change.iter().find(|change| text.contains(**change)) {
                    Some(change) => Err(format!("CHANGED: {path} has {change}: {}", reply.summary())),
                    None => Ok(()),
                };
            }
            _ => return Err(format!("CHANGED: {path} is answered with {}", reply.summary())),
        };
        let mut listing = locked(&self.listing);
        match listing.as_ref() {
            None => {
                *listing = Some(shown);
                Ok(())
            }
            Some(first) if *first == shown => Ok(()),
            Some(first) => Err(format!("CHANGED: the listing was {first} and is {shown}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strangers() -> Strangers {
        let built = [
            "CreateMultipartUpload",
            "DeleteBucketTagging",
            "DeleteObjectTagging",
            "PutBucketNotificationConfiguration",
            "PutBucketTagging",
            "PutBucketVersioning",
            "PutObjectTagging",
        ];
        Strangers { unbuilt: unbuilt(&BTreeSet::from(built)), listing: Mutex::default() }
    }

    #[test]
    fn what_is_not_built_is_known() {
        let strangers = strangers();
        let has = |method: &str, of_key, query: &str| {
            strangers.unbuilt.contains(&(method.to_owned(), of_key, query.to_owned()))
        };
        assert!(has("PUT", true, "renameObject") && has("DELETE", false, "metadataConfiguration"));
        assert!(!has("PUT", false, "tagging") && !has("GET", false, "abac"));
    }

    /// S3 ignores names that begin with `x-`, so none may be the only strange thing in a request.
    #[test]
    fn every_write_has_something_strange() {
        let strangers = strangers();
        for _ in 0..2_000 {
            let request = strangers.write();
            let (_, query) = request.path.split_once('?').unwrap();
            let known = ["tagging", "versioning", "notification", "uploads", "x-id=PutObject", "x-y=1", ""];
            assert!(query.split('&').any(|pair| !known.contains(&pair)), "{request:?}");
        }
    }

    #[test]
    fn a_write_that_is_done_is_told() {
        for status in [400, 405, 501] {
            refused(&Reply::of(status, "")).unwrap();
        }
        for status in [200, 204, 301, 500] {
            assert!(refused(&Reply::of(status, "")).unwrap_err().contains("NOT REFUSED"), "{status}");
        }
    }

    #[test]
    fn a_change_is_told() {
        let strangers = strangers();
        let judged = |path: &str, reply: Reply| strangers.untouched(&Request::new("GET", path), &reply);
        let body =
            |version| Reply { status: 200, body: content::of("object-1", version), ..Reply::default() };
        judged("/guarded/object-1", body(1)).unwrap();
        for changed in [body(2), Reply::of(404, "NoSuchKey"), Reply::of(200, "<intruder/>")] {
            assert!(judged("/guarded/object-1", changed).unwrap_err().contains("CHANGED"));
        }
        judged("/guarded?list-type=2", Reply::of(200, "<Key>object-0</Key>")).unwrap();
        judged("/guarded?list-type=2", Reply::of(200, "<Key>object-0</Key>")).unwrap();
        judged("/guarded?list-type=2", Reply::of(200, "")).unwrap_err();
        judged("/guarded?list-type=2", Reply::of(404, "NoSuchBucket")).unwrap_err();
        judged("/guarded?versioning", Reply::of(200, "<VersioningConfiguration/>")).unwrap();
        judged("/guarded?versioning", Reply::of(200, "<Status>Enabled</Status>")).unwrap_err();
        judged("/guarded?uploads", Reply::of(200, "<Upload><Key>intruder</Key></Upload>")).unwrap_err();
        judged("/guarded?tagging", Reply::of(404, "NoSuchTagSet")).unwrap();
        judged("/guarded?tagging", Reply::of(200, "<Tag/><Tag>")).unwrap_err();
        judged("/guarded?notification", Reply::of(200, "<CloudFunctionConfiguration>")).unwrap_err();
    }
}
