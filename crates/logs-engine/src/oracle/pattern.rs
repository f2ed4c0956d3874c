//! Filter patterns as trees of their own: they print themselves, and say in a naive way what they mean.

use std::fmt;

use serde_json::{Value, json};

use base::dice::Dice;

/// A pattern.
#[derive(Debug)]
pub(super) enum Tree {
    Terms(Vec<(Sign, &'static str)>),
    Json(Condition),
    /// The columns before an ellipsis, if there is one, and behind it.
    Columns(Vec<Option<Test>>, Option<Vec<Option<Test>>>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sign {
    #[default]
    Plain,
    Minus,
    Question,
}

#[derive(Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Test(&'static str, Test),
}

/// What is asked of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Test {
    Number(&'static str, i8),
    Text(bool, &'static str),
    Null,
    Missing,
}

const WORDS: [&str; 5] = ["a", "ab", "b c", "1", "xax"];
const NAMES: [&str; 3] = ["a", "b", "c"];
const GLOBS: [&str; 6] = ["a", "a*", "*a", "*", "x*x", "*b*"];
const OPERATORS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];
const MESSAGE_WORDS: [&str; 7] = ["a", "ab", "1", "2", "xax", "\"b c\"", "[x y]"];

impl Tree {
    pub(super) fn chosen(dice: &mut Dice<'_>) -> Tree {
        let test = |dice: &mut Dice<'_>| dice.flip().then(|| Test::chosen(dice, false));
        match dice.below(3) {
            0 => {
                let signs = [Sign::Plain, Sign::Minus, Sign::Question];
                Tree::Terms((0..=dice.below(3)).map(|_| (dice.pick(&signs), dice.pick(&WORDS))).collect())
            }
            1 => Tree::Json(Condition::chosen(dice, 3)),
            _ => {
                let first = (0..=dice.below(2)).map(|_| test(dice)).collect();
                let last = dice.flip().then(|| (0..dice.below(3)).map(|_| test(dice)).collect());
                Tree::Columns(first, last)
            }
        }
    }

    /// A message that it may mean.
    pub(super) fn message(&self, dice: &mut Dice<'_>) -> String {
        if matches!(self, Tree::Json(_)) {
            let mut members = serde_json::Map::new();
            for name in NAMES {
                let value = match dice.below(5) {
                    0 => continue,
                    1 => json!(dice.below(4)),
                    2 => json!(null),
                    _ => json!(dice.pick(&["a", "ab", "xax", ""])),
                };
                members.insert(name.to_owned(), value);
            }
            return Value::Object(members).to_string();
        }
        (0..dice.below(5)).map(|_| dice.pick(&MESSAGE_WORDS)).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn means(&self, message: &str) -> bool {
        match self {
            Tree::Terms(terms) => {
                let of = |sign: Sign| terms.iter().filter(move |(found, _)| *found == sign);
                let is_in = |(_, word): &&(Sign, &str)| message.contains(word);
                if terms.iter().all(|(sign, _)| *sign == Sign::Question) {
                    return terms.iter().any(|(_, word)| message.contains(word));
                }
                of(Sign::Plain).all(|term| is_in(&term)) && of(Sign::Minus).all(|term| !is_in(&term))
            }
            Tree::Json(condition) => {
                serde_json::from_str(message).is_ok_and(|document| condition.holds(&document))
            }
            Tree::Columns(first, last) => {
                let words = words(message);
                let wanted = first.len() + last.as_ref().map_or(0, Vec::len);
                if words.len() < wanted || (last.is_none() && words.len() != wanted) {
                    return false;
                }
                let holds =
                    |test: &Option<Test>, word: &String| test.is_none_or(|test| test.holds_of_word(word));
                let from_end = last.iter().flatten().rev().zip(words.iter().rev());
                first.iter().zip(&words).all(|(test, word)| holds(test, word))
                    && from_end.into_iter().all(|(test, word)| holds(test, word))
            }
        }
    }
}

/// The words of a message, character by character.
fn words(message: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<(String, char)> = None;
    for c in message.chars() {
        match &mut word {
            Some((text, end)) if c == *end => {
                words.push(std::mem::take(text));
                word = None;
            }
            Some((text, _)) => text.push(c),
            None if c == ' ' => {}
            None => {
                word = Some(match c {
                    '"' => (String::new(), '"'),
                    '[' => (String::new(), ']'),
                    c => (c.to_string(), ' '),
                });
            }
        }
    }
    words.extend(word.map(|(text, _)| text));
    words
}

impl Condition {
    fn chosen(dice: &mut Dice<'_>, depth: u8) -> Condition {
        match dice.below(if depth == 0 { 1 } else { 3 }) {
            0 => Condition::Test(dice.pick(&NAMES), Test::chosen(dice, true)),
            1 => Condition::All((0..=dice.below(2)).map(|_| Condition::chosen(dice, depth - 1)).collect()),
            _ => Condition::Any((0..=dice.below(2)).map(|_| Condition::chosen(dice, depth - 1)).collect()),
        }
    }

    fn holds(&self, document: &Value) -> bool {
        match self {
            Condition::All(all) => !all.iter().any(|one| !one.holds(document)),
            Condition::Any(all) => all.iter().any(|one| one.holds(document)),
            Condition::Test(name, test) => match (test, document.get(name)) {
                (Test::Missing, value) => value.is_none(),
                (Test::Null, value) => value == Some(&Value::Null),
                (_, Some(Value::Number(number))) => test.holds_of_word(&number.to_string()),
                (Test::Number(operator, _), Some(Value::String(_))) => *operator == "!=",
                (Test::Text(is_equal, glob), Some(Value::String(text))) => like(glob, text) == *is_equal,
                _ => false,
            },
        }
    }
}

impl Test {
    fn chosen(dice: &mut Dice<'_>, of_documents: bool) -> Test {
        match dice.below(if of_documents { 4 } else { 2 }) {
            0 => Test::Number(dice.pick(&OPERATORS), i8::try_from(dice.below(4)).unwrap_or_default()),
            1 => Test::Text(dice.flip(), dice.pick(&GLOBS)),
            2 => Test::Null,
            _ => Test::Missing,
        }
    }

    fn holds_of_word(self, word: &str) -> bool {
        match self {
            Test::Number(operator, wanted) => match (word.parse::<i64>(), i64::from(wanted), operator) {
                (Err(_), _, operator) => operator == "!=",
                (Ok(number), wanted, "=") => number == wanted,
                (Ok(number), wanted, "!=") => number != wanted,
                (Ok(number), wanted, "<") => number < wanted,
                (Ok(number), wanted, "<=") => number <= wanted,
                (Ok(number), wanted, ">") => number > wanted,
                (Ok(number), wanted, _) => number >= wanted,
            },
            Test::Text(is_equal, glob) => like(glob, word) == is_equal,
            Test::Null | Test::Missing => false,
        }
    }
}

/// Whether a text is like a pattern in which an asterisk is anything: every way is tried.
fn like(glob: &str, text: &str) -> bool {
    let mut rest = glob.chars();
    match rest.next() {
        None => text.is_empty(),
        Some('*') => text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .any(|at| like(rest.as_str(), text.get(at..).unwrap_or_default())),
        Some(c) => text.strip_prefix(c).is_some_and(|text| like(rest.as_str(), text)),
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Terms(terms) => {
                for (sign, word) in terms {
                    let sign = match sign {
                        Sign::Plain => "",
                        Sign::Minus => "-",
                        Sign::Question => "?",
                    };
                    write!(f, "{sign}\"{word}\" ")?;
                }
                Ok(())
            }
            Tree::Json(condition) => write!(f, "{{ {condition} }}"),
            Tree::Columns(first, last) => {
                let mut parts: Vec<String> = Vec::new();
                let column = |at: usize, test: &Option<Test>| match test {
                    None => format!("w{at}"),
                    Some(test) => format!("w{at} {test}"),
                };
                parts.extend(first.iter().enumerate().map(|(at, test)| column(at, test)));
                if let Some(last) = last {
                    parts.push("...".to_owned());
                    parts.extend(last.iter().enumerate().map(|(at, test)| column(at + 10, test)));
                }
                write!(f, "[{}]", parts.join(", "))
            }
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |all: &[Condition], mark: &str| {
            all.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(mark)
        };
        match self {
            Condition::All(all) => f.write_str(&joined(all, " && ")),
            Condition::Any(all) => f.write_str(&joined(all, "||")),
            Condition::Test(name, test) => write!(f, "$.{name} {test}"),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::Number(operator, number) => write!(f, "{operator} {number}"),
            Test::Text(is_equal, glob) => write!(f, "{} \"{glob}\"", if *is_equal { "=" } else { "!=" }),
            Test::Null => f.write_str("IS NULL"),
            Test::Missing => f.write_str("NOT EXISTS"),
        }
    }
}
