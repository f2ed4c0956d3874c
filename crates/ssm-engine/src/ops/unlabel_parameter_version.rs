//! Takes labels from a version of a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::parameter::name::{self, ParameterName};
use crate::work::label::Unlabelled;

pub(super) struct UnlabelParameterVersion;

impl Operation for UnlabelParameterVersion {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UNLABEL_PARAMETER_VERSION;
    type Input = (ParameterName, u64, Vec<String>);
    type Output = Unlabelled;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = name::own(call, fields.required("Name"))?;
        let version = fields.integer("ParameterVersion").and_then(|number| u64::try_from(number).ok());
        let labels = fields.texts("Labels").map(str::to_owned).collect();
        Ok((name, version.unwrap_or_default(), labels))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (name, version, labels): Self::Input,
    ) -> Result<Unlabelled, Fault> {
        engine.unlabel(&name, version, &labels)
    }

    fn reply(Unlabelled { removed, invalid }: Unlabelled) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("RemovedLabels", removed)
            .with("InvalidLabels", invalid)
            .into()
    }
}
