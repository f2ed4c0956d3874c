//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html>
//!
//! What is asked is judged here, as of every operation; the stream that follows is begun by `endpoint`.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::live_tail::Asked;
use crate::model;

pub(super) struct StartLiveTail;

impl Operation for StartLiveTail {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::START_LIVE_TAIL;
    type Input = Asked;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        Asked::read(&fields, call)
    }

    async fn run(_: &Arc<Engine>, _: &Call, _: Asked) -> Result<(), Fault> {
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
