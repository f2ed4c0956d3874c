//! What is kept of a secret, but for what is secret: that lies in records of its own, encrypted.

use serde::{Deserialize, Serialize};
use wire::tag::Tags;
use wire::value::Value;

use self::cross_account::{CrossAccountPrimary, CrossAccountReplica};
use self::replica::Replica;
use self::rotation::Rotation;
use self::version::Version;

pub(crate) mod content;
pub(crate) mod cron;
pub(crate) mod cross_account;
pub(crate) mod id;
pub(crate) mod name;
pub(crate) mod policy;
pub(crate) mod replica;
pub(crate) mod rotation;
pub(crate) mod schedule;
pub(crate) mod tag;
pub(crate) mod version;

/// A secret.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Secret {
    /// The six characters behind its name in its ARN.
    pub(crate) suffix: String,
    pub(crate) description: Option<String>,
    /// The name of the key that encrypts it, as it was given; nothing for AWS's own.
    pub(crate) kms_key: Option<String>,
    /// `Type`: which partner holds it too.
    pub(crate) kind: Option<String>,
    pub(crate) tags: Tags,
    pub(crate) created_ms: u64,
    pub(crate) changed_ms: u64,
    /// The day of its last reading, counted from 1970.
    pub(crate) accessed_day: Option<u64>,
    /// When it goes for good, once it is marked for that.
    pub(crate) deletes_ms: Option<u64>,
    /// The resource policy, as it was given.
    pub(crate) policy: Option<String>,
    /// In the order in which they came.
    pub(crate) versions: Vec<Version>,
    pub(crate) rotation: Option<Rotation>,
    /// In other regions.
    pub(crate) replicas: Vec<Replica>,
    /// The secret of another account that this one repeats.
    pub(crate) primary: Option<CrossAccountPrimary>,
    /// The secret of another account that repeats this one.
    pub(crate) repeated_by: Option<CrossAccountReplica>,
}

/// What stands at a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// A secret of its own.
    Own(Box<Secret>),
    /// One that shows what stands at the same name in another region.
    Replica(replica::Standing),
}

impl Secret {
    /// When something is to be done with it in the background.
    pub(crate) fn due_ms(&self) -> Option<u64> {
        match self.deletes_ms {
            Some(deletes_ms) => Some(deletes_ms),
            None => self.rotation.as_ref().and_then(Rotation::due_ms),
        }
    }
}

/// Milliseconds of a day.
pub(crate) const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// What the key is called that encrypts where no other is named.
pub(crate) const DEFAULT_KEY: &str = "alias/aws/secretsmanager";

/// A day, counted from 1970, as a moment: AWS shows days by their beginning.
pub(crate) fn day_shown(day: u64) -> Value {
    moment(day.saturating_mul(DAY_MS))
}

/// A moment in a reply.
pub(crate) fn moment(ms: u64) -> Value {
    Value::Time(i64::try_from(ms).unwrap_or(i64::MAX))
}
