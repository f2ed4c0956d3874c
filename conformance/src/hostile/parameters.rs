//! Parameter Store: honest writers of versions beside requests that no parameter takes.
//!
//! - `history` what is written as one version after the other
//! - `misuse` requests that are refused, each with AWS's code

use serde_json::{Value, json};

use super::misuse::json_1_1;
use super::scene::Scene;
use super::versions;
use super::wire::Request;

pub(crate) mod history;
pub(crate) mod misuse;

/// An operation of Parameter Store.
pub(crate) fn ssm(operation: &str, input: &Value) -> Request {
    json_1_1("AmazonSSM", operation, input.to_string())
}

/// The parameters that all of them use.
pub(crate) fn made() -> Vec<Request> {
    let put = |name: &str| ssm("PutParameter", &json!({"Name": name, "Value": "v", "Type": "String"}));
    vec![put(misuse::MISUSED), put(misuse::OTHER)]
}

/// Runs all of them until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(
        versions::run::<history::Parameter>(&scene, &scene.book.parameters),
        misuse::run(scene.clone())
    );
}
