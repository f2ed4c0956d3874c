//! Code signing configurations: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateCodeSigningConfig.html> and its
//! neighbours. Signatures are not checked.

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::kept::{Kept, OfCodeSigningConfig};
use crate::listing::Window;
use crate::model;
use crate::regional::{Id, Regional};
use crate::tags;

type ConfigId = Id<OfCodeSigningConfig>;

/// The members that are kept.
const MEMBERS: [&str; 3] = ["Description", "AllowedPublishers", "CodeSigningPolicies"];

/// How long the part of an id is that is drawn, and of what.
const ID_LEN: usize = 17;
const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

fn named(call: &Call, request: &Incoming) -> ConfigId {
    Id::read(call, request.fields.required("CodeSigningConfigArn"))
}

/// With what AWS's guide says is the policy where none is set.
fn shown(id: &ConfigId, config: &Regional<OfCodeSigningConfig>) -> Fields {
    let mut shown = config.shown(id).with("CodeSigningConfigId", id.name.as_str());
    if !shown.has("CodeSigningPolicies") {
        let warn = Fields::new(&model::CODE_SIGNING_POLICIES).with("UntrustedArtifactOnDeployment", "Warn");
        shown.set("CodeSigningPolicies", warn);
    }
    shown
}

pub(crate) struct CreateCodeSigningConfig;

impl Operation for CreateCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_CODE_SIGNING_CONFIG;
    const KEPT: &'static [&'static str] = &["AllowedPublishers", "CodeSigningPolicies"];
    type Input = Fields;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Fields, Error> {
        tags::check(&request.fields.text_map("Tags").unwrap_or_default())?;
        Ok(request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, fields: Fields) -> Result<Fields, Error> {
        let named = |drawn: &String| -> ConfigId { Id::read(call, &format!("csc-{drawn}")) };
        let drawn =
            engine.store.fresh(|entropy| entropy.text(ALPHABET, ID_LEN), |drawn| [named(drawn).key()])?;
        let id = named(&drawn);
        let tags = fields.text_map("Tags").unwrap_or_default();
        let config = Regional::new(&id, Kept::of(&fields, &MEMBERS), tags, call.now);
        engine.store.change(&id.key(), |_| {
            let mut batch = Batch::new();
            config.put(&mut batch, &id)?;
            Ok((batch, ()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CodeSigningConfig", shown(&id, &config)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetCodeSigningConfig;

impl Operation for GetCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_CODE_SIGNING_CONFIG;
    type Input = ConfigId;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<ConfigId, Error> {
        Ok(named(call, &request))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: ConfigId) -> Result<Fields, Error> {
        id.check_owner(call)?;
        let config = id.existing(&engine.store)?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CodeSigningConfig", shown(&id, &config)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct UpdateCodeSigningConfig;

impl Operation for UpdateCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UPDATE_CODE_SIGNING_CONFIG;
    const KEPT: &'static [&'static str] = &["AllowedPublishers", "CodeSigningPolicies"];
    type Input = (ConfigId, Kept<OfCodeSigningConfig>);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((named(call, &request), Kept::of(&request.fields, &MEMBERS)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, given): Self::Input) -> Result<Fields, Error> {
        id.check_owner(call)?;
        let config = engine.store.change(&id.key(), |records| {
            let config = id.existing(records)?.with(given.clone(), call.now);
            let mut batch = Batch::new();
            config.put(&mut batch, &id)?;
            Ok((batch, config))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("CodeSigningConfig", shown(&id, &config)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct DeleteCodeSigningConfig;

impl Operation for DeleteCodeSigningConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_CODE_SIGNING_CONFIG;
    type Input = ConfigId;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<ConfigId, Error> {
        Ok(named(call, &request))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: ConfigId) -> Result<(), Error> {
        id.check_owner(call)?;
        engine.store.change(&id.key(), |records| {
            let mut batch = Batch::new();
            id.delete(records, &mut batch)?;
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

pub(crate) struct ListCodeSigningConfigs;

impl Operation for ListCodeSigningConfigs {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_CODE_SIGNING_CONFIGS;
    type Input = Window;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Window, Error> {
        Window::read(Self::SIGNATURE, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, window: Window) -> Result<Fields, Error> {
        let configs = Regional::<OfCodeSigningConfig>::all(&engine.store, call)?;
        let page = window.cut(configs.iter(), |config| config.name.clone());
        let show = |config: &Regional<OfCodeSigningConfig>| shown(&Id::read(call, &config.name), config);
        Ok(page.shown(Self::SIGNATURE.output, "CodeSigningConfigs", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
