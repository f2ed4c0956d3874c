//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::layer::{LayerId, LayerVersion};
use crate::listing::Window;
use crate::model;

pub(crate) struct ListLayers;

pub(crate) struct Input {
    window: Window,
    runtime: Option<String>,
    architecture: Option<String>,
}

impl Operation for ListLayers {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_LAYERS;
    type Input = Input;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Input, Error> {
        let text = |member| request.fields.text(member).map(str::to_owned);
        Ok(Input {
            window: Window::read(Self::SIGNATURE, &request.fields)?,
            runtime: text("CompatibleRuntime"),
            architecture: text("CompatibleArchitecture"),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { window, runtime, architecture } = input;
        let prefix = LayerVersion::prefix(call.account, &call.region);
        let mut versions = LayerVersion::scan(&engine.store, &prefix)?;
        versions.retain(|version| version.is_for(runtime.as_deref(), architecture.as_deref()));
        // Of each layer the newest of those that are left stands last.
        let newest = versions.chunk_by(|one, next| one.name == next.name).filter_map(<[_]>::last);
        let page = window.cut(newest, |version| version.name.clone());
        let show = |version: &LayerVersion| {
            let id = LayerId::of_name(call, &version.name);
            Fields::new(&model::LAYERS_LIST_ITEM)
                .with("LayerName", version.name.as_str())
                .with("LayerArn", id.arn().to_string())
                .with("LatestMatchingVersion", version.listed(&id))
        };
        Ok(page.shown(Self::SIGNATURE.output, "Layers", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
