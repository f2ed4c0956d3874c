//! Whether the emulator is well, and what it is, in the shape that LocalStack's users and tools read.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::answer;
use crate::service_of::Service;
use crate::wiring::Emulator;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `GET …/health`: `running` for a service that is on, `disabled` for another.
pub(super) async fn health(State(emulator): State<Arc<Emulator>>) -> Response {
    let state = |service| if emulator.is_on(service) { "running" } else { "disabled" };
    let services: Map<String, Value> =
        Service::ALL.into_iter().map(|service| (service.name().to_owned(), state(service).into())).collect();
    answer(&json!({ "services": services, "edition": "community", "version": VERSION }))
}

/// `GET …/info`.
pub(super) async fn info(State(emulator): State<Arc<Emulator>>) -> Response {
    answer(&json!({
        "version": VERSION,
        "edition": "community",
        "product": "ruststack",
        "is_license_activated": false,
        "session_id": emulator.session,
        "system": std::env::consts::OS,
        "is_docker": false,
        "server_time_utc": super::clock::text(emulator.clock.now()),
        "uptime": emulator.up.elapsed().as_secs(),
        "persistence": emulator.settings.data_dir.is_some(),
    }))
}

/// `GET /_localstack/init`: testing tools wait for its stages. There are no scripts to run, so all are past.
pub(super) async fn init() -> Response {
    let completed = json!({ "BOOT": true, "START": true, "READY": true, "SHUTDOWN": false });
    answer(&json!({ "completed": completed, "scripts": [] }))
}
