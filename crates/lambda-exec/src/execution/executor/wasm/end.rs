//! How guests come to their end: by themselves, by their time, or because nobody waits for them any more.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use wasmtime::Trap;
use wasmtime_wasi::I32Exit;

use super::guest::Limits;
use super::pipe::Pipe;
use crate::execution::executor::Failure;
use crate::execution::log::Log;

/// How a guest's call ended that gave no result.
pub(super) enum End {
    /// The guest left by itself.
    Status(i32),
    /// By a trap; its words.
    Trap(String),
    OutOfMemory,
    TimedOut,
    /// The environment was dropped.
    Cancelled,
}

/// Why a call gave no result, before its guest's limits were looked at.
pub(super) enum Stopped {
    Failed(wasmtime::Error),
    TimedOut,
    Cancelled,
}

/// Waits for a call, for so long at most.
pub(super) async fn bounded<T>(
    call: impl Future<Output = wasmtime::Result<T>>,
    limit: Duration,
    cancel: &CancellationToken,
) -> Result<T, Stopped> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(Stopped::Cancelled),
        ended = tokio::time::timeout(limit, call) => match ended {
            Err(_) => Err(Stopped::TimedOut),
            Ok(ended) => ended.map_err(Stopped::Failed),
        },
    }
}

impl End {
    /// What stopped a guest with these limits, where they are known.
    pub(super) fn of<'l>(stopped: Stopped, limits: impl Into<Option<&'l Limits>>) -> End {
        let exceeded = limits.into().is_some_and(Limits::exceeded);
        match stopped {
            Stopped::Cancelled => End::Cancelled,
            Stopped::TimedOut => End::TimedOut,
            Stopped::Failed(_) if exceeded => End::OutOfMemory,
            Stopped::Failed(cause) => End::of_error(&cause),
        }
    }

    /// Our own fault.
    pub(super) fn host_failure() -> End {
        End::Trap("host failure".to_owned())
    }

    /// What an error of a call says.
    fn of_error(cause: &wasmtime::Error) -> End {
        if let Some(I32Exit(status)) = cause.downcast_ref::<I32Exit>() {
            return End::Status(*status);
        }
        match cause.downcast_ref::<Trap>() {
            Some(trap) => End::Trap(trap.to_string()),
            None => End::Trap(format!("{cause:#}")),
        }
    }

    /// The failure of a function that ended so. The words of a trap stand in its log too.
    pub(super) fn failure(self, log: &Pipe<Log>, timeout: Duration) -> Failure {
        match self {
            End::Status(status) => Failure::Exited { how: format!("exit status {status}") },
            End::Trap(words) => {
                log.0.lock().write(format!("{words}\n").as_bytes());
                Failure::Exited { how: words }
            }
            End::OutOfMemory => Failure::OutOfMemory,
            End::TimedOut => Failure::TimedOut { after: timeout },
            End::Cancelled => Failure::Exited { how: "signal: killed".to_owned() },
        }
    }
}
