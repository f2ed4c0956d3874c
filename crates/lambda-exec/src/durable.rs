//! Durable executions: functions that go on where they stood, over many invocations, for up to a year.
//!
//! An execution is records: what it was given, its operations, its history, what is due. Its handler is invoked with what
//! there is so far, tells with checkpoints what it does, and answers that it is done, or that it waits. What it waits for (a
//! time, a callback, another function) is a record too; when that comes the handler is invoked again.
//! <https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html>
//!
//! From below:
//! - `frame`, `keys`, `token` how things are written; `error_object` AWS's errors
//! - `execution`, `operation`, `event` the records; `change` the one way in which they change
//! - `update` what a handler says of its operations; `apply` how that is done; `checkpoint` the requests that say so
//! - `callback` answers from outside; `control` stop, pause, resume, delete
//! - `start` how an execution begins, and the wait for its end; `state` what a handler is given
//! - `run` one invocation of a handler; `call` a function that an execution calls
//! - `due` what is done when its time has come

use std::time::Duration;

mod apply;
mod call;
mod callback;
mod change;
mod checkpoint;
mod control;
mod due;
mod error_object;
mod event;
mod execution;
mod frame;
mod history;
mod keys;
mod operation;
mod run;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod token;
mod update;

pub(crate) use self::checkpoint::{Checkpoint, Checkpointed};
pub(crate) use self::control::Pausing;
pub(crate) use self::error_object::ErrorObject;
pub(crate) use self::history::{Filter, Paging};
pub(crate) use self::start::{Ended, Start, text_of};
pub(crate) use self::update::Update;

/// The most operations of an execution. AWS's quota:
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
const MOST_OPERATIONS: u64 = 3000;

/// The most bytes that are written of an execution. AWS's quota, on the same page.
const MOST_WRITTEN: u64 = 100 * 1024 * 1024;

/// The most events of an execution after which its handler may still add some: a limit of ours, as steps may be tried again
/// for ever.
const MOST_EVENTS: u64 = 50_000;

/// How long what one answer shows is together at most, but for a single item that is longer: a reply of Lambda has 6 MB. AWS's
/// own number is not known.
const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// How long an execution may last, however often it is paused: AWS's model says so of a pause.
const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// How long a client's token is remembered: AWS's model says so.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);
