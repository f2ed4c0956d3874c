//! The policy of a form: until when it is good, and which fields it may have.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html>

use base::clock::Timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::{Code, Error, Result};
use crate::form::fields::Fields;
use crate::form::multipart::SizeRange;

/// Fields that no condition has to name: what signs, and what is signed.
const FREE: [&str; 4] = ["awsaccesskeyid", "policy", "signature", "x-amz-signature"];
/// How the names of others begin.
const IGNORED: &str = "x-ignore-";
/// The field that each form has by its address.
const BUCKET: &str = "bucket";

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    Equals,
    StartsWith,
}

/// A condition.
#[derive(Debug)]
enum Condition {
    /// A field, by its name in lower case.
    Field { name: String, matches: Match, value: String },
    /// The file's size.
    Size(SizeRange),
    /// What AWS cannot make out, and nothing meets.
    Unclear,
}

/// Judges the fields of a form that was sent to a bucket; how large its file may be.
pub(crate) fn judge(
    policy: &str,
    fields: &Fields,
    bucket: &str,
    now: Timestamp,
) -> Result<Option<SizeRange>> {
    let decoded = STANDARD.decode(policy).map_err(|_| invalid("Invalid base64."))?;
    let policy: Value = serde_json::from_slice(&decoded).map_err(|_| invalid("Invalid JSON."))?;
    let policy = policy.as_object().ok_or_else(|| invalid("Invalid JSON."))?;
    if expiration(policy)? < now {
        return Err(denied("Policy expired."));
    }
    let Some(Value::Array(conditions)) = policy.get("conditions") else {
        return Err(invalid("Policy missing conditions."));
    };
    let read = conditions.iter().map(Condition::of).collect::<Result<Vec<Condition>>>()?;
    let mut range: Option<SizeRange> = None;
    let (mut named, value_of) = (Vec::new(), |name: &str| match name {
        BUCKET => Some(bucket),
        name => fields.get(name),
    });
    for (condition, sent) in read.iter().zip(conditions) {
        let holds = match condition {
            Condition::Size(size) => {
                let known = range.unwrap_or(*size);
                range = Some(SizeRange { min: known.min.max(size.min), max: known.max.min(size.max) });
                true
            }
            Condition::Field { name, matches, value } => {
                named.push(name.as_str());
                value_of(name).is_some_and(|found| matches.holds(name, found, value))
            }
            Condition::Unclear => false,
        };
        if !holds {
            return Err(denied(&format!("Policy Condition failed: {}", shown(sent))));
        }
    }
    let is_extra = |name: &&str| !named.contains(name) && !FREE.contains(name) && !name.starts_with(IGNORED);
    match fields.names().filter(|name| *name != BUCKET).chain([BUCKET]).find(is_extra) {
        // AWS names one of them.
        Some(extra) => Err(denied(&format!("Extra input fields: {extra}"))),
        None => Ok(range),
    }
}

/// Until when it is good: GMT in ISO 8601, as AWS's page has it.
fn expiration(policy: &Map<String, Value>) -> Result<Timestamp> {
    let Some(value) = policy.get("expiration") else { return Err(invalid("Policy missing expiration.")) };
    let text = value.as_str().unwrap_or_default();
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok().filter(|_| text.ends_with('Z'));
    let millis = moment.and_then(|moment| u64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok());
    millis
        .map(Timestamp::from_millis)
        .ok_or_else(|| invalid(&format!("Invalid 'expiration' value: '{text}'")))
}

impl Condition {
    fn of(sent: &Value) -> Result<Condition> {
        match sent {
            Value::Object(pairs) => {
                let mut pairs = pairs.iter();
                let (Some((name, value)), None) = (pairs.next(), pairs.next()) else {
                    return Err(invalid(
                        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
                    ));
                };
                let Value::String(value) = value else {
                    return Err(invalid("Invalid Simple-Condition: value must be a string."));
                };
                Ok(Condition::field(name, Match::Equals, value))
            }
            Value::Array(parts) => Condition::of_parts(parts),
            _ => Err(invalid("Invalid Condition.")),
        }
    }

    fn of_parts(parts: &[Value]) -> Result<Condition> {
        let operator = parts.first().and_then(Value::as_str).unwrap_or_default();
        if operator.eq_ignore_ascii_case("content-length-range") {
            let [_, min, max] = parts else { return Err(invalid("Invalid content-length-range.")) };
            return match (number(min), number(max)) {
                (Some(min), Some(max)) => Ok(Condition::Size(SizeRange { min, max })),
                _ => Err(invalid("Invalid content-length-range.")),
            };
        }
        let matches = if operator.eq_ignore_ascii_case("eq") {
            Match::Equals
        } else if operator.eq_ignore_ascii_case("starts-with") {
            Match::StartsWith
        } else {
            return Ok(Condition::Unclear);
        };
        let [_, Value::String(name), Value::String(value)] = parts else { return Ok(Condition::Unclear) };
        let Some(name) = name.strip_prefix('$') else { return Ok(Condition::Unclear) };
        Ok(Condition::field(name, matches, value))
    }

    fn field(name: &str, matches: Match, value: &str) -> Condition {
        Condition::Field { name: name.to_ascii_lowercase(), matches, value: value.to_owned() }
    }
}

impl Match {
    fn holds(self, name: &str, found: &str, value: &str) -> bool {
        match self {
            Match::Equals => found == value,
            // Types with commas between them are a list, all of which must be as they should.
            Match::StartsWith if name == "content-type" => {
                found.split(',').all(|one| one.starts_with(value) || one.trim_start().starts_with(value))
            }
            Match::StartsWith => found.starts_with(value),
        }
    }
}

/// A number, which clients also write as text.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// A condition as AWS shows it: `["eq", "$acl", "private"]`, whichever way it was written.
fn shown(sent: &Value) -> String {
    let parts = match sent {
        Value::Object(pairs) => pairs
            .iter()
            .flat_map(|(name, value)| [Value::from("eq"), Value::from(format!("${name}")), value.clone()])
            .collect(),
        Value::Array(parts) => parts.clone(),
        other => vec![other.clone()],
    };
    format!("[{}]", parts.iter().map(Value::to_string).collect::<Vec<_>>().join(", "))
}

fn denied(why: &str) -> Error {
    Error::saying(Code::AccessDenied, format!("Invalid according to Policy: {why}"))
}

fn invalid(why: &str) -> Error {
    Error::saying(Code::InvalidPolicyDocument, format!("Invalid Policy: {why}"))
}
