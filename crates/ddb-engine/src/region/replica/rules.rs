//! What may be done to replicas, and what not. Rules and texts: measured on AWS by the authors of ack-api-quirks, 2026-10,
//! unless a comment says otherwise.

use base::arn::{Arn, Region};

use super::updates::{Added, ReplicaUpdates};
use crate::definition::owner::Owner;
use crate::definition::schema::{Definition, Scope, Sse};
use crate::error::{Error, Result};
use crate::memory::catalog::Table;

/// Regions that can have replicas. Those that AWS names first come first; the order of the others is our guess.
const REGIONS: [&str; 34] = [
    "ap-south-2",
    "ap-south-1",
    "eu-south-1",
    "eu-south-2",
    "me-central-1",
    "il-central-1",
    "ca-central-1",
    "ca-west-1",
    "mx-central-1",
    "eu-central-1",
    "eu-central-2",
    "us-west-1",
    "us-west-2",
    "af-south-1",
    "eu-north-1",
    "eu-west-3",
    "eu-west-2",
    "eu-west-1",
    "ap-northeast-3",
    "ap-northeast-2",
    "me-south-1",
    "ap-northeast-1",
    "sa-east-1",
    "ap-east-1",
    "ap-east-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "us-east-1",
    "us-east-2",
];

/// Regions that can be strongly consistent.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html>
const STRONG_REGIONS: [&str; 10] = [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
];

/// Regions of a strongly consistent global table, its witness included.
const STRONG_SIZE: usize = 3;

/// All that a strongly consistent global table must be when it is made.
pub(super) fn check_strong(
    present: &Table,
    replicas: &[Added],
    witness: Option<&str>,
    has_items: bool,
) -> Result<()> {
    if replicas.len() + usize::from(witness.is_some()) + 1 != STRONG_SIZE {
        return Err(Error::validation(
            "Unsupported replica count for global tables with MultiRegionConsistency set to STRONG.",
        ));
    }
    if present.definition.group.is_some() {
        return Err(consistency_is_set());
    }
    let region = present.owner.1.as_str();
    if witness == Some(region) {
        return Err(Error::validation(
            "Cannot add a witness in the same region as an existing replica when creating a global table with \
             MultiRegionConsistency set to STRONG.",
        ));
    }
    let all = replicas.iter().map(|added| added.region.as_str()).chain(witness).chain([region]);
    let wrong: Vec<&str> = all.filter(|region| !STRONG_REGIONS.contains(region)).collect();
    if !wrong.is_empty() {
        return Err(Error::validation(format!(
            "Unsupported Region(s) specified for global tables with MultiRegionConsistency set to STRONG: [{}].",
            wrong.join(", ")
        )));
    }
    // AWS documents these three; the wordings are our guess.
    let refused = if present.definition.has_collections() {
        "Local secondary indexes"
    } else if present.definition.ttl.is_some() {
        "Time to live"
    } else if has_items {
        "Tables with items"
    } else {
        return Ok(());
    };
    Err(Error::validation(format!(
        "{refused} are not supported for global tables with MultiRegionConsistency set to STRONG."
    )))
}

/// Regions that may be named in this way, whatever is to happen to them.
pub(super) fn check_regions(present: &Table, wanted: &ReplicaUpdates) -> Result<()> {
    let (own, group) = (present.owner.1.as_str(), present.definition.group.as_ref());
    let regions: Vec<&str> = wanted.regions().collect();
    if regions.contains(&own) {
        let what = if matches!(wanted, ReplicaUpdates::Update(_)) {
            "add, delete, or update"
        } else {
            "add or delete"
        };
        return Err(Error::validation(format!(
            "Cannot {what} the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as \
             required."
        )));
    }
    if let Some(unknown) = regions.iter().find(|region| !is_supported(&present.owner.1, region)) {
        return Err(Error::validation(format!(
            "Region {unknown} is not supported. The latest version of global tables are only supported in the \
             following regions: [{}]",
            REGIONS.join(", ")
        )));
    }
    if !matches!(wanted, ReplicaUpdates::Create { .. }) {
        let foreign: Vec<&str> =
            regions.into_iter().filter(|region| !group.is_some_and(|group| group.has(region))).collect();
        if !foreign.is_empty() {
            return Err(not_part("replicas", foreign));
        }
    }
    Ok(())
}

/// A region of the table's partition. Outside of `aws` every name of the right form is one.
fn is_supported(own: &Region, region: &str) -> bool {
    let parsed = Region::parse(region).filter(|region| region.partition() == own.partition());
    parsed.is_some_and(|parsed| parsed.partition() != "aws" || REGIONS.contains(&region))
}

pub(super) fn not_part<'a>(what: &str, regions: impl IntoIterator<Item = &'a str>) -> Error {
    let regions: Vec<&str> = regions.into_iter().collect();
    Error::validation(format!(
        "Update global table operation failed because one or more {what} were not part of the global table. Please \
         retry the request without these {what}: [{}].",
        regions.join(", ")
    ))
}

pub(super) fn owner_in(table: &Table, region: &str) -> Result<Owner> {
    let region = Region::parse(region).ok_or_else(|| not_part("replicas", [region]))?;
    Ok((table.owner.0, region))
}

/// Whether more replicas may come without strong consistency.
pub(super) fn check_eventual(definition: &Definition, strong: Option<bool>) -> Result<()> {
    if definition.is_strong() && strong.is_none() {
        return Err(Error::validation(
            "Cannot add replicas to a global table with strong MultiRegionConsistency",
        ));
    }
    if definition.group.is_some() && strong.is_some() {
        return Err(consistency_is_set());
    }
    Ok(())
}

fn consistency_is_set() -> Error {
    Error::validation("MultiRegionConsistency parameter is unsupported on existing global table")
}

/// What scales by itself is needed for writes that come from everywhere.
pub(super) fn check_capacity(definition: &Definition) -> Result<()> {
    if definition.billing.on_demand {
        return Ok(());
    }
    let scaled = &definition.regional.auto_scaling;
    let what = if scaled.write.is_none() {
        "Table"
    } else if definition.indexes_of(Scope::Global).any(|index| !scaled.scales_writes_of(&index.name)) {
        "GSI"
    } else {
        return Ok(());
    };
    Err(Error::validation(format!("{what} write capacity should either be Pay-Per-Request or AutoScaled.")))
}

/// The key of a new replica. All are AWS's own, or all are the customer's.
pub(super) fn replica_key(of_table: Option<&Sse>, owner: &Owner, given: Option<&str>) -> Result<Option<Sse>> {
    let needed = || Error::invalid("KMSMasterKeyId must be specified for each replica.");
    let given = given.map(|id| Sse::of(owner, Some(id)));
    match (of_table, given) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(needed()),
        (Some(known), None) if known.is_managed() => Ok(Some(Sse::managed(owner))),
        (Some(_), None) => Err(needed()),
        (Some(known), Some(given)) if known.is_managed() != given.is_managed() => {
            Err(Error::invalid("All replica keys must either be Customer Managed CMK or AWS Managed CMK."))
        }
        (Some(_), Some(given)) => {
            let region = Arn::parse(&given.key).map(|arn| arn.region).unwrap_or_default();
            if region != owner.1.as_str() {
                return Err(Error::validation(format!(
                    "KMS validation error for region {}: com.amazonaws.services.kms.model.NotFoundException: Invalid \
                     arn {region}",
                    owner.1
                )));
            }
            Ok(Some(given))
        }
    }
}
