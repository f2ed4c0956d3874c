//! Other accounts may read a parameter no more.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteResourcePolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::resource;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::parameter::name::ParameterName;
use crate::records::{ResourcePolicy, keys};

pub(super) struct DeleteResourcePolicy;

/// The policy by its parameter, id and hash.
pub(super) struct Input {
    name: ParameterName,
    id: String,
    hash: String,
}

impl Operation for DeleteResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_RESOURCE_POLICY;
    type Input = Input;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Input, Fault> {
        Ok(Input {
            name: resource::shared(call, &fields)?,
            id: fields.required("PolicyId").to_owned(),
            hash: fields.required("PolicyHash").to_owned(),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Input { name, id, hash }: Input) -> Result<(), Fault> {
        engine.records.change((name.account, &name.region), |change| {
            change.parameter(&name)?.ok_or_else(error::no_shared_parameter)?;
            let key = keys::resource_policy(&name);
            let held: Option<ResourcePolicy> = change.record(&key)?;
            let held = held.filter(|held| held.id == id).ok_or_else(error::no_resource_policy)?;
            if held.hash != hash {
                return Err(error::other_resource_policy());
            }
            change.delete(key);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
