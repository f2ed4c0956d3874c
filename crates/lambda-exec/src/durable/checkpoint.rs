//! A checkpoint: a handler says what it does, and learns what happened meanwhile.

use super::apply::apply;
use super::change::Change;
use super::execution::{Execution, LastCheckpoint, Status};
use super::operation::{Operation, listed};
use super::update::Update;
use super::{REMEMBERED, token};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use wire::value::Value;

/// What a request says.
#[derive(Debug)]
pub(crate) struct Checkpoint {
    pub(crate) arn: ExecutionArn,
    pub(crate) token: String,
    pub(crate) updates: Vec<Update>,
    pub(crate) client_token: Option<String>,
}

/// What it answers.
#[derive(Debug)]
pub(crate) struct Checkpointed {
    /// Nothing where this invocation may say no more: the execution has ended, or is paused.
    pub(crate) token: Option<String>,
    operations: Vec<Operation>,
    execution: String,
}

impl Checkpointed {
    /// The operations that have changed since the last one, as a member.
    pub(crate) fn operations(&self) -> Value {
        listed(&self.operations, &self.execution)
    }
}

impl Engine {
    /// Does what a checkpoint says, if its token is the present one. The next one needs another.
    pub(crate) fn checkpoint(&self, request: &Checkpoint) -> Result<Checkpointed, Error> {
        let done = self.change_execution(&request.arn.id, |change| {
            if change.execution.arn() != request.arn {
                return Err(Error::invalid_checkpoint_token());
            }
            if let Some(last) = repeated(change, request) {
                let next = last.next.map(|number| token::checkpoint(&change.execution.id, number));
                return answer(change, next, &last.shown);
            }
            let given = change.execution.tokens;
            if !is_present(&change.execution, &request.token) {
                return Err(Error::invalid_checkpoint_token());
            }
            let has_ended = apply(change, &request.updates)?;
            if has_ended {
                return answer(change, None, &[]);
            }
            let shown = std::mem::take(&mut change.execution.unseen);
            let next = if change.execution.status == Status::Pausing {
                // The invocation has to stop here.
                change.execution.tokens += 1;
                None
            } else {
                change.execution.tokens += 1;
                Some(change.execution.tokens)
            };
            change.execution.last_checkpoint = request.client_token.clone().map(|client_token| {
                LastCheckpoint { client_token, at: change.now, given, next, shown: shown.clone() }
            });
            if next.is_none() {
                change.now_paused()?;
            }
            let next = next.map(|number| token::checkpoint(&change.execution.id, number));
            answer(change, next, &shown)
        })?;
        done.ok_or_else(Error::invalid_checkpoint_token)
    }

    /// Whether a token is that of the invocation that runs now.
    pub(super) fn check_token(execution: &Execution, given: &str) -> Result<(), Error> {
        if is_present(execution, given) { Ok(()) } else { Err(Error::invalid_checkpoint_token()) }
    }
}

fn is_present(execution: &Execution, given: &str) -> bool {
    let is_awaited = execution.is_invoked && matches!(execution.status, Status::Running | Status::Pausing);
    is_awaited && given == token::checkpoint(&execution.id, execution.tokens)
}

/// The checkpoint that a request repeats.
fn repeated(change: &Change<'_>, request: &Checkpoint) -> Option<LastCheckpoint> {
    let last = change.execution.last_checkpoint.clone()?;
    let is_recent = change.now.saturating_sub(last.at) <= REMEMBERED.as_millis() as u64;
    let is_same = Some(&last.client_token) == request.client_token.as_ref()
        && request.token == token::checkpoint(&change.execution.id, last.given);
    Some(last).filter(|_| is_recent && is_same)
}

fn answer(change: &Change<'_>, token: Option<String>, shown: &[u64]) -> Result<Checkpointed, Error> {
    let mut operations = Vec::new();
    for number in shown {
        operations.extend(change.operation(*number)?);
    }
    Ok(Checkpointed { token, operations, execution: change.execution.id.clone() })
}
