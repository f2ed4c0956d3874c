//! Wiping, keeping and bringing back the state of all services at once. The store does it; this is its address.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use serde_json::json;
use store::Store;

use super::{answer, problem};
use crate::wiring::Emulator;

/// The longest name of a checkpoint: it becomes a name on disk.
const NAME_LIMIT: usize = 100;

/// `POST …/reset`: forgets everything but the checkpoints.
pub(super) async fn reset(State(emulator): State<Arc<Emulator>>) -> Response {
    done(&emulator, |store| store.clear().map(|()| json!({ "reset": true }))).await
}

/// `GET /_ruststack/checkpoints`: the names.
pub(super) async fn list(State(emulator): State<Arc<Emulator>>) -> Response {
    done(&emulator, |store| store.checkpoints().map(|names| json!({ "checkpoints": names }))).await
}

/// `POST /_ruststack/checkpoints/NAME`: keeps the present state under a name, in place of what had it.
pub(super) async fn take(State(emulator): State<Arc<Emulator>>, Path(name): Path<String>) -> Response {
    if !is_name(&name) {
        return problem(StatusCode::BAD_REQUEST, NAME_RULE);
    }
    done(&emulator, move |store| store.checkpoint(&name).map(|()| json!({ "checkpoint": name }))).await
}

/// `POST /_ruststack/checkpoints/NAME/restore`: brings it back.
pub(super) async fn restore(State(emulator): State<Arc<Emulator>>, Path(name): Path<String>) -> Response {
    done(&emulator, move |store| store.restore(&name).map(|()| json!({ "restored": name }))).await
}

/// `DELETE /_ruststack/checkpoints/NAME`: drops it, if it is there.
pub(super) async fn forget(State(emulator): State<Arc<Emulator>>, Path(name): Path<String>) -> Response {
    done(&emulator, move |store| store.forget(&name).map(|()| json!({ "forgotten": name }))).await
}

const NAME_RULE: &str = "a checkpoint's name is 1 to 100 letters, digits, hyphens, underscores and dots";

fn is_name(name: &str) -> bool {
    (1..=NAME_LIMIT).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// Runs a question to the store where it may wait for the disk.
async fn done<F>(emulator: &Emulator, ask: F) -> Response
where
    F: FnOnce(&Store) -> store::Result<serde_json::Value> + Send + 'static,
{
    let (store, before) = (emulator.store.clone(), emulator.store.epoch());
    let asked = tokio::task::spawn_blocking(move || ask(&store)).await;
    if emulator.store.epoch() != before {
        emulator.services.notice_exchange();
    }
    match asked {
        Ok(Ok(document)) => answer(&document),
        Ok(Err(missing @ store::Error::NoCheckpoint(_))) => problem(StatusCode::NOT_FOUND, missing),
        Ok(Err(cause)) => failed(&cause),
        Err(cause) => failed(&cause),
    }
}

fn failed(cause: &dyn std::error::Error) -> Response {
    tracing::error!(%cause, "the store failed");
    problem(StatusCode::INTERNAL_SERVER_ERROR, cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_any_file_system_takes() {
        for (name, expected) in [("a", true), ("seed-1.2_x", true), ("", false), ("a/b", false), ("é", false)]
        {
            assert_eq!(is_name(name), expected, "{name}");
        }
        assert!(!is_name(&"a".repeat(101)));
    }
}
