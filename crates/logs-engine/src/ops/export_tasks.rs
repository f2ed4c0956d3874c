//! Exports of events to a bucket.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeExportTasks.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CancelExportTask.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use base::seams::SeamError;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::export::{self, Task};
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfAccount};

pub(super) struct CreateExportTask;
pub(super) struct DescribeExportTasks;
pub(super) struct CancelExportTask;

impl Operation for CreateExportTask {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CREATE_EXPORT_TASK;
    type Input = (GroupName, Fields);
    type Output = String;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        if fields.integer("from") > fields.integer("to") {
            // Our guess of the sentence.
            return Err(error::invalid("The from time must not be later than the to time."));
        }
        Ok((GroupName::named(&fields, call), fields))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let bucket = asked.required("destination");
        match engine.seams.objects.list(&export::place(call.account, &call.region, bucket, ""), None).await {
            Err(SeamError::NotFound(_) | SeamError::Refused(_)) => return Err(error::no_bucket()),
            Ok(_) | Err(SeamError::Unavailable(_)) => {}
        }
        engine.records.group(&name)?;
        let id = engine.records.fresh_uuid()?;
        let place = (call.account, &call.region);
        let task = Task::new(&id, &asked, call.now.millis());
        engine.records.change(&["export tasks"], |change| {
            let all = keys::all_of_account(place, OfAccount::ExportTask);
            // AWS runs one of an account at a time, and lets none wait.
            if change.all_records::<Task>(&all)?.iter().any(Task::is_active) {
                return Err(error::limit_exceeded());
            }
            change.put_record(keys::of_account(place, OfAccount::ExportTask, &id), &task)
        })?;
        engine.exports.wake();
        Ok(id)
    }

    fn reply(id: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("taskId", id).into()
    }
}

impl Operation for DescribeExportTasks {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_EXPORT_TASKS;
    type Input = (Option<String>, Option<String>, Paging);
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let (id, status) = (text("taskId"), text("statusCode"));
        let bound = [id.as_deref().unwrap_or_default(), status.as_deref().unwrap_or_default()];
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeExportTasks", &bound)?;
        Ok((id, status, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (id, status, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let all = keys::all_of_account((call.account, &call.region), OfAccount::ExportTask);
        let after = paging.after().map(|id| all.clone().text(id));
        let mut tasks = engine.records.below(&all, after.as_ref());
        let mut found = Vec::new();
        while !paging.is_full(&found)
            && let Some((_, task)) = tasks.next::<Task>().await?
        {
            let is_meant = id.as_ref().is_none_or(|id| *id == task.id)
                && status.as_ref().is_none_or(|status| *status == task.status);
            found.extend(is_meant.then(|| task.shown()));
        }
        Ok(paging.page(found, |task| task.required("taskId").to_owned()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "exportTasks", |kept| kept)
    }
}

impl Operation for CancelExportTask {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CANCEL_EXPORT_TASK;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("taskId").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: Self::Input) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::ExportTask, &id);
        engine.records.change(&["export tasks"], |change| {
            let mut task: Task = change.record(&key)?.ok_or_else(error::no_export_task)?;
            if !task.is_active() {
                return Err(error::export_task_ended());
            }
            task.end(export::CANCELLED, "Cancelled by user", call.now.millis());
            change.put_record(key.clone(), &task)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
