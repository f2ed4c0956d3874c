//! Replicas in other regions are made and taken away.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html>

use base::arn::Region;
use wire::fault::Fault;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::records::{Change, Found};
use crate::secret::Entry;
use crate::secret::Secret;
use crate::secret::name::SecretName;
use crate::secret::replica::{self, Replica, Standing, Wanted};

/// Replicas of a secret at most: our bound, above the count of AWS's regions.
const MOST: usize = 64;

/// Makes replicas of a secret that is written after this. One that cannot be is there as failed, as on AWS. `is_forced`: secrets
/// of the same name that are there go.
///
/// # Errors
///
/// There are too many.
pub(crate) fn add(
    change: &mut Change,
    name: &SecretName,
    secret: &mut Secret,
    wanted: &[Wanted],
    is_forced: bool,
) -> Result<(), Fault> {
    for Wanted { region, kms_key } in wanted {
        let there = name.in_region(region);
        let primary = name.region.as_str().to_owned();
        let failure = match change.entry(&there)? {
            None => None,
            Some(Entry::Replica(standing)) if standing.primary == primary => None,
            Some(Entry::Own(other)) if is_forced && other.replicas.is_empty() => {
                if let Some(held) = change.own_named(&there)? {
                    change.remove(&held)?;
                }
                None
            }
            Some(_) => Some(replica::name_is_taken(&name.name, region)),
        };
        if failure.is_none() {
            let standing = Standing { primary, kms_key: kms_key.clone(), accessed_day: None };
            change.put_replica(&there, standing)?;
        }
        secret.replicas.retain(|known| known.region != region.as_str());
        let replica = Replica { region: region.as_str().to_owned(), kms_key: kms_key.clone(), failure };
        secret.replicas.push(replica);
    }
    if secret.replicas.len() > MOST {
        return Err(error::too_much("The secret has too many replicas."));
    }
    Ok(())
}

/// Takes away replicas.
///
/// # Errors
///
/// There is none in a region.
pub(crate) fn remove(
    change: &mut Change,
    name: &SecretName,
    secret: &mut Secret,
    regions: &[Region],
) -> Result<(), Fault> {
    for region in regions {
        let at = secret.replicas.iter().position(|replica| replica.region == region.as_str());
        let at = at.ok_or_else(|| error::no_replica_in(region.as_str()))?;
        if secret.replicas.remove(at).failure.is_none() {
            change.remove_replica(&name.in_region(region));
        }
    }
    Ok(())
}

impl Engine {
    /// How the replicas of a secret are, as replies show it.
    pub(crate) fn replication_shown(&self, name: &SecretName, secret: &Secret) -> Result<Vec<Fields>, Fault> {
        let mut shown = Vec::new();
        for held in &secret.replicas {
            let region = Region::parse(&held.region).filter(|_| held.failure.is_none());
            let found: Option<Found> = match region {
                Some(region) => self.records.named(&name.in_region(&region))?,
                None => None,
            };
            let accessed_day = found.and_then(|found| found.standing?.accessed_day);
            shown.push(replica::shown(held, accessed_day));
        }
        Ok(shown)
    }
}
