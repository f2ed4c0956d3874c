//! Policy documents in requests: whether IAM takes them, in IAM's own sentences, and how long they are.
//!
//! What IAM takes is taken: where it is not known that IAM refuses a document, it is not refused here. Two grammars
//! refuse in different words: that of policies of identities, and that of trust policies, which is the one that bucket
//! policies have too.

mod identity;
mod trust;

use policy::Form;
use serde_json::{Map, Value};
use wire::fault::Fault;

use crate::error;

/// Judges a document.
///
/// # Errors
///
/// It is none that IAM takes in such a place.
pub(crate) fn check(text: &str, form: Form) -> Result<(), Fault> {
    match form {
        Form::Trust => trust::check(text),
        // IAM keeps no policies of other resources.
        Form::Identity | Form::Resource => identity::check(text),
    }
}

/// Judges the document of a managed policy, of which IAM asks more: a version, and `Sid`s of letters and digits.
///
/// # Errors
///
/// It is none that IAM takes.
pub(crate) fn check_managed(text: &str) -> Result<(), Fault> {
    identity::check(text)?;
    identity::check_managed(text)
}

/// How long a document is: "IAM does not count white space when calculating the size of a policy against these quotas".
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) fn size(text: &str) -> usize {
    text.chars().filter(|char| !char.is_whitespace()).count()
}

/// The statements of a document of a form that [`policy::Document`] has read.
fn statements(text: &str) -> Vec<Map<String, Value>> {
    let Ok(Value::Object(mut whole)) = serde_json::from_str(text) else { return Vec::new() };
    let list = match whole.remove("Statement") {
        Some(Value::Array(list)) => list,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    list.into_iter().filter_map(|one| if let Value::Object(one) = one { Some(one) } else { None }).collect()
}

/// What an element says: a text, or a list of texts.
fn texts<'a>(statement: &'a Map<String, Value>, element: &str) -> Vec<&'a str> {
    match statement.get(element) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Of both grammars. An empty `Sid` counts as none, as Terraform has long written it in every statement.
fn check_sids(statements: &[Map<String, Value>]) -> Result<(), Fault> {
    let mut known = std::collections::BTreeSet::new();
    let sids = statements.iter().filter_map(|statement| statement.get("Sid")?.as_str());
    for sid in sids.filter(|sid| !sid.is_empty()) {
        if !known.insert(sid) {
            return Err(error::malformed_policy("Statement IDs (SID) in a single policy must be unique."));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
