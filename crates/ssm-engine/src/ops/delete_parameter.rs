//! Deletes a parameter.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::{self, ParameterName};

pub(super) struct DeleteParameter;

impl Operation for DeleteParameter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_PARAMETER;
    type Input = ParameterName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<ParameterName, Fault> {
        name::own(call, fields.required("Name"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: ParameterName) -> Result<(), Fault> {
        if engine.remove(&name)? { Ok(()) } else { Err(error::no_parameter()) }
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
