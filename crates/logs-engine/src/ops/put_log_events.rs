//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::event::block;
use crate::group::name::GroupName;
use crate::model;
use crate::work::append::{self, Appended, Rejected};

pub(super) struct PutLogEvents;

/// What is asked for.
pub(super) struct Asked {
    group: GroupName,
    stream: String,
    events: Vec<block::Incoming>,
}

impl Operation for PutLogEvents {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_LOG_EVENTS;
    const LIMITS: &'static str = "`entity` is passed over, as AWS has it where nothing is kept of it.";
    type Input = Asked;
    type Output = Appended;

    fn read(call: &Call, Incoming { mut fields, .. }: Incoming) -> Result<Asked, Fault> {
        let Slot::There(Value::List(slots)) = fields.take("logEvents") else {
            return Ok(Asked::of(&fields, call, Vec::new()));
        };
        let events: Vec<block::Incoming> = slots.into_iter().filter_map(event).collect();
        append::check(&events)?;
        Ok(Asked::of(&fields, call, events))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Appended, Fault> {
        engine.append((&asked.group, &asked.stream), &asked.events, call.now.millis())
    }

    fn reply(Appended { rejected, token }: Appended) -> Outgoing {
        let index = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
        let shown = (rejected != Rejected::default()).then(|| {
            Fields::new(&model::REJECTED_LOG_EVENTS_INFO)
                .with("tooNewLogEventStartIndex", rejected.too_new_start.map(index))
                .with("tooOldLogEventEndIndex", rejected.too_old_end.map(index))
                .with("expiredLogEventEndIndex", rejected.expired_end.map(index))
        });
        Fields::new(Self::SIGNATURE.output)
            .with("nextSequenceToken", token)
            .with("rejectedLogEventsInfo", shown)
            .into()
    }
}

impl Asked {
    fn of(fields: &Fields, call: &Call, events: Vec<block::Incoming>) -> Asked {
        let stream = fields.required("logStreamName").to_owned();
        Asked { group: GroupName::named(fields, call), stream, events }
    }
}

fn event(slot: Slot) -> Option<block::Incoming> {
    let Slot::There(Value::Struct(mut event)) = slot else { return None };
    let at_ms = event.integer("timestamp").and_then(|at_ms| u64::try_from(at_ms).ok())?;
    let Slot::There(Value::Text(message)) = event.take("message") else { return None };
    Some(block::Incoming { at_ms, message })
}
