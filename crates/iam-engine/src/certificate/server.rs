//! Server certificates.

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::certificate::{der, pem};
use crate::error::certificate as error;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Change, Kind, Record, Records};

/// Of an account. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 20;

/// What stands before path and name in an ARN.
pub(crate) const KIND: &str = "server-certificate";

/// A server certificate. Its texts are a record of their own: lists do not show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ServerCertificate {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) path: String,
    /// `ASCA…`
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) uploaded_s: u64,
    pub(crate) expires_s: u64,
    pub(crate) tags: Tags,
}

/// The texts of a certificate, as they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Texts {
    /// The certificate's name.
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) chain: Option<String>,
    /// Never shown.
    pub(crate) private_key: String,
}

impl Record for ServerCertificate {
    const KIND: Kind = Kind::ServerCertificate;

    fn name(&self) -> &str {
        &self.name
    }
}

impl Record for Texts {
    const KIND: Kind = Kind::ServerCertificateText;

    fn name(&self) -> &str {
        &self.name
    }
}

impl ServerCertificate {
    /// The certificate of that name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(
        records: &Records,
        account: AccountId,
        name: &str,
    ) -> Result<ServerCertificate, Fault> {
        records.get(account, name)?.ok_or_else(|| error::missing(name))
    }

    /// The certificate of that name, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, name: &str) -> Result<ServerCertificate, Fault> {
        change.get(name)?.ok_or_else(|| error::missing(name))
    }

    /// All but its texts and tags, as replies show it.
    pub(crate) fn metadata(&self) -> Fields {
        Fields::new(&iam::SERVER_CERTIFICATE_METADATA)
            .with("Path", self.path.as_str())
            .with("ServerCertificateName", self.name.as_str())
            .with("ServerCertificateId", self.id.as_str())
            .with("Arn", self.arn.as_str())
            .with("UploadDate", shown::time(self.uploaded_s))
            .with("Expiration", shown::time(self.expires_s))
    }

    /// As GetServerCertificate shows it.
    pub(crate) fn shown(&self, texts: Texts) -> Fields {
        Fields::new(&iam::SERVER_CERTIFICATE)
            .with("ServerCertificateMetadata", self.metadata())
            .with("CertificateBody", texts.body)
            .with("CertificateChain", texts.chain)
            .with("Tags", shown::tags(&self.tags))
    }
}

/// Judges a certificate, its key and its chain, and says when the certificate ends, in seconds since 1970.
///
/// # Errors
///
/// One cannot be read, the certificate does not hold now, or the three do not belong together.
pub(crate) fn check(texts: &Texts, now_s: u64) -> Result<u64, Fault> {
    let blocks = pem::blocks(&texts.body).ok_or_else(error::no_certificate)?;
    let [block] = blocks.as_slice() else { return Err(error::no_certificate()) };
    let certificate = Some(block).filter(|block| block.label == pem::CERTIFICATE);
    let certificate = certificate.and_then(|block| der::certificate(&block.bytes));
    let certificate = certificate.ok_or_else(error::no_certificate)?;
    let key = pem::private_key(&texts.private_key).ok_or_else(error::no_key)?;
    let public_half = der::public_half(&key.bytes).ok_or_else(error::no_key)?;
    if !certificate.key.may_be(public_half) {
        return Err(error::mismatch());
    }
    let holds = certificate.not_before_s..=certificate.not_after_s;
    if !holds.contains(&i64::try_from(now_s).unwrap_or(i64::MAX)) {
        return Err(error::not_valid_now());
    }
    if let Some(chain) = &texts.chain {
        check_chain(chain, certificate.issuer)?;
    }
    Ok(u64::try_from(certificate.not_after_s).unwrap_or_default())
}

/// Each certificate of a chain is whose signed the one before. Text around them is not allowed, as users of AWS report:
/// <https://github.com/aws/aws-cli/issues/715>.
fn check_chain(chain: &str, issuer: &[u8]) -> Result<(), Fault> {
    let blocks = pem::blocks(chain).filter(|blocks| !blocks.is_empty()).ok_or_else(|| error::chain(-1))?;
    let mut issuer = issuer;
    for (block, index) in blocks.iter().zip(0..) {
        // The first is told of as -1: AWS does not count it as one of the chain.
        let wrong = || error::chain(if index == 0 { -1 } else { index });
        let is_bare = block.label == pem::CERTIFICATE && !block.has_text_before;
        let certificate = is_bare.then(|| der::certificate(&block.bytes)).flatten().ok_or_else(wrong)?;
        if certificate.subject != issuer {
            return Err(wrong());
        }
        issuer = certificate.issuer;
    }
    Ok(())
}
