//! What an honest user of a secret is promised: the value that was taken or shown last is the current one, under the token that
//! it was put with, and the same request a second time is the same version; over however many kills.

use serde_json::{Value, json};

use super::super::ledger::Seen;
use super::super::tally::Kind;
use super::super::versions::Versioned;
use super::super::wire::{Reply, Request};
use super::secretsmanager;

/// Values that are put, and what is seen of them.
pub(crate) const PUT: Kind = "secret values put";
pub(crate) const READ: Kind = "secret values read";

/// A secret whose value changes again and again.
#[derive(Debug)]
pub(crate) struct Secret;

/// Their names.
pub(crate) fn names() -> impl Iterator<Item = String> {
    (0..5).map(|at| format!("honest/secret-{at}"))
}

/// The token of a version, as long as AWS wants it.
pub(crate) fn token(version: u64) -> String {
    format!("{version:032}")
}

impl Versioned for Secret {
    const WRITES: Kind = PUT;
    const READS: Kind = READ;

    fn write(name: &str, version: u64) -> Request {
        let input = json!({
            "SecretId": name, "SecretString": value(name, version), "ClientRequestToken": token(version),
        });
        let operation = if version.is_multiple_of(3) { "UpdateSecret" } else { "PutSecretValue" };
        secretsmanager(operation, &input)
    }

    /// The same again, as a client does that has not heard of the first.
    fn follow(name: &str, version: u64, _: &Reply) -> Option<Request> {
        version.is_multiple_of(4).then(|| Secret::write(name, version))
    }

    fn read(name: &str) -> Request {
        secretsmanager("GetSecretValue", &json!({"SecretId": name}))
    }

    fn seen(name: &str, reply: &Reply) -> Result<Seen, String> {
        let found = reply.json();
        let text = |member: &str| found.get(member).and_then(Value::as_str).unwrap_or_default();
        let version: Option<u64> = text("VersionId").parse().ok();
        let (200, Some(version)) = (reply.status, version) else {
            return Err(format!("an answer that no read should get: {}", reply.summary()));
        };
        let is_current = text("Name") == name
            && found
                .get("VersionStages")
                .and_then(Value::as_array)
                .is_some_and(|all| all.contains(&json!("AWSCURRENT")));
        match text("SecretString") {
            // As it was made.
            "v" if version == 0 && is_current => Ok(Seen::Nothing),
            text if text == value(name, version) && is_current => Ok(Seen::Version(version)),
            _ => Err(format!("TORN: {}", reply.summary())),
        }
    }
}

fn value(name: &str, version: u64) -> String {
    format!("{version} {}", name.repeat(version as usize % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_another_version_is_told() {
        let reply = |id: u64, stage: &str| {
            let value = value("a", 7);
            let found =
                json!({"Name": "a", "SecretString": value, "VersionId": token(id), "VersionStages": [stage]});
            Secret::seen("a", &Reply::of(200, &found.to_string()))
        };
        assert_eq!(reply(7, "AWSCURRENT"), Ok(Seen::Version(7)));
        assert!(reply(8, "AWSCURRENT").unwrap_err().contains("TORN"));
        assert!(reply(7, "AWSPREVIOUS").unwrap_err().contains("TORN"));
        Secret::seen("a", &Reply::of(400, "{}")).unwrap_err();
    }
}
