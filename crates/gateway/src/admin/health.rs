//! Whether the emulator is well, and what it is, in the shape that LocalStack's users and tools read.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::answer;
use base::service::{Facts, Loss};
use store::Store;

use crate::services::{self, Line};
use crate::wiring::Emulator;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `GET …/health`: `running` for a service that is on, `disabled` for another. Once the store refuses everything, `error`
/// for what was running, the reason beside, and status 503, which a container's probe understands. `dropped` is there once
/// something was dropped because more was kept than may be: how many of what, by the service. `blobs` is there while large
/// objects and packages are in memory or in temporary files: how many bytes of them, where; or with a bucket for them: which,
/// and why it cannot be reached, if the last request to it says so.
pub(super) async fn health(State(emulator): State<Arc<Emulator>>) -> Response {
    let losses = emulator.services.iter().flat_map(|service| {
        let name = service.facts().name;
        service.losses().into_iter().map(move |loss| (name, loss))
    });
    let on = |service: &Facts| emulator.is_on(service);
    let details = [("dropped", dropped(losses)), ("blobs", blobs(&emulator.store))];
    shown(emulator.services.list(), on, emulator.store.failure(), details)
}

/// What large blobs take, and where.
fn blobs(store: &Store) -> Map<String, Value> {
    if let Some((address, failure)) = store.blob_remote() {
        let failure = failure.map(|why| ("remote_failure".to_owned(), why.into()));
        return [("remote".to_owned(), address.into())].into_iter().chain(failure).collect();
    }
    let memory = store.blob_memory();
    let taken = [("memory_bytes", memory.held_bytes()), ("spilled_bytes", memory.spilled_bytes())];
    if taken.iter().all(|(_, bytes)| *bytes == 0) {
        return Map::new();
    }
    taken.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.into())).collect()
}

/// What was dropped, by the service and its kind.
fn dropped(losses: impl Iterator<Item = (&'static str, Loss)>) -> Map<String, Value> {
    let mut dropped = Map::new();
    for (service, Loss { name, count }) in losses.filter(|(_, loss)| loss.count > 0) {
        let of_service = dropped.entry(service).or_insert_with(|| Value::Object(Map::new()));
        if let Some(of_service) = of_service.as_object_mut() {
            of_service.insert(name.to_owned(), count.into());
        }
    }
    dropped
}

fn shown(
    list: &'static [Line],
    is_on: impl Fn(&Facts) -> bool,
    failure: Option<String>,
    details: [(&str, Map<String, Value>); 2],
) -> Response {
    let on = if failure.is_some() { "error" } else { "running" };
    let state = |service| if is_on(service) { on } else { "disabled" };
    let services: Map<String, Value> =
        services::switches(list).map(|service| (service.name.to_owned(), state(service).into())).collect();
    let mut document = json!({ "services": services, "edition": "community", "version": VERSION });
    let status = if failure.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    if let Some(document) = document.as_object_mut() {
        document.extend(failure.map(|why| ("failure".to_owned(), why.into())));
        for (name, detail) in details.into_iter().filter(|(_, detail)| !detail.is_empty()) {
            document.insert(name.to_owned(), detail.into());
        }
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

    fn nothing() -> [(&'static str, Map<String, Value>); 2] {
        [("dropped", Map::new()), ("blobs", Map::new())]
    }

    /// `error` is one of LocalStack's states of a service; status and reason are our design.
    #[tokio::test]
    async fn a_store_that_failed_is_told() {
        let failure = Some("no space left".to_owned());
        let response = shown(services::ALL, |service| service == &s3_engine::S3, failure, nothing());
        assert_eq!(response.status(), 503);
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let document: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(document["failure"], "no space left");
        assert_eq!(
            (&document["services"]["s3"], &document["services"]["lambda"]),
            (&json!("error"), &json!("disabled"))
        );
        let well = shown(services::ALL, |_| true, None, nothing());
        assert_eq!(well.status(), 200);
    }

    /// Our design: what large objects take is told while they take any.
    #[tokio::test]
    async fn what_large_objects_take_is_told() {
        let store = Store::in_memory(base::entropy::Entropy::seeded(1));
        assert!(blobs(&store).is_empty());
        let mut staging = store.stage();
        staging.write(vec![0; 100_000].into()).await.unwrap();
        let _held = staging.finish().await.unwrap();
        let told = Value::Object(blobs(&store));
        assert_eq!(told, json!({"memory_bytes": 100_000, "spilled_bytes": 0}));
    }

    /// Our design: what was dropped is told, and the document stays as it is where nothing was.
    #[tokio::test]
    async fn what_was_dropped_is_told() {
        let document = |losses: &'static [(&'static str, Loss)]| async move {
            let response = shown(
                services::ALL,
                |_| true,
                None,
                [("dropped", dropped(losses.iter().copied())), ("blobs", Map::new())],
            );
            assert_eq!(response.status(), 200);
            let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
            serde_json::from_slice::<Value>(&body).unwrap()
        };
        let nothing = document(&[("s3", Loss { name: "notifications", count: 0 })]).await;
        assert_eq!(nothing.get("dropped"), None);
        let some = document(&[
            ("s3", Loss { name: "notifications", count: 0 }),
            ("dynamodb", Loss { name: "stream-records", count: 3 }),
            ("dynamodb", Loss { name: "undo-records", count: 4 }),
        ]);
        assert_eq!(some.await["dropped"], json!({"dynamodb": {"stream-records": 3, "undo-records": 4}}));
    }
}
