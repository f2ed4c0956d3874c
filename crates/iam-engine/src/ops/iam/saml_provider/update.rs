//! What changes a SAML provider.

use std::sync::Arc;

use base::call::Call;
use base::task::{AT_ONCE, apart_if};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::{ARN, document, key, private_key};
use crate::engine::Engine;
use crate::error;
use crate::identity_provider::context::Asked;
use crate::identity_provider::saml::{self, Metadata, PrivateKey, SamlProvider};
use crate::model::iam;
use crate::records::Change;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html>
pub(in crate::ops::iam) struct UpdateSAMLProvider;

/// What is asked for.
#[derive(Clone)]
pub(in crate::ops::iam) struct Wanted {
    arn: String,
    /// The document, and until when it holds.
    document: Option<(String, u64)>,
    encryption: Option<String>,
    adds_key: Option<String>,
    removes_key: Option<String>,
    propagation: Asked,
}

impl Operation for UpdateSAMLProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_SAML_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    const KEPT: &'static [&'static str] =
        &["AssertionEncryptionMode", "AddPrivateKey", "ContextProvider", "IdentityCenterInstanceArn"];
    type Input = Wanted;
    type Output = String;

    fn read(call: &Call, Incoming { mut fields, .. }: Incoming) -> Result<Wanted, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let propagation = Asked::read(&fields)?;
        let (encryption, removes_key) = (text("AssertionEncryptionMode"), text("RemovePrivateKey"));
        let adds_key = private_key(&fields)?;
        let arn = fields.required(ARN).to_owned();
        let document = match document(&mut fields) {
            None => None,
            Some(document) => {
                let valid_until_s = saml::valid_until_s(&document, call.now.secs())?;
                Some((document, valid_until_s))
            }
        };
        // "A single request can change either the context provider or the provider metadata, but not both." The association
        // with IAM Identity Center counts among the metadata.
        let is_of_metadata = document.is_some()
            || encryption.is_some()
            || adds_key.is_some()
            || removes_key.is_some()
            || propagation.is_of_identity_center();
        if propagation.is_of_context() && is_of_metadata {
            return Err(error::identity_provider::either("the context provider", "the provider metadata"));
        }
        Ok(Wanted { arn, document, encryption, adds_key, removes_key, propagation })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, mut wanted: Wanted) -> Result<String, Fault> {
        let adds_key = wanted.adds_key.take().map(|pem| key(engine, call, pem));
        let (engine, account) = (engine.clone(), call.account);
        let is_long = wanted.document.as_ref().is_some_and(|(document, _)| document.len() > AT_ONCE);
        apart_if(is_long, move || {
            engine.records.change(account, |change| change_provider(change, wanted.clone(), adds_key.clone()))
        })
        .await
    }

    fn reply(arn: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with(ARN, arn).into()
    }
}

/// Changes a provider, and tells its ARN.
fn change_provider(
    change: &mut Change<'_>,
    wanted: Wanted,
    adds_key: Option<PrivateKey>,
) -> Result<String, Fault> {
    let mut provider = SamlProvider::demand(change, &wanted.arn)?;
    if let Some(id) = wanted.removes_key {
        let before = provider.private_keys.len();
        provider.private_keys.retain(|key| key.id != id);
        if provider.private_keys.len() == before {
            return Err(error::identity_provider::private_key_missing(&id));
        }
    }
    if adds_key.is_some() && provider.private_keys.len() >= saml::MOST_PRIVATE_KEYS {
        return Err(error::limit_exceeded("PrivateKeysPerSAMLProvider", saml::MOST_PRIVATE_KEYS));
    }
    provider.private_keys.extend(adds_key);
    provider.encryption = wanted.encryption.or(provider.encryption);
    provider.propagation.update(wanted.propagation)?;
    if let Some((document, valid_until_s)) = wanted.document {
        provider.valid_until_s = valid_until_s;
        change.put(&Metadata { provider: provider.name.clone(), document })?;
    }
    change.put(&provider)?;
    Ok(provider.arn)
}
