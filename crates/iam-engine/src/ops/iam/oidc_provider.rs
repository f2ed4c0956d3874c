//! OpenID Connect providers: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
//! and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::identity_provider::context::Propagation;
use crate::identity_provider::oidc::{self, OidcProvider};
use crate::message::{shown, tags};
use crate::model::iam;
use crate::records::Kind;

pub(super) mod update;

/// The member that names the provider.
const ARN: &str = "OpenIDConnectProviderArn";

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
pub(super) struct CreateOpenIDConnectProvider;

impl Operation for CreateOpenIDConnectProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_OPEN_ID_CONNECT_PROVIDER;
    const RESOURCE: &'static [&'static str] = &["Url"];
    const KEPT: &'static [&'static str] = &["ContextProvider", "IdentityCenterInstanceArn"];
    const LIMITS: &'static str = "IAM does not ask the provider for its certificate: without thumbprints the list stays \
                                  empty.";
    type Input = OidcProvider;
    type Output = OidcProvider;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<OidcProvider, Fault> {
        let url = oidc::without_scheme(fields.required("Url"))?;
        let thumbprints: Vec<String> = fields.texts("ThumbprintList").map(str::to_owned).collect();
        oidc::check_thumbprints(&thumbprints)?;
        let mut client_ids: Vec<String> = Vec::new();
        for id in fields.texts("ClientIDList") {
            if client_ids.len() > oidc::MOST_CLIENT_IDS {
                break;
            }
            if !client_ids.iter().any(|known| known == id) {
                client_ids.push(id.to_owned());
            }
        }
        if client_ids.len() > oidc::MOST_CLIENT_IDS {
            return Err(too_many_client_ids());
        }
        Ok(OidcProvider {
            arn: OidcProvider::arn_of(call, &url),
            url,
            created_s: call.now.secs(),
            client_ids,
            thumbprints,
            tags: tags::read(&fields)?,
            propagation: Propagation::read(&fields)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: OidcProvider) -> Result<OidcProvider, Fault> {
        engine.records.change(call.account, |change| {
            if change.get::<OidcProvider>(&new.url)?.is_some() {
                return Err(error::identity_provider::oidc_exists(&new.url));
            }
            if change.count(Kind::OidcProvider, oidc::MOST)? >= oidc::MOST {
                return Err(error::limit_exceeded("OpenIdConnectProvidersPerAccount", oidc::MOST));
            }
            change.put(&new)
        })?;
        Ok(new)
    }

    fn reply(new: OidcProvider) -> Outgoing {
        let tags = shown::tags(&new.tags);
        Fields::new(Self::SIGNATURE.output).with(ARN, new.arn).with("Tags", tags).into()
    }
}

fn too_many_client_ids() -> Fault {
    error::limit_exceeded("ClientIdsPerOpenIdConnectProvider", oidc::MOST_CLIENT_IDS)
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>
pub(super) struct GetOpenIDConnectProvider;

impl Operation for GetOpenIDConnectProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_OPEN_ID_CONNECT_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    const LIMITS: &'static str = "IdentityStoreArn is never shown: there is no IAM Identity Center.";
    type Input = String;
    type Output = OidcProvider;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(ARN).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<OidcProvider, Fault> {
        OidcProvider::find(&engine.records, call, &arn)
    }

    fn reply(provider: OidcProvider) -> Outgoing {
        provider.shown().into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html>
pub(super) struct ListOpenIDConnectProviders;

impl Operation for ListOpenIDConnectProviders {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_OPEN_ID_CONNECT_PROVIDERS;
    type Input = ();
    type Output = Vec<OidcProvider>;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Vec<OidcProvider>, Fault> {
        engine.records.list(call.account)
    }

    fn reply(providers: Vec<OidcProvider>) -> Outgoing {
        let entries: Vec<Fields> = providers.iter().map(OidcProvider::entry).collect();
        Fields::new(Self::SIGNATURE.output).with("OpenIDConnectProviderList", entries).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html>: it does not fail where there is
/// no such provider.
pub(super) struct DeleteOpenIDConnectProvider;

impl Operation for DeleteOpenIDConnectProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_OPEN_ID_CONNECT_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(ARN).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<(), Fault> {
        let name = OidcProvider::url_in(&arn)?;
        engine.records.change(call.account, |change| {
            if change.get::<OidcProvider>(&name)?.is_some_and(|found| found.arn == arn) {
                change.remove::<OidcProvider>(&name);
            }
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
