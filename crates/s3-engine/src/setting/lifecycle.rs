//! What AWS refuses of a lifecycle configuration. Codes and words are AWS's as generally known; limits from
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html>.

use std::collections::HashSet;

use wire::value::Fields;

use super::rules::{each, malformed, named};
use super::{Given, Result};
use crate::error::{Code, Error};

/// Rules of a configuration at most.
const MAX_RULES: usize = 1_000;
/// Milliseconds of a day, at whose beginning dates must be.
const DAY_MS: i64 = 86_400_000;
/// The actions that a rule may have.
const ACTIONS: [&str; 5] = [
    "Expiration",
    "Transitions",
    "NoncurrentVersionTransitions",
    "NoncurrentVersionExpiration",
    "AbortIncompleteMultipartUpload",
];

pub(super) fn check(given: &mut Given<'_>) -> Result<()> {
    if given.bucket.mfa_delete {
        // Our words: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html>.
        return Err(Error::saying(
            Code::InvalidBucketState,
            "Lifecycle configuration is not supported on a bucket with Mfa Authentication enabled.",
        ));
    }
    let entropy = given.entropy;
    let rules = given.fields.list("Rules").len();
    if rules > MAX_RULES {
        return Err(malformed());
    }
    let mut prefixes = HashSet::new();
    for rule in given.fields.structs("Rules") {
        rule_is_sound(rule)?;
        // Where rules are told apart by more than a prefix, AWS says which one wins.
        if let Some(prefix) = rule.text("Prefix")
            && !prefixes.insert(prefix)
        {
            return Err(Error::request(format!("Found two rules with same prefix '{prefix}'")));
        }
    }
    named(&given.fields, "Rules", "ID")?;
    each(&mut given.fields, "Rules", |rule| {
        if rule.text("ID").is_none_or(str::is_empty) {
            rule.set("ID", super::rules::new_id(entropy));
        }
    });
    Ok(())
}

fn rule_is_sound(rule: &Fields) -> Result<()> {
    if rule.has("Prefix") == rule.has("Filter") {
        return Err(malformed());
    }
    if let Some(filter) = rule.fields("Filter") {
        filter_is_sound(filter)?;
    }
    if !ACTIONS.iter().any(|action| rule.has(action)) {
        return Err(Error::request("At least one action needs to be specified in a rule."));
    }
    if let Some(expiration) = rule.fields("Expiration") {
        let said = ["Date", "Days", "ExpiredObjectDeleteMarker"];
        if said.iter().filter(|name| expiration.has(name)).count() != 1 {
            return Err(malformed());
        }
        is_positive(expiration, "Days", "Expiration")?;
        is_midnight(expiration)?;
    }
    for transition in rule.structs("Transitions") {
        if transition.has("Date") == transition.has("Days") || !transition.has("StorageClass") {
            return Err(malformed());
        }
        is_midnight(transition)?;
        if let Some(days) = transition.integer("Days") {
            transition_is_late_enough(days, transition.required("StorageClass"))?;
        }
    }
    if let Some(expiration) = rule.fields("NoncurrentVersionExpiration") {
        // What is left out is no positive integer either: hashicorp/terraform-provider-aws, issue 34197.
        if !expiration.has("NoncurrentDays") {
            return Err(not_positive("NoncurrentDays", "NoncurrentVersionExpiration"));
        }
        is_positive(expiration, "NoncurrentDays", "NoncurrentVersionExpiration")?;
        retains_few(expiration, "NoncurrentVersionExpiration")?;
    }
    for transition in rule.structs("NoncurrentVersionTransitions") {
        retains_few(transition, "NoncurrentVersionTransition")?;
    }
    if let Some(abort) = rule.fields("AbortIncompleteMultipartUpload") {
        is_positive(abort, "DaysAfterInitiation", "AbortIncompleteMultipartUpload")?;
        has_no_tags(rule, "AbortIncompleteMultipartUpload")?;
    }
    if rule.fields("Expiration").is_some_and(|expiration| expiration.has("ExpiredObjectDeleteMarker")) {
        has_no_tags(rule, "ExpiredObjectDeleteMarker")?;
    }
    expires_last(rule)
}

/// "You can specify up to 100 noncurrent versions to retain." The sentence of what is more is our guess.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html>
fn retains_few(action: &Fields, name: &str) -> Result<()> {
    const MOST: i64 = 100;
    is_positive(action, "NewerNoncurrentVersions", name)?;
    if action.integer("NewerNoncurrentVersions").is_none_or(|newer| newer <= MOST) {
        return Ok(());
    }
    let message = format!("'NewerNoncurrentVersions' for {name} action must not exceed {MOST}");
    Err(Error::saying(Code::InvalidArgument, message))
}

/// AWS's sentence of the first (terraform-aws-modules/terraform-aws-s3-bucket, issue 109); of the second it is our guess.
fn has_no_tags(rule: &Fields, action: &str) -> Result<()> {
    let Some(filter) = rule.fields("Filter") else { return Ok(()) };
    let both = filter.fields("And").is_some_and(|and| !and.list("Tags").is_empty());
    if !both && !filter.has("Tag") {
        return Ok(());
    }
    Err(Error::request(format!("{action} cannot be specified with Tags.")))
}

/// What moves has to be there still.
fn expires_last(rule: &Fields) -> Result<()> {
    let days = |fields: &Fields, name| fields.integer(name);
    let pairs = [
        ("Days", "Expiration", "Transitions", "Transition"),
        (
            "NoncurrentDays",
            "NoncurrentVersionExpiration",
            "NoncurrentVersionTransitions",
            "NoncurrentVersionTransition",
        ),
    ];
    for (name, expiration, moves, action) in pairs {
        let Some(end) = rule.fields(expiration).and_then(|fields| days(fields, name)) else { continue };
        if rule.structs(moves).filter_map(|fields| days(fields, name)).any(|moved| moved >= end) {
            let prefix = prefix_of(rule);
            return Err(Error::saying(
                Code::InvalidArgument,
                format!(
                    "'{name}' in the {expiration} action for filter '(prefix={prefix})' must be greater than '{name}' in the {action} action"
                ),
            ));
        }
    }
    Ok(())
}

fn prefix_of(rule: &Fields) -> &str {
    let Some(filter) = rule.fields("Filter") else { return rule.required("Prefix") };
    filter.fields("And").unwrap_or(filter).required("Prefix")
}

fn not_positive(name: &str, action: &str) -> Error {
    Error::saying(Code::InvalidArgument, format!("'{name}' for {action} action must be a positive integer"))
}

/// A filter is one thing, or `And` of several; nothing is for all objects.
fn filter_is_sound(filter: &Fields) -> Result<()> {
    let said = |fields: &Fields| fields.slots().iter().filter(|slot| slot.value().is_some()).count();
    match filter.fields("And") {
        _ if said(filter) > 1 => Err(malformed()),
        Some(and) if said(and) + and.list("Tags").len().saturating_sub(1) < 2 => Err(malformed()),
        _ => Ok(()),
    }
}

fn is_positive(of: &Fields, name: &str, action: &str) -> Result<()> {
    match of.integer(name) {
        Some(days) if days <= 0 => Err(not_positive(name, action)),
        _ => Ok(()),
    }
}

fn is_midnight(of: &Fields) -> Result<()> {
    match of.time_ms("Date") {
        Some(ms) if ms.rem_euclid(DAY_MS) != 0 => {
            Err(Error::saying(Code::InvalidArgument, "'Date' must be at midnight GMT"))
        }
        _ => Ok(()),
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>
fn transition_is_late_enough(days: i64, class: &str) -> Result<()> {
    /// What is less often read is not for what is younger.
    const LEAST: i64 = 30;
    if days < 0 {
        return Err(Error::saying(Code::InvalidArgument, "'Days' in Transition action must be nonnegative"));
    }
    if matches!(class, "STANDARD_IA" | "ONEZONE_IA") && days < LEAST {
        let message = format!(
            "'Days' in Transition action must be greater than or equal to {LEAST} for storageClass '{class}'"
        );
        return Err(Error::saying(Code::InvalidArgument, message));
    }
    Ok(())
}
