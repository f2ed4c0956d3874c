//! MFA devices: virtual ones, which are made first, and others, which are there as long as a user has them.

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;

use crate::error;
use crate::message::name;
use crate::records::{Change, Kind, Record, Records};

/// How many a user may have: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST_OF_A_USER: usize = 8;

/// How many virtual ones an account may have: as many as users, says the same page.
pub(crate) const MOST: usize = crate::identity::user::MOST;

/// The longest name of a virtual device, in characters, from the same page.
pub(crate) const LONGEST_NAME: usize = 226;

/// The longest serial number, from the model: that of a virtual device has its path and name.
pub(crate) const LONGEST_SERIAL: usize = 256;

/// A device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MfaDevice {
    /// Its serial number; of a virtual one, its ARN.
    pub(crate) serial: String,
    pub(crate) tags: Tags,
    /// Whose it is, once it is enabled.
    pub(crate) enabled: Option<Enabled>,
}

/// That a device is a user's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enabled {
    /// The name of the user.
    pub(crate) user: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) at_s: u64,
}

impl Record for MfaDevice {
    const KIND: Kind = Kind::MfaDevice;

    fn name(&self) -> &str {
        &self.serial
    }
}

impl MfaDevice {
    /// The serial number of a virtual device of that path and name.
    pub(crate) fn serial_of(partition: &str, account: AccountId, path: &str, name: &str) -> String {
        name::of_account(partition, account, "mfa", path, name).to_string()
    }

    /// Whether it was made by CreateVirtualMFADevice. The serial numbers of others are no ARNs.
    pub(crate) fn is_virtual(&self) -> bool {
        is_virtual(&self.serial)
    }

    /// The virtual device of that serial number, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, serial: &str) -> Result<MfaDevice, Fault> {
        change.get(serial)?.ok_or_else(|| MfaDevice::missing(serial))
    }

    /// The device of that serial number, to be read.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(records: &Records, account: AccountId, serial: &str) -> Result<MfaDevice, Fault> {
        records.get(account, serial)?.ok_or_else(|| MfaDevice::missing(serial))
    }

    /// Our guess at the sentence.
    pub(crate) fn missing(serial: &str) -> Fault {
        error::no_such_entity(format!("VirtualMFADevice with serial number {serial} doesn't exist."))
    }
}

/// Whether a serial number is that of a virtual device.
pub(crate) fn is_virtual(serial: &str) -> bool {
    serial.starts_with("arn:")
}
