//! Permissions: statements of a queue's policy that have a label.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>

use serde_json::{Value, json};
use wire::fault::Fault;

use crate::error;
use crate::queue::name::QueueName;

/// What may be permitted.
const ACTIONS: &[&str] = &[
    "*",
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "PurgeQueue",
    "ReceiveMessage",
    "SendMessage",
];

/// What only the owner may: AWS names them in its own sentence.
const OF_OWNER: &[&str] = &[
    "AddPermission",
    "CancelMessageMoveTask",
    "CreateQueue",
    "DeleteQueue",
    "ListMessageMoveTasks",
    "ListQueues",
    "ListQueueTags",
    "RemovePermission",
    "SetQueueAttributes",
    "StartMessageMoveTask",
    "TagQueue",
    "UntagQueue",
];

/// A permission that is to be given.
#[derive(Clone, Debug)]
pub(crate) struct Permission {
    pub(crate) label: String,
    pub(crate) accounts: Vec<String>,
    pub(crate) actions: Vec<String>,
}

/// How many actions a permission names.
const MAX_ACTIONS: usize = 7;

/// Judges what is to be permitted.
///
/// # Errors
///
/// A label, an account or an action that cannot be. The sentences are guesses, but for the one about owners.
pub(crate) fn check(permission: &Permission) -> Result<(), Fault> {
    check_label(&permission.label)?;
    if permission.accounts.is_empty() {
        return Err(error::missing("AWSAccountId"));
    }
    if permission.actions.is_empty() {
        return Err(error::missing("ActionName"));
    }
    if permission.actions.len() > MAX_ACTIONS {
        let message = format!("{MAX_ACTIONS} actions may be permitted at most.");
        let mut fault = error::over_limit();
        fault.message = message;
        return Err(fault);
    }
    for account in &permission.accounts {
        if base::arn::AccountId::parse(account).is_none() {
            return Err(error::invalid_value(account, "PrincipalId", "Unable to verify."));
        }
    }
    for action in &permission.actions {
        let reason = if ACTIONS.contains(&action.as_str()) {
            continue;
        } else if OF_OWNER.contains(&action.as_str()) {
            "Only the queue owner is allowed to invoke this action."
        } else {
            "Please refer to the appropriate WSDL for a list of valid actions."
        };
        return Err(error::invalid_value(format!("SQS:{action}"), "ActionName", reason));
    }
    Ok(())
}

fn check_label(label: &str) -> Result<(), Fault> {
    let fits = (1..=80).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if fits {
        return Ok(());
    }
    let reason = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    Err(error::invalid_value(label, "Label", reason))
}

/// A policy with one permission more.
///
/// # Errors
///
/// Its label is taken (recorded).
pub(crate) fn add(policy: Option<&str>, queue: &QueueName, permission: &Permission) -> Result<String, Fault> {
    let arn = queue.arn();
    let mut document = read(policy).unwrap_or_else(
        || json!({"Version": "2008-10-17", "Id": format!("{arn}/SQSDefaultPolicy"), "Statement": []}),
    );
    let Permission { label, accounts, actions } = permission;
    let mut statements = take_statements(&mut document);
    if statements.iter().any(|statement| is_labelled(statement, label)) {
        return Err(error::invalid_value(label, "Label", "Already exists."));
    }
    let partition = queue.region.partition();
    let principals = accounts.iter().map(|account| format!("arn:{partition}:iam::{account}:root"));
    statements.push(json!({
        "Sid": label,
        "Effect": "Allow",
        "Principal": {"AWS": one_or_all(principals)},
        "Action": one_or_all(actions.iter().map(|action| format!("SQS:{action}"))),
        "Resource": arn.to_string(),
    }));
    Ok(with_statements(document, statements))
}

/// A policy without the permission of a label; empty if nothing is left.
///
/// # Errors
///
/// There is none (recorded).
pub(crate) fn remove(policy: Option<&str>, label: &str) -> Result<String, Fault> {
    let none = || error::invalid_value(label, "Label", "can't find label.");
    let mut document = read(policy).ok_or_else(none)?;
    let mut statements = take_statements(&mut document);
    let before = statements.len();
    statements.retain(|statement| !is_labelled(statement, label));
    match statements.len() {
        after if after == before => Err(none()),
        0 => Ok(String::new()),
        _ => Ok(with_statements(document, statements)),
    }
}

fn read(policy: Option<&str>) -> Option<Value> {
    serde_json::from_str(policy?).ok().filter(Value::is_object)
}

/// The statements of a document, as a list.
fn take_statements(document: &mut Value) -> Vec<Value> {
    match document.get_mut("Statement").map(Value::take) {
        Some(Value::Array(statements)) => statements,
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    }
}

fn with_statements(mut document: Value, statements: Vec<Value>) -> String {
    if let Some(members) = document.as_object_mut() {
        members.insert("Statement".to_owned(), statements.into());
    }
    document.to_string()
}

fn is_labelled(statement: &Value, label: &str) -> bool {
    statement.get("Sid").and_then(Value::as_str) == Some(label)
}

/// AWS writes a list of one as its element.
fn one_or_all(texts: impl Iterator<Item = String>) -> Value {
    let mut texts: Vec<String> = texts.collect();
    if texts.len() == 1 { texts.pop().into() } else { texts.into() }
}
