//! Tokens that a handler is given: which checkpoint is to come next, and which operation a callback is of.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The token of an execution's next checkpoint, in the form of the model's `CheckpointToken`.
pub(super) fn checkpoint(execution: &str, number: u64) -> String {
    STANDARD.encode(format!("{execution}:{number}"))
}

/// The id of a callback, in the form of the model's `CallbackId`.
pub(super) fn callback(execution: &str, operation: u64) -> String {
    STANDARD.encode(format!("callback:{execution}:{operation}"))
}

/// The execution and the operation of a callback.
pub(super) fn of_callback(text: &str) -> Option<(String, u64)> {
    let bytes = STANDARD.decode(text).ok()?;
    let (execution, operation) = str::from_utf8(&bytes).ok()?.strip_prefix("callback:")?.split_once(':')?;
    Some((execution.to_owned(), operation.parse().ok()?))
}
