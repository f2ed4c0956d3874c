//! Whether a reply is the one that a step expects.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::path;
use super::xml;
use crate::Result;
use crate::wire::Reply;

/// Headers that are other ones for each reply.
const FRESH_HEADERS: [&str; 7] = [
    "connection",
    "date",
    "keep-alive",
    "x-amz-id-2",
    "x-amz-request-id",
    "x-amzn-requestid",
    "x-amzn-trace-id",
];

/// The error code of a reply that has one.
pub(super) fn code(reply: &Reply, tree: &Value) -> Option<String> {
    // S3 Control's documents have one root more than S3's.
    let of_xml = || tree.get("ErrorResponse").unwrap_or(tree).get("Error")?.get("Code");
    let in_body = tree.get("__type").or_else(of_xml).and_then(Value::as_str);
    let code = reply.header("x-amzn-errortype").or(in_body)?;
    let code = code.split(':').next().unwrap_or_default();
    Some(code.rsplit('#').next().unwrap_or_default().to_owned())
}

/// The reply as a tree: the members of its document, beside them `@status`, `@header` and `@text`. Of a query protocol they
/// are the members of its result, or of its error.
pub(super) fn tree(reply: &Reply, is_query: bool) -> Value {
    let text = reply.text();
    let document = if text.trim_start().starts_with('<') {
        xml::tree(&text).ok()
    } else {
        serde_json::from_str(&text).ok()
    };
    let mut members = match document {
        Some(Value::Object(members)) if is_query => result(members),
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    members.insert("@status".to_owned(), json!(reply.status));
    members.insert(
        "@header".to_owned(),
        reply.headers.iter().cloned().collect::<BTreeMap<_, _>>().into_iter().collect(),
    );
    members.insert("@text".to_owned(), json!(text));
    Value::Object(members)
}

/// What a reply of a query protocol says: `<XResponse><XResult>…</XResult><ResponseMetadata>…`, or an error beside the
/// request's id.
fn result(document: Map<String, Value>) -> Map<String, Value> {
    let Some((_, Value::Object(mut inner))) = document.into_iter().next() else { return Map::new() };
    let name = inner.keys().find(|name| name.ends_with("Result")).cloned();
    match name.and_then(|name| inner.remove(&name)) {
        Some(Value::Object(result)) => result,
        Some(_) => Map::new(),
        None => inner.into_iter().filter(|(name, _)| name == "Error").collect(),
    }
}

/// What two readings of the same state have in common.
pub(super) fn lasting(tree: &Value, varies: &[String]) -> Value {
    let mut tree = tree.clone();
    for name in FRESH_HEADERS {
        path::remove(&mut tree, &format!("@header.{name}"));
    }
    // The document stands in the members already, without what varies; its length and digest vary with it.
    path::remove(&mut tree, "@header.content-length");
    path::remove(&mut tree, "@header.x-amz-crc32");
    if tree.as_object().is_some_and(|members| members.len() > 3) {
        path::remove(&mut tree, "@text");
    }
    for path in varies {
        path::remove(&mut tree, path);
    }
    tree
}

/// What is wrong with the status and the code of a reply.
pub(super) fn outcome(reply: &Reply, tree: &Value, status: Option<u16>, error: Option<&str>) -> Vec<String> {
    let mut wrong = Vec::new();
    let code = code(reply, tree);
    if let Some(status) = status.filter(|status| *status != reply.status) {
        wrong.push(format!("expected the status {status}, and {} came", reply.status));
    }
    match error {
        Some(error) if code.as_deref() != Some(error) => {
            let came = code.unwrap_or_else(|| format!("a reply of the status {}", reply.status));
            wrong.push(format!("expected the error {error}, and {came} came"));
        }
        None if status.is_none() && !reply.is_success() => {
            wrong.push(format!("expected success, and {} {} came", reply.status, code.unwrap_or_default()));
        }
        _ => {}
    }
    wrong
}

/// What is wrong with a member of a reply.
pub(super) fn member(tree: &Value, at: &str, expected: &Value) -> Result<Option<String>> {
    let came = path::find(tree, at)?;
    let shown = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
    let says = |what: String| Some(format!("{at}: expected {what}, and {} came", shown(came.as_ref())));
    Ok(match Test::of(expected)? {
        Test::Absent if came.is_some() => says("nothing".to_owned()),
        Test::Present if came.is_none() => says("something".to_owned()),
        Test::Matches(pattern) => {
            let text = came.as_ref().map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
            if text.is_some_and(|text| pattern.is_match(&text)) { None } else { says(format!("/{pattern}/")) }
        }
        Test::Has(part) if !came.as_ref().is_some_and(|came| has(came, part)) => {
            says(format!("to find {part}"))
        }
        Test::Same if came.as_ref() != Some(expected) => says(expected.to_string()),
        _ => None,
    })
}

/// What an expectation asks: a value of its own, or one of three tests.
enum Test<'a> {
    Absent,
    Present,
    Matches(regex::Regex),
    Has(&'a Value),
    Same,
}

impl<'a> Test<'a> {
    fn of(expected: &'a Value) -> Result<Test<'a>> {
        let only = expected
            .as_object()
            .filter(|members| members.len() == 1)
            .and_then(|members| members.iter().next());
        Ok(match only.map(|(name, value)| (name.as_str(), value)) {
            Some(("is", Value::String(what))) if what == "absent" => Test::Absent,
            Some(("is", Value::String(what))) if what == "present" => Test::Present,
            Some(("is", what)) => return Err(format!("a member is absent or present, not {what}").into()),
            Some(("matches", Value::String(pattern))) => {
                Test::Matches(regex::Regex::new(&format!("^(?:{pattern})$"))?)
            }
            Some(("has", part)) => Test::Has(part),
            _ => Test::Same,
        })
    }
}

/// Whether all that a part says is in the whole: members of objects, elements of lists in whatever order.
fn has(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, part)| whole.get(name).is_some_and(|whole| has(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            part.iter().all(|part| whole.iter().any(|whole| has(whole, part)))
        }
        (whole, part) => whole == part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_what_is_expected_or_the_report_says_what_came() {
        let tree = json!({"a": {"b": [{"n": 1}, {"n": 2, "m": "x"}], "c": "2026-01-01"}});
        let check = |path: &str, expected: Value, wrong: Option<&str>| {
            assert_eq!(member(&tree, path, &expected).unwrap().as_deref(), wrong);
        };
        check("a.c", json!("2026-01-01"), None);
        check("a.c", json!("x"), Some("a.c: expected \"x\", and \"2026-01-01\" came"));
        check("a.c", json!({"matches": "[0-9]{4}-.*"}), None);
        check(
            "a.c",
            json!({"matches": "[0-9]{4}"}),
            Some("a.c: expected /^(?:[0-9]{4})$/, and \"2026-01-01\" came"),
        );
        check("a.d", json!({"is": "absent"}), None);
        check("a.d", json!({"is": "present"}), Some("a.d: expected something, and nothing came"));
        check("a.b[0].n", json!({"is": "absent"}), Some("a.b[0].n: expected nothing, and 1 came"));
        check("a.b", json!({"has": [{"m": "x"}]}), None);
        check(
            "a.b[0]",
            json!({"has": {"n": 2}}),
            Some("a.b[0]: expected to find {\"n\":2}, and {\"n\":1} came"),
        );
        member(&tree, "a", &json!({"is": "here"})).unwrap_err();
        member(&tree, "a", &json!({"matches": "("})).unwrap_err();
    }

    #[test]
    fn each_protocol_has_its_place_for_the_code() {
        let named = |reply: Reply| code(&reply, &tree(&reply, false));
        let target =
            Reply::of(400, r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}"#);
        assert_eq!(named(target).as_deref(), Some("ResourceNotFoundException"));
        assert_eq!(
            named(Reply::of(404, "<Error><Code>NoSuchKey</Code></Error>")).as_deref(),
            Some("NoSuchKey")
        );
        let header = ("x-amzn-errortype".to_owned(), "TooManyRequestsException:http://x".to_owned());
        let rest = Reply { headers: vec![header], ..Reply::of(429, "{}") };
        assert_eq!(named(rest).as_deref(), Some("TooManyRequestsException"));
        assert_eq!(named(Reply::of(404, "")), None);
        let query = Reply::of(
            404,
            "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error><RequestId>x</RequestId></ErrorResponse>",
        );
        assert_eq!(code(&query, &tree(&query, true)).as_deref(), Some("NoSuchEntity"));
    }

    #[test]
    fn a_reply_of_a_query_protocol_is_its_result() {
        let metadata = "<ResponseMetadata><RequestId>x</RequestId></ResponseMetadata>";
        let members = |inner: &str| {
            let text = format!("<AResponse xmlns=\"https://x/\">{inner}{metadata}</AResponse>");
            let mut tree = tree(&Reply::of(200, &text), true);
            tree.as_object_mut().unwrap().retain(|name, _| !name.starts_with('@'));
            tree
        };
        assert_eq!(members("<AResult><R><N>1</N></R></AResult>"), json!({"R": {"N": "1"}}));
        assert_eq!(members("<AResult/>"), json!({}));
        assert_eq!(members(""), json!({}));
    }
}
