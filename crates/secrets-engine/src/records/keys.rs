//! The keys of what belongs to a secret.

use store::space::Fields;
use store::{Key, Space};

use crate::secret::name::SecretName;

/// What is secret of all versions of a secret.
pub(crate) fn values(name: &SecretName) -> Key {
    Key::of(Space::SecretsValue).account(name.account).region(&name.region).text(&name.name)
}

/// What is secret of a version.
pub(crate) fn value(name: &SecretName, version: &str) -> Key {
    values(name).text(version)
}

/// All that is due.
pub(crate) fn all_due() -> Key {
    Key::of(Space::SecretsDue)
}

/// A secret with which something is to be done at a moment.
pub(crate) fn due(at_ms: u64, name: &SecretName) -> Key {
    all_due().u64(at_ms).account(name.account).region(&name.region).text(&name.name)
}

/// When something is due, and of which secret, from such a key.
pub(crate) fn due_of(key: &[u8]) -> Option<(u64, SecretName)> {
    let mut fields = Fields::of(key);
    let at_ms = fields.u64()?;
    Some((at_ms, SecretName { account: fields.account()?, region: fields.region()?, name: fields.text()? }))
}
