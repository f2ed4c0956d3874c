//! Event notifications: a bucket's rules, the event as AWS words it, and the outbox that is drained to the targets.
//!
//! The records of an event are written in the batch of the change that it tells of, one for each rule that it matches,
//! and are removed when the target has taken them.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>

use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::call::Caller;
use base::clock::Timestamp;
use base::seams::{Event, EventTarget, SeamError};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Batch, Key, Order, Space};
use tokio::sync::Notify;

use crate::bucket::Bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::object::Version;
use crate::time::iso_millis;

/// The notification configuration of a bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rules {
    pub(crate) functions: Vec<Rule>,
}

/// Which events go to which target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) target: String,
    /// `s3:ObjectCreated:*` and the like.
    pub(crate) events: Vec<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) suffix: Option<String>,
}

impl Rule {
    /// Whether an event such as `ObjectCreated:Put` of a key falls under this rule.
    fn matches(&self, event: &str, key: &str) -> bool {
        self.prefix.as_deref().is_none_or(|prefix| key.starts_with(prefix))
            && self.suffix.as_deref().is_none_or(|suffix| key.ends_with(suffix))
            && self.events.iter().any(|wanted| selects(wanted, event))
    }

    /// Whether one event could fall under both rules. AWS refuses such a pair.
    pub(crate) fn overlaps(&self, other: &Rule) -> bool {
        let either = |a: &Option<String>, b: &Option<String>, within: fn(&str, &str) -> bool| match (a, b) {
            (Some(a), Some(b)) => within(a, b) || within(b, a),
            _ => true,
        };
        self.events.iter().any(|a| {
            other
                .events
                .iter()
                .any(|b| selects(a, b.trim_start_matches("s3:")) || selects(b, a.trim_start_matches("s3:")))
        }) && either(&self.prefix, &other.prefix, |a, b| a.starts_with(b))
            && either(&self.suffix, &other.suffix, |a, b| a.ends_with(b))
    }
}

fn selects(wanted: &str, event: &str) -> bool {
    let wanted = wanted.trim_start_matches("s3:");
    match wanted.strip_suffix('*') {
        Some(family) => event.starts_with(family),
        None => wanted == event,
    }
}

/// Something that happened to an object.
#[derive(Debug)]
pub(crate) struct Happened<'a> {
    /// Such as `ObjectCreated:Put`.
    name: &'static str,
    key: &'a str,
    version: &'a Version,
}

impl<'a> Happened<'a> {
    /// An event about a version.
    pub(crate) fn to(name: &'static str, key: &'a str, version: &'a Version) -> Happened<'a> {
        Happened { name, key, version }
    }
}

/// Adds the outbox records of an event to the batch of its change.
pub(crate) fn note(
    batch: &mut Batch,
    engine: &Engine,
    cx: &Context,
    bucket: &Bucket,
    happened: &Happened<'_>,
) -> Result<()> {
    for rule in &bucket.notifications.functions {
        if !rule.matches(happened.name, happened.key) {
            continue;
        }
        let number = engine.sequence(cx.call.now);
        let letter = Letter {
            id: format!("{}-{number:016x}", cx.call.request_id),
            target: rule.target.clone(),
            bucket: bucket.name.clone(),
            partition: cx.call.region.partition().to_owned(),
            payload: payload(cx, bucket, rule, happened, number),
        };
        batch
            .put(Key::of(Space::S3Outbox).u64(number), serde_json::to_vec(&letter).map_err(Error::internal)?);
    }
    Ok(())
}

/// The event as a function gets it, version 2.1.
fn payload(cx: &Context, bucket: &Bucket, rule: &Rule, happened: &Happened<'_>, number: u64) -> String {
    let Happened { name, key, version } = happened;
    let mut object = json!({ "key": url_key(key) });
    if let Some(fields) = object.as_object_mut() {
        if let Some(stored) = &version.object
            && !name.starts_with("ObjectRemoved")
        {
            fields.insert("size".into(), stored.size.into());
            fields.insert("eTag".into(), stored.etag.clone().into());
        }
        if let Some(id) = &version.id {
            fields.insert("versionId".into(), id.clone().into());
        }
        fields.insert("sequencer".into(), format!("{number:016X}").into());
    }
    let principal = match &cx.call.caller {
        Caller::Anonymous => "Anonymous".to_owned(),
        Caller::Key { access_key } => format!("AWS:{access_key}"),
        Caller::Service(name) => (*name).to_owned(),
    };
    json!({ "Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": bucket.region,
        "eventTime": iso_millis(cx.call.now),
        "eventName": name,
        "userIdentity": { "principalId": principal },
        "requestParameters": { "sourceIPAddress": "127.0.0.1" },
        "responseElements": { "x-amz-request-id": *cx.call.request_id, "x-amz-id-2": cx.id2 },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": rule.id,
            "bucket": {
                "name": bucket.name,
                "ownerIdentity": { "principalId": bucket.owner_id() },
                "arn": format!("arn:{}:s3:::{}", cx.call.region.partition(), bucket.name),
            },
            "object": object,
        },
    }]})
    .to_string()
}

/// A key in an event: percent-encoded, a space as `+`, slashes as they are.
fn url_key(key: &str) -> String {
    crate::listing::url_encode(key)
}

/// A record of the outbox.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    id: String,
    target: String,
    bucket: String,
    partition: String,
    payload: String,
}

/// Wakes the drain.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    filled: Notify,
}

/// Records looked at in one pass.
const PASS: usize = 256;
/// The first wait after a target could not be reached; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl Outbox {
    /// Something may have been added.
    pub(crate) fn wake(&self) {
        self.filled.notify_one();
    }
}

/// Waits of the targets that could not be reached. Only a cache: after a restart everything is tried at once.
type Waits = HashMap<String, (u32, Timestamp)>;

/// Sends what is in the outbox until the process stops.
pub(crate) async fn drain(engine: Arc<Engine>, targets: Arc<dyn EventTarget>) {
    let stop = engine.tasks.stop_token();
    let mut waits = Waits::new();
    loop {
        let next = match pass(&engine, targets.as_ref(), &mut waits).await {
            Ok(next) => next,
            Err(cause) => {
                tracing::error!(error = ?cause, "the notification outbox cannot be read");
                Some(engine.clock.now().plus(LONGEST_WAIT))
            }
        };
        let until = async {
            match next {
                Some(at) => engine.clock.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = engine.outbox.filled.notified() => {}
            () = until => {}
        }
    }
}

/// Goes through the outbox once. Says when to come back, if something is left.
async fn pass(engine: &Engine, targets: &dyn EventTarget, waits: &mut Waits) -> Result<Option<Timestamp>> {
    let now = engine.clock.now();
    let mut after = Key::of(Space::S3Outbox);
    let mut next: Option<Timestamp> = None;
    loop {
        let letters = read_after(engine, &after)?;
        let Some((last, _)) = letters.last() else { return Ok(next) };
        after = last.clone();
        for (key, letter) in letters {
            if engine.tasks.is_stopping() {
                return Ok(None);
            }
            let due = waits.get(&letter.target).map_or(now, |(_, at)| *at);
            if due > now {
                next = Some(next.map_or(due, |next| next.min(due)));
                continue;
            }
            match send(targets, &letter).await {
                Err(SeamError::Unavailable(why)) => {
                    let tries = waits.get(&letter.target).map_or(0, |(tries, _)| *tries);
                    let wait = FIRST_WAIT.saturating_mul(1 << tries.min(16)).min(LONGEST_WAIT);
                    let due = now.plus(wait);
                    tracing::warn!(target_arn = letter.target, %why, ?wait, "a notification waits");
                    waits.insert(letter.target.clone(), (tries + 1, due));
                    next = Some(next.map_or(due, |next| next.min(due)));
                    continue;
                }
                Err(cause) => {
                    tracing::warn!(target_arn = letter.target, bucket = letter.bucket, %cause, "a notification is dropped");
                }
                Ok(()) => {}
            }
            waits.remove(&letter.target);
            let mut batch = Batch::new();
            batch.delete(key);
            engine.store.commit(batch)?;
        }
    }
}

fn read_after(engine: &Engine, after: &Key) -> Result<Vec<(Key, Letter)>> {
    let end = Key::of(Space::S3Outbox).end();
    let mut raw: Vec<(Vec<u8>, Bytes)> = Vec::new();
    engine.store.scan(
        after.after(),
        Bound::Excluded(end.as_bytes()),
        Order::Ascending,
        &mut |key, value| {
            raw.push((key.to_vec(), value.clone()));
            if raw.len() < PASS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    )?;
    raw.into_iter()
        .map(|(key, value)| {
            let letter = serde_json::from_slice(&value).map_err(Error::internal)?;
            let number = key.get(1..).unwrap_or_default();
            Ok((Key::of(Space::S3Outbox).raw(number), letter))
        })
        .collect()
}

async fn send(targets: &dyn EventTarget, letter: &Letter) -> std::result::Result<(), SeamError> {
    let target = Arn::parse(&letter.target).ok_or_else(|| SeamError::NotFound(letter.target.clone()))?;
    let source_arn = Arn {
        partition: letter.partition.clone(),
        service: "s3".to_owned(),
        region: String::new(),
        account: String::new(),
        resource: letter.bucket.clone(),
    };
    let event = Event {
        id: letter.id.clone(),
        source: "s3.amazonaws.com",
        source_arn: Arn { resource: letter.bucket.clone(), ..source_arn },
        payload: letter.payload.clone().into(),
    };
    targets.send(&target, event).await
}

/// The number behind the newest record of the outbox, so that a number is never given twice.
pub(crate) fn last_number(store: &store::Store) -> u64 {
    let outbox = Key::of(Space::S3Outbox);
    let end = outbox.end();
    let mut last = 0;
    let scanned =
        store.scan(outbox.from_here(), Bound::Excluded(end.as_bytes()), Order::Descending, &mut |key, _| {
            last = store::space::Fields::of(key).u64().unwrap_or(0);
            ControlFlow::Break(())
        });
    if let Err(cause) = scanned {
        tracing::error!(%cause, "the notification outbox cannot be read");
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(events: &[&str], prefix: &str, suffix: &str) -> Rule {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Rule {
            id: "r".into(),
            target: "arn:aws:lambda:us-east-1:000000000000:function:f".into(),
            events: events.iter().map(|event| (*event).to_owned()).collect(),
            prefix: some(prefix),
            suffix: some(suffix),
        }
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html>
    #[test]
    fn rules_select_events_and_keys() {
        let check = |rule: Rule, event: &str, key: &str, expected: bool| {
            assert_eq!(rule.matches(event, key), expected, "{rule:?} {event} {key}");
        };
        check(rule(&["s3:ObjectCreated:*"], "", ""), "ObjectCreated:Put", "a", true);
        check(rule(&["s3:ObjectCreated:*"], "", ""), "ObjectRemoved:Delete", "a", false);
        check(rule(&["s3:ObjectCreated:Put"], "", ""), "ObjectCreated:Copy", "a", false);
        check(rule(&["s3:ObjectCreated:*"], "images/", ".jpg"), "ObjectCreated:Put", "images/a.jpg", true);
        check(rule(&["s3:ObjectCreated:*"], "images/", ".jpg"), "ObjectCreated:Put", "images/a.png", false);
        check(rule(&["s3:ObjectCreated:*"], "images/", ".jpg"), "ObjectCreated:Put", "a.jpg", false);
    }

    /// The same page, examples of valid and invalid configurations.
    #[test]
    fn overlap_is_noticed() {
        let check = |a: Rule, b: Rule, expected: bool| {
            assert_eq!(a.overlaps(&b), expected, "{a:?} {b:?}");
            assert_eq!(b.overlaps(&a), expected, "{b:?} {a:?}");
        };
        let created = ["s3:ObjectCreated:*"];
        check(rule(&created, "images/", ""), rule(&created, "logs/", ""), false);
        check(rule(&created, "images", ""), rule(&created, "images/2026", ""), true);
        check(rule(&created, "images", ".jpg"), rule(&created, "images", ".png"), false);
        check(rule(&created, "", ".jpg"), rule(&created, "images", ".jpg"), true);
        check(rule(&created, "", ""), rule(&["s3:ObjectRemoved:*"], "", ""), false);
        check(rule(&created, "", ""), rule(&["s3:ObjectCreated:Put"], "", ""), true);
    }
}
