//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use super::redriven;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::records::keys;
use crate::upkeep::moving::{MoveTask, Status};

pub(super) struct ListMessageMoveTasks;

impl Operation for ListMessageMoveTasks {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_MESSAGE_MOVE_TASKS;
    type Input = (String, usize);
    type Output = Vec<MoveTask>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let most = fields.integer("MaxResults").unwrap_or(1);
        match usize::try_from(most) {
            Ok(valid) if (1..=10).contains(&valid) => Ok((fields.required("SourceArn").to_owned(), valid)),
            _ => Err(error::invalid_value(most, "MaxResults", "Must be between 1 and 10, if provided.")),
        }
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (source, most): Self::Input,
    ) -> Result<Vec<MoveTask>, Fault> {
        let source = redriven::there(engine, call, &source, "SourceArn")?;
        let tasks = engine.tasks_under(&keys::move_tasks(&source.name), most)?;
        Ok(tasks.into_iter().map(|(_, task)| task).collect())
    }

    fn reply(tasks: Vec<MoveTask>) -> Outgoing {
        let shown: Vec<Slot> = tasks.iter().map(|task| Slot::There(Value::Struct(shown(task)))).collect();
        Fields::new(Self::SIGNATURE.output).with("Results", Value::List(shown)).into()
    }
}

fn shown(task: &MoveTask) -> Fields {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Fields::new(&model::LIST_MESSAGE_MOVE_TASKS_RESULT_ENTRY)
        .with("TaskHandle", (task.status == Status::Running).then(|| task.handle()))
        .with("Status", task.status.name().to_owned())
        .with("SourceArn", task.source.clone())
        .with("DestinationArn", task.destination.clone())
        .with("MaxNumberOfMessagesPerSecond", task.rate.map(i64::from))
        .with("ApproximateNumberOfMessagesMoved", number(task.moved))
        .with("ApproximateNumberOfMessagesToMove", number(task.to_move))
        .with("FailureReason", task.failure.clone())
        .with("StartedTimestamp", number(task.started_ms))
}
