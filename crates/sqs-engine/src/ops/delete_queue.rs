//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::queue::address;
use crate::queue::name::QueueName;
use crate::records::keys;

pub(super) struct DeleteQueue;

impl Operation for DeleteQueue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_QUEUE;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = QueueName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<QueueName, Fault> {
        address::asked(&fields, call)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: QueueName) -> Result<(), Fault> {
        let id = engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            change.delete(name.key());
            change.put(keys::gone(found.queue.backlog), Vec::new());
            change.put(keys::gone(found.queue.id), Vec::new());
            // A queue of the same name does not go on with what this one had begun.
            for (task, _) in engine.tasks_under(&keys::move_tasks(&name), usize::MAX)? {
                change.delete(task);
            }
            if engine.settings.delays {
                change.put_record(keys::deleted(&name), &call.now.millis())?;
            }
            Ok(found.queue.id)
        })?;
        engine.waiting.wake_all(id);
        engine.sweep.wake();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
