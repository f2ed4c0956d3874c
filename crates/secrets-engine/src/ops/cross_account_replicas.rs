//! Replicas in other accounts.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_AssociateCrossAccountReplica.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DisassociateCrossAccountReplica.html>

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::cross_account::{CrossAccountReplica, Status};
use crate::secret::id::{self, SecretId};

pub(super) struct AssociateCrossAccountReplica;
pub(super) struct DisassociateCrossAccountReplica;

/// What is asked to be associated.
pub(super) struct Asked {
    id: SecretId,
    replica: SecretId,
    role: Option<String>,
}

/// The replica that a request names.
fn replica_of(fields: &Fields) -> Result<SecretId, Fault> {
    let arn = fields.text("CrossAccountReplicaARN").and_then(Arn::parse);
    arn.and_then(|arn| SecretId::of_arn(&arn)).ok_or_else(error::no_secret)
}

impl Operation for AssociateCrossAccountReplica {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::ASSOCIATE_CROSS_ACCOUNT_REPLICA;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    const KEPT: &'static [&'static str] = &["ReplicaRestriction", "ReplicationRoleARN"];
    const LIMITS: &'static str = "Who may accept a replication is not judged; organizations are not.";
    type Input = Asked;
    /// The ARNs of both.
    type Output = (String, String);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let (id, replica) = (SecretId::asked(&fields, call)?, replica_of(&fields)?);
        if replica.name.region != id.name.region || replica.name.account == id.name.account {
            return Err(error::cannot_associate("the replica must be in another account of the same Region"));
        }
        Ok(Asked { id, replica, role: fields.text("ReplicationRoleARN").map(str::to_owned) })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let Asked { id, replica, role } = asked;
        engine.records.change(&[&id.name.name, &replica.name.name], |change| {
            let (mut held, mut there) = (change.live(&id)?, change.live(&replica)?);
            let (own, other) = (held.arn(), there.arn());
            if held.secret.primary.is_some() {
                return Err(error::cannot_associate("a replica has no replicas"));
            }
            if held.secret.repeated_by.as_ref().is_some_and(|known| known.arn != other) {
                return Err(error::cannot_associate("the secret has a cross-account replica"));
            }
            // The primary may have been named without its last characters.
            let means = |arn: &str| Arn::parse(arn).and_then(|arn| SecretId::of_arn(&arn));
            let own_id = Arn::parse(&own).and_then(|arn| SecretId::of_arn(&arn));
            let Some(primary) = there.secret.primary.as_mut().filter(|primary| means(&primary.arn) == own_id)
            else {
                return Err(error::cannot_associate("the replica was not created for this secret"));
            };
            primary.status = Status::InSync;
            there.secret.changed_ms = call.now.millis();
            held.secret.repeated_by =
                Some(CrossAccountReplica { arn: other.clone(), role: role.clone(), status: Status::InSync });
            held.secret.changed_ms = call.now.millis();
            change.put(held)?;
            change.put(there)?;
            Ok((own, other))
        })
    }

    fn reply((arn, replica): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("CrossAccountReplicaARN", replica)
            .with("ReplicationStatus", "InSync")
            .into()
    }
}

impl Operation for DisassociateCrossAccountReplica {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DISASSOCIATE_CROSS_ACCOUNT_REPLICA;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, SecretId);
    /// The ARNs of both.
    type Output = (String, String);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((SecretId::asked(&fields, call)?, replica_of(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, replica): Self::Input) -> Result<Self::Output, Fault> {
        let other = engine.records.find(&id)?.secret.repeated_by.map(|repeated| repeated.arn);
        let arn = engine.end_repetition(&id, &replica).await?;
        Ok((arn, other.unwrap_or_default()))
    }

    fn reply((arn, replica): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ARN", arn).with("CrossAccountReplicaARN", replica).into()
    }
}
