//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Body;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;

use crate::engine::Engine;
use crate::live_tail::Asked;
use crate::model;

pub(super) struct StartLiveTail;

impl Operation for StartLiveTail {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::START_LIVE_TAIL;
    type Input = Asked;
    type Output = Body;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        Asked::read(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Body, Fault> {
        engine.live_tail(call, asked)
    }

    fn reply(events: Body) -> Outgoing {
        Outgoing::events(Self::SIGNATURE.output, events)
    }
}
