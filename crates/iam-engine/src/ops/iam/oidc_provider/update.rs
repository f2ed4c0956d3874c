//! What changes an OpenID Connect provider.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::{ARN, too_many_client_ids};
use crate::engine::Engine;
use crate::error;
use crate::identity_provider::context::Asked;
use crate::identity_provider::oidc::{self, OidcProvider};
use crate::model::iam;

/// Changes the provider of an ARN.
fn change(
    engine: &Engine,
    call: &Call,
    arn: &str,
    act: impl Fn(&mut OidcProvider) -> Result<(), Fault>,
) -> Result<(), Fault> {
    engine.records.change(call.account, |change| {
        let mut provider = OidcProvider::demand(change, arn)?;
        act(&mut provider)?;
        change.put(&provider)
    })
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html>: one that is there
/// already is passed over.
pub(in crate::ops::iam) struct AddClientIDToOpenIDConnectProvider;

impl Operation for AddClientIDToOpenIDConnectProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(ARN).to_owned(), fields.required("ClientID").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, client_id): Self::Input) -> Result<(), Fault> {
        change(engine, call, &arn, |provider| {
            if provider.client_ids.contains(&client_id) {
                return Ok(());
            }
            if provider.client_ids.len() >= oidc::MOST_CLIENT_IDS {
                return Err(too_many_client_ids());
            }
            provider.client_ids.push(client_id.clone());
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html>: one that is not
/// there is passed over.
pub(in crate::ops::iam) struct RemoveClientIDFromOpenIDConnectProvider;

impl Operation for RemoveClientIDFromOpenIDConnectProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(ARN).to_owned(), fields.required("ClientID").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, client_id): Self::Input) -> Result<(), Fault> {
        change(engine, call, &arn, |provider| {
            provider.client_ids.retain(|known| *known != client_id);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html>
pub(in crate::ops::iam) struct UpdateOpenIDConnectProviderThumbprint;

impl Operation for UpdateOpenIDConnectProviderThumbprint {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let thumbprints: Vec<String> = fields.texts("ThumbprintList").map(str::to_owned).collect();
        oidc::check_thumbprints(&thumbprints)?;
        Ok((fields.required(ARN).to_owned(), thumbprints))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, thumbprints): Self::Input) -> Result<(), Fault> {
        change(engine, call, &arn, |provider| {
            provider.thumbprints = thumbprints.clone();
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProvider.html>
pub(in crate::ops::iam) struct UpdateOpenIDConnectProvider;

impl Operation for UpdateOpenIDConnectProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_OPEN_ID_CONNECT_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    const KEPT: &'static [&'static str] = &["ContextProvider", "IdentityCenterInstanceArn"];
    type Input = (String, Asked);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(&fields)?;
        // "A single request can change either the context provider or the IAM Identity Center association, but not both."
        if asked.is_of_context() && asked.is_of_identity_center() {
            return Err(error::identity_provider::either(
                "the context provider",
                "the IAM Identity Center instance",
            ));
        }
        Ok((fields.required(ARN).to_owned(), asked))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, asked): Self::Input) -> Result<(), Fault> {
        change(engine, call, &arn, |provider| provider.propagation.update(asked.clone()))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
