//! Updates of a checkpoint, judged by the state that they are about, and done.

use std::collections::HashMap;

use super::change::Change;
use super::error_object::ErrorObject;
use super::event::{Detail, Event};
use super::execution::{Outcome, Status};
use super::keys::What;
use super::operation::{Operation, OperationStatus, Type};
use super::token;
use super::update::{Action, Update};
use crate::error::Error;
use crate::invoke::ASYNCHRONOUS_LIMIT;

/// Does all of a checkpoint, or nothing of it. Gives whether the execution has ended with it.
pub(super) fn apply(change: &mut Change<'_>, updates: &[Update]) -> Result<bool, Error> {
    let ends = updates.iter().filter(|update| update.kind == Type::Execution).count();
    if ends > 1 {
        return Err(Error::invalid("Cannot checkpoint multiple EXECUTION updates."));
    }
    if ends == 1 && updates.last().is_some_and(|update| update.kind != Type::Execution) {
        return Err(Error::invalid("EXECUTION checkpoint must be the last update."));
    }
    if !updates.is_empty() {
        change.check_room()?;
    }
    let mut seen: HashMap<&str, &Update> = HashMap::new();
    for update in updates {
        if update.kind == Type::Execution {
            return end(change, update).map(|()| true);
        }
        if let Some(earlier) = seen.insert(&update.id, update) {
            let may_follow = matches!(earlier.kind, Type::Step | Type::Context)
                && earlier.action == Action::Start
                && update.action != Action::Start;
            if !may_follow {
                return Err(Error::invalid("Cannot checkpoint multiple operations with the same ID."));
            }
        }
        apply_one(change, update)?;
    }
    Ok(false)
}

fn end(change: &mut Change<'_>, update: &Update) -> Result<(), Error> {
    update.check_payload(change.execution.result_limit())?;
    let (result, error) = (update.payload.clone(), update.error.clone());
    match update.action {
        Action::Succeed => change.succeed(result),
        _ => change.fail(error.unwrap_or_default()),
    }
}

impl Change<'_> {
    /// The execution has succeeded.
    pub(super) fn succeed(&mut self, result: Option<String>) -> Result<(), Error> {
        let event = self.about_the_execution("Succeeded")?.with_text("Result", result.clone());
        self.end(Status::Succeeded, &Outcome { result, error: None }, &event)
    }

    /// The execution has failed.
    pub(super) fn fail(&mut self, error: ErrorObject) -> Result<(), Error> {
        self.fail_as(Status::Failed, "Failed", error)
    }

    /// The execution ends in one of the ways that have an error.
    pub(super) fn fail_as(&mut self, status: Status, what: &str, error: ErrorObject) -> Result<(), Error> {
        let event = self.about_the_execution(what)?.with_error(Some(error.clone()));
        self.end(status, &Outcome { error: Some(error), result: None }, &event)
    }

    fn about_the_execution(&self, what: &str) -> Result<Event, Error> {
        let operation =
            self.operation(0)?.ok_or_else(|| Error::damaged("a durable execution", "its input"))?;
        Ok(Event::about(&operation, what, self.now))
    }
}

fn apply_one(change: &mut Change<'_>, update: &Update) -> Result<(), Error> {
    update.check_payload(ASYNCHRONOUS_LIMIT)?;
    if let Some(parent) = &update.parent {
        let parent = change.operation_of(parent)?;
        if parent.is_none_or(|parent| parent.kind != Type::Context) {
            return Err(Error::invalid("Invalid parent operation id."));
        }
    }
    let before = change.operation_of(&update.id)?;
    if let Some(before) = &before {
        same(update, before)?;
    }
    match (update.action, before) {
        (Action::Start, Some(before)) => start_again(change, update, before),
        (Action::Start, None) => start(change, update),
        (Action::Cancel, before) => cancel(change, before),
        (Action::Retry | Action::Succeed | Action::Fail, before) => close(change, update, before),
    }
}

/// An operation stays what it is.
fn same(update: &Update, before: &Operation) -> Result<(), Error> {
    let differs = |now: &Option<String>, then: &Option<String>| now.is_some() && now != then;
    if update.kind != before.kind {
        return Err(Error::invalid("Inconsistent operation type."));
    }
    if differs(&update.sub_type, &before.sub_type) {
        return Err(Error::invalid("Inconsistent operation subtype."));
    }
    if differs(&update.name, &before.name) {
        return Err(Error::invalid("Inconsistent operation name."));
    }
    if differs(&update.parent, &before.parent) {
        return Err(Error::invalid("Inconsistent parent operation id."));
    }
    Ok(())
}

fn started(update: &Update, now: u64) -> Operation {
    Operation {
        number: 0,
        id: update.id.clone(),
        kind: update.kind,
        status: OperationStatus::Started,
        parent: update.parent.clone(),
        name: update.name.clone(),
        sub_type: update.sub_type.clone(),
        started: now,
        ended: None,
        attempt: 0,
        due: None,
        heartbeat: None,
        seconds: 0,
        replays_children: false,
        target: None,
        error: None,
        payload: None,
    }
}

fn start(change: &mut Change<'_>, update: &Update) -> Result<(), Error> {
    let now = change.now;
    let mut operation = started(update, now);
    let after = |seconds: u64| now.saturating_add(seconds.saturating_mul(1000));
    operation.seconds = update.wait_secs.unwrap_or_default();
    operation.due = match update.kind {
        Type::Wait => Some(after(operation.seconds)),
        Type::Callback if update.timeout_secs > 0 => Some(after(update.timeout_secs)),
        _ => None,
    };
    if update.kind == Type::Callback && update.heartbeat_secs > 0 {
        operation.heartbeat = Some((after(update.heartbeat_secs), update.heartbeat_secs));
    }
    operation.target.clone_from(&update.target);
    let operation = change.add(operation)?;
    if let Some(due) = operation.due {
        change.due(due, What::Operation, operation.number);
    }
    if let Some((due, _)) = operation.heartbeat {
        change.due(due, What::Heartbeat, operation.number);
    }
    let event = Event::about(&operation, "Started", now);
    let event = match update.kind {
        Type::Wait => event
            .with("Duration", Detail::Number(operation.seconds))
            .with("ScheduledEndTimestamp", Detail::Time(operation.due.unwrap_or(now))),
        Type::Callback => event
            .with("CallbackId", Detail::Text(token::callback(&change.execution.id, operation.number)))
            .with("HeartbeatTimeout", Detail::Number(update.heartbeat_secs))
            .with("Timeout", Detail::Number(update.timeout_secs)),
        Type::ChainedInvoke => {
            let target = update.target.as_ref();
            let name = target.map_or_else(String::new, |target| match &target.qualifier {
                Some(qualifier) => format!("{}:{qualifier}", target.function),
                None => target.function.clone(),
            });
            change.call(operation.number, update.payload.clone().unwrap_or_else(|| "{}".to_owned()));
            event.with("FunctionName", Detail::Text(name)).with_text("Input", update.payload.clone())
        }
        _ => event,
    };
    change.event(&event)
}

/// Only a step that is to be tried again starts again.
fn start_again(change: &mut Change<'_>, update: &Update, before: Operation) -> Result<(), Error> {
    if before.kind != Type::Step {
        return Err(Error::invalid(format!("Cannot start a {} that already exist.", update.kind.as_str())));
    }
    if before.status != OperationStatus::Ready {
        return Err(Error::invalid("Invalid current STEP state to start."));
    }
    let operation = Operation { status: OperationStatus::Started, due: None, ..before };
    change.put(&operation)?;
    change.event(&Event::about(&operation, "Started", change.now))
}

fn cancel(change: &mut Change<'_>, before: Option<Operation>) -> Result<(), Error> {
    let Some(before) = before.filter(|before| before.status == OperationStatus::Started) else {
        return Err(Error::invalid("Cannot cancel a WAIT that does not exist or has already completed."));
    };
    if let Some(due) = before.due {
        change.not_due(due, What::Operation, before.number);
    }
    let operation =
        Operation { status: OperationStatus::Cancelled, ended: Some(change.now), due: before.due, ..before };
    change.put(&operation)?;
    change.event(&Event::about(&operation, "Cancelled", change.now).with_error(None))
}

/// The handler has done what the operation is, or failed to, or is to try again. It may say so without having said that it began.
fn close(change: &mut Change<'_>, update: &Update, before: Option<Operation>) -> Result<(), Error> {
    let now = change.now;
    let mut operation = match before {
        Some(before) => before,
        None => change.add(started(update, now))?,
    };
    let may = match operation.kind {
        Type::Step => matches!(operation.status, OperationStatus::Started | OperationStatus::Ready),
        _ => operation.status == OperationStatus::Started,
    };
    if !may {
        let what = if update.action == Action::Retry { "re-attempt" } else { "close" };
        let message = format!("Invalid current {} state to {what}.", update.kind.as_str());
        return Err(Error::invalid(message));
    }
    operation.payload.clone_from(&update.payload);
    operation.error.clone_from(&update.error);
    operation.attempt = operation.attempt.saturating_add(1);
    operation.replays_children = update.replays_children;
    (operation.status, operation.ended) = match update.action {
        Action::Succeed => (OperationStatus::Succeeded, Some(now)),
        Action::Fail => (OperationStatus::Failed, Some(now)),
        _ => (OperationStatus::Pending, None),
    };
    let next = update.next_attempt_secs.filter(|_| update.action == Action::Retry);
    operation.due = next.map(|seconds| now.saturating_add(seconds.saturating_mul(1000)));
    if let Some(due) = operation.due {
        change.due(due, What::Operation, operation.number);
    }
    change.put(&operation)?;
    // A step that polls and is to poll again has succeeded so far, and is in the history as one that failed.
    let event = if update.action == Action::Succeed {
        Event::about(&operation, "Succeeded", now).with_text("Result", operation.payload.clone())
    } else {
        Event::about(&operation, "Failed", now).with_error(operation.error.clone())
    };
    let event = match operation.kind {
        Type::Step => event.with_retry(operation.attempt, next),
        _ => event,
    };
    change.event(&event)
}
