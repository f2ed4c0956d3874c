//! What AWS refuses of a bucket's policy. The language is that of the crate `policy`; here are S3's own rules and its words,
//! which are AWS's as generally known.
//!
//! - `names`: the actions and condition keys that there are
//! - `statement`: what is refused of one statement
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>

mod names;
mod statement;

use ::policy::{Document, Form, Malformed};

use crate::bucket::{Bucket, directory};
use crate::context::Context;
use crate::error::{Code, Error, Result};
pub(crate) use statement::{Place, PlaceKind};

/// Bytes of a policy at most.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>
const MAX_BYTES: usize = 20 * 1024;

/// What a policy without a version is shown with: AWS's answer of 2025-09-15 (versity/versitygw, issue 1536).
const FIRST_VERSION: &str = "\"Version\":\"2008-10-17\",";

/// A policy that a request gives, which is kept as it is, and with a version.
pub(crate) fn read(document: &[u8], cx: &Context, bucket: &Bucket) -> Result<String> {
    if document.is_empty() {
        return Err(Error::of(Code::MissingRequestBodyError));
    }
    let text = std::str::from_utf8(document).map_err(|_| malformed(NOT_JSON))?;
    let arn = bucket.arn(cx);
    let kind = match directory::is_one(&bucket.name) {
        true => PlaceKind::DirectoryBucket,
        false => PlaceKind::Bucket,
    };
    check(text, Place { arn: &arn, kind })?;
    Ok(with_version(text))
}

/// A sound policy with the version that it means.
fn with_version(text: &str) -> String {
    let has_version = serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|policy| policy.get("Version").is_some_and(|version| !version.is_null()));
    match text.split_once('{') {
        Some((before, rest)) if !has_version => format!("{before}{{{FIRST_VERSION}{rest}"),
        _ => text.to_owned(),
    }
}

/// Refuses what cannot be the policy of a place.
pub(crate) fn check(text: &str, place: Place<'_>) -> Result<()> {
    if text.len() > MAX_BYTES {
        return Err(Error::of(Code::PolicyTooLarge));
    }
    let first = text.trim_ascii_start().bytes().next();
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| {
        malformed(if first == Some(b'{') { "This policy contains invalid Json" } else { NOT_JSON })
    })?;
    if value.get("Statement").and_then(serde_json::Value::as_array).is_some_and(Vec::is_empty) {
        return Err(malformed("Could not parse the policy: Statement is empty!"));
    }
    Document::read(text, Form::Resource).map_err(|broken| in_words(&broken, &value))?;
    statements(&value).try_for_each(|statement| statement::check(statement, place))
}

/// Whether a policy that was kept allows everybody something.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>
pub(crate) fn is_public(kept: &str) -> Result<bool> {
    Ok(Document::read(kept, Form::Resource).map_err(Error::internal)?.allows_everybody_but(narrows))
}

/// Keys with which a statement for everybody is not public: AWS's list of what is meant by public.
const NARROWING: [&str; 10] = [
    "aws:PrincipalOrgID",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
];

fn narrows(key: &str) -> bool {
    NARROWING.iter().any(|known| known.eq_ignore_ascii_case(key))
}

const NOT_JSON: &str = "Policies must be valid JSON and the first byte must be '{'";

fn malformed(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::saying(Code::MalformedPolicy, message)
}

/// The refusal of a principal that there cannot be.
fn invalid_principal(kind: &str, name: &str) -> Error {
    malformed("Invalid principal in policy").with("Detail", format!("\"{kind}\" : \"{name}\""))
}

fn in_words(broken: &Malformed, policy: &serde_json::Value) -> Error {
    match broken {
        Malformed::TooLong | Malformed::TooManyStatements => Error::of(Code::PolicyTooLarge),
        Malformed::NotJson | Malformed::Twice(_) => malformed(NOT_JSON),
        Malformed::Unknown(key) => malformed(format!("Unknown field {key}")),
        Malformed::Missing(key) => malformed(format!("Missing required field {key}")),
        Malformed::Version => malformed("The policy must contain a valid version string"),
        Malformed::Principal(name) => invalid_principal("AWS", name),
        Malformed::Operator(name) => malformed(format!("Invalid Condition type : {name}")),
        Malformed::Form("Effect") => {
            let effects = statements(policy).filter_map(|statement| statement.get("Effect"));
            let effect = effects.map(|effect| effect.as_str().unwrap_or_default());
            let wrong = effect.into_iter().find(|effect| !matches!(*effect, "Allow" | "Deny"));
            malformed(format!("Invalid effect: {}", wrong.unwrap_or_default()))
        }
        Malformed::Both(..) | Malformed::Form(_) => malformed("Invalid policy syntax."),
    }
}

fn statements(policy: &serde_json::Value) -> impl Iterator<Item = &serde_json::Value> {
    let statements = policy.get("Statement");
    let many = statements.and_then(serde_json::Value::as_array).map(Vec::as_slice);
    many.or_else(|| statements.map(std::slice::from_ref)).unwrap_or_default().iter()
}

fn each_text(value: Option<&serde_json::Value>) -> impl Iterator<Item = &str> {
    let many = value.and_then(serde_json::Value::as_array).map(Vec::as_slice);
    let all = many.or_else(|| value.map(std::slice::from_ref)).unwrap_or_default();
    all.iter().filter_map(serde_json::Value::as_str)
}
