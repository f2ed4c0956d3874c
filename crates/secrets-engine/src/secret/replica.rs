//! Replicas in other regions. A replica keeps nothing of the secret: it shows what its primary is, so it is always in sync.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html>

use base::arn::Region;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::{error, model};

/// A replica, as its primary knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Replica {
    pub(crate) region: String,
    pub(crate) kms_key: Option<String>,
    /// Why it could not be made.
    pub(crate) failure: Option<String>,
}

/// What stands in the region of a replica.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// The region of its primary, which has the same name.
    pub(crate) primary: String,
    pub(crate) kms_key: Option<String>,
    /// The day of its last reading there, counted from 1970.
    pub(crate) accessed_day: Option<u64>,
}

/// A region that is to have a replica.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wanted {
    pub(crate) region: Region,
    pub(crate) kms_key: Option<String>,
}

/// The regions that a request wants replicas in.
///
/// # Errors
///
/// One is none, is the secret's own, or comes twice.
pub(crate) fn wanted(fields: &Fields, own: &Region) -> Result<Vec<Wanted>, Fault> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for given in fields.structs("AddReplicaRegions") {
        let region = given.text("Region").and_then(Region::parse).ok_or_else(error::wrong_replica_region)?;
        if region == *own || wanted.iter().any(|known| known.region == region) {
            return Err(error::wrong_replica_region());
        }
        let kms_key = given.text("KmsKeyId").filter(|key| !key.is_empty()).map(str::to_owned);
        wanted.push(Wanted { region, kms_key });
    }
    Ok(wanted)
}

/// Why there is no replica where another secret has the name.
pub(crate) fn name_is_taken(name: &str, region: &Region) -> String {
    format!("Replication failed: Secret name {name} already exists in region {region}.")
}

/// The state of replication, as replies show it. `accessed_day`: of the replica.
pub(crate) fn shown(replica: &Replica, accessed_day: Option<u64>) -> Fields {
    let status = if replica.failure.is_some() { "Failed" } else { "InSync" };
    Fields::new(&model::REPLICATION_STATUS_TYPE)
        .with("Region", replica.region.as_str())
        .with("KmsKeyId", replica.kms_key.as_deref().unwrap_or(super::DEFAULT_KEY))
        .with("Status", status)
        .with("StatusMessage", replica.failure.clone().or_else(|| Some("Replication succeeded".to_owned())))
        .with("LastAccessedDate", accessed_day.map(super::day_shown))
}
