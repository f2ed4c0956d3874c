//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::secret::id::{self, SecretId};

pub(super) struct StopReplicationToReplica;

impl Operation for StopReplicationToReplica {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::STOP_REPLICATION_TO_REPLICA;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = SecretId;
    /// The ARN of what is a secret of its own now.
    type Output = String;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<SecretId, Fault> {
        SecretId::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, id: SecretId) -> Result<String, Fault> {
        engine.promote(&id).await
    }

    fn reply(arn: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ARN", arn).into()
    }
}
