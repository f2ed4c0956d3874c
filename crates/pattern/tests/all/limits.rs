//! Patterns and events that are too much: refused or judged within bounds. The limits are AWS's where the dialect names
//! its page, else ours.

use std::fmt::Write as _;

use pattern::{Dialect, MAX_EVENT_DEPTH, Pattern};
use serde_json::{Value, json};

fn refused(dialect: &Dialect, text: &str) -> String {
    Pattern::parse(dialect, text).unwrap_err().reason().to_owned()
}

fn nested(name: &str, levels: usize) -> String {
    format!("{}[1]{}", format!("{{\"{name}\":").repeat(levels), "}".repeat(levels))
}

#[test]
fn depth_is_bounded() {
    let sentence = refused(Dialect::SNS_BODY, &nested("a", 10_000));
    assert!(sentence.starts_with("failed to parse JSON. Document nesting depth (129) exceeds"), "{sentence}");
    let sentence = refused(Dialect::EVENT_BUS, &nested("a", 200));
    assert!(sentence.starts_with("Document nesting depth (129) exceeds"), "{sentence}");
    let deep = nested("a", 100);
    let event = serde_json::from_str(&deep).unwrap();
    assert!(Pattern::parse(Dialect::EVENT_BUS, &deep).unwrap().matches(&event));
}

/// `"x"` in this many arrays, below the name `a`.
fn in_arrays(levels: usize) -> Value {
    let mut event = json!("x");
    for _ in 0..levels {
        event = Value::Array(vec![event]);
    }
    Value::Object([("a".to_owned(), event)].into_iter().collect())
}

#[test]
fn an_event_is_looked_at_down_to_a_depth() {
    let pattern = Pattern::parse(Dialect::EVENT_BUS, r#"{"a":["x"]}"#).unwrap();
    assert!(pattern.matches(&in_arrays(MAX_EVENT_DEPTH - 1)));
    let deep = in_arrays(100_000);
    assert!(!pattern.matches(&deep));
    // Dropping it would recurse as deep as it is.
    std::mem::forget(deep);
}

/// EventBridge's page on `$or`: over 1,000 combinations are refused. The words are ours.
#[test]
fn ors_do_not_multiply_for_ever() {
    let ors = |count: usize| {
        let mut text = String::from("{");
        for at in 0..count {
            let objects: Vec<String> = (0..10).map(|value| format!("{{\"f{at}\":[{value}]}}")).collect();
            write!(text, "\"{at}\":{{\"$or\":[{}]}},", objects.join(",")).unwrap();
        }
        text.push_str("\"z\":[1]}");
        text
    };
    assert!(Pattern::parse(Dialect::EVENT_BUS, &ors(3)).is_ok());
    let sentence = refused(Dialect::LAMBDA, &ors(4));
    assert_eq!(sentence, "The use of $or results in over 1000 rule combinations");
}

/// EventBridge's quota is 2,048 characters, the models of Lambda and Pipes have 4,096, SNS's page 256 KB.
#[test]
fn long_texts_are_refused() {
    for (dialect, most) in [
        (Dialect::EVENT_BUS, 2048),
        (Dialect::LAMBDA, 4096),
        (Dialect::PIPE, 4096),
        (Dialect::SNS_BODY, 256 * 1024),
    ] {
        let text = |chars: usize| format!("{{\"a\":[\"{}\"]}}", "é".repeat(chars - 10));
        assert!(Pattern::parse(dialect, &text(most)).is_ok());
        assert!(Pattern::parse(dialect, &text(most + 1)).unwrap_err().is_too_long());
    }
}

#[test]
fn wide_patterns_are_refused() {
    let fields: Vec<String> = (0..20_000).map(|at| format!("\"{at}\":[1]")).collect();
    let sentence = refused(Dialect::SNS_BODY, &format!("{{{}}}", fields.join(",")));
    assert_eq!(sentence, "Size of rule exceeds max value of 256");
}

/// Seven arrays of a hundred elements are 10^14 choices; the fields part ways at the objects, so each is looked at once.
#[test]
fn choices_of_elements_do_not_multiply() {
    let mut event = serde_json::Map::new();
    let mut fields = Vec::new();
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        event.insert(name.to_owned(), (0..100).map(|at| json!({"x": 1, "at": at})).collect());
        fields.push(format!("\"{name}\":{{\"x\":[1],\"at\":[99]}}"));
    }
    fields.push("\"z\":[1]".to_owned());
    let pattern = Pattern::parse(Dialect::EVENT_BUS, &format!("{{{}}}", fields.join(","))).unwrap();
    assert!(!pattern.matches(&Value::Object(event.clone())));
    event.insert("z".to_owned(), json!(1));
    assert!(pattern.matches(&Value::Object(event)));
}

/// Two ways to each of thirty paths are 2^30 choices: given up, and no match.
#[test]
fn ways_through_dots_end_within_the_steps() {
    let (mut event, mut fields) = (serde_json::Map::new(), Vec::new());
    for at in 0..30 {
        event.insert(format!("a{at}"), json!({"b": 1}));
        event.insert(format!("a{at}.b"), json!(1));
        fields.push(format!("\"a{at}\":{{\"b\":[1]}}"));
    }
    fields.push("\"z\":[1]".to_owned());
    let pattern = Pattern::parse(Dialect::EVENT_BUS, &format!("{{{}}}", fields.join(","))).unwrap();
    assert!(!pattern.matches(&Value::Object(event.clone())));
    event.insert("z".to_owned(), json!(1));
    assert!(pattern.matches(&Value::Object(event)));
}

#[test]
fn a_wildcard_takes_no_longer_than_the_text() {
    let pattern =
        Pattern::parse(Dialect::EVENT_BUS, r#"{"a":[{"wildcard":"*aaaaaaaaaaaaab*aaaaaaaaaaaaab*c"}]}"#);
    let pattern = pattern.unwrap();
    assert!(!pattern.matches(&json!({"a": "a".repeat(1_000_000)})));
    assert!(pattern.matches(&json!({"a": format!("{0}b{0}bc", "a".repeat(400_000))})));
}
