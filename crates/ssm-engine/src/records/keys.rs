//! The keys of all that belongs to a parameter, an account or a region.

use store::space::Fields;
use store::{Key, Space};

use super::Place;
use crate::parameter::name::ParameterName;

/// All older versions of a parameter.
pub(crate) fn versions(name: &ParameterName) -> Key {
    of(Space::SsmVersion, name)
}

/// One of them.
pub(crate) fn version(name: &ParameterName, number: u64) -> Key {
    versions(name).u64(number)
}

/// The labels of a parameter.
pub(crate) fn labels(name: &ParameterName) -> Key {
    of(Space::SsmLabels, name)
}

/// How many parameters there are in a place.
pub(crate) fn tally((account, region): Place<'_>) -> Key {
    Key::of(Space::SsmTally).account(account).region(region)
}

/// All expiries there are, the first one first.
pub(crate) fn expiries() -> Key {
    Key::of(Space::SsmExpiry)
}

/// When a parameter expires.
pub(crate) fn expiry(at_ms: u64, name: &ParameterName) -> Key {
    expiries().u64(at_ms).account(name.account).region(&name.region).text(&name.path)
}

/// The parameter of such a key, and when it expires.
pub(crate) fn expiry_of(key: &[u8]) -> Option<(u64, ParameterName)> {
    let mut fields = Fields::of(key);
    Some((fields.u64()?, ParameterName::of_fields(&mut fields)?))
}

/// What else a place has. The numbers are part of the format on disk: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Other {
    ServiceSetting = 1,
    ResourcePolicy = 2,
}

/// One of them, by its name.
pub(crate) fn other((account, region): Place<'_>, kind: Other, name: &str) -> Key {
    Key::of(Space::SsmOther).account(account).region(region).u8(kind as u8).text(name)
}

/// The resource policy of a parameter.
pub(crate) fn resource_policy(name: &ParameterName) -> Key {
    other((name.account, &name.region), Other::ResourcePolicy, &name.path)
}

fn of(space: Space, name: &ParameterName) -> Key {
    Key::of(space).account(name.account).region(&name.region).text(&name.path)
}
