//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html>

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::layer::{LayerId, number};
use crate::model;

pub(crate) struct DeleteLayerVersion;

impl Operation for DeleteLayerVersion {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_LAYER_VERSION;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    type Input = (LayerId, u64);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((LayerId::read(call, &request.fields), number(&request.fields)))
    }

    /// One that is not there is deleted already: a second deletion succeeds (our guess).
    async fn run(engine: &Arc<Engine>, _: &Call, (id, number): Self::Input) -> Result<(), Error> {
        engine.store.change(&id.last_key(), |records| {
            let mut batch = Batch::new();
            if let Some(version) = id.find(records, number)? {
                batch.delete(id.key(number));
                // Functions that use it have references of their own.
                batch.unlink(version.code.blob);
            }
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
