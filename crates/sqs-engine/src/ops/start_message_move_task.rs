//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html>

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
use crate::order::Counts;
use crate::queue::name::QueueName;
use crate::records::keys;
use crate::upkeep::moving::{MoveTask, Status};

pub(super) struct StartMessageMoveTask;

/// What is asked for.
pub(super) struct Asked {
    source: String,
    destination: Option<String>,
    rate: Option<u32>,
}

/// The most messages that a task may be asked to move in a second.
const MAX_RATE: i64 = 500;

impl Operation for StartMessageMoveTask {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::START_MESSAGE_MOVE_TASK;
    type Input = Asked;
    type Output = String;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let rate = fields.integer("MaxNumberOfMessagesPerSecond");
        if let Some(rate) = rate.filter(|rate| !(1..=MAX_RATE).contains(rate)) {
            // A guess at the sentence.
            return Err(error::out_of_range(rate, "MaxNumberOfMessagesPerSecond", 1, MAX_RATE));
        }
        Ok(Asked {
            source: fields.required("SourceArn").to_owned(),
            destination: fields.text("DestinationArn").map(str::to_owned),
            rate: rate.and_then(|rate| u32::try_from(rate).ok()),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<String, Fault> {
        let source = redriven::there(engine, call, &asked.source, "SourceArn")?;
        if let Some(destination) = &asked.destination {
            let destination = redriven::there(engine, call, destination, "DestinationArn")?;
            if destination.queue.is_fifo() != source.queue.is_fifo() {
                // A guess, with its sentence: a message without a group has no place in a FIFO queue.
                let reason = "Destination queue must be same type of queue as the source.";
                return Err(error::invalid_value(destination.name.arn(), "DestinationArn", reason));
            }
        }
        if redriven::sources(engine, &source.name, None, 1).await?.is_empty() {
            // Recorded.
            return Err(error::invalid("Source queue must be configured as a Dead Letter Queue."));
        }
        engine.take_away_all_old(&source.name).await?;
        let counts = Counts::of(&engine.records, &source.queue, call.now).await?;
        let task = MoveTask {
            id: engine.records.fresh_uuid()?,
            source: asked.source,
            destination: asked.destination,
            rate: asked.rate,
            started_ms: call.now.millis(),
            status: Status::Running,
            moved: 0,
            to_move: counts.visible,
            failure: None,
        };
        begin(engine, &source.name, &task)?;
        engine.moving.wake();
        Ok(task.handle())
    }

    fn reply(handle: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("TaskHandle", handle).into()
    }
}

/// Adds a task to those of its queue, of which only one runs at a time. The ten newest are kept, as AWS shows no more.
fn begin(engine: &Engine, source: &QueueName, task: &MoveTask) -> Result<(), Fault> {
    const KEPT: usize = 10;
    engine.records.change(&[source], |change| {
        // Whoever adds a task changes the queue's tally.
        let found = change.queue(source)?;
        let tally = change.open(found.queue.backlog)?;
        change.close(tally)?;
        let tasks = engine.tasks_under(&keys::move_tasks(source), usize::MAX)?;
        if tasks.iter().any(|(_, task)| task.status == Status::Running) {
            // Recorded.
            return Err(error::invalid(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            ));
        }
        let newest = tasks.first().and_then(|(key, _)| keys::move_task_order_of(key.as_bytes()));
        let order = (u64::MAX - task.started_ms).min(newest.map_or(u64::MAX, |newest| newest - 1));
        change.put_record(keys::move_task(source, order), task)?;
        for (key, _) in tasks.into_iter().skip(KEPT - 1) {
            change.delete(key);
        }
        Ok(())
    })
}
