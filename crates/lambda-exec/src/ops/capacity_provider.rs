//! Capacity providers: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateCapacityProvider.html> and its neighbours.
//! There are no instances: functions of a provider run as all others do.

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::FunctionId;
use crate::kept::{Kept, OfCapacityProvider};
use crate::listing::Window;
use crate::model;
use crate::regional::{Id, Regional};
use crate::tags;

type ProviderId = Id<OfCapacityProvider>;

/// The members that are kept.
const MEMBERS: &[&str] = &[
    "CapacityProviderScalingConfig",
    "InstanceRequirements",
    "KmsKeyArn",
    "PermissionsConfig",
    "PropagateTags",
    "TelemetryConfig",
    "VpcConfig",
];

fn named(call: &Call, fields: &Fields) -> ProviderId {
    Id::read(call, fields.required("CapacityProviderName"))
}

fn shown(id: &ProviderId, provider: &Regional<OfCapacityProvider>, state: &str) -> Fields {
    provider.shown(id).with("State", state)
}

pub(crate) struct CreateCapacityProvider;

impl Operation for CreateCapacityProvider {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_CAPACITY_PROVIDER;
    const KEPT: &'static [&'static str] = MEMBERS;
    type Input = Fields;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Fields, Error> {
        tags::check(&request.fields.text_map("Tags").unwrap_or_default())?;
        Ok(request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, fields: Fields) -> Result<Fields, Error> {
        let id = named(call, &fields);
        id.check_owner(call)?;
        let tags = fields.text_map("Tags").unwrap_or_default();
        let provider = Regional::new(&id, Kept::of(&fields, MEMBERS), tags, call.now);
        engine.store.change(&id.key(), |records| {
            if id.load(records)?.is_some() {
                return Err(Error::capacity_provider_exists(&id.name));
            }
            let mut batch = Batch::new();
            provider.put(&mut batch, &id)?;
            Ok((batch, ()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CapacityProvider", shown(&id, &provider, "Pending")))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetCapacityProvider;

impl Operation for GetCapacityProvider {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_CAPACITY_PROVIDER;
    type Input = ProviderId;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<ProviderId, Error> {
        Ok(named(call, &request.fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: ProviderId) -> Result<Fields, Error> {
        id.check_owner(call)?;
        let provider = id.existing(&engine.store)?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CapacityProvider", shown(&id, &provider, "Active")))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct UpdateCapacityProvider;

impl Operation for UpdateCapacityProvider {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_CAPACITY_PROVIDER;
    const KEPT: &'static [&'static str] =
        &["CapacityProviderScalingConfig", "PropagateTags", "TelemetryConfig"];
    type Input = (ProviderId, Kept<OfCapacityProvider>);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((named(call, &request.fields), Kept::of(&request.fields, MEMBERS)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, given): Self::Input) -> Result<Fields, Error> {
        id.check_owner(call)?;
        let provider = engine.store.change(&id.key(), |records| {
            let provider = id.existing(records)?.with(given.clone(), call.now);
            let mut batch = Batch::new();
            provider.put(&mut batch, &id)?;
            Ok((batch, provider))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CapacityProvider", shown(&id, &provider, "Active")))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct DeleteCapacityProvider;

impl Operation for DeleteCapacityProvider {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_CAPACITY_PROVIDER;
    type Input = ProviderId;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<ProviderId, Error> {
        Ok(named(call, &request.fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: ProviderId) -> Result<Fields, Error> {
        id.check_owner(call)?;
        let provider = engine.store.change(&id.key(), |records| {
            let mut batch = Batch::new();
            let provider = id.delete(records, &mut batch)?;
            Ok((batch, provider))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CapacityProvider", shown(&id, &provider, "Deleting")))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct ListCapacityProviders;

impl Operation for ListCapacityProviders {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_CAPACITY_PROVIDERS;
    type Input = (Window, bool);
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Self::Input, Error> {
        // All that are there are active.
        let has_any = matches!(request.fields.text("State"), None | Some("Active"));
        Ok((Window::read(Self::SIGNATURE, &request.fields)?, has_any))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (window, has_any): Self::Input) -> Result<Fields, Error> {
        let providers = Regional::<OfCapacityProvider>::all(&engine.store, call)?;
        let page = window.cut(providers.iter().filter(|_| has_any), |provider| provider.name.clone());
        let show = |provider: &Regional<OfCapacityProvider>| {
            shown(&Id::read(call, &provider.name), provider, "Active")
        };
        Ok(page.shown(Self::SIGNATURE.output, "CapacityProviders", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct ListFunctionVersionsByCapacityProvider;

impl Operation for ListFunctionVersionsByCapacityProvider {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER;
    type Input = (ProviderId, Window);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((named(call, &request.fields), Window::read(Self::SIGNATURE, &request.fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, window): Self::Input) -> Result<Fields, Error> {
        id.check_owner(call)?;
        id.existing(&engine.store)?;
        let versions = id.users(&engine.store)?;
        let arn = |version: &Function| {
            let (account, region) = (call.account, call.region.clone());
            let function = FunctionId { account, region, name: version.name.clone() };
            function.qualified_arn(&version.version).to_string()
        };
        let page = window.cut(versions.iter(), |version| arn(version));
        let show = |version: &Function| {
            Fields::new(&model::FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER_LIST_ITEM)
                .with("FunctionArn", arn(version))
                .with("State", version.state.as_str())
        };
        let shown = page.shown(Self::SIGNATURE.output, "FunctionVersions", show);
        Ok(shown.with("CapacityProviderArn", id.arn()))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
