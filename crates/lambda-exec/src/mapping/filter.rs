//! Event filters: which records of a stream a mapping hands to its function.
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
