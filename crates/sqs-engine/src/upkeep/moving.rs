//! Tasks that move messages out of dead-letter queues, back to where they came from or to another queue.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html>

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Key;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::message::{Message, Received};
use crate::order::{self, Held, fifo, standard};
use crate::queue::name::QueueName;
use crate::records::{Change, Found, keys, read};
use crate::work::dead::put_moved;

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Running,
    Completed,
    Cancelled,
    Failed,
}

impl Status {
    /// AWS's name for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Running => "RUNNING",
            Status::Completed => "COMPLETED",
            Status::Cancelled => "CANCELLED",
            Status::Failed => "FAILED",
        }
    }
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MoveTask {
    pub(crate) id: String,
    /// The ARN of the queue that the messages leave.
    pub(crate) source: String,
    /// The ARN of the queue to which they all go; nothing where each goes to where it came from.
    pub(crate) destination: Option<String>,
    /// The most messages in a second.
    pub(crate) rate: Option<u32>,
    pub(crate) started_ms: u64,
    pub(crate) status: Status,
    pub(crate) moved: u64,
    /// How many messages there were to move when it began.
    pub(crate) to_move: u64,
    pub(crate) failure: Option<String>,
}

impl MoveTask {
    /// Its handle, as AWS writes it.
    pub(crate) fn handle(&self) -> String {
        BASE64_STANDARD.encode(json!({"taskId": self.id, "sourceArn": self.source}).to_string())
    }
}

/// The id of the task and its queue, of a handle.
pub(crate) fn read_handle(handle: &str) -> Option<(String, QueueName)> {
    let document: Value = serde_json::from_slice(&BASE64_STANDARD.decode(handle).ok()?).ok()?;
    let queue = QueueName::of_arn_text(document.get("sourceArn")?.as_str()?)?;
    Some((document.get("taskId")?.as_str()?.to_owned(), queue))
}

/// How many messages are moved in one turn of a task without a rate.
const IN_ONE_TURN: u32 = 50;

/// How long a turn that failed waits for the next, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(10);

impl Engine {
    /// One turn of all tasks that run.
    pub(crate) async fn move_messages(self: Arc<Self>) -> Next {
        match self.turn().await {
            Ok(next) => next,
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "messages could not be moved");
                Next::HostAfter(AFTER_A_FAILURE)
            }
        }
    }

    async fn turn(&self) -> Result<Next, Fault> {
        let mut next = Next::WhenWoken;
        for (key, task) in self.tasks_under(&keys::all_move_tasks(), usize::MAX)? {
            if task.status == Status::Running {
                if let Some(source) = QueueName::of_arn_text(&task.source) {
                    // What is too old would begin anew in a FIFO queue.
                    self.take_away_all_old(&source).await?;
                }
                let due = self.turn_of(&key, &task)?;
                next = if let Next::At(earlier) = next { Next::At(earlier.min(due)) } else { Next::At(due) };
                tokio::task::yield_now().await;
            }
        }
        Ok(next)
    }

    /// One turn of a task: when its next is due.
    fn turn_of(&self, key: &Key, task: &MoveTask) -> Result<Timestamp, Fault> {
        let now = self.clock().now();
        let (count, pause_ms) = match task.rate {
            None => (IN_ONE_TURN, 0),
            Some(rate) => {
                let count = (rate / 10).clamp(1, IN_ONE_TURN);
                (count, u64::from(count * 1000 / rate.max(1)))
            }
        };
        for _ in 0..count {
            if !self.move_one(key, task)? {
                break;
            }
        }
        Ok(now.plus(Duration::from_millis(pause_ms)))
    }

    /// Moves the next message; false if the task is over.
    fn move_one(&self, key: &Key, task: &MoveTask) -> Result<bool, Fault> {
        let end = |status, failure: Option<&str>| self.end(key, task, status, failure);
        let Some(source) = QueueName::of_arn_text(&task.source) else { return end(Status::Failed, None) };
        let Some(found) = self.records.queue_if_there(&source)? else {
            return end(Status::Failed, Some("AWS.SimpleQueueService.NonExistentQueue"));
        };
        let now = self.clock().now();
        let Some(first) = self.records.look(|change| first_due(change, &found, now))? else {
            return end(Status::Completed, None);
        };
        let named = task.destination.as_ref().or(first.message.source.as_ref());
        let Some(destination) = named.and_then(|arn| QueueName::of_arn_text(arn)) else {
            return end(Status::Failed, Some("CouldNotDetermineMessageSource"));
        };
        let moved = self.records.change(&[&source, &destination], |change| {
            // It is still there, and the task still runs: who cancels a task stops it.
            let running =
                change.relied_record::<MoveTask>(key)?.filter(|task| task.status == Status::Running);
            let (Some(from), Some(to)) =
                (change.queue_if_there(&source)?, change.queue_if_there(&destination)?)
            else {
                return Ok(Moved::Nowhere);
            };
            if from.queue.id == to.queue.id || from.queue.is_fifo() != to.queue.is_fifo() {
                return Ok(Moved::Nowhere);
            }
            let mut leaving = change.open(from.queue.backlog)?;
            let held = order::find(change, leaving.id, first.place)?;
            let held = held.filter(|held| held.standing.due_ms <= now.millis());
            let (Some(mut task), Some(held)) = (running, held) else { return Ok(Moved::Nothing) };
            let mut coming = change.open(to.queue.backlog)?;
            order::remove(change, &mut leaving, &Held::of(&from.queue, &held), now)?;
            let message = Message { source: None, ..held.message };
            put_moved(change, &to, &mut coming, (held.place, message), now)?;
            change.close(leaving)?;
            change.close(coming)?;
            task.moved += 1;
            change.put_record(key.clone(), &task)?;
            Ok(Moved::To(to))
        })?;
        match moved {
            Moved::To(found) => {
                self.note_come(&found.queue, 1, first.place.sent_ms);
                Ok(true)
            }
            Moved::Nothing => Ok(false),
            Moved::Nowhere => end(Status::Failed, Some("AWS.SimpleQueueService.NonExistentQueue")),
        }
    }

    /// Ends a task that still runs.
    fn end(&self, key: &Key, task: &MoveTask, status: Status, failure: Option<&str>) -> Result<bool, Fault> {
        let Some(source) = QueueName::of_arn_text(&task.source) else { return Ok(false) };
        self.records.change(&[&source], |change| {
            if let Some(task) =
                change.relied_record::<MoveTask>(key)?.filter(|task| task.status == Status::Running)
            {
                let failure = failure.map(str::to_owned);
                change.put_record(key.clone(), &MoveTask { status, failure, ..task })?;
            }
            Ok(false)
        })
    }

    /// The tasks below a key, at most so many.
    pub(crate) fn tasks_under(&self, range: &Key, most: usize) -> Result<Vec<(Key, MoveTask)>, Fault> {
        let mut entries = Vec::new();
        self.records.scan(range.from_here(), &range.end(), &mut |key, value| {
            entries.push((Key::stored(key), value.clone()));
            if entries.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        entries.into_iter().map(|(key, value)| Ok((key, read(&value)?))).collect()
    }
}

/// What became of a message that was to be moved.
enum Moved {
    To(Found),
    Nothing,
    Nowhere,
}

/// The next message that can be moved: one in flight is not, nor one that is delayed.
fn first_due(change: &Change<'_>, found: &Found, now: Timestamp) -> Result<Option<Received>, Fault> {
    let backlog = found.queue.backlog;
    if !found.queue.is_fifo() {
        let due = standard::due(change, backlog, (now, None), 1)?;
        return due.first().map_or(Ok(None), |due| order::find(change, backlog, due.place));
    }
    for due in fifo::due(change, backlog, (now, None), 1)? {
        for place in fifo::members(change, backlog, &due.group, fifo::LOOKED_AT)? {
            let held = order::find(change, backlog, place)?;
            if let Some(held) = held.filter(|held| held.standing.due_ms <= now.millis()) {
                return Ok(Some(held));
            }
        }
    }
    Ok(None)
}
