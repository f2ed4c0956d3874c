//! SSH public keys of users.

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::identity::public_key::{Form, NoKey, PublicKey};
use crate::message::{shown, status};
use crate::model::iam;
use crate::records::{Change, Kind, Record};

/// How many a user may have: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 5;

/// The shortest key, from <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>.
const SHORTEST_BITS: usize = 2048;

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SshPublicKey {
    /// `APKA…`
    pub(crate) id: String,
    /// As it was given.
    pub(crate) body: String,
    pub(crate) is_active: bool,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) uploaded_s: u64,
}

impl Record for SshPublicKey {
    const KIND: Kind = Kind::SshPublicKey;

    fn name(&self) -> &str {
        &self.id
    }
}

/// Reads a key that is to be a user's.
///
/// # Errors
///
/// It is none, or too short.
pub(crate) fn read(body: &str) -> Result<PublicKey, Fault> {
    match PublicKey::read(body) {
        Ok((key, _)) if key.bits() >= SHORTEST_BITS => Ok(key),
        Ok(_) | Err(NoKey::Invalid) => Err(error::user::invalid_public_key()),
        Err(NoKey::Unrecognized) => Err(error::user::unrecognized_public_key()),
    }
}

impl SshPublicKey {
    /// A user's key, to be changed.
    ///
    /// # Errors
    ///
    /// The user has none of that id.
    pub(crate) fn demand(change: &Change<'_>, held: &[String], id: &str) -> Result<SshPublicKey, Fault> {
        let found = if held.iter().any(|held| held == id) { change.get(id)? } else { None };
        found.ok_or_else(|| SshPublicKey::missing(id))
    }

    /// Our guess at the sentence, after those of other credentials.
    pub(crate) fn missing(id: &str) -> Fault {
        error::no_such_entity(format!("The Public Key with id {id} cannot be found."))
    }

    /// As replies show it; in a form of which it is not, if that is asked for.
    ///
    /// # Errors
    ///
    /// The record is damaged.
    pub(crate) fn shown(&self, user: &str, asked: Option<Form>) -> Result<Fields, Fault> {
        let read = PublicKey::read(&self.body);
        let (key, given) = read.map_err(|_| error::damaged("an SSH public key", "it cannot be read"))?;
        let body = match asked {
            Some(form) if form != given => key.text(form),
            _ => self.body.clone(),
        };
        Ok(Fields::new(&iam::SSH_PUBLIC_KEY)
            .with("UserName", user)
            .with("SSHPublicKeyId", self.id.as_str())
            .with("Fingerprint", key.fingerprint())
            .with("SSHPublicKeyBody", body)
            .with("Status", status::shown(self.is_active))
            .with("UploadDate", shown::time(self.uploaded_s)))
    }

    /// As lists show it.
    pub(crate) fn shown_in_a_list(&self, user: &str) -> Fields {
        Fields::new(&iam::SSH_PUBLIC_KEY_METADATA)
            .with("UserName", user)
            .with("SSHPublicKeyId", self.id.as_str())
            .with("Status", status::shown(self.is_active))
            .with("UploadDate", shown::time(self.uploaded_s))
    }
}
