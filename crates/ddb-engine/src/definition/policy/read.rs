//! From a policy's text to the text that AWS gives back and to what it says, or to DynamoDB's words for what is wrong.

use ::policy::principal::account_arn;
use ::policy::{Context, Document, Form, Malformed};
use base::arn::{AccountId, Arn};
use serde_json::{Map, Value, json};

use super::{Attached, MAX_BYTES};
use crate::definition::owner::Owner;
use crate::error::{Error, Result};

impl Attached {
    /// Reads a policy for a resource of an owner.
    pub(crate) fn read(text: &str, owner: &Owner, revision: u64) -> Result<Attached> {
        if text.len() > MAX_BYTES {
            return Err(Error::invalid(format!("Maximum policy size of {MAX_BYTES} bytes exceeded")));
        }
        let whole: Value =
            serde_json::from_str(text).map_err(|_| bad("This policy contains invalid Json"))?;
        let Value::Object(whole) = whole else { return Err(bad("This policy contains invalid Json")) };
        let unknown = whole.keys().find(|key| !["Version", "Id", "Statement"].contains(&key.as_str()));
        if let Some(unknown) = unknown {
            return Err(bad(&format!("Unknown field {unknown}")));
        }
        let version = whole.get("Version").and_then(Value::as_str);
        if version.is_some_and(|version| !["2012-10-17", "2008-10-17"].contains(&version)) {
            return Err(bad("The policy must contain a valid version string"));
        }
        let statements: Vec<&Value> = match whole.get("Statement") {
            Some(Value::Array(statements)) => statements.iter().collect(),
            Some(one @ Value::Object(_)) => vec![one],
            _ => Vec::new(),
        };
        if statements.is_empty() {
            return Err(bad("Could not parse the policy: Statement is empty!"));
        }
        let (mut shown, mut sids) = (Vec::new(), Vec::new());
        for given in statements {
            let Value::Object(given) = given else { return Err(bad("This policy contains invalid Json")) };
            shown.push(statement(given, text, owner)?);
            if let Some(sid) = given.get("Sid") {
                if sids.contains(&sid) {
                    return Err(bad("The Statement Ids in the policy are not unique"));
                }
                sids.push(sid);
            }
        }
        let id = whole.get("Id").map_or_else(String::new, |id| format!("\"Id\":{id},"));
        // What IAM takes a document without a version for.
        let shown_version = version.unwrap_or("2008-10-17");
        let text = format!("{{\"Version\":\"{shown_version}\",{id}\"Statement\":[{}]}}", shown.join(","));
        let document = document(&text)?;
        Ok(Attached { text, versioned: version.is_some(), revision, document })
    }

    /// Whether another text says the same, so that putting it changes nothing.
    pub(crate) fn is_same(&self, other: &Attached) -> bool {
        self.text == other.text && self.versioned == other.versioned
    }
}

fn bad(what: &str) -> Error {
    Error::invalid(format!("Invalid policy document: {what}"))
}

const FIELDS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// What a policy says, by the text that it is shown as. What cannot be judged is refused, by name.
fn document(text: &str) -> Result<Document> {
    let document = Document::read(text, Form::Resource).map_err(worded)?;
    if let Some(key) = document.condition_keys().find(|key| !Context::is_global(key)) {
        return Err(Error::unsupported(&format!("The condition key {key}")));
    }
    if let Some(key) = document.variables().find(|key| !Context::is_global(key)) {
        return Err(Error::unsupported(&format!("The policy variable in ${{{key}}}")));
    }
    if document.allows_everybody() {
        return Err(Error::validation(
            "Resource-based policy grants unbounded access in one or more elements. Please revise the policy to \
             ensure least-privilege form of access",
        ));
    }
    Ok(document)
}

/// Our guess, but where `statement` has words of AWS.
fn worded(malformed: Malformed) -> Error {
    match malformed {
        Malformed::Operator(name) => Error::unsupported(&format!("The operator {name}")),
        Malformed::Form("Condition") => bad("Condition must be an object"),
        Malformed::Form("Condition value") => bad("Condition values must be strings, numbers or booleans"),
        other => bad(&other.to_string()),
    }
}

/// The text that a statement is shown as.
fn statement(given: &Map<String, Value>, text: &str, owner: &Owner) -> Result<String> {
    if let Some(unknown) = given.keys().find(|key| !FIELDS.contains(&key.as_str())) {
        return Err(bad(&format!("Unknown field {unknown}")));
    }
    let effect = given.get("Effect").and_then(Value::as_str).unwrap_or_default();
    let effect = match effect.to_ascii_lowercase().as_str() {
        "allow" => "Allow",
        "deny" => "Deny",
        _ => return Err(missing("Effect")),
    };
    let (principal_field, principal) = one_of(given, "Principal", "NotPrincipal")?;
    let principals = principals(principal, text, owner)?;
    let (action_field, actions) = one_of(given, "Action", "NotAction")?;
    let actions = strings(actions).filter(|list| !list.is_empty()).ok_or_else(|| missing("Action"))?;
    check_actions(&actions)?;
    let (resource_field, resources) = one_of(given, "Resource", "NotResource")?;
    let resources = strings(resources).filter(|list| !list.is_empty()).ok_or_else(|| missing("Resource"))?;
    if let Some(wrong) = resources.iter().find(|resource| *resource != "*" && !resource.starts_with("arn:")) {
        return Err(bad(&format!("Resource {wrong} must be in ARN format or \"*\".")));
    }
    let mut shown = Vec::new();
    if let Some(sid) = given.get("Sid") {
        shown.push(format!("\"Sid\":{sid}"));
    }
    shown.push(format!("\"Effect\":\"{effect}\""));
    shown.push(format!("\"{principal_field}\":{principals}"));
    shown.push(format!("\"{action_field}\":{}", one_or_list(&actions)));
    shown.push(format!("\"{resource_field}\":{}", one_or_list(&resources)));
    if let Some(condition) = given.get("Condition") {
        shown.push(format!("\"Condition\":{condition}"));
    }
    Ok(format!("{{{}}}", shown.join(",")))
}

fn missing(field: &str) -> Error {
    bad(&format!("Missing required field {field}"))
}

/// A field or its negation, exactly one of which is there.
fn one_of<'a>(
    given: &'a Map<String, Value>,
    field: &'static str,
    negation: &'static str,
) -> Result<(&'static str, &'a Value)> {
    match (given.get(field), given.get(negation)) {
        (Some(value), None) => Ok((field, value)),
        (None, Some(value)) => Ok((negation, value)),
        _ => Err(missing(field)),
    }
}

/// A text or a list of texts.
fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(list) => list.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

fn one_or_list(list: &[String]) -> Value {
    match list {
        [one] => json!(one),
        list => json!(list),
    }
}

fn check_actions(actions: &[String]) -> Result<()> {
    let is_ours = |action: &&String| {
        let action = action.to_ascii_lowercase();
        action == "*" || action.strip_prefix("dynamodb:").is_some_and(|name| !name.is_empty())
    };
    let wrong: Vec<&str> = actions.iter().filter(|action| !is_ours(action)).map(String::as_str).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(bad(&format!("The following action names are invalid: {}", wrong.join(", "))))
}

/// Who is meant, as it is shown.
fn principals(given: &Value, text: &str, owner: &Owner) -> Result<Value> {
    match given {
        Value::String(all) if all == "*" => Ok(json!("*")),
        Value::Object(kinds) if !kinds.is_empty() => {
            let mut shown = Map::new();
            for (kind, names) in kinds {
                let names = strings(names).ok_or_else(|| syntax_error(names, text))?;
                let names = match kind.as_str() {
                    "AWS" => {
                        let mut arns: Vec<String> = Vec::new();
                        for name in names {
                            let arn = principal_arn(&name, owner)?;
                            if !arns.contains(&arn) {
                                arns.push(arn);
                            }
                        }
                        arns
                    }
                    "Service" => names,
                    other => return Err(Error::unsupported(&format!("The principal {other}"))),
                };
                shown.insert(kind.clone(), one_or_list(&names));
            }
            Ok(Value::Object(shown))
        }
        other => Err(syntax_error(other, text)),
    }
}

/// An account, an ARN of IAM or STS, or everybody, as an ARN or `*`.
fn principal_arn(name: &str, owner: &Owner) -> Result<String> {
    if name == "*" {
        return Ok(name.to_owned());
    }
    if let Some(account) = AccountId::parse(name) {
        return Ok(account_arn(owner.1.partition(), account));
    }
    let is_identity = |arn: &Arn| {
        let known = ["iam", "sts"].contains(&arn.service.as_str());
        known && AccountId::parse(&arn.account).is_some() && !arn.resource.contains(['*', '?'])
    };
    if Arn::parse(name).is_some_and(|arn| is_identity(&arn)) {
        return Ok(name.to_owned());
    }
    Err(Error::invalid("Invalid principal in policy document."))
}

/// Names line and column of the first such value in the text, from one.
fn syntax_error(value: &Value, text: &str) -> Error {
    let before = text.find(&value.to_string()).and_then(|at| text.get(..at)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    bad(&format!("Syntax error at position ({line},{column})"))
}
