//! What a request tells policies beside who asks for what: the keys that conditions ask for.
//!
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys>

use ::policy::{Context as Keys, Principal};
use base::call::Caller;
use http::request::Parts;
use percent_encoding::percent_decode_str;

use crate::context::Context;
use crate::object::Version;
use crate::tag::{self, Tag};

/// Keys that are parameters of the query.
const PARAMETERS: [(&str, &str); 4] = [
    ("s3:prefix", "prefix"),
    ("s3:delimiter", "delimiter"),
    ("s3:max-keys", "max-keys"),
    ("s3:VersionId", "versionId"),
];

/// Headers that are keys of the same name below `s3:`.
const HEADERS: [&str; 14] = [
    "x-amz-acl",
    "x-amz-bucket-namespace",
    "x-amz-copy-source",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
    "x-amz-metadata-directive",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-storage-class",
    "x-amz-website-redirect-location",
];

/// Headers that are keys of another name.
const RENAMED: [(&str, &str); 5] = [
    ("s3:if-match", "if-match"),
    ("s3:if-none-match", "if-none-match"),
    ("s3:object-lock-mode", "x-amz-object-lock-mode"),
    ("s3:object-lock-retain-until-date", "x-amz-object-lock-retain-until-date"),
    ("s3:object-lock-legal-hold", "x-amz-object-lock-legal-hold"),
];

/// Headers that are keys of all services.
const GLOBAL: [(&str, &str); 2] = [("aws:Referer", "referer"), ("aws:UserAgent", "user-agent")];

/// A parameter of the query, decoded.
pub(super) fn parameter(head: &Parts, name: &str) -> Option<String> {
    let mut pairs = head.uri.query().unwrap_or_default().split('&');
    let value = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// The keys of a request. `version`: the object that it is about, as it is.
pub(super) fn of(
    cx: &Context,
    principal: &Principal,
    head: Option<&Parts>,
    version: Option<&Version>,
) -> Keys {
    let mut keys = Keys::of(&cx.call, principal);
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
    for (key, name) in RENAMED.into_iter().chain(GLOBAL) {
        keys.set(key, header(name));
    }
    // Tags that cannot be read are the operation's to refuse.
    let asked = header("x-amz-tagging").and_then(|tags| tag::of_header(&tags).ok()).unwrap_or_default();
    for Tag { key, value } in &asked {
        keys.set(&format!("s3:RequestObjectTag/{key}"), [value.clone()]);
    }
    keys.set("s3:RequestObjectTagKeys", asked.into_iter().map(|tag| tag.key));
    keys
}
