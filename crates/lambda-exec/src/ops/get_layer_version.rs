//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html>, and the same by ARN:
//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::layer::{LayerId, number};
use crate::model;

pub(crate) struct GetLayerVersion;

impl Operation for GetLayerVersion {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_LAYER_VERSION;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    type Input = (LayerId, u64);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((LayerId::read(call, &request.fields), number(&request.fields)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, number): Self::Input) -> Result<Fields, Error> {
        Ok(id.version(&engine.store, number)?.shown(call, &id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetLayerVersionByArn;

impl Operation for GetLayerVersionByArn {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_LAYER_VERSION_BY_ARN;
    const ACTION: Option<&'static str> = Some("lambda:GetLayerVersion");
    const RESOURCE: &'static [&'static str] = &["Arn"];
    type Input = (LayerId, u64);
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let arn = request.fields.required("Arn");
        // The shape also takes the form of AWS's own layers, of which there are none.
        LayerId::of_version_arn(arn).ok_or_else(Error::no_layer_version)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, number): Self::Input) -> Result<Fields, Error> {
        Ok(id.version(&engine.store, number)?.shown(call, &id, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
