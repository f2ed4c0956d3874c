//! A parameter with its value.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::parameter::name::Asked;
use crate::parameter::shown::Shown;

pub(super) struct GetParameter;

impl Operation for GetParameter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_PARAMETER;
    const RESOURCE: &'static [&'static str] = &["Name"];
    const LIMITS: &'static str =
        "of AWS's public parameters there are some; the ids of images that they have are made up";
    type Input = (Asked, bool);
    type Output = Shown;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, fields.required("Name"))?;
        Ok((asked, fields.boolean("WithDecryption").unwrap_or_default()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (asked, decrypts): Self::Input) -> Result<Shown, Fault> {
        engine.find(call, &asked, decrypts).await
    }

    fn reply(shown: Shown) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Parameter", shown.parameter()).into()
    }
}
