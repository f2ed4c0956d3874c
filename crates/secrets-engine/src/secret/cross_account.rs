//! Replicas in other accounts: a secret of its own, whose values come from another account's.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/cross-account-replicate-secrets.html>

use serde::{Deserialize, Serialize};
use wire::value::Fields;

use crate::model;

/// How far the replication is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    /// The owner of the primary has not taken it up.
    Pending,
    /// Values are those of the primary: they are read there.
    InSync,
    /// One of the two has ended it.
    Detached,
}

impl Status {
    fn shown(self) -> &'static str {
        match self {
            Status::Pending => "Pending",
            Status::InSync => "InSync",
            Status::Detached => "Detached",
        }
    }
}

/// Where the values of a secret come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CrossAccountPrimary {
    pub(crate) arn: String,
    pub(crate) status: Status,
}

/// Where the values of a secret go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CrossAccountReplica {
    pub(crate) arn: String,
    /// Kept: who calls replicates.
    pub(crate) role: Option<String>,
    pub(crate) status: Status,
}

impl CrossAccountPrimary {
    /// As replies show it.
    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&model::CROSS_ACCOUNT_PRIMARY_TYPE)
            .with("PrimarySecretARN", self.arn.as_str())
            .with("ReplicationStatus", self.status.shown())
    }
}

impl CrossAccountReplica {
    /// As replies show it.
    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&model::CROSS_ACCOUNT_REPLICA_ENTRY)
            .with("ReplicaSecretARN", self.arn.as_str())
            .with("ReplicationRoleARN", self.role.as_deref())
            .with("ReplicationStatus", self.status.shown())
    }
}

impl CrossAccountPrimary {
    /// Whether values come from there, or will: then no others are put.
    pub(crate) fn is_in_force(&self) -> bool {
        self.status != Status::Detached
    }
}
