//! What must hold for any input: called by this crate's tests and by the fuzz targets, with whatever bytes they like.
//!
//! Each function panics where the code is wrong, and only there. Not for use by engines.

use serde_json::Value;

use crate::{Dialect, Pattern};

use grammar::Grammar;

mod grammar;
mod naive;

const DIALECTS: [&Dialect; 5] =
    [Dialect::EVENT_BUS, Dialect::PIPE, Dialect::LAMBDA, Dialect::SNS_ATTRIBUTES, Dialect::SNS_BODY];

/// Two lines, a pattern and an event: whatever they are, each dialect accepts the pattern or says why not, and shows a
/// position within the text; what is accepted is JSON and judges the event as the naive matcher does.
pub fn judged_alike(lines: &[u8]) {
    let mut lines = lines.splitn(2, |byte| *byte == b'\n').map(std::str::from_utf8);
    let (Some(Ok(text)), event) = (lines.next(), lines.next()) else { return };
    let event = event.and_then(|event| serde_json::from_str(event.ok()?).ok()).unwrap_or(Value::Null);
    for dialect in DIALECTS {
        match Pattern::parse(dialect, text) {
            Ok(_) => {
                if let Ok(pattern) = serde_json::from_str(text) {
                    alike(dialect, &pattern, &event);
                }
            }
            Err(error) => refusal_holds(text, &error),
        }
    }
}

/// Any bytes as choices of the grammar, a pattern and an event: the two matchers agree.
pub fn by_grammar(bytes: &[u8]) {
    let mut grammar = Grammar(bytes);
    let (pattern, event) = (grammar.pattern(), grammar.event());
    for dialect in DIALECTS {
        alike(dialect, &pattern, &event);
    }
}

/// A pattern, if the dialect accepts it, says of an event what the naive matcher says.
fn alike(dialect: &Dialect, pattern: &Value, event: &Value) {
    // Written out again, since a tree has lost the earlier of equal names.
    let Ok(parsed) = Pattern::parse(dialect, &pattern.to_string()) else { return };
    if let Some(expected) = naive::matches(dialect, pattern, event) {
        assert_eq!(parsed.matches(event), expected, "{pattern} on {event} in {dialect:?}");
    }
}

/// A refusal has words, and its position is one of the text.
fn refusal_holds(text: &str, error: &crate::Error) {
    assert!(!error.sentence().is_empty() && !error.reason().is_empty(), "{text}");
    let Some((_, position)) = error.reason().rsplit_once("; line: ") else { return };
    let Some((line, column)) = position.trim_end_matches([']', ')']).split_once(", column: ") else {
        panic!("{error}");
    };
    let (line, column): (usize, usize) = (line.parse().unwrap_or(0), column.parse().unwrap_or(0));
    // Ends of lines are \n, \r or both; at most every character is one.
    assert!((1..=text.len() + 1).contains(&line) && (1..=text.len() + 1).contains(&column), "{error}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of patterns, so that much of what they make is one or nearly is.
    const PIECES: &str = r#"{ } [ ] , : "a" "b" "a.b" "$or" "prefix" "suffix" "anything-but" "equals-ignore-case" "wildcard"
        "numeric" "exists" "cidr" "exactly" ">" ">=" "<" "=" "10.0.0.0/8" "x*" "\u00e9" 1 -1.5e3 true null {"a":[ ]}
        [{"prefix":"x"}] {"$or":[ ]} é \ " 01 tru"#;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn both_matchers_agree(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            by_grammar(&bytes);
        }

        #[test]
        fn any_text_is_read_or_refused(
            pieces in proptest::collection::vec(
                proptest::sample::select(PIECES.split_whitespace().collect::<Vec<_>>()), 0..24),
        ) {
            judged_alike(pieces.concat().as_bytes());
        }
    }
}
