//! What DynamoDB has of AWS's throttling, delays and stale reads, shown and changed while it runs.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use ddb_engine::Realism;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{answer, problem};
use crate::wiring::Emulator;

/// `GET /_ruststack/dynamodb/realism`.
pub(super) async fn show(State(emulator): State<Arc<Emulator>>) -> Response {
    answer(&json!(emulator.engines.dynamodb.realism()))
}

/// `POST /_ruststack/dynamodb/realism` with any of the members that `show` shows: the others stay as they are.
pub(super) async fn change(State(emulator): State<Arc<Emulator>>, body: Bytes) -> Response {
    let engine = &emulator.engines.dynamodb;
    match changed(engine.realism(), &body) {
        Ok(realism) => {
            engine.set_realism(realism);
            answer(&json!(realism))
        }
        Err(cause) => {
            problem(StatusCode::BAD_REQUEST, format!("expected such as {{\"throttling\": true}}: {cause}"))
        }
    }
}

fn changed(present: Realism, body: &[u8]) -> serde_json::Result<Realism> {
    let mut members = match serde_json::to_value(present)? {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    members.extend(serde_json::from_slice::<Map<String, Value>>(body)?);
    serde_json::from_value(Value::Object(members))
}
