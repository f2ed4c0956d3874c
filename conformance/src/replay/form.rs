//! The body of a query protocol: an operation and its members as a form, structures by points, lists by `.member.N`.

use serde_json::Value;

use crate::Result;
use crate::signing::encoded;

/// The form of a call.
pub(super) fn text(operation: &str, version: &str, input: Option<&Value>) -> Result<String> {
    let mut pairs = vec![pair("Action", operation), pair("Version", version)];
    match input {
        None => {}
        Some(Value::Object(members)) => {
            for (name, value) in members {
                write(&mut pairs, name, value);
            }
        }
        Some(other) => return Err(format!("a form has members, and this has none: {other}").into()),
    }
    Ok(pairs.join("&"))
}

fn write(pairs: &mut Vec<String>, name: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            members.iter().for_each(|(member, value)| write(pairs, &format!("{name}.{member}"), value));
        }
        // As SDKs write a list that has nothing.
        Value::Array(list) if list.is_empty() => pairs.push(pair(name, "")),
        Value::Array(list) => {
            for (at, element) in list.iter().enumerate() {
                write(pairs, &format!("{name}.member.{}", at + 1), element);
            }
        }
        Value::String(text) => pairs.push(pair(name, text)),
        other => pairs.push(pair(name, &other.to_string())),
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", encoded(name), encoded(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html#API_TagRole_Examples>
    #[test]
    fn a_form_has_structures_by_points_and_lists_by_numbers() {
        let input = json!({
            "RoleName": "a b", "Tags": [{"Key": "k", "Value": "ü&"}, {"Key": "l"}], "None": null, "No": [], "N": 1, "B": true
        });
        let form = text("TagRole", "2010-05-08", Some(&input)).unwrap();
        let expected = "Action=TagRole&Version=2010-05-08&RoleName=a%20b&Tags.member.1.Key=k&Tags.member.1.Value=%C3%BC%26\
                        &Tags.member.2.Key=l&No=&N=1&B=true";
        let sorted = |form: &str| {
            let mut pairs: Vec<String> = form.split('&').map(str::to_owned).collect();
            pairs.sort();
            pairs
        };
        assert_eq!(sorted(&form), sorted(expected));
        assert_eq!(text("A", "1", None).unwrap(), "Action=A&Version=1");
        text("A", "1", Some(&json!([]))).unwrap_err();
    }
}
