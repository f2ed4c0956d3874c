//! A CA of our own: its key, its certificate, and what it signs.

use std::fmt;
use std::time::Duration;

use base::clock::Timestamp;
use base::entropy::Entropy;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, SanType, SerialNumber,
};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use super::names::Names;
use super::{Error, der};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a CA is valid: who trusts it has the trouble once.
const LIFE_OF_CA: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);
/// How long what it signs is valid. Apple's clients take 825 days from a CA that the user added, others 398.
/// <https://support.apple.com/en-us/103769>
const LIFE_OF_LEAF: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// A CA that can sign.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// The certificate, as PEM.
    pem: String,
    /// Until when it is valid.
    ends: Timestamp,
}

/// A certificate that a CA has signed.
pub(super) struct Leaf {
    pub(super) certificate: CertificateDer<'static>,
    /// When it is time for another.
    pub(super) renew: Timestamp,
}

impl Authority {
    /// Makes one for these names and no others.
    pub(super) fn new(names: &Names, now: Timestamp) -> Result<Authority, Error> {
        let key = KeyPair::generate()?;
        let ends = now.plus(LIFE_OF_CA);
        let mut params = params(subject(&key), now, ends);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.name_constraints =
            Some(NameConstraints { permitted_subtrees: names.subtrees(), excluded_subtrees: Vec::new() });
        let pem = params.self_signed(&key)?.pem();
        Ok(Authority { issuer: issuer(key), pem, ends })
    }

    /// One that was made before, from the text of its file. The error completes "it cannot be used: ".
    pub(super) fn parse(text: &str) -> Result<Authority, String> {
        let key = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|cause| cause.to_string())?;
        let key = KeyPair::try_from(&key).map_err(|cause| cause.to_string())?;
        let certificate =
            CertificateDer::from_pem_slice(text.as_bytes()).map_err(|cause| cause.to_string())?;
        // Its subject is made of its key, so a certificate that has both is the one that was made for it.
        let has = |part: &[u8]| certificate.windows(part.len().max(1)).any(|window| window == part);
        if !has(key.public_key_raw()) || !has(common_name(&key).as_bytes()) {
            return Err("its certificate is not the one that was made for its key".to_owned());
        }
        let ends = der::ends(&certificate).ok_or("its certificate has no end")?;
        let ends = Timestamp::from_secs(u64::try_from(ends).unwrap_or_default());
        Ok(Authority { issuer: issuer(key), pem: certificates_in(text), ends })
    }

    /// The text of the file that it is kept in.
    pub(super) fn to_text(&self) -> String {
        format!("{}{}", self.issuer.key().serialize_pem(), self.pem)
    }

    /// Its certificate, as PEM.
    pub(super) fn pem(&self) -> &str {
        &self.pem
    }

    /// Whether what it signs now would be of use for a day.
    pub(super) fn is_valid(&self, now: Timestamp) -> bool {
        now.plus(DAY) < self.ends
    }

    /// Certifies that who has the key is who these names lead to.
    pub(super) fn certify(&self, names: Vec<SanType>, key: &KeyPair, now: Timestamp) -> Result<Leaf, Error> {
        let ends = now.plus(LIFE_OF_LEAF).min(self.ends);
        let mut subject = DistinguishedName::new();
        // With a space in it, so that nobody takes it for a host's name.
        subject.push(DnType::CommonName, "RustStack server");
        let mut params = params(subject, now, ends);
        params.subject_alt_names = names;
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.signed_by(key, &self.issuer)?.der().clone();
        let renew = now.plus(ends.since(now) / 2);
        Ok(Leaf { certificate, renew })
    }
}

/// What all certificates have. They begin a day early, for clients whose clocks are behind.
fn params(subject: DistinguishedName, now: Timestamp, ends: Timestamp) -> CertificateParams {
    let date = |time: Timestamp| {
        let secs = i64::try_from(time.secs()).unwrap_or(i64::MAX);
        OffsetDateTime::from_unix_timestamp(secs).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    };
    let mut number = [0; 16];
    Entropy::from_host().fill(&mut number);
    // Positive, and not a byte shorter.
    number[0] = number[0] & 0x7f | 0x40;
    let mut params = CertificateParams::default();
    params.distinguished_name = subject;
    params.not_before = date(now) - DAY;
    params.not_after = date(ends);
    params.serial_number = Some(SerialNumber::from_slice(&number));
    params
}

fn issuer(key: KeyPair) -> Issuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.distinguished_name = subject(&key);
    Issuer::new(params, key)
}

/// Clients find a CA by its subject, so that of each key is its own.
fn subject(key: &KeyPair) -> DistinguishedName {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, "RustStack");
    subject.push(DnType::CommonName, common_name(key));
    subject
}

fn common_name(key: &KeyPair) -> String {
    let digest = Sha256::digest(key.public_key_raw());
    let digits: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("RustStack CA {digits}")
}

/// The certificates in a text of PEM, and nothing else of it.
pub(super) fn certificates_in(text: &str) -> String {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let mut found = String::new();
    for part in text.split(BEGIN).skip(1) {
        if let Some((inside, _)) = part.split_once(END) {
            found += &format!("{BEGIN}{inside}{END}\n");
        }
    }
    found
}

impl fmt::Debug for Authority {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authority(until {:?})", self.ends)
    }
}
