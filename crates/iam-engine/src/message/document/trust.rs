//! The grammar of roles' trust policies.
//!
//! The sentences stand in public threads about AWS's answers: hashicorp/terraform-provider-aws (#8905), terraform-aws-modules/
//! terraform-aws-iam (#47), kubernetes-sigs/external-dns (#3085). That it is the grammar of bucket policies, and says what
//! they say where nothing is known, is our guess.

use policy::document::MAX_BYTES;
use policy::{Document, Form, Malformed};
use serde_json::{Map, Value};
use wire::fault::Fault;

use super::{check_sids, statements, texts};
use crate::error;

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if text.len() > MAX_BYTES {
        return Err(not_json());
    }
    Document::read(text, Form::Trust).map_err(|wrong| malformed(&wrong, text))?;
    let statements = statements(text);
    for statement in &statements {
        check_statement(statement)?;
    }
    check_sids(&statements)
}

fn refused(message: impl Into<String>) -> Fault {
    error::malformed_policy(message)
}

/// Recorded on AWS, 2026-11-29.
fn not_json() -> Fault {
    refused("This policy contains invalid Json")
}

fn malformed(wrong: &Malformed, text: &str) -> Fault {
    match wrong {
        Malformed::Unknown(element) if element == "Resource" || element == "NotResource" => {
            refused(format!("Has prohibited field {element}"))
        }
        Malformed::Unknown(element) => refused(format!("Unknown field {element}")),
        Malformed::Missing(element) => refused(format!("Missing required field {element}")),
        Malformed::Version => refused("The policy must contain a valid version string"),
        Malformed::Principal(name) => invalid("AWS", name),
        Malformed::Form("Principal" | "NotPrincipal") if has_empty_principal(text) => no_principals(),
        Malformed::NotJson | Malformed::Twice(_) | Malformed::TooLong | Malformed::TooManyStatements => {
            not_json()
        }
        _ => refused("Syntax errors in policy."),
    }
}

fn invalid(kind: &str, name: &str) -> Fault {
    refused(format!("Invalid principal in policy: \"{kind}\":\"{name}\""))
}

fn no_principals() -> Fault {
    refused(
        "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement \
         with no principals!",
    )
}

fn principals(statement: &Map<String, Value>) -> Option<&Value> {
    statement.get("Principal").or_else(|| statement.get("NotPrincipal"))
}

fn has_empty_principal(text: &str) -> bool {
    let is_empty = |given: &Value| given.as_object().is_some_and(Map::is_empty);
    statements(text).iter().any(|statement| principals(statement).is_some_and(is_empty))
}

fn check_statement(statement: &Map<String, Value>) -> Result<(), Fault> {
    if let Some(Value::Object(kinds)) = principals(statement) {
        if kinds.keys().all(|kind| texts(kinds, kind).is_empty()) {
            return Err(no_principals());
        }
        // Every service has a name with a dot. Which services there are is not asked.
        if let Some(name) = texts(kinds, "Service").into_iter().find(|name| !name.contains('.')) {
            return Err(invalid("SERVICE", name));
        }
    }
    let is_of_sts = |action: &str| {
        action == "*" || action.split_once(':').is_some_and(|(vendor, _)| vendor.eq_ignore_ascii_case("sts"))
    };
    if texts(statement, "Action").into_iter().any(|action| !is_of_sts(action)) {
        return Err(refused("AssumeRole policy may only specify STS AssumeRole actions."));
    }
    Ok(())
}
