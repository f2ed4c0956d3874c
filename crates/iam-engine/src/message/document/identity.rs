//! The grammar of policies of users, groups and roles, and of managed ones.
//!
//! The sentences stand in public threads about AWS's answers, most in those of hashicorp/terraform-provider-aws (#8905,
//! #10419, #26108), terraform-aws-modules/terraform-aws-iam (#39, #603), 99designs/iamy (#65, #74), kubernetes/kops (#4951),
//! aws/aws-cdk (#7615), scality/Arsenal (#106).

use policy::document::MAX_BYTES;
use policy::{Document, Form, Malformed};
use serde_json::{Map, Value};
use wire::fault::Fault;

use super::{check_sids, statements, texts};
use crate::error;

/// Where IAM's own resources begin, behind the account.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns>
const IAM_RESOURCES: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

/// Fields of an ARN.
const FIELDS: usize = 6;

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if text.len() > MAX_BYTES {
        return Err(syntax());
    }
    Document::read(text, Form::Identity).map_err(|wrong| malformed(&wrong, text))?;
    let statements = statements(text);
    for statement in &statements {
        check_statement(statement)?;
    }
    check_sids(&statements)
}

pub(super) fn check_managed(text: &str) -> Result<(), Fault> {
    let version = serde_json::from_str::<Value>(text).ok().and_then(|whole| whole.get("Version").cloned());
    if version.as_ref().and_then(Value::as_str) != Some("2012-10-17") {
        return Err(refused("Policy document must be version 2012-10-17 or greater."));
    }
    let is_plain = |sid: &str| sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if statements(text)
        .iter()
        .any(|one| one.get("Sid").and_then(Value::as_str).is_some_and(|sid| !is_plain(sid)))
    {
        return Err(refused(
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        ));
    }
    Ok(())
}

fn refused(message: impl Into<String>) -> Fault {
    error::malformed_policy(message)
}

fn syntax() -> Fault {
    refused("Syntax errors in policy.")
}

fn malformed(wrong: &Malformed, text: &str) -> Fault {
    let is_empty = |name: &str| {
        statements(text).iter().any(|one| one.get(name).and_then(Value::as_array).is_some_and(Vec::is_empty))
    };
    match wrong {
        Malformed::Unknown(element) if element == "Principal" || element == "NotPrincipal" => {
            refused("Policy document should not specify a principal.")
        }
        Malformed::Missing("Action") => no_actions(),
        Malformed::Missing("Resource") => no_resources(),
        Malformed::Form(element @ ("Action" | "NotAction")) if is_empty(element) => no_actions(),
        Malformed::Form(element @ ("Resource" | "NotResource")) if is_empty(element) => no_resources(),
        _ => syntax(),
    }
}

fn no_actions() -> Fault {
    refused("Policy statement must contain actions.")
}

fn no_resources() -> Fault {
    refused("Policy statement must contain resources.")
}

fn check_statement(statement: &Map<String, Value>) -> Result<(), Fault> {
    for action in texts(statement, "Action").into_iter().chain(texts(statement, "NotAction")) {
        check_action(action)?;
    }
    for resource in texts(statement, "Resource").into_iter().chain(texts(statement, "NotResource")) {
        check_resource(resource)?;
    }
    Ok(())
}

/// `*`, or `VENDOR:ACTION`.
fn check_action(action: &str) -> Result<(), Fault> {
    if action == "*" {
        return Ok(());
    }
    let Some((vendor, name)) = action.split_once(':') else {
        return Err(refused("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."));
    };
    if name.contains(':') {
        return Err(refused("Actions/Condition can contain only one colon."));
    }
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.*?".contains(&byte);
    if vendor.is_empty() || !vendor.bytes().all(is_known) {
        return Err(refused(format!("Vendor {vendor} is not valid")));
    }
    Ok(())
}

/// `*`, or an ARN in which wildcards may stand.
fn check_resource(resource: &str) -> Result<(), Fault> {
    if resource == "*" {
        return Ok(());
    }
    let fields: Vec<&str> = resource.splitn(FIELDS, ':').collect();
    let [arn, partition, rest @ ..] = fields.as_slice() else {
        return Err(refused(format!("Resource {resource} must be in ARN format or \"*\".")));
    };
    if *arn != "arn" {
        return Err(refused(format!("Resource {resource} must be in ARN format or \"*\".")));
    }
    if !partition.contains(['*', '?']) && !is_partition(partition) {
        return Err(refused(format!("Partition \"{partition}\" is not valid for resource \"{resource}\".")));
    }
    match rest {
        ["iam", region, _, path] => check_iam(resource, region, path),
        ["s3", region, _, _] if !region.is_empty() && *region != "*" => {
            Err(refused(format!("Resource {resource} can not contain region information.")))
        }
        [_, _, _, _] => Ok(()),
        // A star at the end may stand for the fields that are missing.
        _ if resource.ends_with('*') => Ok(()),
        _ => Err(refused("The policy failed legacy parsing")),
    }
}

fn is_partition(text: &str) -> bool {
    text == "aws" || text.strip_prefix("aws-").is_some_and(|rest| !rest.is_empty() && !rest.contains('$'))
}

/// A resource of IAM's own has no region, and begins as one of its kinds does.
fn check_iam(resource: &str, region: &str, path: &str) -> Result<(), Fault> {
    if !region.is_empty() && region != "*" {
        return Err(refused(format!("IAM resource {resource} cannot contain region information.")));
    }
    let begins = IAM_RESOURCES.iter().any(|known| path.starts_with(known));
    // The root user, variables, and a star alone are taken.
    if begins || path == "*" || path == "root" || path.starts_with("${") {
        return Ok(());
    }
    let mut known = IAM_RESOURCES.to_vec();
    let last = known.pop().unwrap_or_default();
    let known = known.join(", ");
    Err(refused(format!("IAM resource path must either be \"*\" or start with {known}, or {last}.")))
}
