//! What hangs on a user: its credentials, by their ids. The root user of an account has such too.

use serde::{Deserialize, Serialize};

use crate::records::{Kind, Record};

/// The credentials of a user, each kind in the order in which they came. Quotas keep them few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Belongings {
    /// The ids of its access keys.
    pub(crate) access_keys: Vec<String>,
    /// The ids of its signing certificates.
    pub(crate) signing_certificates: Vec<String>,
    /// The ids of its SSH public keys.
    pub(crate) ssh_public_keys: Vec<String>,
    /// The ids of its service-specific credentials.
    pub(crate) service_credentials: Vec<String>,
    /// The serial numbers of its MFA devices.
    pub(crate) mfa_devices: Vec<String>,
}

/// What hangs on the root user of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RootUser {
    pub(crate) belongings: Belongings,
}

impl RootUser {
    /// The name of the record, which is one for each account.
    pub(crate) const NAME: &'static str = "root";
}

impl Record for RootUser {
    const KIND: Kind = Kind::RootUser;

    fn name(&self) -> &str {
        RootUser::NAME
    }
}
