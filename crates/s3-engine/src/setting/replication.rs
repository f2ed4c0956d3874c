//! What AWS refuses of a replication configuration beyond what its model says. The sentences are AWS's, as its users have shown
//! them: hashicorp/terraform-provider-aws, issues 7085, 19323 and 26241, crossplane-contrib/provider-aws, issue 1117; those of
//! which nobody has are said to be ours.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html>

use std::collections::HashSet;

use base::arn::{AccountId, Arn};
use wire::value::Fields;

use super::Given;
use super::rules::{each, malformed, named, new_id};
use crate::bucket::{self, Versioning};
use crate::error::{Error, Result};

/// Rules of a configuration at most.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationConfiguration.html>
const MAX_RULES: usize = 1_000;

/// "The only valid value is 15": <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationTimeValue.html>.
const MINUTES: Option<i64> = Some(15);

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html>: both buckets keep versions.
pub(super) fn check(given: &mut Given<'_>) -> Result<()> {
    check_role(given.fields.required("Role"))?;
    if given.bucket.versioning != Versioning::Enabled {
        return Err(Error::request(
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
        ));
    }
    if given.fields.list("Rules").len() > MAX_RULES {
        return Err(malformed());
    }
    named(&given.fields, "Rules", "ID")?;
    let is_of_before = given.fields.structs("Rules").any(|rule| !rule.has("Filter"));
    let mut priorities = HashSet::new();
    for rule in given.fields.structs("Rules") {
        check_schema(rule, is_of_before)?;
        if let Some(priority) = rule.integer("Priority") {
            check_priority(priority)?;
            if !priorities.insert(priority) {
                return Err(Error::request(format!("Found duplicate priority {priority}.")));
            }
        }
        check_selection(rule)?;
        let to = rule.fields("Destination").ok_or_else(malformed)?;
        check_time(to)?;
        check_destination(given, to)?;
    }
    let entropy = given.entropy;
    each(&mut given.fields, "Rules", |rule| {
        if rule.text("ID").is_none_or(str::is_empty) {
            rule.set("ID", new_id(entropy));
        }
    });
    Ok(())
}

/// The role is one of IAM's. Whether there is one is told when something is replicated.
fn check_role(role: &str) -> Result<()> {
    let invalid = |message| Err(Error::argument(message, "Role", role));
    let is_iams =
        |arn: &Arn| arn.service == "iam" && arn.region.is_empty() && AccountId::parse(&arn.account).is_some();
    match Arn::parse(role).filter(is_iams) {
        None => invalid("Invalid Role specified in replication configuration"),
        Some(arn) if arn.resource.strip_prefix("role/").is_none_or(str::is_empty) => {
            invalid("The relative id should start with role")
        }
        Some(_) => Ok(()),
    }
}

/// A rule is of the schema with filters, or of the one before, and has what belongs to that.
fn check_schema(rule: &Fields, is_of_before: bool) -> Result<()> {
    // That of objects of before is for those alone whom AWS lets have it: terraform-provider-aws, issue 23803.
    if (rule.has("Prefix") && rule.has("Filter")) || rule.has("ExistingObjectReplication") {
        return Err(malformed());
    }
    let must = if is_of_before { "cannot be used" } else { "must be specified" };
    for name in ["DeleteMarkerReplication", "Priority"] {
        if rule.has(name) == is_of_before {
            return Err(Error::request(format!(
                "{name} {must} for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information."
            )));
        }
    }
    Ok(())
}

fn check_priority(priority: i64) -> Result<()> {
    match i32::try_from(priority) {
        Ok(0..) => Ok(()),
        // Our words.
        _ => Err(Error::request("Priority must be between 0 and 2147483647.")),
    }
}

/// What a rule selects goes with what it does to it.
fn check_selection(rule: &Fields) -> Result<()> {
    let filter = rule.fields("Filter");
    let and = filter.and_then(|filter| filter.fields("And"));
    let has_tags = filter.is_some_and(|filter| filter.has("Tag"))
        || and.is_some_and(|and| and.structs("Tags").next().is_some());
    let markers = rule.fields("DeleteMarkerReplication").and_then(|markers| markers.text("Status"));
    if has_tags && markers == Some("Enabled") {
        return Err(Error::request(
            "Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.",
        ));
    }
    let criteria = rule.fields("SourceSelectionCriteria");
    let takes_kms = criteria.is_some_and(|criteria| criteria.has("SseKmsEncryptedObjects"));
    if criteria.is_some_and(|criteria| !takes_kms && !criteria.has("ReplicaModifications")) {
        // Our words.
        return Err(Error::request("SourceSelectionCriteria cannot be empty."));
    }
    let encryption = rule.fields("Destination").and_then(|to| to.fields("EncryptionConfiguration"));
    if encryption.is_some() && !takes_kms {
        return Err(Error::request(
            "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
        ));
    }
    let key = encryption.and_then(|encryption| encryption.text("ReplicaKmsKeyID")).unwrap_or_default();
    if takes_kms && key.is_empty() {
        return Err(Error::request(
            "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.",
        ));
    }
    Ok(())
}

/// Who wants to know in time is told of what is late, and only he.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html>
fn check_time(to: &Fields) -> Result<()> {
    let (time, metrics) = (to.fields("ReplicationTime"), to.fields("Metrics"));
    if time.is_some() && metrics.is_none() {
        return Err(Error::request(
            "Replication destination must contain both ReplicationTime and Metrics or neither.",
        ));
    }
    let minutes = |part: Option<&Fields>, name| part.and_then(|part| part.fields(name)?.integer("Minutes"));
    let invalid = |name, message| Err(Error::argument(message, name, ""));
    if time.is_some() && minutes(time, "Time") != MINUTES {
        return invalid("ReplicationTime", "Invalid time minute value");
    }
    let threshold = metrics.is_some_and(|metrics| metrics.has("EventThreshold"));
    match time.and_then(|time| time.text("Status")) == Some("Enabled") {
        true if !threshold => {
            invalid("ReplicationMetrics", "ReplicationMetrics must contain an event threshold")
        }
        true if minutes(metrics, "EventThreshold") != MINUTES => {
            invalid("ReplicationMetrics", "Invalid event threshold minute value")
        }
        false if threshold => invalid(
            "Metrics",
            "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled",
        ),
        _ => Ok(()),
    }
}

fn check_destination(given: &Given<'_>, to: &Fields) -> Result<()> {
    if to.fields("AccessControlTranslation").is_some() && to.text("Account").is_none_or(str::is_empty) {
        return Err(Error::request(
            "Account must be specified if the Owner in AccessControlTranslation has a value",
        ));
    }
    let sent = to.required("Bucket");
    let is_buckets = |arn: &Arn| arn.service == "s3" && arn.region.is_empty() && arn.account.is_empty();
    let Some(arn) = Arn::parse(sent).filter(is_buckets) else {
        return Err(Error::argument("Invalid bucket ARN", "Bucket", sent));
    };
    match bucket::find(given.store, given.cx, &arn.resource)? {
        None => Err(Error::request("Destination bucket must exist.")),
        Some(to) if to.id == given.bucket.id => {
            Err(Error::request("Destination bucket cannot be the same as the source bucket."))
        }
        Some(to) if to.versioning != Versioning::Enabled => {
            Err(Error::request("Destination bucket must have versioning enabled."))
        }
        Some(_) => Ok(()),
    }
}
