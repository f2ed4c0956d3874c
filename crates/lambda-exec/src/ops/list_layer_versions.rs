//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html>

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

pub(crate) struct ListLayerVersions;

pub(crate) struct Input {
    id: LayerId,
    window: Window,
    runtime: Option<String>,
    architecture: Option<String>,
}

impl Operation for ListLayerVersions {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_LAYER_VERSIONS;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let text = |member| request.fields.text(member).map(str::to_owned);
        Ok(Input {
            id: LayerId::read(call, &request.fields),
            window: Window::read(Self::SIGNATURE, &request.fields)?,
            runtime: text("CompatibleRuntime"),
            architecture: text("CompatibleArchitecture"),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, window, runtime, architecture } = input;
        let mut versions = id.versions(&engine.store)?;
        versions.retain(|version| version.is_for(runtime.as_deref(), architecture.as_deref()));
        let page = window.cut(versions.iter(), |version| version.number.to_string());
        Ok(page.shown(Self::SIGNATURE.output, "LayerVersions", |version: &LayerVersion| version.listed(&id)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
