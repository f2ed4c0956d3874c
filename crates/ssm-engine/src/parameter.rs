//! What a parameter is: its record, its versions, and the rules about what may be in them.
//!
//! - `name` names, ARNs and selectors; `label` names of versions
//! - `kind` types, tiers and values; `data_type` what a value must be; `pattern` the expression that it must satisfy
//! - `policy` what becomes of it in time; `tag` its tags
//! - `filter` which parameters a listing means; `shown` as replies show them

use serde::{Deserialize, Serialize};
use wire::tag::Tags;

pub(crate) mod data_type;
pub(crate) mod filter;
pub(crate) mod kind;
pub(crate) mod label;
pub(crate) mod name;
pub(crate) mod pattern;
pub(crate) mod policy;
pub(crate) mod shown;
pub(crate) mod tag;

use kind::{Kind, Tier, Value};
use policy::Policy;

/// How many versions are kept:
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html>.
pub(crate) const MOST_VERSIONS: u64 = 100;

/// A parameter with its last version, so that reading it is reading one record. Older versions are records of their own, and so
/// are its labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parameter {
    /// Its name as it was made, with or without a first slash.
    pub(crate) name: String,
    pub(crate) tags: Tags,
    /// The least number of a version that is there.
    pub(crate) oldest: u64,
    /// When its policy deletes it.
    pub(crate) expires_ms: Option<u64>,
    /// Its last version.
    pub(crate) current: Version,
}

/// A version of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) number: u64,
    pub(crate) kind: Kind,
    pub(crate) value: Value,
    pub(crate) description: Option<String>,
    pub(crate) allowed_pattern: Option<String>,
    /// The key as it was named, of a secure string.
    pub(crate) key_id: Option<String>,
    pub(crate) tier: Tier,
    pub(crate) policies: Vec<Policy>,
    pub(crate) data_type: String,
    pub(crate) modified_ms: u64,
    /// The ARN of who made it.
    pub(crate) modified_by: String,
}
