//! An event as its receiver gets it.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>

use base::call::Caller;
use base::clock::Timestamp;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::bucket::Bucket;
use crate::bucket::notification::NotificationRule;
use crate::context::Context;
use crate::message::time::iso_millis;
use crate::object::Version;

/// The event of a version that somebody deleted for good.
pub(crate) const DELETED: &str = "ObjectRemoved:Delete";
/// The event of a delete marker.
pub(crate) const MARKER_CREATED: &str = "ObjectRemoved:DeleteMarkerCreated";
/// The event of an annotation that was put.
pub(crate) const ANNOTATION_PUT: &str = "ObjectAnnotation:Put";
/// The event of an annotation that was deleted.
pub(crate) const ANNOTATION_DELETED: &str = "ObjectAnnotation:Delete";
/// The event of a version that a lifecycle removed.
pub(crate) const VERSION_EXPIRED: &str = "LifecycleExpiration:Delete";
/// The event of a delete marker that a lifecycle put.
pub(crate) const MARKER_EXPIRED: &str = "LifecycleExpiration:DeleteMarkerCreated";
/// The event of an archived object that somebody wants to read.
pub(crate) const RESTORE_BEGUN: &str = "ObjectRestore:Post";
/// The event of its copy that is there.
pub(crate) const RESTORED: &str = "ObjectRestore:Completed";
/// The event of its copy that is gone.
pub(crate) const RESTORE_ENDED: &str = "ObjectRestore:Delete";
/// The event of a version to which a lifecycle gave another storage class.
pub(crate) const TRANSITION: &str = "LifecycleTransition";

/// The event of a version that could not be replicated.
pub(crate) const REPLICATION_FAILED: &str = "Replication:OperationFailedReplication";

/// The ETag that the event of a delete marker has: the MD5 of no bytes (recorded on AWS).
const OF_NOTHING: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// Something that happened to an object.
#[derive(Debug)]
pub(crate) struct Happened<'a> {
    /// Such as `ObjectCreated:Put`.
    pub(crate) name: &'static str,
    pub(crate) key: &'a str,
    pub(crate) version: &'a Version,
}

impl<'a> Happened<'a> {
    /// An event about a version.
    pub(crate) fn to(name: &'static str, key: &'a str, version: &'a Version) -> Happened<'a> {
        Happened { name, key, version }
    }
}

/// What a receiver gets, but for the number that comes with the commit.
#[derive(Debug)]
pub(crate) struct Payload {
    pub(crate) text: String,
    /// Where the sequencer is to be inserted, in bytes; nothing in an event without one.
    pub(crate) sequencer_at: Option<usize>,
}

/// How the sequencer's member begins. Within a string the quotes would be escaped, so it stands in an event once.
const SEQUENCER: &str = "\"sequencer\":\"";

impl Payload {
    fn of(event: &Value) -> Payload {
        let text = event.to_string();
        let sequencer_at = text.find(SEQUENCER).map(|at| at + SEQUENCER.len());
        Payload { text, sequencer_at }
    }
}

/// An event with its sequencer: for one key greater ones are later, as AWS compares them
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>).
pub(crate) fn with_sequencer(text: &str, at: Option<usize>, number: u64) -> Bytes {
    match at.and_then(|at| text.split_at_checked(at)) {
        Some((before, behind)) => format!("{before}{number:016X}{behind}").into(),
        None => Bytes::copy_from_slice(text.as_bytes()),
    }
}

/// The event as a function gets it, version 2.1.
pub(crate) fn payload(
    cx: &Context,
    bucket: &Bucket,
    rule: &NotificationRule,
    happened: &Happened<'_>,
) -> Payload {
    let Happened { name, key, version } = happened;
    let mut object = json!({ "key": url_key(key) });
    if let Some(fields) = object.as_object_mut() {
        if let Some(stored) = &version.object
            && *name != DELETED
            && *name != VERSION_EXPIRED
        {
            fields.insert("size".into(), stored.size.into());
            fields.insert("eTag".into(), stored.etag.clone().into());
        }
        if matches!(*name, MARKER_CREATED | MARKER_EXPIRED) {
            fields.insert("eTag".into(), OF_NOTHING.into());
        }
        if let Some(id) = &version.id {
            fields.insert("versionId".into(), id.clone().into());
        }
        fields.insert("sequencer".into(), "".into());
    }
    let principal = match &cx.call.caller {
        Caller::Anonymous => "Anonymous".to_owned(),
        Caller::Key { access_key } | Caller::Principal { access_key, .. } => format!("AWS:{access_key}"),
        Caller::Service(name) => (*name).to_owned(),
    };
    let address = match &cx.call.caller {
        Caller::Service(name) => name,
        _ => "127.0.0.1",
    };
    let mut record = json!({
        "eventVersion": version_of(name),
        "eventSource": "aws:s3",
        "awsRegion": bucket.region,
        "eventTime": iso_millis(cx.call.now),
        "eventName": name,
        "userIdentity": { "principalId": principal },
        "requestParameters": { "sourceIPAddress": address },
        "responseElements": { "x-amz-request-id": *cx.call.request_id, "x-amz-id-2": cx.id2 },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": rule.id,
            "bucket": {
                "name": bucket.name,
                "ownerIdentity": { "principalId": bucket.owner_id() },
                "arn": bucket.arn(cx),
            },
            "object": object,
        },
    });
    if let (Some(fields), Some((member, data))) = (record.as_object_mut(), more(happened)) {
        fields.insert(member.into(), data);
    }
    Payload::of(&json!({ "Records": [record] }))
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configure-notification.html>
fn version_of(name: &str) -> &'static str {
    if name.starts_with("Lifecycle") { "2.3" } else { "2.1" }
}

/// What only some events tell.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>
fn more(Happened { name, version, .. }: &Happened<'_>) -> Option<(&'static str, Value)> {
    let object = version.object.as_ref()?;
    let class = object.described.storage_class.as_deref();
    match *name {
        TRANSITION => {
            let data = json!({ "transitionEventData": { "destinationStorageClass": class } });
            Some(("lifecycleEventData", data))
        }
        RESTORED => {
            let until_ms = object.extras.restored.as_ref()?.until_ms;
            let data = json!({ "restoreEventData": {
                "lifecycleRestorationExpiryTime": iso_millis(Timestamp::from_millis(until_ms)),
                "lifecycleRestoreStorageClass": class,
            }});
            Some(("glacierEventData", data))
        }
        _ => None,
    }
}

/// A key in an event: percent-encoded, a space as `+`, slashes as they are.
fn url_key(key: &str) -> String {
    crate::message::percent::form_encode(key)
}

/// What a queue or topic gets when a bucket begins to send to it.
pub(crate) fn test_payload(cx: &Context, bucket: &Bucket) -> Payload {
    let event = json!({
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": iso_millis(cx.call.now),
        "Bucket": bucket.name,
        "RequestId": *cx.call.request_id,
        "HostId": cx.id2,
    });
    Payload::of(&event)
}
