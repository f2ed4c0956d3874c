//! Exports: events of a group become objects in a bucket, a folder for each stream.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html>

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::schedule::Next;
use base::seams::{ObjectAddress, SeamError};
use base::task::apart;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use store::space::Fields as KeyFields;
use store::{Key, Space};
use wire::fault::Fault;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::event::position::Position;
use crate::event::walk::Range;
use crate::event::{Found, moment};
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfAccount};
use crate::stream::Stream;
use crate::work::find::after;

/// What a task is that was stopped.
pub(crate) const CANCELLED: &str = "CANCELLED";

const PENDING: &str = "PENDING";
const RUNNING: &str = "RUNNING";
const COMPLETED: &str = "COMPLETED";
const FAILED: &str = "FAILED";

/// How many events are read at once.
const AT_ONCE: usize = 10_000;

/// How many bytes of lines an object has, about.
const MOST_OF_OBJECT: usize = 16 << 20;

/// How long what could not be done waits, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(10);

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    name: Option<String>,
    group: String,
    stream_prefix: String,
    from_ms: u64,
    to_ms: u64,
    bucket: String,
    prefix: String,
    pub(crate) status: String,
    message: String,
    created_ms: u64,
    completed_ms: Option<u64>,
}

impl Task {
    /// One that is to be done.
    pub(crate) fn new(id: &str, asked: &Fields, now_ms: u64) -> Task {
        let text = |name: &str| asked.text(name).map(str::to_owned);
        let time = |name: &str| asked.integer(name).and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default();
        Task {
            id: id.to_owned(),
            name: text("taskName"),
            group: asked.required("logGroupName").to_owned(),
            stream_prefix: text("logStreamNamePrefix").unwrap_or_default(),
            from_ms: time("from"),
            to_ms: time("to"),
            bucket: asked.required("destination").to_owned(),
            prefix: text("destinationPrefix").unwrap_or_else(|| "exportedlogs".to_owned()),
            status: PENDING.to_owned(),
            message: String::new(),
            created_ms: now_ms,
            completed_ms: None,
        }
    }

    /// Whether something of it is still to be done.
    pub(crate) fn is_active(&self) -> bool {
        self.status == PENDING || self.status == RUNNING
    }

    /// It is over.
    pub(crate) fn end(&mut self, status: &str, message: &str, now_ms: u64) {
        status.clone_into(&mut self.status);
        message.clone_into(&mut self.message);
        self.completed_ms = Some(now_ms);
    }

    /// As DescribeExportTasks shows it.
    pub(crate) fn shown(&self) -> Fields {
        let status = Fields::new(&model::EXPORT_TASK_STATUS)
            .with("code", self.status.as_str())
            .with("message", (!self.message.is_empty()).then_some(self.message.as_str()));
        let info = Fields::new(&model::EXPORT_TASK_EXECUTION_INFO)
            .with("creationTime", self.created_ms)
            .with("completionTime", self.completed_ms);
        Fields::new(&model::EXPORT_TASK)
            .with("taskId", self.id.as_str())
            .with("taskName", self.name.as_deref())
            .with("logGroupName", self.group.as_str())
            .with("from", self.from_ms)
            .with("to", self.to_ms)
            .with("destination", self.bucket.as_str())
            .with("destinationPrefix", self.prefix.as_str())
            .with("status", status)
            .with("executionInfo", info)
    }
}

/// Where an object is put.
pub(crate) fn place(account: AccountId, region: &Region, bucket: &str, key: &str) -> ObjectAddress {
    let (bucket, key) = (bucket.to_owned(), key.to_owned());
    ObjectAddress { account, region: region.clone(), bucket, key, version: None }
}

impl Engine {
    /// One run: all tasks that are not done.
    pub(crate) async fn export(self: Arc<Self>) -> Next {
        match self.export_all().await {
            Ok(()) => Next::WhenWoken,
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "log events could not be exported");
                Next::HostAfter(AFTER_A_FAILURE)
            }
        }
    }

    async fn export_all(self: &Arc<Self>) -> Result<(), Fault> {
        let mut tasks = self.records.below(&Key::of(Space::LogsOther), None);
        let mut active: Vec<(Key, AccountId, Region, Task)> = Vec::new();
        while let Some((key, held)) = tasks.next_raw().await? {
            let mut fields = KeyFields::of(&key);
            let (Some(account), Some(region)) = (fields.account(), fields.region()) else { continue };
            if fields.raw(1) == Some(&[OfAccount::ExportTask as u8][..]) {
                let task: Task = crate::records::read(&held)?;
                if task.is_active() {
                    active.push((Key::stored(&key), account, region, task));
                }
            }
        }
        for (key, account, region, task) in active {
            let outcome = self.export_one((account, &region), &task).await;
            let now_ms = self.clock().now().millis();
            self.records.change(&["export tasks"], |change| {
                let held: Option<Task> = change.record(&key)?;
                let Some(mut task) = held.filter(Task::is_active) else { return Ok(()) };
                match &outcome {
                    Ok(()) => task.end(COMPLETED, "Completed successfully", now_ms),
                    Err(cause) => task.end(FAILED, &cause.to_string(), now_ms),
                }
                change.put_record(key.clone(), &task)
            })?;
        }
        Ok(())
    }

    async fn export_one(
        self: &Arc<Self>,
        (account, region): (AccountId, &Region),
        task: &Task,
    ) -> Result<(), SeamError> {
        let failed = |fault: Fault| SeamError::Unavailable(fault.message);
        let name = GroupName { account, region: region.clone(), name: task.group.clone() };
        let group = self.records.group(&name).map_err(failed)?;
        let put = |key: String, bytes: Vec<u8>| {
            let object = place(account, region, &task.bucket, &key);
            async move { self.seams.objects.put(&object, bytes.into(), None).await.map(drop) }
        };
        put(format!("{}/aws-logs-write-test", task.prefix), b"Permission Check Successful".to_vec()).await?;
        let all = keys::streams(group.id).text_prefix(&task.stream_prefix);
        let mut streams = self.records.below(&all, None);
        while let Some((key, stream)) = streams.next::<Stream>().await.map_err(failed)? {
            let folder = keys::stream_name_of(&key).unwrap_or_default().replace('/', "-");
            let mut from = Position { stream: stream.id, ..Position::at(task.from_ms) };
            let mut part = 0;
            loop {
                let (lines, next) =
                    self.lines(group.id, stream.id, from, task.to_ms).await.map_err(failed)?;
                if lines.is_empty() {
                    break;
                }
                let packed = apart(move || pack(&lines)).await.map_err(failed)?;
                put(format!("{}/{}/{folder}/{part:06}.gz", task.prefix, task.id), packed).await?;
                part += 1;
                match next {
                    Some(next) => from = next,
                    None => break,
                }
            }
        }
        Ok(())
    }

    /// As many lines of a stream as an object has, and where the next ones begin.
    async fn lines(
        self: &Arc<Self>,
        group: u64,
        stream: u64,
        mut from: Position,
        to_ms: u64,
    ) -> Result<(Vec<u8>, Option<Position>), Fault> {
        let mut lines = Vec::new();
        while lines.len() < MOST_OF_OBJECT {
            let until = Position { stream, ..Position::at(to_ms.saturating_add(1)) };
            let range = Range { from, until, is_forwards: true, most: AT_ONCE, budget: usize::MAX };
            let events = self.events((group, stream), range).await?;
            let Some(last) = events.last() else { return Ok((lines, None)) };
            from = after(last.position);
            events.iter().for_each(|event| line(&mut lines, event));
        }
        Ok((lines, Some(from)))
    }
}

/// A line of an object: the time and the message.
fn line(lines: &mut Vec<u8>, event: &Found) {
    lines.extend_from_slice(moment(event.position.at_ms, 'T', "Z").as_bytes());
    lines.push(b' ');
    lines.extend_from_slice(event.message().as_bytes());
    lines.push(b'\n');
}

fn pack(lines: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packed.write_all(lines).and_then(|()| packed.finish());
    packed.map_err(|cause| error::damaged("an export", cause))
}
