//! Deletes several parameters, each on its own.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::parameter::name;

pub(super) struct DeleteParameters;

/// What was deleted, and the names of which nothing was there.
type Done = (Vec<String>, Vec<String>);

impl Operation for DeleteParameters {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_PARAMETERS;
    type Input = Vec<String>;
    type Output = Done;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Vec<String>, Fault> {
        Ok(fields.texts("Names").map(str::to_owned).collect())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, names: Vec<String>) -> Result<Done, Fault> {
        let (mut deleted, mut invalid) = (Vec::new(), Vec::new());
        for given in names {
            let is_deleted = match name::own(call, &given) {
                Ok(name) => engine.remove(&name)?,
                Err(_) => false,
            };
            if is_deleted {
                deleted.push(given);
            } else if !deleted.contains(&given) {
                // A name that stands twice is deleted once, and not invalid for that.
                invalid.push(given);
            }
        }
        Ok((deleted, invalid))
    }

    fn reply((deleted, invalid): Done) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("DeletedParameters", deleted)
            .with("InvalidParameters", invalid)
            .into()
    }
}
