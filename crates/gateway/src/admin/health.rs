//! Whether the emulator is well, and what it is, in the shape that LocalStack's users and tools read.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::answer;
use base::service::Facts;

use crate::services::{self, Line};
use crate::wiring::Emulator;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `GET …/health`: `running` for a service that is on, `disabled` for another. Once the store refuses everything, `error`
/// for what was running, the reason beside, and status 503, which a container's probe understands.
pub(super) async fn health(State(emulator): State<Arc<Emulator>>) -> Response {
    shown(emulator.services.list(), |service| emulator.is_on(service), emulator.store.failure())
}

fn shown(list: &'static [Line], is_on: impl Fn(&Facts) -> bool, failure: Option<String>) -> Response {
    let on = if failure.is_some() { "error" } else { "running" };
    let state = |service| if is_on(service) { on } else { "disabled" };
    let services: Map<String, Value> =
        services::switches(list).map(|service| (service.name.to_owned(), state(service).into())).collect();
    let mut document = json!({ "services": services, "edition": "community", "version": VERSION });
    let status = if failure.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    if let (Some(why), Some(document)) = (failure, document.as_object_mut()) {
        document.insert("failure".to_owned(), why.into());
    }
    let mut response = answer(&document);
    *response.status_mut() = status;
    response
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `error` is one of LocalStack's states of a service; status and reason are our design.
    #[tokio::test]
    async fn a_store_that_failed_is_told() {
        let response =
            shown(services::ALL, |service| service == &s3_engine::S3, Some("no space left".to_owned()));
        assert_eq!(response.status(), 503);
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let document: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(document["failure"], "no space left");
        assert_eq!(
            (&document["services"]["s3"], &document["services"]["lambda"]),
            (&json!("error"), &json!("disabled"))
        );
        let well = shown(services::ALL, |_| true, None);
        assert_eq!(well.status(), 200);
    }
}
