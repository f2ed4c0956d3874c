//! One change of an execution: what it is when the change begins, what is to become of it, and the batch of both. Whatever
//! changes an execution comes through here.

use std::collections::BTreeMap;
use std::time::Duration;

use base::clock::Timestamp;
use store::Batch;

use super::error_object::ErrorObject;
use super::event::Event;
use super::execution::{Execution, Outcome, Status};
use super::keys::{self, Due, Ready, What};
use super::operation::Operation;
use super::{MOST_EVENTS, MOST_OPERATIONS, MOST_WRITTEN};
use crate::engine::Engine;
use crate::error::Error;
use crate::records::Records;

/// A change in the making.
pub(super) struct Change<'a> {
    records: &'a Records,
    /// Milliseconds since the epoch.
    pub(super) now: u64,
    pub(super) execution: Execution,
    batch: Batch,
    before: Vec<u8>,
    was_open: bool,
    /// Operations as they are to be, by number.
    changed: BTreeMap<u64, Operation>,
    /// Numbers of those that are new, by id.
    added: BTreeMap<String, u64>,
}

impl Engine {
    /// Changes an execution, and wakes who is concerned; nothing if there is none of this id.
    pub(super) fn change_execution<T>(
        &self,
        id: &str,
        mut decide: impl FnMut(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let now = self.clock.now().millis();
        let done = self.store.change(&keys::execution(id), |records| {
            let Some(execution) = Execution::load(records, id)? else { return Ok((Batch::new(), None)) };
            let mut change = Change::of(records, execution, now)?;
            let done = decide(&mut change)?;
            let has_ended = change.was_open && !change.execution.status.is_open();
            Ok((change.close()?, Some((done, has_ended))))
        })?;
        let Some((done, has_ended)) = done else { return Ok(None) };
        self.durable.work.wake();
        if has_ended {
            self.durable.ended(id);
        }
        Ok(Some(done))
    }
}

impl<'a> Change<'a> {
    fn of(records: &'a Records, execution: Execution, now: u64) -> Result<Change<'a>, Error> {
        Ok(Change {
            records,
            now,
            before: execution.encode()?,
            was_open: execution.status.is_open(),
            execution,
            batch: Batch::new(),
            changed: BTreeMap::new(),
            added: BTreeMap::new(),
        })
    }

    /// An execution that begins with this change.
    pub(super) fn beginning(records: &'a Records, execution: Execution, now: u64) -> Change<'a> {
        let (batch, changed, added) = (Batch::new(), BTreeMap::new(), BTreeMap::new());
        Change { records, now, before: Vec::new(), was_open: true, execution, batch, changed, added }
    }

    /// The batch. It is empty if nothing has changed.
    pub(super) fn close(mut self) -> Result<Batch, Error> {
        let Execution { id, written, events, operations, .. } = &self.execution;
        for operation in self.changed.values() {
            self.batch.put(keys::operation(id, operation.number), operation.encode()?);
        }
        for (operation, number) in &self.added {
            self.batch.put(keys::operation_id(id, operation), number.to_be_bytes().to_vec());
        }
        debug_assert!(
            *operations <= MOST_OPERATIONS && *events <= 2 * MOST_EVENTS && *written < u64::MAX / 2
        );
        let record = self.execution.encode()?;
        if record != self.before {
            self.batch.put(keys::execution(id), record);
        }
        Ok(self.batch)
    }

    /// What is to change beside the execution.
    pub(super) fn batch(&mut self) -> &mut Batch {
        &mut self.batch
    }

    /// An operation as it is by now.
    pub(super) fn operation(&self, number: u64) -> Result<Option<Operation>, Error> {
        match self.changed.get(&number) {
            Some(operation) => Ok(Some(operation.clone())),
            None => Operation::load(self.records, &self.execution.id, number),
        }
    }

    /// The operation of this id.
    pub(super) fn operation_of(&self, id: &str) -> Result<Option<Operation>, Error> {
        let number = match self.added.get(id) {
            Some(number) => Some(*number),
            None => Operation::number_of(self.records, &self.execution.id, id)?,
        };
        number.map_or(Ok(None), |number| self.operation(number))
    }

    /// Adds an operation, which gets its number.
    pub(super) fn add(&mut self, operation: Operation) -> Result<Operation, Error> {
        let number = self.execution.operations;
        if number >= MOST_OPERATIONS {
            return Err(Error::too_many_operations(MOST_OPERATIONS));
        }
        self.execution.operations += 1;
        let operation = Operation { number, ..operation };
        self.added.insert(operation.id.clone(), number);
        self.note(&operation, None);
        Ok(operation)
    }

    /// Puts an operation in the place of what it was.
    pub(super) fn put(&mut self, operation: &Operation) -> Result<(), Error> {
        let before = self.operation(operation.number)?;
        self.note(operation, before.as_ref());
        Ok(())
    }

    fn note(&mut self, operation: &Operation, before: Option<&Operation>) {
        let execution = &mut self.execution;
        let was_pending = before.is_some_and(Operation::is_pending);
        let others = execution.pending.saturating_sub(was_pending.into());
        execution.pending = others + u64::from(operation.is_pending());
        if !execution.unseen.contains(&operation.number) {
            execution.unseen.push(operation.number);
        }
        let payload = operation
            .payload
            .as_ref()
            .filter(|payload| before.is_none_or(|before| before.payload.as_ref() != Some(payload)));
        let error = operation
            .error
            .as_ref()
            .filter(|error| before.is_none_or(|before| before.error.as_ref() != Some(error)));
        let written = payload.map_or(0, String::len) + error.map_or(0, ErrorObject::len);
        execution.written = execution.written.saturating_add(written as u64);
        self.changed.insert(operation.number, operation.clone());
    }

    /// Refuses what would make more of the execution than it may be: asked before what a handler says is taken.
    pub(super) fn check_room(&self) -> Result<(), Error> {
        if self.execution.written > MOST_WRITTEN {
            return Err(Error::too_much_written(MOST_WRITTEN));
        }
        if self.execution.events >= MOST_EVENTS {
            return Err(Error::too_many_events(MOST_EVENTS));
        }
        Ok(())
    }

    /// Adds to the history.
    pub(super) fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.execution.events += 1;
        let key = keys::event(&self.execution.id, self.execution.events);
        self.batch.put(key, event.encode()?);
        Ok(())
    }

    /// Something of the execution becomes due.
    pub(super) fn due(&mut self, at: u64, what: What, operation: u64) {
        let key = self.due_at(at, what, operation).key();
        self.batch.put(key, Vec::new());
    }

    /// It does not become due any more.
    pub(super) fn not_due(&mut self, at: u64, what: What, operation: u64) {
        let key = self.due_at(at, what, operation).key();
        self.batch.delete(key);
    }

    fn due_at(&self, at: u64, what: What, operation: u64) -> Due {
        Due { at: Timestamp::from_millis(at), execution: self.execution.id.clone(), what, operation }
    }

    /// The function that an operation calls is to be invoked now, with this.
    pub(super) fn call(&mut self, operation: u64, payload: String) {
        let at = Timestamp::from_millis(self.now);
        let key = Ready { at, execution: self.execution.id.clone(), operation }.key();
        self.batch.put(key, payload.into_bytes());
    }

    /// The handler is to be invoked at a time: something happened that it has not seen. While it is invoked it learns of that
    /// with its next checkpoint, or is invoked again; while it is paused it has to wait.
    pub(super) fn wake(&mut self, at: u64) {
        match self.execution.status {
            Status::Running if self.execution.ready.is_none() => {
                self.execution.ready = Some(at);
                let key = self.handler_ready_at(at);
                self.batch.put(key, Vec::new());
            }
            Status::Paused => self.execution.wants_invocation = true,
            _ => {}
        }
    }

    /// The handler need not be invoked any more: the invocation is over, or is not to be.
    pub(super) fn sleep(&mut self) {
        self.execution.is_invoked = false;
        if let Some(at) = self.execution.ready.take() {
            let key = self.handler_ready_at(at);
            self.batch.delete(key);
        }
    }

    fn handler_ready_at(&self, at: u64) -> store::Key {
        let (at, execution) = (Timestamp::from_millis(at), self.execution.id.clone());
        Ready { at, execution, operation: 0 }.key()
    }

    /// It ends. What operations of it are still due finds it ended.
    pub(super) fn end(&mut self, status: Status, outcome: &Outcome, event: &Event) -> Result<(), Error> {
        self.event(event)?;
        self.sleep();
        self.not_due(self.execution.times_out, What::Timeout, 0);
        let retention = Duration::from_secs(self.execution.config.retention_days.saturating_mul(86_400));
        let forgotten = Timestamp::from_millis(self.now).plus(retention).millis();
        self.due(forgotten, What::Forget, 0);
        if self.execution.caller.is_some() {
            self.due(self.now, What::Tell, 0);
        }
        self.batch.put(keys::outcome(&self.execution.id), outcome.encode()?);
        let execution = &mut self.execution;
        (execution.status, execution.ended) = (status, Some(self.now));
        (execution.pause, execution.wants_invocation) = (None, false);
        execution.unseen.clear();
        execution.last_checkpoint = None;
        Ok(())
    }
}
