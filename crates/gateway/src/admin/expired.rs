//! Time to live at once, for those who cannot wait for the sweep.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use super::{answer, problem};
use crate::wiring::Emulator;

/// `DELETE /_aws/dynamodb/expired`, as LocalStack has it: deletes the items of all tables whose time is up by the
/// emulator's clock, and says how many they were.
/// <https://docs.localstack.cloud/aws/services/dynamodb/>
pub(super) async fn delete(State(emulator): State<Arc<Emulator>>) -> Response {
    match emulator.engines.dynamodb.expire_now().await {
        Ok(count) => answer(&json!({ "ExpiredItems": count })),
        Err(cause) => {
            tracing::error!(%cause, "expired items could not be deleted");
            problem(StatusCode::INTERNAL_SERVER_ERROR, cause)
        }
    }
}
