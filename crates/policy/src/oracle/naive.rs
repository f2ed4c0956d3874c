//! A second evaluator, written for plainness: on the JSON of policies as they stand, everything worked out anew for
//! each request.

use serde_json::Value;

use super::grammar::Documents;
use super::naive_condition::{self, Written};
use crate::decision::{Request, ResourceKind};
use crate::principal::{Grant, Principal};

/// What one policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Denies,
    Allows(Grant),
    Nothing,
}

/// Whether the request is allowed, and whether a statement denies it.
pub(super) fn decide(documents: &Documents, kind: ResourceKind, request: &Request<'_>) -> (bool, bool) {
    let Documents { levels, resource, identity, boundary, session } = documents;
    let say = |documents: &[Value]| documents.iter().map(|one| says(one, request)).collect::<Vec<_>>();
    let levels: Vec<Vec<Says>> = levels.iter().map(|level| say(level)).collect();
    let (resource, identity) = (say(resource.as_slice()), say(identity));
    let (boundary, session) = (say(boundary.as_slice()), say(session));
    let every = levels.iter().chain([&resource, &identity, &boundary, &session]);
    if every.flatten().any(|says| *says == Says::Denies) {
        return (false, true);
    }
    let allows = |said: &Vec<Says>| said.iter().any(|says| matches!(says, Says::Allows(_)));
    let by_resource =
        |least: Grant| resource.iter().any(|says| matches!(says, Says::Allows(grant) if *grant >= least));
    let Some(account) = request.principal.account() else { return (allows(&resource), false) };
    let same = account == request.owner;
    let organization = levels.iter().all(allows);
    let root = matches!(request.principal, Principal::Root { .. });
    let itself = same && by_resource(Grant::Itself);
    let granted = root || allows(&identity) || (same && by_resource(Grant::Parent));
    let bounded = root || boundary.is_empty() || allows(&boundary);
    let federated = matches!(request.principal, Principal::FederatedUser { .. });
    let of_session = root || (session.is_empty() && !federated) || allows(&session);
    let resource_allows = (same && kind == ResourceKind::Plain) || allows(&resource);
    (organization && (itself || (granted && bounded && of_session && resource_allows)), false)
}

/// What one policy says.
pub(super) fn says(policy: &Value, request: &Request<'_>) -> Says {
    let variables = is(policy, "Version", "2012-10-17");
    let statements = match policy.get("Statement") {
        Some(Value::Array(list)) => list.clone(),
        one => one.cloned().into_iter().collect(),
    };
    let mut best = Says::Nothing;
    for statement in statements {
        let Some(grant) = applies(&statement, variables, request) else { continue };
        match best {
            _ if is(&statement, "Effect", "Deny") => return Says::Denies,
            Says::Allows(known) => best = Says::Allows(known.max(grant)),
            _ => best = Says::Allows(grant),
        }
    }
    best
}

/// How a statement means the caller, if it is about the request.
fn applies(statement: &Value, variables: bool, request: &Request<'_>) -> Option<Grant> {
    let grant = if let Some(named) = statement.get("Principal") {
        meant(named, request)?
    } else if let Some(excepted) = statement.get("NotPrincipal") {
        let names = names(request.principal);
        let is_excepted =
            |name: &(&str, String)| meant_by_name(excepted, std::slice::from_ref(name), request).is_some();
        let out = everybody(excepted)
            || if is(statement, "Effect", "Deny") {
                !names.is_empty() && names.iter().all(is_excepted)
            } else {
                names.iter().any(is_excepted)
            };
        if out {
            return None;
        }
        Grant::Itself
    } else {
        Grant::Itself
    };
    let action = request.action.to_ascii_lowercase();
    let is_action = |pattern: &String| {
        naive_condition::like(
            &naive_condition::signs(&pattern.to_ascii_lowercase(), false, request.context)
                .unwrap_or_default(),
            &action,
        )
    };
    let actions = list(statement.get("Action").or(statement.get("NotAction")).unwrap_or(&Value::Null));
    if actions.iter().any(is_action) == statement.get("NotAction").is_some() {
        return None;
    }
    let resources = statement.get("Resource").or(statement.get("NotResource"));
    let resource_holds = |unknown: bool| {
        let Some(resources) = resources else { return true };
        let is_resource =
            |pattern: &String| naive_condition::resource(pattern, variables, request).unwrap_or(unknown);
        list(resources).iter().any(is_resource) != statement.get("NotResource").is_some()
    };
    // It must hold whatever an unknown variable is.
    if !resource_holds(true) || !resource_holds(false) {
        return None;
    }
    let none = serde_json::Map::new();
    for (operator, keys) in statement.get("Condition").and_then(Value::as_object).unwrap_or(&none) {
        for (key, values) in keys.as_object().unwrap_or(&none) {
            let holds = |unknown| {
                let condition = Written { operator, key, values: &list(values), variables };
                condition.holds(request.context, unknown)
            };
            if !holds(true) || !holds(false) {
                return None;
            }
        }
    }
    Some(grant)
}

/// Whether an element is this text.
fn is(object: &Value, element: &str, text: &str) -> bool {
    object.get(element).is_some_and(|value| value == text)
}

/// A value or a list of values, as texts.
fn list(value: &Value) -> Vec<String> {
    let text = |one: &Value| one.as_str().map_or_else(|| one.to_string(), str::to_owned);
    match value {
        Value::Array(list) => list.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

fn everybody(named: &Value) -> bool {
    named == "*" || list(named.get("AWS").unwrap_or(&Value::Null)).iter().any(|name| name == "*")
}

/// The names of a principal, from itself to its account, each with its kind.
fn names(principal: &Principal) -> Vec<(&'static str, String)> {
    let mut names = match principal {
        Principal::Anonymous | Principal::Root { .. } => Vec::new(),
        Principal::User { arn } => vec![("AWS", arn.to_string())],
        Principal::RoleSession { session, role } => {
            vec![("AWS", session.to_string()), ("AWS", role.to_string())]
        }
        Principal::FederatedUser { session, user } => {
            let user = user.as_ref().map(|user| ("AWS", user.to_string()));
            [("AWS", session.to_string())].into_iter().chain(user).collect()
        }
        Principal::Service(name) => vec![("Service", name.clone())],
        Principal::Federated(name) => vec![("Federated", name.clone())],
    };
    if let Some(account) = principal.account() {
        names.push(("account", account.to_string()));
    }
    names
}

fn meant(named: &Value, request: &Request<'_>) -> Option<Grant> {
    if everybody(named) {
        Some(Grant::Itself)
    } else {
        meant_by_name(named, &names(request.principal), request)
    }
}

fn meant_by_name(named: &Value, names: &[(&str, String)], request: &Request<'_>) -> Option<Grant> {
    let entries = |kind: &str| named.get(kind).map(list).unwrap_or_default();
    let mut best = None;
    for (place, (kind, name)) in names.iter().enumerate() {
        let found = if *kind == "account" {
            let is_it = |entry: &String| {
                let parts: Vec<&str> = entry.split(':').collect();
                entry == name || matches!(parts[..], ["arn", _, "iam", _, account, "root"] if account == name)
            };
            entries("AWS").iter().any(is_it)
                || entries("CanonicalUser").iter().any(|id| Some(id.as_str()) == request.canonical_user)
        } else {
            entries(kind).contains(name)
        };
        let root = matches!(request.principal, Principal::Root { .. });
        let grant = match (*kind, place) {
            ("account", _) if !root => Grant::Account,
            (_, 0) => Grant::Itself,
            _ => Grant::Parent,
        };
        if found {
            best = best.max(Some(grant));
        }
    }
    best
}
