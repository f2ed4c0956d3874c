//! Replicas in other regions.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RemoveRegionsFromReplication.html>

use std::sync::Arc;

use base::arn::Region;
use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::id::{self, SecretId};
use crate::secret::replica::{self, Wanted};
use crate::work::replicate;

pub(super) struct ReplicateSecretToRegions;
pub(super) struct RemoveRegionsFromReplication;

/// The ARN, and how the replicas are.
type Replicated = (String, Vec<Fields>);

impl Operation for ReplicateSecretToRegions {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::REPLICATE_SECRET_TO_REGIONS;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    /// Whether secrets of the same name give way.
    type Input = (SecretId, Vec<Wanted>, bool);
    type Output = Replicated;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let is_forced = fields.boolean("ForceOverwriteReplicaSecret").unwrap_or(false);
        Ok((SecretId::asked(&fields, call)?, replica::wanted(&fields, &call.region)?, is_forced))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Self::Input) -> Result<Replicated, Fault> {
        let (id, wanted, is_forced) = input;
        engine.records.change(&[&id.name.name], |change| {
            let mut held = change.live(&id)?;
            replicate::add(change, &held.name, &mut held.secret, &wanted, is_forced)?;
            held.secret.changed_ms = call.now.millis();
            change.put(held)
        })?;
        replicated(engine, &id)
    }

    fn reply((arn, replicas): Replicated) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ARN", arn).with("ReplicationStatus", replicas).into()
    }
}

impl Operation for RemoveRegionsFromReplication {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::REMOVE_REGIONS_FROM_REPLICATION;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, Vec<Region>);
    type Output = Replicated;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let mut regions: Vec<Region> = Vec::new();
        for text in fields.texts("RemoveReplicaRegions") {
            let region = Region::parse(text).ok_or_else(error::wrong_replica_region)?;
            if !regions.contains(&region) {
                regions.push(region);
            }
        }
        Ok((SecretId::asked(&fields, call)?, regions))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, regions): Self::Input) -> Result<Replicated, Fault> {
        engine.records.change(&[&id.name.name], |change| {
            let mut held = change.live(&id)?;
            replicate::remove(change, &held.name, &mut held.secret, &regions)?;
            held.secret.changed_ms = call.now.millis();
            change.put(held)
        })?;
        replicated(engine, &id)
    }

    fn reply((arn, replicas): Replicated) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ARN", arn).with("ReplicationStatus", replicas).into()
    }
}

fn replicated(engine: &Engine, id: &SecretId) -> Result<Replicated, Fault> {
    let found = engine.records.find(id)?;
    Ok((found.arn_text(), engine.replication_shown(&found.name, &found.secret)?))
}
