//! Rules that send a visitor elsewhere.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html>

use http::StatusCode;
use wire::value::Fields;

use super::{Visit, host};
use crate::message::percent::url_encode;

/// Where to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) location: String,
    pub(super) status: StatusCode,
}

/// Where a site sends everybody.
pub(super) fn of_all(all: &Fields, visit: Visit<'_>) -> Target {
    let scheme = all.text("Protocol").unwrap_or(visit.call.origin.scheme());
    let location = format!("{scheme}://{}/{}", all.required("HostName"), url_encode(visit.path));
    Target { location, status: StatusCode::MOVED_PERMANENTLY }
}

/// Where the first rule that fits sends a visitor. `failed`: the error that he would get; without one only those rules count that
/// do not ask for one.
pub(super) fn by_rule(site: &Fields, visit: Visit<'_>, failed: Option<StatusCode>) -> Option<Target> {
    let rule = site.structs("RoutingRules").find(|rule| fits(rule, visit.path, failed))?;
    let redirect = rule.fields("Redirect")?;
    let prefix = rule.fields("Condition").and_then(|condition| condition.text("KeyPrefixEquals"));
    let key = match (redirect.text("ReplaceKeyWith"), redirect.text("ReplaceKeyPrefixWith")) {
        (Some(key), _) => key.to_owned(),
        (None, Some(with)) => {
            let rest = visit.path.strip_prefix(prefix.unwrap_or_default()).unwrap_or(visit.path);
            format!("{with}{rest}")
        }
        (None, None) => visit.path.to_owned(),
    };
    let scheme = redirect.text("Protocol").unwrap_or(visit.call.origin.scheme());
    let host = redirect.text("HostName").unwrap_or(host(visit));
    let code = redirect.text("HttpRedirectCode").and_then(|code| code.parse().ok());
    let status = code.and_then(|code: u16| StatusCode::from_u16(code).ok());
    Some(Target {
        location: format!("{scheme}://{host}/{}", url_encode(&key)),
        status: status.unwrap_or(StatusCode::MOVED_PERMANENTLY),
    })
}

fn fits(rule: &Fields, path: &str, failed: Option<StatusCode>) -> bool {
    let Some(condition) = rule.fields("Condition") else { return failed.is_none() };
    let starts = condition.text("KeyPrefixEquals").is_none_or(|prefix| path.starts_with(prefix));
    let wanted = condition.text("HttpErrorCodeReturnedEquals");
    let fails = match (wanted, failed) {
        (None, None) => true,
        (Some(wanted), Some(failed)) => wanted == failed.as_str(),
        (None, Some(_)) | (Some(_), None) => false,
    };
    starts && fails
}
