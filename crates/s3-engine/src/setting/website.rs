//! What AWS refuses of a website configuration. Codes and words are AWS's as generally known.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html>

use wire::value::Fields;

use super::rules::malformed;
use super::{Given, Result};
use crate::error::{Code, Error};

/// Routing rules of a configuration at most, by the page above.
const MAX_RULES: usize = 50;

pub(super) fn check(given: &mut Given<'_>) -> Result<()> {
    let site = &given.fields;
    if site.has("RedirectAllRequestsTo") {
        let others = ["ErrorDocument", "IndexDocument", "RoutingRules"];
        if others.iter().any(|name| site.has(name)) {
            return Err(argument(
                "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
                "RedirectAllRequestsTo",
            ));
        }
        return Ok(());
    }
    let Some(index) = site.fields("IndexDocument") else {
        // AWS's answer of 2026-07-21 (versity/versitygw, issue 2260).
        return Err(Error::argument(
            "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
            "IndexDocument",
            "null",
        ));
    };
    let suffix = index.required("Suffix");
    if suffix.is_empty() || suffix.contains('/') {
        return Err(argument("The IndexDocument Suffix is not well formed", "IndexDocument"));
    }
    let rules = site.list("RoutingRules").len();
    if rules > MAX_RULES {
        return Err(Error::request(format!(
            "{rules} routing rules provided, the number of routing rules in a website configuration is limited to {MAX_RULES}."
        )));
    }
    site.structs("RoutingRules").try_for_each(rule_is_sound)
}

fn rule_is_sound(rule: &Fields) -> Result<()> {
    let says_nothing = |fields: &Fields| fields.slots().iter().all(|slot| slot.value().is_none());
    if let Some(condition) = rule.fields("Condition") {
        if says_nothing(condition) {
            return Err(Error::request(
                "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
            ));
        }
        if let Some(code) = condition.text("HttpErrorCodeReturnedEquals")
            && !is_code(code, 400..600)
        {
            return Err(Error::request(format!(
                "The provided HTTP error code ({code}) is not valid. Valid codes are 4XX or 5XX."
            )));
        }
    }
    let Some(redirect) = rule.fields("Redirect").filter(|redirect| !says_nothing(redirect)) else {
        return Err(malformed());
    };
    if redirect.has("ReplaceKeyWith") && redirect.has("ReplaceKeyPrefixWith") {
        return Err(Error::request("You can only define ReplaceKeyPrefix or ReplaceKey but not both."));
    }
    match redirect.text("HttpRedirectCode") {
        Some(code) if !is_code(code, 301..400) => Err(Error::request(format!(
            "The provided HTTP redirect code ({code}) is not valid. Valid codes are 3XX except 300."
        ))),
        _ => Ok(()),
    }
}

fn is_code(text: &str, of: std::ops::Range<u16>) -> bool {
    text.parse().is_ok_and(|code| of.contains(&code))
}

fn argument(message: &'static str, name: &str) -> Error {
    Error::saying(Code::InvalidArgument, message).with("ArgumentName", name)
}
