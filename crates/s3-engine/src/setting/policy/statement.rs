//! What S3 refuses of one statement, beyond what the language says: what it does not know, and what does not go together.
//!
//! The sentences are AWS's, as versity/versitygw, issues 645 to 650, and the users of its console have shown them, what stands in
//! `Detail` after a dash behind the sentence. That a pattern of actions is taken as soon as one of them will do is our guess.

use std::net::IpAddr;

use serde_json::Value;

use super::names::{
    KEYS, KEYS_OF_DIRECTORIES, KEYS_OF_SOME, OF_BUCKETS, OF_DIRECTORIES, OF_OBJECTS, OF_OTHER_DIRECTORIES,
    OF_OTHERS,
};
use super::{each_text, malformed};
use crate::error::{Error, Result};

/// What a policy is attached to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) arn: &'a str,
    pub(crate) kind: PlaceKind,
}

/// Which kind of thing that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    Bucket,
    DirectoryBucket,
    AccessPoint,
}

impl Place<'_> {
    /// How the actions and the keys of its service begin.
    fn service(&self) -> &'static str {
        if self.kind == PlaceKind::DirectoryBucket { "s3express:" } else { "s3:" }
    }

    /// The actions on it as a whole, on the objects in it, and on neither.
    fn actions(&self) -> [&'static [&'static str]; 3] {
        match self.kind {
            PlaceKind::DirectoryBucket => [&OF_DIRECTORIES, &[], &OF_OTHER_DIRECTORIES],
            PlaceKind::Bucket | PlaceKind::AccessPoint => [&OF_BUCKETS, &OF_OBJECTS, &OF_OTHERS],
        }
    }

    /// Whether a resource of a policy is the place as a whole, and whether it is objects in it; nothing if it is neither.
    fn of(&self, resource: &str) -> Option<(bool, bool)> {
        match resource.strip_prefix(self.arn)? {
            "" => Some((true, false)),
            rest if rest.starts_with('*') => Some((true, true)),
            // <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>
            rest if self.kind == PlaceKind::AccessPoint && !rest.starts_with("/object/") => None,
            rest if rest.starts_with('/') => Some((false, true)),
            _ => None,
        }
    }
}

/// Refuses what a place does not have.
pub(super) fn check(statement: &Value, place: Place<'_>) -> Result<()> {
    if let Some(broken) = unknown_principal(statement) {
        return Err(broken);
    }
    let mut here = (false, false);
    for resource in each_text(statement.get("Resource").or_else(|| statement.get("NotResource"))) {
        let Some((whole, objects)) = place.of(resource) else {
            return Err(malformed("Policy has invalid resource").with("Detail", resource));
        };
        here = (here.0 || whole, here.1 || objects);
    }
    let mut actions = Vec::new();
    for action in each_text(statement.get("Action").or_else(|| statement.get("NotAction"))) {
        let Some(named) = named(action, place) else {
            return Err(malformed("Policy has invalid action").with("Detail", action));
        };
        actions.push((action, named));
    }
    if statement.get("Action").is_none() {
        actions.clear();
    }
    check_conditions(statement, &actions, place)?;
    if statement.get("Resource").is_none() {
        return Ok(());
    }
    for (action, [whole, objects, _]) in actions {
        if !(here.0 && !whole.is_empty() || here.1 && !objects.is_empty() || action == "*") {
            let detail = format!("Action \"{action}\" in Statement \"{}\"", sid(statement));
            return Err(
                malformed("Action does not apply to any resource(s) in statement").with("Detail", detail)
            );
        }
    }
    Ok(())
}

/// Actions as [`Place::actions`] has them.
type Named = [Vec<&'static str>; 3];

/// The actions that an entry of a statement names; nothing if it names none.
fn named(entry: &str, place: Place<'_>) -> Option<Named> {
    let service = place.service();
    let rest = entry.split_at_checked(service.len()).filter(|(start, _)| start.eq_ignore_ascii_case(service));
    let pattern = if entry == "*" { "*" } else { rest?.1 };
    let named = place.actions().map(|actions| {
        let is_named = |name: &&&str| is_like(pattern, name);
        actions.iter().filter(is_named).copied().collect::<Vec<_>>()
    });
    if named.iter().all(Vec::is_empty) { None } else { Some(named) }
}

/// Refuses keys that there are not, or not for what the statement is about.
fn check_conditions(statement: &Value, actions: &[(&str, Named)], place: Place<'_>) -> Result<()> {
    let operators = statement.get("Condition").and_then(Value::as_object).into_iter().flatten();
    for (operator, keys) in operators {
        for (key, values) in keys.as_object().into_iter().flatten() {
            check_key(statement, key, actions, place)?;
            let is_of_addresses = operator.to_ascii_lowercase().contains("ipaddress");
            if is_of_addresses && each_text(Some(values)).any(|value| !is_range(value)) {
                return Err(malformed("Invalid IP address in Conditions"));
            }
        }
    }
    Ok(())
}

fn check_key(statement: &Value, key: &str, actions: &[(&str, Named)], place: Place<'_>) -> Result<()> {
    let unknown = || malformed("Policy has an invalid condition key").with("Detail", key);
    let Some((vendor, name)) = key.split_once(':') else { return Err(unknown()) };
    if !format!("{vendor}:").eq_ignore_ascii_case(place.service()) {
        // Keys of other services may be there where they make a call; S3 has none of `s3express`, nor that of `s3`.
        let is_of_other_buckets = ["s3", "s3express"].iter().any(|s3| vendor.eq_ignore_ascii_case(s3));
        return if is_of_other_buckets { Err(unknown()) } else { Ok(()) };
    }
    let is_this = |known: &str| match known.strip_suffix('/') {
        Some(tag) => name.split_once('/').is_some_and(|(name, _)| name.eq_ignore_ascii_case(tag)),
        None => name.eq_ignore_ascii_case(known),
    };
    if place.kind == PlaceKind::DirectoryBucket {
        return if KEYS_OF_DIRECTORIES.into_iter().any(is_this) { Ok(()) } else { Err(unknown()) };
    }
    if KEYS.into_iter().any(is_this) {
        return Ok(());
    }
    let Some((_, takers)) = KEYS_OF_SOME.iter().find(|(known, _)| is_this(known)) else {
        return Err(unknown());
    };
    for (action, named) in actions {
        // The names of takers are sorted.
        if !named.iter().flatten().any(|name| takers.binary_search(name).is_ok()) {
            let detail =
                format!("Condition \"{key}\" and action \"{action}\" in Statement \"{}\"", sid(statement));
            return Err(malformed(
                "Conditions do not apply to combination of actions and resources in statement",
            )
            .with("Detail", detail));
        }
    }
    Ok(())
}

/// The refusal of a principal that is of a known kind and cannot be one. That an account has an identity is not looked at.
fn unknown_principal(statement: &Value) -> Option<Error> {
    let kinds = statement.get("Principal").or_else(|| statement.get("NotPrincipal"))?.as_object()?;
    kinds.iter().find_map(|(kind, names)| {
        let is_one = |name: &str| match kind.as_str() {
            "Service" => name.contains('.') && name.contains(".amazonaws.com"),
            // The identities of CloudFront have longer ones.
            "CanonicalUser" => name.len() >= 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()),
            _ => true,
        };
        let broken = each_text(Some(names)).find(|name| !is_one(name))?;
        Some(super::invalid_principal(kind, broken))
    })
}

fn sid(statement: &Value) -> &str {
    statement.get("Sid").and_then(Value::as_str).unwrap_or_default()
}

/// An address, or a range of such.
fn is_range(text: &str) -> bool {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let Ok(address) = address.parse::<IpAddr>() else { return text.contains("${") };
    let most = if address.is_ipv4() { 32 } else { 128 };
    bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
}

/// Whether a text is of a pattern, whatever the case of its letters: `*` is any characters, `?` one.
fn is_like(pattern: &str, text: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return is_alike(pattern, text) };
    let Some((head, rest)) = text.split_at_checked(before.len()) else { return false };
    if !is_alike(before, head) {
        return false;
    }
    let mut rest = rest;
    let mut parts: Vec<&str> = after.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let found = (0..=rest.len()).find_map(|at| {
            let (_, tail) = rest.split_at_checked(at)?;
            let (same, tail) = tail.split_at_checked(part.len())?;
            is_alike(part, same).then_some(tail)
        });
        let Some(tail) = found else { return false };
        rest = tail;
    }
    rest.len().checked_sub(last.len()).and_then(|at| rest.get(at..)).is_some_and(|end| is_alike(last, end))
}

fn is_alike(pattern: &str, text: &str) -> bool {
    let mut pairs = pattern.bytes().zip(text.bytes());
    let is_one = |(pattern, byte): (u8, u8)| pattern == b'?' || pattern.eq_ignore_ascii_case(&byte);
    pattern.len() == text.len() && pairs.all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takers_are_sorted() {
        for (key, takers) in KEYS_OF_SOME {
            assert!(takers.is_sorted(), "{key}");
        }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>
    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("getobject", "getobject", true),
            ("get*", "GetObject", true),
            ("*object", "getobject", true),
            ("*", "", true),
            ("g?tobject", "getobject", true),
            ("get*acl", "getobjectversionacl", true),
            ("*version*", "getobjectversionacl", true),
            ("get*acl*acl", "getobjectacl", false),
            ("getobject*", "getobjec", false),
            ("?", "", false),
        ] {
            assert_eq!(is_like(pattern, text), expected, "{pattern} {text}");
        }
    }
}
