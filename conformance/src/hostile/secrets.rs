//! Secrets Manager: honest writers of values beside requests that no secret takes.
//!
//! - `values` what is written as one version after the other
//! - `misuse` requests that are refused, each with AWS's code

use serde_json::{Value, json};

use super::misuse::json_1_1;
use super::scene::Scene;
use super::versions;
use super::wire::Request;

pub(crate) mod misuse;
pub(crate) mod values;

/// An operation of Secrets Manager.
pub(crate) fn secretsmanager(operation: &str, input: &Value) -> Request {
    json_1_1("secretsmanager", operation, input.to_string())
}

/// The secrets that all of them use.
pub(crate) fn made() -> Vec<Request> {
    let made = |name: &str, version: u64| {
        let input = json!({"Name": name, "SecretString": "v", "ClientRequestToken": values::token(version)});
        secretsmanager("CreateSecret", &input)
    };
    let honest = values::names().map(|name| made(&name, 0));
    honest.chain([made(misuse::MISUSED, 0), made(misuse::OTHER, 0)]).collect()
}

/// Runs all of them until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(versions::run::<values::Secret>(&scene, &scene.book.secrets), misuse::run(scene.clone()));
}
