//! Gives labels to a version of a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::parameter::name::{self, ParameterName};
use crate::work::label::Labelled;

pub(super) struct LabelParameterVersion;

/// What is asked for: of no version the last one.
pub(super) struct Input {
    name: ParameterName,
    version: Option<u64>,
    labels: Vec<String>,
}

impl Operation for LabelParameterVersion {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LABEL_PARAMETER_VERSION;
    type Input = Input;
    type Output = Labelled;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Input, Fault> {
        Ok(Input {
            name: name::own(call, fields.required("Name"))?,
            // A number below zero is none of a version, as zero is not.
            version: fields
                .integer("ParameterVersion")
                .map(|number| u64::try_from(number).unwrap_or_default()),
            labels: fields.texts("Labels").map(str::to_owned).collect(),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Labelled, Fault> {
        engine.label(&input.name, input.version, &input.labels)
    }

    fn reply(Labelled { version, invalid }: Labelled) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("InvalidLabels", invalid)
            .with("ParameterVersion", version)
            .into()
    }
}
