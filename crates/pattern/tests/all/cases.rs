//! The cases in `cases/`. A line is a word and its text: `authority` and `dialect` hold for what follows, a `pattern` for
//! the `match`, `miss`, `refused` and `accepted` below it; `⏎` is the end of a line within a text.

use std::fs;
use std::path::Path;

use pattern::{Dialect, Pattern};

fn dialect(name: &str) -> &'static Dialect {
    match name {
        "event-bus" => Dialect::EVENT_BUS,
        "pipe" => Dialect::PIPE,
        "lambda" => Dialect::LAMBDA,
        "sns-attributes" => Dialect::SNS_ATTRIBUTES,
        "sns-body" => Dialect::SNS_BODY,
        name => panic!("no dialect {name}"),
    }
}

/// What is wrong with each case of a file that does not hold, and how many were tried.
fn failures(name: &str) -> (Vec<String>, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/cases").join(name);
    let file = fs::read_to_string(path).unwrap();
    let (mut authority, mut spoken, mut text, mut tried) = ("", Dialect::EVENT_BUS, String::new(), 0);
    let mut failed = Vec::new();
    for (line, number) in file.lines().zip(1..) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut check = |expected: &str, found: String| {
            assert!(!authority.is_empty(), "{name}:{number} has no authority");
            tried += 1;
            if expected != found {
                failed.push(format!(
                    "{name}:{number} ({authority})\n  {text}\n  expected {expected}\n  found    {found}"
                ));
            }
        };
        let parsed = || Pattern::parse(spoken, &text);
        match word {
            "" | "#" => {}
            "authority" => authority = rest,
            "dialect" => spoken = dialect(rest),
            "pattern" => text = rest.replace('⏎', "\n"),
            "match" | "miss" => check(
                word,
                match parsed() {
                    Ok(pattern) if pattern.matches(&serde_json::from_str(rest).unwrap()) => {
                        "match".to_owned()
                    }
                    Ok(_) => "miss".to_owned(),
                    Err(error) => error.to_string(),
                },
            ),
            "refused" | "accepted" => {
                let found = parsed().map_or_else(|error| error.to_string(), |_| String::new());
                check(&rest.replace('⏎', "\n"), found);
            }
            word => panic!("{name}:{number}: {word}?"),
        }
    }
    (failed, tried)
}

fn hold(name: &str) {
    let (failed, tried) = failures(name);
    assert!(tried > 0 && failed.is_empty(), "{} of {tried} cases:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn patterns_match_as_on_aws() {
    hold("matching.txt");
}

#[test]
fn fields_of_one_array_are_found_in_one_element() {
    hold("arrays.txt");
}

#[test]
fn what_is_no_pattern_gets_awss_sentence() {
    hold("refused.txt");
}

#[test]
fn what_is_no_filter_policy_gets_snss_sentence() {
    hold("refused-sns.txt");
}
