//! What becomes of a parameter in time: its policies.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html>. An expiration acts. Notifications
//! are kept and shown: there is nobody yet who takes them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wire::fault::Fault;
use wire::moment;
use wire::shape::TimeForm;

use crate::error;

/// How many policies a parameter may have.
const MOST: usize = 10;

/// The status of a policy that has not acted yet. One that has acted is gone with its parameter.
pub(crate) const PENDING: &str = "Pending";

const EXPIRATION: &str = "Expiration";
const EXPIRATION_NOTIFICATION: &str = "ExpirationNotification";
const NO_CHANGE_NOTIFICATION: &str = "NoChangeNotification";

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Policy {
    /// AWS's name of its type.
    pub(crate) kind: String,
    /// It as JSON.
    pub(crate) text: String,
    /// When it deletes the parameter.
    pub(crate) expires_ms: Option<u64>,
}

/// Reads the policies of a request: a list, of which an empty one or `[{}]` takes away what there was.
///
/// # Errors
///
/// One cannot be, or they contradict each other.
pub(crate) fn read(text: &str) -> Result<Vec<Policy>, Fault> {
    let wrong = |why: &str| error::wrong_policy_attribute(why);
    let Ok(Value::Array(given)) = serde_json::from_str(text) else {
        return Err(wrong("policies are a JSON array"));
    };
    let given: Vec<Map<String, Value>> = given
        .into_iter()
        .map(|policy| match policy {
            Value::Object(members) => Ok(members),
            _ => Err(wrong("a policy is a JSON object")),
        })
        .collect::<Result<_, Fault>>()?;
    let given: Vec<_> = given.into_iter().filter(|members| !members.is_empty()).collect();
    if given.len() > MOST {
        return Err(error::too_many_policies());
    }
    let policies: Vec<Policy> = given.iter().map(one).collect::<Result<_, Fault>>()?;
    let count = |kind: &str| policies.iter().filter(|policy| policy.kind == kind).count();
    // That a notification of an expiration needs one is our guess.
    let is_lonely = count(EXPIRATION_NOTIFICATION) > 0 && count(EXPIRATION) == 0;
    if count(EXPIRATION) > 1 || count(NO_CHANGE_NOTIFICATION) > 1 || is_lonely {
        return Err(error::policies_in_conflict());
    }
    Ok(policies)
}

fn one(members: &Map<String, Value>) -> Result<Policy, Fault> {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let kind = text("Type").ok_or_else(error::wrong_policy_type)?.to_owned();
    let known = [EXPIRATION, EXPIRATION_NOTIFICATION, NO_CHANGE_NOTIFICATION];
    if !known.contains(&kind.as_str()) {
        return Err(error::wrong_policy_type());
    }
    if text("Version") != Some("1.0") {
        return Err(error::wrong_policy_attribute("Version is 1.0"));
    }
    let attributes = members.get("Attributes").and_then(Value::as_object);
    let attribute = |name: &str| {
        let found = attributes.and_then(|attributes| attributes.get(name)?.as_str());
        found.ok_or_else(|| error::wrong_policy_attribute(&format!("{kind} has {name}")))
    };
    let mut expires_ms = None;
    match kind.as_str() {
        EXPIRATION => {
            let at = attribute("Timestamp")?;
            let ms = moment_of(at).and_then(|ms| u64::try_from(ms).ok());
            expires_ms =
                Some(ms.ok_or_else(|| error::wrong_policy_attribute("Timestamp is a moment in ISO 8601"))?);
        }
        EXPIRATION_NOTIFICATION => check_span(attribute("Before")?, attribute("Unit")?)?,
        _ => check_span(attribute("After")?, attribute("Unit")?)?,
    }
    // In the order in which AWS's page has them.
    let attributes =
        attributes.map_or_else(String::new, |attributes| Value::Object(attributes.clone()).to_string());
    let text = format!(r#"{{"Type":"{kind}","Version":"1.0","Attributes":{attributes}}}"#);
    Ok(Policy { kind, text, expires_ms })
}

/// A moment in one of Java's forms that AWS's page names, ISO_INSTANT and ISO_OFFSET_DATE_TIME: the second may lack seconds, and
/// its offset may have some, as that of the page's example.
fn moment_of(text: &str) -> Option<i64> {
    if let Some(ms) = moment::read(text, TimeForm::Iso8601) {
        return Some(ms);
    }
    let (date, time) = text.split_once('T')?;
    let at = time.find(['+', '-', 'Z'])?;
    let (time, offset) = time.split_at_checked(at)?;
    let seconds = if time.matches(':').count() == 1 { ":00" } else { "" };
    let offset = match offset.rsplit_once(':') {
        Some((shorter, _)) if offset.matches(':').count() == 2 => shorter,
        _ => offset,
    };
    moment::read(&format!("{date}T{time}{seconds}{offset}"), TimeForm::Iso8601)
}

fn check_span(count: &str, unit: &str) -> Result<(), Fault> {
    if !count.parse::<u32>().is_ok_and(|count| count > 0) {
        return Err(error::wrong_policy_attribute("a span is a number greater than 0"));
    }
    if !matches!(unit, "Days" | "Hours") {
        return Err(error::wrong_policy_attribute("Unit is Days or Hours"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPIRES: &str =
        r#"{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2018-12-02T21:34:33.000Z"}}"#;
    const BEFORE: &str =
        r#"{"Type":"ExpirationNotification","Version":"1.0","Attributes":{"Before":"30","Unit":"Days"}}"#;
    const UNCHANGED: &str =
        r#"{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Hours"}}"#;

    /// The examples are those of AWS's page.
    #[test]
    fn policies_are_read() {
        let kinds = |text: &str| -> Vec<String> {
            read(text).unwrap().into_iter().map(|policy| policy.kind).collect()
        };
        let all = format!("[{EXPIRES},{BEFORE},{BEFORE},{UNCHANGED}]");
        let known = [EXPIRATION, EXPIRATION_NOTIFICATION, EXPIRATION_NOTIFICATION, NO_CHANGE_NOTIFICATION];
        assert_eq!(kinds(&all), known);
        assert!(kinds("[]").is_empty() && kinds("[{}]").is_empty());
        let first = read(&all).unwrap().remove(0);
        assert_eq!((first.text.as_str(), first.expires_ms), (EXPIRES, Some(1_543_786_473_000)));
        let offset = EXPIRES.replace("33.000Z", "33+02:00");
        assert_eq!(read(&format!("[{offset}]")).unwrap()[0].expires_ms, Some(1_543_786_473_000 - 7_200_000));
        assert_eq!(moment_of("2019-11-01T22:13:48.87+10:30:00"), moment_of("2019-11-01T11:43:48.870Z"));
        assert_eq!(moment_of("2019-11-01T22:13+00:00"), moment_of("2019-11-01T22:13:00Z"));
        assert!(moment_of("2019-11-01T22:13:00Z").is_some());
        for text in ["", "T", "2019-11-01", "2019-11-01T22:13:00", "x-11-01T22:13Z", "2019-11-01T+:::"] {
            assert_eq!(moment_of(text), None, "{text}");
        }
    }

    /// The codes are AWS's; what each covers is our guess where AWS's page does not say it.
    #[test]
    fn policies_that_cannot_be() {
        let check = |text: &str, code: &str| assert_eq!(read(text).unwrap_err().code, code, "{text}");
        check("", "InvalidPolicyAttributeException");
        check("{}", "InvalidPolicyAttributeException");
        check("[1]", "InvalidPolicyAttributeException");
        check(&format!("[{}]", EXPIRES.replace("Expiration", "Other")), "InvalidPolicyTypeException");
        check(&format!("[{}]", EXPIRES.replace("1.0", "2.0")), "InvalidPolicyAttributeException");
        check(&format!("[{}]", EXPIRES.replace("2018", "x")), "InvalidPolicyAttributeException");
        check(&format!("[{EXPIRES},{}]", BEFORE.replace("30", "0")), "InvalidPolicyAttributeException");
        check(&format!("[{}]", UNCHANGED.replace("Hours", "Weeks")), "InvalidPolicyAttributeException");
        check(&format!("[{EXPIRES},{EXPIRES}]"), "IncompatiblePolicyException");
        check(&format!("[{BEFORE}]"), "IncompatiblePolicyException");
        let many = [BEFORE; 11].join(",");
        check(&format!("[{many}]"), "PoliciesLimitExceededException");
        check(&"[".repeat(4096), "InvalidPolicyAttributeException");
    }
}
