//! The table of the operations of Secrets Manager.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod batch_get_secret_value;
mod cancel_rotate_secret;
mod create_secret;
mod cross_account_replicas;
mod delete_secret;
mod describe_secret;
mod get_random_password;
mod get_secret_value;
mod list_secret_version_ids;
mod list_secrets;
mod paging;
mod put_secret_value;
mod replicas;
mod resource_policies;
mod restore_secret;
mod rotate_secret;
mod shown;
mod stop_replication_to_replica;
mod tags;
mod update_secret;
mod update_secret_version_stage;

/// The operations, in the order of their names.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<cross_account_replicas::AssociateCrossAccountReplica>(),
    Row::of::<batch_get_secret_value::BatchGetSecretValue>(),
    Row::of::<cancel_rotate_secret::CancelRotateSecret>(),
    Row::of::<create_secret::CreateSecret>(),
    Row::of::<resource_policies::DeleteResourcePolicy>(),
    Row::of::<delete_secret::DeleteSecret>(),
    Row::of::<describe_secret::DescribeSecret>(),
    Row::of::<cross_account_replicas::DisassociateCrossAccountReplica>(),
    Row::of::<get_random_password::GetRandomPassword>(),
    Row::of::<resource_policies::GetResourcePolicy>(),
    Row::of::<get_secret_value::GetSecretValue>(),
    Row::of::<resource_policies::ListResourcePolicies>(),
    Row::of::<list_secret_version_ids::ListSecretVersionIds>(),
    Row::of::<list_secrets::ListSecrets>(),
    Row::of::<resource_policies::PutResourcePolicy>(),
    Row::of::<put_secret_value::PutSecretValue>(),
    Row::of::<replicas::RemoveRegionsFromReplication>(),
    Row::of::<replicas::ReplicateSecretToRegions>(),
    Row::of::<restore_secret::RestoreSecret>(),
    Row::of::<rotate_secret::RotateSecret>(),
    Row::of::<stop_replication_to_replica::StopReplicationToReplica>(),
    Row::of::<tags::TagResource>(),
    Row::of::<tags::UntagResource>(),
    Row::of::<update_secret::UpdateSecret>(),
    Row::of::<update_secret_version_stage::UpdateSecretVersionStage>(),
    Row::of::<resource_policies::ValidateResourcePolicy>(),
];
