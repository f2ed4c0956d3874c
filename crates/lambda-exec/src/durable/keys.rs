//! Where the records of durable executions lie. An execution is found by its id, and all that it has lies below that.

use base::clock::Timestamp;
use store::space::Fields;
use store::{Key, Space};

use crate::function_name::FunctionId;

/// What a record is. The numbers are part of the format on disk.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Kind {
    /// By id.
    Execution = 1,
    /// By function, time of the start and id: for listings. It holds nothing.
    Listed = 2,
    /// By function and name: the id.
    Name = 3,
    /// By id and number.
    Operation = 4,
    /// By id and the operation's own id: the number.
    OperationId = 5,
    /// By id and number.
    Event = 6,
    /// By id: what came of it.
    Outcome = 7,
    /// By time, id and number of an operation: handlers and functions that are to be invoked.
    Ready = 8,
    /// By time, id, what for, and number of an operation.
    Due = 9,
}

fn of(kind: Kind) -> Key {
    Key::of(Space::LambdaDurable).u8(kind as u8)
}

pub(super) fn execution(id: &str) -> Key {
    of(Kind::Execution).text(id)
}

/// Of all executions of a function.
pub(super) fn listed_of(function: &FunctionId) -> Key {
    of(Kind::Listed).account(function.account).region(&function.region).text(&function.name)
}

pub(super) fn listed(function: &FunctionId, started: u64, id: &str) -> Key {
    listed_of(function).u64(started).text(id)
}

/// The id in the key of a listing, and the start.
pub(super) fn of_listed(key: &[u8]) -> Option<(u64, String)> {
    let mut fields = Fields::of(key);
    fields.raw(1)?;
    fields.account()?;
    fields.region()?;
    fields.text()?;
    Some((fields.u64()?, fields.text()?))
}

pub(super) fn name(function: &FunctionId, name: &str) -> Key {
    of(Kind::Name).account(function.account).region(&function.region).text(&function.name).text(name)
}

/// Of all operations of an execution.
pub(super) fn operations(id: &str) -> Key {
    of(Kind::Operation).text(id)
}

pub(super) fn operation(id: &str, number: u64) -> Key {
    operations(id).u64(number)
}

/// Of the ids of all operations of an execution.
pub(super) fn operation_ids(id: &str) -> Key {
    of(Kind::OperationId).text(id)
}

pub(super) fn operation_id(id: &str, operation: &str) -> Key {
    operation_ids(id).text(operation)
}

/// Of all events of an execution.
pub(super) fn events(id: &str) -> Key {
    of(Kind::Event).text(id)
}

pub(super) fn event(id: &str, number: u64) -> Key {
    events(id).u64(number)
}

pub(super) fn outcome(id: &str) -> Key {
    of(Kind::Outcome).text(id)
}

/// Something to be invoked from a time on: the handler of an execution, or the function that one of its operations calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ready {
    pub(super) at: Timestamp,
    pub(super) execution: String,
    /// The operation that calls; 0 is the execution itself.
    pub(super) operation: u64,
}

impl Ready {
    /// Of all of them.
    pub(super) fn all() -> Key {
        of(Kind::Ready)
    }

    pub(super) fn key(&self) -> Key {
        Ready::all().u64(self.at.millis()).text(&self.execution).u64(self.operation)
    }

    pub(super) fn read(key: &[u8]) -> Option<Ready> {
        let mut fields = Fields::of(key);
        fields.raw(1)?;
        let at = Timestamp::from_millis(fields.u64()?);
        Some(Ready { at, execution: fields.text()?, operation: fields.u64()? })
    }
}

/// What becomes due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum What {
    /// A wait ends, a step is to be tried again, a callback was not answered in time.
    Operation = 1,
    /// A callback gave no sign of life in time.
    Heartbeat = 2,
    /// The execution has run for as long as it may.
    Timeout = 3,
    /// The one that called this execution is to be told of its end.
    Tell = 4,
    /// The execution is to be forgotten.
    Forget = 5,
}

/// Something that becomes due at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) at: Timestamp,
    pub(super) execution: String,
    pub(super) what: What,
    /// The operation that it is about; 0 is the execution itself.
    pub(super) operation: u64,
}

impl Due {
    /// Of all of them.
    pub(super) fn all() -> Key {
        of(Kind::Due)
    }

    pub(super) fn key(&self) -> Key {
        let Due { at, execution, what, operation } = self;
        Due::all().u64(at.millis()).text(execution).u8(*what as u8).u64(*operation)
    }

    pub(super) fn read(key: &[u8]) -> Option<Due> {
        let mut fields = Fields::of(key);
        fields.raw(1)?;
        let (at, execution) = (Timestamp::from_millis(fields.u64()?), fields.text()?);
        let what = match fields.raw(1)? {
            [1] => What::Operation,
            [2] => What::Heartbeat,
            [3] => What::Timeout,
            [4] => What::Tell,
            [5] => What::Forget,
            _ => return None,
        };
        Some(Due { at, execution, what, operation: fields.u64()? })
    }
}
