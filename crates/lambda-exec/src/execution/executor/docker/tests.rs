//! Containers, behind a daemon that only plays one: what is asked of it, and what becomes of what it answers.

use std::time::Duration;

use super::*;

/// A version that says nothing but its runtime.
pub(crate) fn version(runtime: &str) -> Version {
    Version {
        account: "123456789012".into(),
        region: "eu-west-1".into(),
        function: "f".into(),
        version: "$LATEST".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        runtime: runtime.into(),
        handler: "app.main".into(),
        memory_mib: 128,
        timeout: Duration::from_secs(20),
        environment: BTreeMap::from([("COLOUR".to_owned(), "blue".to_owned())]),
        code: "/nonexistent".into(),
        log_group: "/aws/lambda/f".into(),
        role: "arn:aws:iam::000000000000:role/r".into(),
        layers: None,
        code_sha256: String::new(),
        way: None,
        container: Default::default(),
        endpoint: "http://127.0.0.1:4566".into(),
    }
}
