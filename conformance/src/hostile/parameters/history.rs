//! What an honest user of a parameter is promised: versions rise by one, each with its value, and the last that was taken or
//! shown is there; over however many kills.

use serde_json::{Value, json};

use super::super::ledger::Seen;
use super::super::scene::Scene;
use super::super::tally::Kind;
use super::super::target::Client;
use super::super::versions::Versioned;
use super::super::wire::{Reply, Request};
use super::ssm;

/// Versions that are written, and what is seen of them.
pub(crate) const PUT: Kind = "versions of parameters put";
pub(crate) const READ: Kind = "versions of parameters read";

/// A parameter that is written again and again.
#[derive(Debug)]
pub(crate) struct Parameter;

/// The label that the newest version has now and then.
const LABEL: &str = "newest";

impl Versioned for Parameter {
    const WRITES: Kind = PUT;
    const READS: Kind = READ;

    fn write(name: &str, version: u64) -> Request {
        let kind = if name.ends_with('0') { "SecureString" } else { "String" };
        let input = json!({"Name": name, "Type": kind, "Value": value(name, version), "Overwrite": true});
        ssm("PutParameter", &input)
    }

    fn follow(name: &str, version: u64, done: &Reply) -> Option<Request> {
        let number = done.json().get("Version")?.as_u64()?;
        let input = json!({"Name": name, "ParameterVersion": number, "Labels": [LABEL]});
        version.is_multiple_of(4).then(|| ssm("LabelParameterVersion", &input))
    }

    fn read(name: &str) -> Request {
        ssm("GetParameter", &json!({"Name": name, "WithDecryption": true}))
    }

    fn seen(name: &str, reply: &Reply) -> Result<Seen, String> {
        let document = reply.json();
        match (reply.status, document.get("Parameter")) {
            (200, Some(found)) => version(name, found).map(Seen::Version),
            (400, _) if reply.text().contains("ParameterNotFound") => Ok(Seen::Nothing),
            _ => Err(format!("an answer that no read should get: {}", reply.summary())),
        }
    }
}

fn value(name: &str, version: u64) -> String {
    format!("{version} {}", name.repeat(version as usize % 40))
}

/// The version that the ledger knows, of one that is shown.
fn version(name: &str, found: &Value) -> Result<u64, String> {
    let text = found.get("Value").and_then(Value::as_str).unwrap_or_default();
    let version = text.split(' ').next().and_then(|number| number.parse().ok());
    let version = version.ok_or_else(|| format!("DAMAGED: {name} is {found}"))?;
    if text == value(name, version) { Ok(version) } else { Err(format!("TORN: {name} is {found}")) }
}

/// Looks at the histories at rest; nothing if there was no answer.
pub(crate) async fn audit(scene: &Scene) -> Option<()> {
    let mut client = Client::new(&scene.target);
    for (name, _) in &scene.book.parameters {
        let (mut all, mut token) = (Vec::new(), Value::Null);
        loop {
            let input = json!({"Name": name, "WithDecryption": true, "NextToken": token});
            let request = ssm("GetParameterHistory", &input);
            let Ok(reply) = client.ask_now(&request).await else {
                scene.tally.judged(READ, Err("NO ANSWER at rest".to_owned()), || request.summary());
                return None;
            };
            let document = reply.json();
            all.extend(document.get("Parameters").and_then(Value::as_array).cloned().unwrap_or_default());
            token = document.get("NextToken").cloned().unwrap_or_default();
            if token.is_null() {
                scene.tally.judged(READ, in_a_row(name, &all), || request.summary());
                break;
            }
        }
    }
    Some(())
}

/// The numbers rise by one, and what was written later is later.
fn in_a_row(name: &str, all: &[Value]) -> Result<(), String> {
    let number = |found: &Value| found.get("Version").and_then(Value::as_u64).unwrap_or_default();
    for pair in all.windows(2) {
        let [one, two] = pair else { continue };
        if number(two) != number(one) + 1 || version(name, one)? >= version(name, two)? {
            return Err(format!("TORN: behind {one} comes {two}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(version: u64, number: u64) -> Value {
        json!({"Value": value("/a", version), "Version": number})
    }

    #[test]
    fn what_is_torn_or_missing_is_told() {
        let reply = |found: &Value| Reply::of(200, &json!({"Parameter": found}).to_string());
        assert_eq!(Parameter::seen("/a", &reply(&shown(7, 1))), Ok(Seen::Version(7)));
        assert!(Parameter::seen("/a", &reply(&json!({"Value": "7 /a"}))).unwrap_err().contains("TORN"));
        assert!(Parameter::seen("/a", &Reply::of(500, "")).is_err());
        in_a_row("/a", &[shown(3, 1), shown(7, 2)]).unwrap();
        assert!(in_a_row("/a", &[shown(3, 1), shown(7, 3)]).unwrap_err().contains("TORN"));
        in_a_row("/a", &[shown(7, 1), shown(3, 2)]).unwrap_err();
    }
}
