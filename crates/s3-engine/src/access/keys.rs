//! What a request tells policies beside who asks for what: the keys that conditions ask for.
//!
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys>

use ::policy::{Context as Keys, Principal};
use base::arn::AccountId;
use base::call::Caller;
use http::request::Parts;
use percent_encoding::percent_decode_str;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::document;
use crate::access_point::AccessPoint;
use crate::context::Context;
use crate::object::Version;
use crate::tag::{self, Tag};

/// When a request says that it was signed.
const SIGNED_AT: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second]Z");

/// Keys that are parameters of the query.
const PARAMETERS: [(&str, &str); 4] = [
    ("s3:prefix", "prefix"),
    ("s3:delimiter", "delimiter"),
    ("s3:max-keys", "max-keys"),
    ("s3:VersionId", "versionId"),
];

/// Headers that are keys of the same name below `s3:`.
const HEADERS: [&str; 16] = [
    "x-amz-acl",
    "x-amz-bucket-namespace",
    "x-amz-content-sha256",
    "x-amz-copy-source",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
    "x-amz-metadata-directive",
    "x-amz-object-ownership",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-storage-class",
    "x-amz-website-redirect-location",
];

/// Headers that are keys of another name.
const RENAMED: [(&str, &str); 7] = [
    ("s3:if-match", "if-match"),
    ("s3:if-none-match", "if-none-match"),
    ("s3:object-lock-mode", "x-amz-object-lock-mode"),
    ("s3:object-lock-retain-until-date", "x-amz-object-lock-retain-until-date"),
    ("s3:object-lock-legal-hold", "x-amz-object-lock-legal-hold"),
    ("s3:object-lock-event-hold", "x-amz-object-lock-event-hold"),
    ("s3:object-lock-event-hold-duration-days", "x-amz-object-lock-event-hold-duration-days"),
];

/// Headers that are keys of all services.
const GLOBAL: [(&str, &str); 2] = [("aws:Referer", "referer"), ("aws:UserAgent", "user-agent")];

/// A parameter of the query, decoded.
pub(super) fn parameter(head: &Parts, name: &str) -> Option<String> {
    let mut pairs = head.uri.query().unwrap_or_default().split('&');
    let value = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// The keys of a request about a bucket of `owner`. `version`: the object that it is about, as it is.
pub(super) fn of(
    cx: &Context,
    principal: &Principal,
    owner: AccountId,
    head: Option<&Parts>,
    version: Option<&Version>,
) -> Keys {
    let mut keys = Keys::of(&cx.call, principal);
    for key in ["aws:ResourceAccount", "s3:ResourceAccount"] {
        keys.set(key, [owner.to_string()]);
    }
    if cx.call.caller != Caller::Anonymous {
        keys.set("s3:signatureversion", ["AWS4-HMAC-SHA256".to_owned()]);
    }
    let object = version.and_then(|version| version.object.as_ref());
    for Tag { key, value } in object.into_iter().flat_map(|object| &object.tags) {
        keys.set(&format!("s3:ExistingObjectTag/{key}"), [value.clone()]);
    }
    let Some(head) = head else { return keys };
    for (key, name) in PARAMETERS {
        keys.set(key, parameter(head, name));
    }
    let header = |name: &str| Some(head.headers.get(name)?.to_str().ok()?.to_owned());
    for name in HEADERS {
        keys.set(&format!("s3:{name}"), header(name));
    }
    let in_head = head.headers.contains_key(http::header::AUTHORIZATION);
    if cx.call.caller != Caller::Anonymous {
        keys.set("s3:authType", [if in_head { "REST-HEADER" } else { "REST-QUERY-STRING" }.to_owned()]);
    }
    keys.set("s3:signatureAge", signature_age(cx, head).map(|age| age.to_string()));
    for (key, name) in RENAMED.into_iter().chain(GLOBAL) {
        keys.set(key, header(name));
    }
    let told = document::told(cx);
    let until = match &told {
        // Such a request has no headers for it: they would be passed over.
        Some(told) => {
            keys.set("s3:object-lock-mode", told.mode.clone());
            keys.set("s3:object-lock-retain-until-date", told.retain_until.clone());
            keys.set("s3:object-lock-legal-hold", told.legal_hold.clone());
            keys.set("s3:object-lock-event-hold", told.event_hold.clone());
            keys.set("s3:object-lock-event-hold-duration-days", told.event_hold_days.clone());
            told.retain_until.clone()
        }
        None => header("x-amz-object-lock-retain-until-date"),
    };
    let days = until.and_then(|until| document::remaining_days(cx.call.now, &until));
    keys.set("s3:object-lock-remaining-retention-days", days.map(|days| days.to_string()));
    let asked = match told {
        Some(told) => told.tags,
        // Tags that cannot be read are the operation's to refuse.
        None => header("x-amz-tagging").and_then(|tags| tag::of_header(&tags).ok()).unwrap_or_default(),
    };
    for Tag { key, value } in &asked {
        keys.set(&format!("s3:RequestObjectTag/{key}"), [value.clone()]);
    }
    keys.set("s3:RequestObjectTagKeys", asked.into_iter().map(|tag| tag.key));
    keys
}

/// Tells policies by which access point a bucket is reached.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-condition-keys>
pub(super) fn tell_point(keys: &mut Keys, point: &AccessPoint, partition: &str) {
    keys.set("s3:DataAccessPointArn", [point.arn(partition)]);
    keys.set("s3:DataAccessPointAccount", [point.account.clone()]);
    keys.set("s3:AccessPointNetworkOrigin", [point.origin().to_owned()]);
}

/// How long ago the request was signed, in milliseconds; nothing where it does not say.
fn signature_age(cx: &Context, head: &Parts) -> Option<u64> {
    let text = head.headers.get("x-amz-date")?.to_str().ok()?;
    let signed = PrimitiveDateTime::parse(text, SIGNED_AT).ok()?.assume_utc().unix_timestamp_nanos();
    u64::try_from(i128::from(cx.call.now.millis()) - signed / 1_000_000).ok()
}
