//! What is done to an execution from outside: it is stopped, paused, resumed, deleted.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/durable-managing-executions.html>

use base::call::Call;
use wire::value::Fields;

use super::change::Change;
use super::error_object::ErrorObject;
use super::event::{Detail, Event};
use super::execution::{Pause, Status};
use super::keys::What;
use super::{LONGEST, REMEMBERED};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;

/// The most client tokens of an execution that are remembered.
const MOST_TOKENS: usize = 64;

/// What a request to pause or to resume says.
#[derive(Debug)]
pub(crate) struct Pausing {
    arn: ExecutionArn,
    client_token: Option<String>,
    reason: Option<String>,
    /// Of a pause: whether it stops the timeout too.
    stops_timeout: bool,
}

impl Pausing {
    pub(crate) fn read(call: &Call, fields: &Fields) -> Result<Pausing, Error> {
        let text = |member| fields.text(member).map(str::to_owned);
        let may_stop = fields.shape().place_of("ExecutionTimeoutPaused").is_some();
        Ok(Pausing {
            arn: ExecutionArn::read(call, fields)?,
            client_token: text("ClientToken"),
            reason: text("Reason"),
            stops_timeout: may_stop && fields.boolean("ExecutionTimeoutPaused").unwrap_or(true),
        })
    }
}

impl Engine {
    /// Stops an execution; gives when it ended, for one that has ended already too (our guess).
    pub(crate) fn stop_execution(&self, arn: &ExecutionArn, error: &ErrorObject) -> Result<i64, Error> {
        self.change_named(arn, |change| {
            if !change.execution.status.is_open() {
                return Ok(millis(change.execution.ended.unwrap_or(change.now)));
            }
            change.fail_as(Status::Stopped, "Stopped", error.clone())?;
            Ok(millis(change.now))
        })
    }

    /// Pauses an execution: at once, or with the next checkpoint of the invocation that is under way.
    pub(crate) fn pause_execution(&self, request: &Pausing) -> Result<(), Error> {
        self.change_named(&request.arn, |change| {
            if change.is_repeated(request.client_token.as_deref()) {
                return Ok(());
            }
            if change.execution.status != Status::Running {
                return Err(Error::execution_in_status(change.execution.status.as_str(), "paused"));
            }
            let (asked, reason) = (change.now, request.reason.clone());
            let pause = Pause { asked, reason, stops_timeout: request.stops_timeout, since: None };
            change.execution.pause = Some(pause);
            change.execution.status = Status::Pausing;
            if change.execution.is_invoked {
                return Ok(());
            }
            change.now_paused()
        })
    }

    /// Resumes an execution that is paused, or is to be.
    pub(crate) fn resume_execution(&self, request: &Pausing) -> Result<(), Error> {
        self.change_named(&request.arn, |change| {
            if change.is_repeated(request.client_token.as_deref()) {
                return Ok(());
            }
            let status = change.execution.status;
            if !matches!(status, Status::Paused | Status::Pausing) {
                return Err(Error::execution_in_status(status.as_str(), "resumed"));
            }
            let pause = change.execution.pause.take();
            change.execution.status = Status::Running;
            if let Some(Pause { since: Some(since), stops_timeout: true, .. }) = pause {
                let longest = change.execution.started.saturating_add(LONGEST.as_millis() as u64);
                let before = change.execution.times_out;
                let after = before.saturating_add(change.now.saturating_sub(since)).min(longest);
                change.not_due(longest, What::Timeout, 0);
                change.execution.times_out = after;
                change.due(after, What::Timeout, 0);
            }
            if status == Status::Pausing {
                return Ok(());
            }
            let mut event = Event::new("ExecutionResumed", change.now)
                .with("ResumeRequestTimestamp", Detail::Time(change.now));
            if request.reason.is_some() {
                event = event.with_text("Reason", request.reason.clone());
            }
            change.event(&event)?;
            // The end of an invocation that is still under way looks for this too.
            if !change.execution.is_invoked && std::mem::take(&mut change.execution.wants_invocation) {
                change.wake(change.now);
            }
            Ok(())
        })
    }

    /// Deletes an execution that has ended; gives when it was asked for. What there is of it goes in the background.
    pub(crate) fn delete_execution(&self, arn: &ExecutionArn) -> Result<i64, Error> {
        self.change_named(arn, |change| {
            match change.execution.status {
                Status::Deleting => {}
                status if status.is_open() => {
                    return Err(Error::execution_in_status(status.as_str(), "deleted"));
                }
                _ => {
                    change.execution.status = Status::Deleting;
                    change.due(change.now, What::Forget, 0);
                }
            }
            Ok(millis(change.now))
        })
    }

    fn change_named<T>(
        &self,
        arn: &ExecutionArn,
        mut act: impl FnMut(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let done = self.change_execution(&arn.id, |change| {
            if change.execution.arn() != *arn {
                return Err(Error::no_execution());
            }
            act(change)
        })?;
        done.ok_or_else(Error::no_execution)
    }
}

impl Change<'_> {
    /// Whether a request with this token has been done before; from now on it has.
    fn is_repeated(&mut self, client_token: Option<&str>) -> bool {
        let (now, known) = (self.now, &mut self.execution.client_tokens);
        known.retain(|(_, at)| now.saturating_sub(*at) <= REMEMBERED.as_millis() as u64);
        let Some(client_token) = client_token else { return false };
        if known.iter().any(|(token, _)| token == client_token) {
            return true;
        }
        if known.len() >= MOST_TOKENS {
            known.remove(0);
        }
        known.push((client_token.to_owned(), now));
        false
    }

    /// An execution that is to be paused is, from now on: nothing is invoked any more.
    pub(super) fn now_paused(&mut self) -> Result<(), Error> {
        let now = self.now;
        self.execution.wants_invocation |= self.execution.ready.is_some();
        // An invocation that is under way ends by itself.
        if !self.execution.is_invoked {
            self.sleep();
        }
        self.execution.status = Status::Paused;
        let Some(pause) = &mut self.execution.pause else { return Ok(()) };
        pause.since = Some(now);
        let pause = pause.clone();
        if pause.stops_timeout {
            let longest = self.execution.started.saturating_add(LONGEST.as_millis() as u64);
            self.not_due(self.execution.times_out, What::Timeout, 0);
            self.due(longest, What::Timeout, 0);
        }
        let mut event = Event::new("ExecutionPaused", now)
            .with("PauseRequestTimestamp", Detail::Time(pause.asked))
            .with("ExecutionTimeoutPaused", Detail::Switch(pause.stops_timeout));
        if pause.reason.is_some() {
            event = event.with_text("Reason", pause.reason);
        }
        self.event(&event)
    }
}

/// A moment as the wire has it.
fn millis(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
