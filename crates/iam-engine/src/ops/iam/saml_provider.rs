//! SAML providers: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use base::task::{AT_ONCE, apart_if};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::certificate::pem;
use crate::engine::Engine;
use crate::error;
use crate::identity_provider::context::Propagation;
use crate::identity_provider::saml::{self, Metadata, PrivateKey, SamlProvider};
use crate::message::{id, shown, tags};
use crate::model::iam;
use crate::records::Kind;

pub(super) mod update;

/// The member that names the provider.
const ARN: &str = "SAMLProviderArn";

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html>
pub(super) struct CreateSAMLProvider;

/// What a provider is made of.
pub(super) struct New {
    provider: SamlProvider,
    private_key: Option<String>,
    document: String,
}

impl Operation for CreateSAMLProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_SAML_PROVIDER;
    const RESOURCE: &'static [&'static str] = &["Name"];
    const KEPT: &'static [&'static str] =
        &["AssertionEncryptionMode", "AddPrivateKey", "ContextProvider", "IdentityCenterInstanceArn"];
    const LIMITS: &'static str =
        "The metadata must be well-formed and of SAML 2.0; its keys are looked at when an assertion comes.";
    type Input = New;
    type Output = SamlProvider;

    fn read(call: &Call, Incoming { mut fields, .. }: Incoming) -> Result<New, Fault> {
        let now_s = call.now.secs();
        let valid_until_s = saml::valid_until_s(fields.required("SAMLMetadataDocument"), now_s)?;
        let name = fields.required("Name").to_owned();
        let provider = SamlProvider {
            arn: SamlProvider::arn_of(call, &name),
            name,
            uuid: String::new(),
            created_s: now_s,
            valid_until_s,
            encryption: fields.text("AssertionEncryptionMode").map(str::to_owned),
            private_keys: Vec::new(),
            tags: tags::read(&fields)?,
            propagation: Propagation::read(&fields)?,
        };
        let private_key = private_key(&fields)?;
        Ok(New { provider, private_key, document: document(&mut fields).unwrap_or_default() })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<SamlProvider, Fault> {
        let New { mut provider, private_key, document } = new;
        provider.uuid = id::plain(&engine.entropy);
        provider.private_keys.extend(private_key.map(|pem| key(engine, call, pem)));
        let is_long = document.len() > AT_ONCE;
        let metadata = Metadata { provider: provider.name.clone(), document };
        let (engine, account) = (engine.clone(), call.account);
        let make = move || {
            engine.records.change(account, |change| {
                if change.get::<SamlProvider>(&provider.name)?.is_some() {
                    return Err(error::identity_provider::saml_exists(&provider.name));
                }
                if change.count(Kind::SamlProvider, saml::MOST)? >= saml::MOST {
                    return Err(error::limit_exceeded("SAMLProvidersPerAccount", saml::MOST));
                }
                change.put(&metadata)?;
                change.put(&provider)
            })?;
            Ok(provider)
        };
        apart_if(is_long, make).await
    }

    fn reply(provider: SamlProvider) -> Outgoing {
        let tags = shown::tags(&provider.tags);
        Fields::new(Self::SIGNATURE.output).with(ARN, provider.arn).with("Tags", tags).into()
    }
}

/// The document of a request, taken out: it may be long.
fn document(fields: &mut Fields) -> Option<String> {
    match fields.take("SAMLMetadataDocument") {
        wire::value::Slot::There(wire::value::Value::Text(document)) => Some(document),
        _ => None,
    }
}

/// The private key that a request adds.
fn private_key(fields: &Fields) -> Result<Option<String>, Fault> {
    let Some(given) = fields.text("AddPrivateKey") else { return Ok(None) };
    pem::private_key(given).ok_or_else(error::identity_provider::private_key)?;
    Ok(Some(given.to_owned()))
}

fn key(engine: &Engine, call: &Call, pem: String) -> PrivateKey {
    PrivateKey { id: id::plain(&engine.entropy), created_s: call.now.secs(), pem }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html>
pub(super) struct GetSAMLProvider;

impl Operation for GetSAMLProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_SAML_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    const LIMITS: &'static str = "SAMLKeyHashes and IdentityStoreArn are never shown.";
    type Input = String;
    type Output = (SamlProvider, String);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(ARN).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Self::Output, Fault> {
        let provider = SamlProvider::find(&engine.records, call, &arn)?;
        // It may be long.
        let (engine, account, name) = (engine.clone(), call.account, provider.name.clone());
        let metadata = apart_if(true, move || engine.records.get::<Metadata>(account, &name)).await?;
        // Between the two it may have been deleted.
        let metadata = metadata.ok_or_else(|| error::identity_provider::saml_missing(&arn))?;
        Ok((provider, metadata.document))
    }

    fn reply((provider, document): Self::Output) -> Outgoing {
        provider.shown(document).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html>
pub(super) struct ListSAMLProviders;

impl Operation for ListSAMLProviders {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SAML_PROVIDERS;
    type Input = ();
    type Output = Vec<SamlProvider>;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Vec<SamlProvider>, Fault> {
        engine.records.list(call.account)
    }

    fn reply(providers: Vec<SamlProvider>) -> Outgoing {
        let entries: Vec<Fields> = providers.iter().map(SamlProvider::entry).collect();
        Fields::new(Self::SIGNATURE.output).with("SAMLProviderList", entries).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html>
pub(super) struct DeleteSAMLProvider;

impl Operation for DeleteSAMLProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_SAML_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(ARN).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let provider = SamlProvider::demand(change, &arn)?;
            change.remove::<Metadata>(&provider.name);
            change.remove::<SamlProvider>(&provider.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
