//! What a bucket's replication configuration says of a version: to which buckets it goes, and what it is there.
//!
//! Rules are judged when a version is written, in its commit, which posts a message for each bucket; `engine::replica` does what
//! a message says. Versions that were there before the configuration stay, and a replica is not replicated again.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html>

use serde::{Deserialize, Serialize};
use wire::value::Fields;

use crate::bucket::Bucket;
use crate::error::Result;
use crate::object::encryption::ENCRYPTION;
use crate::object::{Object, Version};
use crate::reader::Reader;
use crate::setting::record::{self, Found};
use crate::setting::table::REPLICATION;
use crate::tag::Tag;

/// What S3 says of a version whose replicas are on their way.
pub(crate) const PENDING: &str = "PENDING";
/// Whose replicas are there.
pub(crate) const COMPLETED: &str = "COMPLETED";
/// Of which one could not be made.
pub(crate) const FAILED: &str = "FAILED";
/// That is one itself.
pub(crate) const REPLICA: &str = "REPLICA";

/// Where a version goes, and what it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Destination {
    /// The bucket's name.
    pub(crate) bucket: String,
    /// Another storage class than the version has.
    pub(crate) storage_class: Option<String>,
    /// Whether the replica belongs to the owner of that bucket.
    pub(crate) changes_owner: bool,
    /// The key of KMS that encrypts it there.
    pub(crate) kms_key: Option<String>,
    /// The role that S3 takes it there with.
    #[serde(default)]
    pub(crate) role: String,
}

/// The buckets that a version goes to.
pub(crate) fn destinations(
    store: &Reader,
    bucket: &Bucket,
    key: &str,
    version: &Version,
) -> Result<Vec<Destination>> {
    let replica =
        version.object.as_ref().is_some_and(|object| object.extras.replication.as_deref() == Some(REPLICA));
    let Found::Kept(kept) = record::find(store, bucket, &REPLICATION, "")? else { return Ok(Vec::new()) };
    if replica {
        return Ok(Vec::new());
    }
    let configuration = REPLICATION.read(kept.document.as_bytes())?;
    let mut found: Vec<(i64, Destination)> = Vec::new();
    for rule in configuration.structs("Rules").filter(|rule| applies(rule, key, version)) {
        let Some(to) = rule.fields("Destination") else { continue };
        let priority = rule.integer("Priority").unwrap_or(0);
        let destination = destination(to, configuration.required("Role"));
        // Of several rules with one destination the one of highest priority counts.
        match found.iter_mut().find(|(_, known)| known.bucket == destination.bucket) {
            Some(known) if known.0 < priority => *known = (priority, destination),
            Some(_) => {}
            None => found.push((priority, destination)),
        }
    }
    Ok(found.into_iter().map(|(_, destination)| destination).collect())
}

fn destination(to: &Fields, role: &str) -> Destination {
    let owner = to.fields("AccessControlTranslation").and_then(|to| to.text("Owner"));
    let key = to.fields("EncryptionConfiguration").and_then(|to| to.text("ReplicaKmsKeyID"));
    Destination {
        bucket: to.required("Bucket").rsplit(":::").next().unwrap_or_default().to_owned(),
        storage_class: to.text("StorageClass").map(str::to_owned),
        changes_owner: owner == Some("Destination"),
        kms_key: key.map(str::to_owned),
        role: role.to_owned(),
    }
}

fn applies(rule: &Fields, key: &str, version: &Version) -> bool {
    if rule.text("Status") != Some("Enabled") {
        return false;
    }
    match &version.object {
        Some(object) => selects(rule, key, &object.tags) && takes_encrypted(rule, object),
        // A rule of before there were filters takes delete markers along.
        None if rule.has("Filter") => {
            let markers = rule.fields("DeleteMarkerReplication").and_then(|markers| markers.text("Status"));
            markers == Some("Enabled") && selects(rule, key, &[])
        }
        None => selects(rule, key, &[]),
    }
}

/// What is encrypted with KMS goes only where the rule asks for it.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html>
fn takes_encrypted(rule: &Fields, object: &Object) -> bool {
    let is_kms =
        object.described.headers.get(ENCRYPTION).is_some_and(|algorithm| algorithm.starts_with("aws:kms"));
    let criteria = rule.fields("SourceSelectionCriteria");
    let asked = criteria.and_then(|criteria| criteria.fields("SseKmsEncryptedObjects"));
    !is_kms || asked.and_then(|asked| asked.text("Status")) == Some("Enabled")
}

fn selects(rule: &Fields, key: &str, tags: &[Tag]) -> bool {
    let Some(filter) = rule.fields("Filter") else {
        return key.starts_with(rule.text("Prefix").unwrap_or_default());
    };
    let both = filter.fields("And").unwrap_or(filter);
    let has = |wanted: &Fields| {
        tags.iter().any(|tag| tag.key == wanted.required("Key") && tag.value == wanted.required("Value"))
    };
    let excluded = |part: &Fields| {
        let one = part.text("Prefix").is_some_and(|prefix| key.starts_with(prefix))
            || part.fields("Tag").is_some_and(has);
        let any = part.fields("Or").is_some_and(|or| {
            or.texts("Prefixes").any(|prefix| key.starts_with(prefix)) || or.structs("Tags").any(has)
        });
        one || any
    };
    key.starts_with(both.text("Prefix").unwrap_or_default())
        && filter.fields("Tag").is_none_or(has)
        && filter.fields("And").is_none_or(|and| and.structs("Tags").all(has))
        && !both.fields("Not").is_some_and(excluded)
}
