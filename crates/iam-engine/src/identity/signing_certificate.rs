//! Signing certificates of users, and of the root user.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::identity::public_key::{is_certificate, pem};
use crate::message::{id, shown, status};
use crate::model::iam;
use crate::records::{Change, Kind, Record};

/// How many a user may have: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 2;

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SigningCertificate {
    /// Made of its bytes, so that the same certificate is found again.
    pub(crate) id: String,
    /// As it was given.
    pub(crate) body: String,
    pub(crate) is_active: bool,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) uploaded_s: u64,
}

impl Record for SigningCertificate {
    const KIND: Kind = Kind::SigningCertificate;

    fn name(&self) -> &str {
        &self.id
    }
}

/// The id of a certificate.
///
/// # Errors
///
/// The text is none.
pub(crate) fn id_of(body: &str) -> Result<String, Fault> {
    let read = pem(body).filter(|(label, bytes)| *label == "CERTIFICATE" && is_certificate(bytes));
    let (_, bytes) = read.ok_or_else(error::user::malformed_certificate)?;
    Ok(id::of_digest(&Sha256::digest(bytes)))
}

impl SigningCertificate {
    /// An owner's certificate, to be changed.
    ///
    /// # Errors
    ///
    /// The owner has none of that id.
    pub(crate) fn demand(
        change: &Change<'_>,
        held: &[String],
        id: &str,
    ) -> Result<SigningCertificate, Fault> {
        let found = if held.iter().any(|held| held == id) { change.get(id)? } else { None };
        found.ok_or_else(|| SigningCertificate::missing(id))
    }

    /// Our guess at the sentence, after those of other credentials.
    pub(crate) fn missing(id: &str) -> Fault {
        error::no_such_entity(format!("The Certificate with id {id} cannot be found."))
    }

    /// As replies show it.
    pub(crate) fn shown(&self, user: Option<&str>) -> Fields {
        Fields::new(&iam::SIGNING_CERTIFICATE)
            .with("UserName", user)
            .with("CertificateId", self.id.as_str())
            .with("CertificateBody", self.body.as_str())
            .with("Status", status::shown(self.is_active))
            .with("UploadDate", shown::time(self.uploaded_s))
    }
}
