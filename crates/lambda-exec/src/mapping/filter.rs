//! Event filters: which records of a stream or queue a mapping hands to its function.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html>

use pattern::{Dialect, Pattern};
use serde_json::Value;

/// The patterns of a mapping. A record passes if one of them matches, or if there is none.
#[derive(Debug)]
pub(crate) struct Filters(Option<Vec<Pattern>>);

impl Filters {
    /// Reads patterns, each a JSON object; nothing if one of them is no pattern. AWS does not say why.
    pub(crate) fn parse(patterns: &[String]) -> Option<Filters> {
        if patterns.is_empty() {
            return Some(Filters(None));
        }
        let parse = |text: &String| Pattern::parse(Dialect::LAMBDA, text).ok();
        patterns.iter().map(parse).collect::<Option<Vec<_>>>().map(|patterns| Filters(Some(patterns)))
    }

    /// Lets nothing through.
    pub(crate) fn none_pass() -> Filters {
        Filters(Some(Vec::new()))
    }

    /// Whether a queue's message, JSON, passes. A body that is JSON is looked into; a pattern of its text does not fit it then.
    /// <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html>
    pub(crate) fn pass_message(&self, message: &[u8]) -> bool {
        let Filters(Some(patterns)) = self else { return true };
        let mut message: Value = serde_json::from_slice(message).unwrap_or(Value::Null);
        if let Some(body) = message.get_mut("body") {
            let inner = body.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
            // A bare value stays text: our guess.
            if let Some(inner) = inner.filter(|inner| inner.is_object() || inner.is_array()) {
                *body = inner;
            }
        }
        patterns.iter().any(|pattern| pattern.matches(&message))
    }

    /// Whether a record, JSON, passes.
    pub(crate) fn pass(&self, record: &[u8]) -> bool {
        let Filters(Some(patterns)) = self else { return true };
        let record = serde_json::from_slice(record).unwrap_or(Value::Null);
        patterns.iter().any(|pattern| pattern.matches(&record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &[u8] = br#"{"eventName": "INSERT", "n": 5, "list": ["a", "b"],
        "dynamodb": {"NewImage": {"id": {"S": "Order-7"}}}}"#;

    fn check(pattern: &str, expected: Option<bool>) {
        let filters = Filters::parse(&[pattern.to_owned()]);
        assert_eq!(filters.map(|filters| filters.pass(RECORD)), expected, "{pattern}");
    }

    /// Authority: the table of AWS's page on filters of SQS.
    #[test]
    fn the_body_of_a_message_is_looked_into_if_it_is_json() {
        for (pattern, body, expected) in [
            (r#"{"body": ["plain"]}"#, "plain", true),
            (r#"{"body": ["plain"]}"#, "other", false),
            (r#"{"body": ["plain"]}"#, r#"{"n": 1}"#, false),
            (r#"{"body": {"n": [1]}}"#, "plain", false),
            (r#"{"body": {"n": [1]}}"#, r#"{"n": 1}"#, true),
            (r#"{"body": {"n": [1]}}"#, r#"{"n": 2}"#, false),
            (r#"{"messageId": ["m"]}"#, "plain", true),
            (r#"{"messageId": ["m"]}"#, r#"{"n": 2}"#, true),
        ] {
            let message = serde_json::json!({"messageId": "m", "body": body}).to_string();
            let filters = Filters::parse(&[pattern.to_owned()]).unwrap();
            assert_eq!(filters.pass_message(message.as_bytes()), expected, "{pattern} {body}");
        }
        assert!(Filters::parse(&[]).unwrap().pass_message(b"no JSON"));
    }

    /// Authority: AWS's page on event filtering (its table of operators; EventBridge's syntax; `exists` for leaves
    /// only); the last two were recorded as refused.
    #[test]
    fn patterns_fit_as_on_aws() {
        check(r#"{"eventName": ["INSERT"]}"#, Some(true));
        check(r#"{"eventName": ["REMOVE", "INSERT"]}"#, Some(true));
        check(r#"{"eventName": ["REMOVE"]}"#, Some(false));
        check(r#"{"eventName": ["INSERT"], "n": [6]}"#, Some(false));
        check(r#"{"dynamodb": {"NewImage": {"id": {"S": [{"prefix": "Order-"}]}}}}"#, Some(true));
        check(r#"{"dynamodb": {"NewImage": {"id": {"S": [{"suffix": "-8"}]}}}}"#, Some(false));
        check(
            r#"{"dynamodb": {"NewImage": {"id": {"S": [{"equals-ignore-case": "ORDER-7"}]}}}}"#,
            Some(true),
        );
        check(r#"{"dynamodb": {"OldImage": {"id": {"S": [{"exists": true}]}}}}"#, Some(false));
        check(r#"{"dynamodb": {"OldImage": {"id": {"S": [{"exists": false}]}}}}"#, Some(true));
        check(r#"{"n": [{"numeric": [">", 0, "<=", 5.0]}]}"#, Some(true));
        check(r#"{"n": [{"numeric": ["=", 4]}]}"#, Some(false));
        check(r#"{"eventName": [{"anything-but": ["REMOVE", "MODIFY"]}]}"#, Some(true));
        check(r#"{"eventName": [{"anything-but": {"prefix": "INS"}}]}"#, Some(false));
        check(r#"{"list": ["b"]}"#, Some(true));
        check(r#"{"eventName": [{"wildcard": "INS*"}]}"#, Some(true));
        check(r#"{"dynamodb": {"NewImage": [{"exists": true}]}}"#, Some(false));
        check(r#"{"$or": [{"n": [1]}, {"eventName": ["INSERT"]}]}"#, Some(true));
        check(r#"{"n": [{"numeric": [">"]}]}"#, None);
        check(r#"{"n": [{"near": 1}]}"#, None);
        check(r#"{"n": 5}"#, None);
        check("single-string", None);
        check(r#"[{"eventName": ["INSERT"=123}]"#, None);
    }
}
