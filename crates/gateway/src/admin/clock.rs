//! The emulator's clock over HTTP: stop it, move it, let it run on.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use base::clock::Timestamp;
use bytes::Bytes;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{answer, problem};
use crate::wiring::Emulator;

/// `GET /_ruststack/clock`.
pub(super) async fn show(State(emulator): State<Arc<Emulator>>) -> Response {
    now(&emulator)
}

/// `POST /_ruststack/clock/freeze`: stops the time where it is.
pub(super) async fn freeze(State(emulator): State<Arc<Emulator>>) -> Response {
    emulator.clock.freeze();
    now(&emulator)
}

/// `POST /_ruststack/clock/resume`: lets it run on from where it stands.
pub(super) async fn resume(State(emulator): State<Arc<Emulator>>) -> Response {
    emulator.clock.resume();
    now(&emulator)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: f64,
}

/// The furthest that one request may move the clock: what a TTL or a lifecycle rule could be waiting for.
const FURTHEST_SECS: f64 = 100.0 * 366.0 * 86_400.0;

/// `POST /_ruststack/clock/advance` with `{"seconds": 3600}`: moves it forward, frozen or running.
pub(super) async fn advance(State(emulator): State<Arc<Emulator>>, body: Bytes) -> Response {
    let seconds = match serde_json::from_slice::<Advance>(&body) {
        Ok(Advance { seconds }) if (0.0..=FURTHEST_SECS).contains(&seconds) => seconds,
        Ok(_) => return problem(StatusCode::BAD_REQUEST, "seconds must be between 0 and a hundred years"),
        Err(cause) => {
            return problem(StatusCode::BAD_REQUEST, format!("expected {{\"seconds\": 3600}}: {cause}"));
        }
    };
    if !emulator.clock.try_advance(Duration::from_secs_f64(seconds)) {
        return problem(StatusCode::BAD_REQUEST, "the clock ends with the year 9999");
    }
    now(&emulator)
}

fn now(emulator: &Emulator) -> Response {
    let now = emulator.clock.now();
    answer(&json!({ "now": text(now), "epoch_ms": now.millis() }))
}

/// A moment as people and tools read it.
pub(super) fn text(at: Timestamp) -> String {
    let nanos = i128::from(at.millis()) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_else(|| format!("{} ms", at.millis()))
}
