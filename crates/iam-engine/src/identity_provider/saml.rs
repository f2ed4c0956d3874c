//! SAML providers, and the metadata documents by which they are known.

use base::call::Call;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::moment;
use wire::tag::Tags;
use wire::value::Fields;
use wire::xml::Element;

use crate::error::identity_provider as error;
use crate::identity_provider::context::Propagation;
use crate::identity_provider::name_in;
use crate::message::{name, shown};
use crate::model::iam;
use crate::records::{Change, Kind, Record, Records};

/// Of an account. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 100;

/// Private keys of a provider, as the model has it of the list.
pub(crate) const MOST_PRIVATE_KEYS: usize = 2;

/// What stands before the name in an ARN.
const KIND: &str = "saml-provider";

/// How long a document holds that does not say, in seconds: AWS shows a hundred years.
const UNLIMITED_S: u64 = 100 * 365 * 24 * 60 * 60;

/// A SAML provider. Its document is a record of its own: it may have 10 MB, and lists do not show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SamlProvider {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) uuid: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    pub(crate) valid_until_s: u64,
    /// `Required` or `Allowed`; nothing if it was never said.
    pub(crate) encryption: Option<String>,
    pub(crate) private_keys: Vec<PrivateKey>,
    pub(crate) tags: Tags,
    pub(crate) propagation: Propagation,
}

/// A key that assertions are decrypted with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PrivateKey {
    pub(crate) id: String,
    pub(crate) created_s: u64,
    /// As it was given.
    pub(crate) pem: String,
}

/// The document of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Metadata {
    /// The provider's name.
    pub(crate) provider: String,
    /// As it was given.
    pub(crate) document: String,
}

impl Record for SamlProvider {
    const KIND: Kind = Kind::SamlProvider;

    fn name(&self) -> &str {
        &self.name
    }
}

impl Record for Metadata {
    const KIND: Kind = Kind::SamlMetadata;

    fn name(&self) -> &str {
        &self.provider
    }
}

impl SamlProvider {
    /// The provider of that ARN.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn find(records: &Records, call: &Call, arn: &str) -> Result<SamlProvider, Fault> {
        let found: Option<SamlProvider> = records.get(call.account, &name_in(arn, KIND)?)?;
        found.filter(|found| found.arn == arn).ok_or_else(|| error::saml_missing(arn))
    }

    /// The provider of that ARN, to be changed.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(crate) fn demand(change: &Change<'_>, arn: &str) -> Result<SamlProvider, Fault> {
        let found: Option<SamlProvider> = change.get(&name_in(arn, KIND)?)?;
        found.filter(|found| found.arn == arn).ok_or_else(|| error::saml_missing(arn))
    }

    /// The ARN of a name.
    pub(crate) fn arn_of(call: &Call, name: &str) -> String {
        name::arn(call, KIND, name::ROOT, name)
    }

    /// As GetSAMLProvider shows it.
    pub(crate) fn shown(&self, document: String) -> Fields {
        let key = |key: &PrivateKey| {
            Fields::new(&iam::SAML_PRIVATE_KEY)
                .with("KeyId", key.id.as_str())
                .with("Timestamp", shown::time(key.created_s))
        };
        let keys: Vec<Fields> = self.private_keys.iter().map(key).collect();
        let mut fields = Fields::new(&iam::GET_SAML_PROVIDER_RESPONSE)
            .with("SAMLProviderUUID", self.uuid.as_str())
            .with("SAMLMetadataDocument", document)
            .with("CreateDate", shown::time(self.created_s))
            .with("ValidUntil", shown::time(self.valid_until_s))
            .with("Tags", shown::tags(&self.tags))
            .with("AssertionEncryptionMode", self.encryption.clone())
            .with("PrivateKeyList", (!keys.is_empty()).then_some(keys));
        self.propagation.show(&mut fields);
        fields
    }

    /// As lists show it.
    pub(crate) fn entry(&self) -> Fields {
        Fields::new(&iam::SAML_PROVIDER_LIST_ENTRY)
            .with("Arn", self.arn.as_str())
            .with("ValidUntil", shown::time(self.valid_until_s))
            .with("CreateDate", shown::time(self.created_s))
            .with("IsTrustedIdentityPropagationEnabled", self.propagation.is_on())
    }
}

/// Until when a document holds, in seconds since 1970: what it says of itself, or a hundred years from now.
///
/// # Errors
///
/// It is no metadata of SAML 2.0: <https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf>.
pub(crate) fn valid_until_s(document: &str, now_s: u64) -> Result<u64, Fault> {
    let root = Element::read(document.as_bytes()).ok().flatten().ok_or_else(error::saml_document)?;
    if !matches!(root.name.as_str(), "EntityDescriptor" | "EntitiesDescriptor") {
        return Err(error::saml_document());
    }
    let said = attribute_of_root(document, "validUntil").and_then(moment::read_any);
    let said = said.and_then(|ms| u64::try_from(ms / 1000).ok());
    Ok(said.unwrap_or(now_s.saturating_add(UNLIMITED_S)))
}

/// An attribute of the first element of a document that is well-formed. It is walked once, from its beginning.
fn attribute_of_root<'d>(document: &'d str, name: &str) -> Option<&'d str> {
    let mut rest = document;
    let tag = loop {
        rest = rest.split_once('<')?.1;
        // What may stand before it.
        let end = match rest {
            _ if rest.starts_with("!--") => "-->",
            _ if rest.starts_with('?') => "?>",
            _ => break rest,
        };
        rest = rest.split_once(end)?.1;
    };
    let mut rest = tag.get(tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?..)?;
    loop {
        rest = rest.trim_start();
        let (found, value) = rest.split_once('=').filter(|(found, _)| !found.contains(['>', '/']))?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = value.get(1..)?.split_once(quote)?;
        if found.trim_end() == name {
            return Some(value);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_until_when_it_holds() {
        let check = |document: &str, expected: Option<u64>| {
            assert_eq!(valid_until_s(document, 1000).ok(), expected, "{document}");
        };
        check("<EntityDescriptor/>", Some(1000 + UNLIMITED_S));
        check(
            "<md:EntityDescriptor xmlns:md=\"u\" validUntil=\"2015-12-31T22:59:59.999Z\"></md:EntityDescriptor>",
            Some(1_451_602_799),
        );
        check(
            "<?xml version='1.0'?>\n<!-- EntityDescriptor validUntil='x' -->\n<EntityDescriptor\n validUntil = '1970-01-01T00:00:10Z'>a</EntityDescriptor>",
            Some(10),
        );
        check(
            "<EntityDescriptor><a validUntil='1970-01-01T00:00:10Z'/></EntityDescriptor>",
            Some(1000 + UNLIMITED_S),
        );
        check(
            "<EntityDescriptor a='>/' validUntilNot='x' b:validUntil=\"1970-01-01T00:00:09Z\" validUntil='1970-01-01T00:00:10Z' />",
            Some(10),
        );
        check("<EntityDescriptor validUntil='soon'/>", Some(1000 + UNLIMITED_S));
        check("<Other/>", None);
        check("<EntityDescriptor>", None);
        check("no XML", None);
        check("", None);
        let words = "EntityDescriptor ".repeat(500_000);
        check(&format!("<!--{words}--><EntityDescriptor/>"), Some(1000 + UNLIMITED_S));
    }
}
