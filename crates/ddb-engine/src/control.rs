//! What users of the emulator, not of DynamoDB, ask of it: `/_aws/dynamodb/…` and `/_ruststack/dynamodb/…`.

use base::http::{Body, Request, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, StatusCode};
use serde_json::{Map, Value, json};

use crate::engine::Engine;
use crate::memory::dial::Realism;

/// The longest document of settings that is read.
const MAX_DOCUMENT_BYTES: usize = 64 << 10;

/// Answers at a path behind `/dynamodb/`; nothing where there is no such path.
pub(crate) async fn answer(engine: &Engine, path: &str, request: Request) -> Option<Response> {
    let refused = || document(StatusCode::METHOD_NOT_ALLOWED, &json!({ "error": "not with this method" }));
    match (path, request.method()) {
        ("realism", &Method::GET) => Some(document(StatusCode::OK, &json!(engine.realism()))),
        ("realism", &Method::POST) => Some(change_realism(engine, request).await),
        ("expired", &Method::DELETE) => Some(delete_expired(engine).await),
        ("realism" | "expired", _) => Some(refused()),
        _ => None,
    }
}

/// `POST …/realism` with any of the members that a GET shows: the others stay as they are.
async fn change_realism(engine: &Engine, request: Request) -> Response {
    let body = request.into_body().collect(MAX_DOCUMENT_BYTES).await;
    let changed = body
        .map_err(|cause| cause.to_string())
        .and_then(|body| changed(engine.realism(), &body).map_err(|cause| cause.to_string()));
    match changed {
        Ok(realism) => {
            engine.set_realism(realism);
            document(StatusCode::OK, &json!(realism))
        }
        Err(cause) => {
            let message = format!("expected such as {{\"throttling\": true}}: {cause}");
            document(StatusCode::BAD_REQUEST, &json!({ "error": message }))
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

/// `DELETE …/expired`, as LocalStack has it: deletes the items of all tables whose time is up by the emulator's clock, at
/// once, and says how many they were.
/// <https://docs.localstack.cloud/aws/services/dynamodb/>
async fn delete_expired(engine: &Engine) -> Response {
    match engine.expire_now().await {
        Ok(count) => document(StatusCode::OK, &json!({ "ExpiredItems": count })),
        Err(cause) => {
            tracing::error!(%cause, "expired items could not be deleted");
            document(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": cause.to_string() }))
        }
    }
}

fn document(status: StatusCode, document: &Value) -> Response {
    let mut reply = Response::new(Body::from(document.to_string()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}
