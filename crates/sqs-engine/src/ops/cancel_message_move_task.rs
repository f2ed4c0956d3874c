//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::redriven;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::queue::name::QueueName;
use crate::records::keys;
use crate::upkeep::moving::{MoveTask, Status, read_handle};

pub(super) struct CancelMessageMoveTask;

impl Operation for CancelMessageMoveTask {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CANCEL_MESSAGE_MOVE_TASK;
    type Input = (String, QueueName);
    type Output = u64;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        // Recorded.
        let wrong = || error::invalid("Value for parameter TaskHandle is invalid.");
        read_handle(fields.required("TaskHandle")).ok_or_else(wrong)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, source): Self::Input) -> Result<u64, Fault> {
        redriven::there(engine, call, &source.arn().to_string(), "SourceArn")?;
        let tasks = engine.tasks_under(&keys::move_tasks(&source), usize::MAX)?;
        let Some((key, _)) = tasks.into_iter().find(|(_, task)| task.id == id) else {
            // Recorded.
            return Err(error::no_such_resource("Task does not exist."));
        };
        engine.records.change(&[&source], |change| match change.relied_record::<MoveTask>(&key)? {
            Some(task) if task.status == Status::Running => {
                let moved = task.moved;
                change.put_record(key.clone(), &MoveTask { status: Status::Cancelled, ..task })?;
                Ok(moved)
            }
            // A guess at code and sentence.
            Some(_) => Err(error::invalid("Only active tasks can be cancelled.")),
            None => Err(error::no_such_resource("Task does not exist.")),
        })
    }

    fn reply(moved: u64) -> Outgoing {
        let moved = i64::try_from(moved).unwrap_or(i64::MAX);
        Fields::new(Self::SIGNATURE.output).with("ApproximateNumberOfMessagesMoved", moved).into()
    }
}
