//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::queue::name::QueueName;
use crate::queue::{Queue, address};
use crate::records::keys;

pub(super) struct PurgeQueue;

/// How long one purge keeps the next away, where the settings ask for it.
const EVERY_MS: u64 = 60_000;

impl Operation for PurgeQueue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PURGE_QUEUE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    const LIMITS: &'static str = "A queue can be purged again at once, unless `--sqs-delays` is on.";
    type Input = QueueName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<QueueName, Fault> {
        address::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: QueueName) -> Result<(), Fault> {
        let fresh = engine.records.fresh_id()?;
        let now_ms = call.now.millis();
        engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            if engine.settings.delays && now_ms < found.queue.purged_ms.saturating_add(EVERY_MS) {
                return Err(error::purge_in_progress(&name.name));
            }
            change.put(keys::gone(found.queue.backlog), Vec::new());
            let mut backlog = change.open(fresh)?;
            // Numbers go on rising, and no handle of before means a message of after.
            let before = change.open(found.queue.backlog)?;
            backlog.tally.last_number = before.tally.last_number;
            change.close(backlog)?;
            change.close(before)?;
            change
                .put_queue(&name, &Queue { backlog: fresh, purged_ms: now_ms, ..Queue::clone(&found.queue) })
        })?;
        engine.sweep.wake();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
