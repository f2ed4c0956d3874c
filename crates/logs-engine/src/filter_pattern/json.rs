//! Conditions on messages that are JSON: `{ $.a = "x*" && ($.b > 1 || $.c NOT EXISTS) }`.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html>

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::character::complete::{char, multispace0, multispace1};
use nom::combinator::{all_consuming, map, value};
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded};
use serde_json::Value;

use super::comparison::{Comparison, comparison};
use super::selector::{Selector, selector};
use super::{DEEPEST, Extracted, MOST_EXPRESSIONS};

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Test(Selector, Test),
}

/// What is asked of the values that a selector means: that one of them is so.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Compares(Comparison),
    IsNull,
    IsTrue,
    IsFalse,
    Exists,
    DoesNotExist,
}

/// A message as JSON, if it is an object or an array.
pub(super) fn document(message: &str) -> Option<Value> {
    let message = message.trim();
    message.starts_with(['{', '[']).then(|| serde_json::from_str(message).ok())?
}

/// Reads a condition with its braces.
pub(super) fn read(text: &str) -> Option<Condition> {
    let inside = delimited(multispace0, |text| any(text, 0), multispace0);
    let whole = all_consuming(delimited(char('{'), inside, char('}'))).parse(text);
    let (_, condition) = whole.ok()?;
    (condition.expressions() <= MOST_EXPRESSIONS).then_some(condition)
}

fn any(text: &str, depth: usize) -> IResult<&str, Condition> {
    let or = delimited(multispace0, tag("||"), multispace0);
    map(separated_list1(or, |text| all(text, depth)), Condition::Any).parse(text)
}

fn all(text: &str, depth: usize) -> IResult<&str, Condition> {
    let and = delimited(multispace0, tag("&&"), multispace0);
    map(separated_list1(and, |text| one(text, depth)), Condition::All).parse(text)
}

fn one(text: &str, depth: usize) -> IResult<&str, Condition> {
    if depth > DEEPEST {
        return Err(nom::Err::Failure(nom::error::Error::new(text, nom::error::ErrorKind::TooLarge)));
    }
    let inside = delimited(multispace0, |text| any(text, depth + 1), multispace0);
    let test =
        map((selector, preceded(multispace0, test)), |(selector, test)| Condition::Test(selector, test));
    alt((delimited(char('('), inside, char(')')), test)).parse(text)
}

fn test(text: &str) -> IResult<&str, Test> {
    let is = |word, test: Test| value(test, (tag_no_case("IS"), multispace1, tag_no_case(word)));
    alt((
        is("NULL", Test::IsNull),
        is("TRUE", Test::IsTrue),
        is("FALSE", Test::IsFalse),
        value(Test::DoesNotExist, (tag_no_case("NOT"), multispace1, tag_no_case("EXISTS"))),
        value(Test::Exists, tag_no_case("EXISTS")),
        map(|text| comparison(|c| "&|(){}".contains(c), text), Test::Compares),
    ))
    .parse(text)
}

impl Condition {
    /// Whether it holds of a document.
    pub(super) fn holds(&self, document: &Value) -> bool {
        match self {
            Condition::All(conditions) => conditions.iter().all(|condition| condition.holds(document)),
            Condition::Any(conditions) => conditions.iter().any(|condition| condition.holds(document)),
            Condition::Test(selector, Test::DoesNotExist) => selector.values(document).is_empty(),
            Condition::Test(selector, test) => {
                selector.values(document).into_iter().any(|value| test.holds(value))
            }
        }
    }

    /// The values that its selectors mean.
    pub(super) fn extracted(&self, document: &Value) -> Extracted {
        let mut extracted = Extracted::new();
        self.visit(&mut |selector, _| {
            if let Some(value) = selector.values(document).first() {
                extracted.insert(selector.text.clone(), written(value));
            }
        });
        extracted
    }

    fn expressions(&self) -> usize {
        let mut count = 0;
        self.visit(&mut |_, test| {
            count += usize::from(matches!(test, Test::Compares(comparison) if comparison.has_expression()));
        });
        count
    }

    fn visit(&self, visit: &mut dyn FnMut(&Selector, &Test)) {
        match self {
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().for_each(|condition| condition.visit(visit));
            }
            Condition::Test(selector, test) => visit(selector, test),
        }
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Test::Exists => true,
            Test::DoesNotExist => false,
            Test::IsNull => value.is_null(),
            Test::IsTrue => value.as_bool() == Some(true),
            Test::IsFalse => value.as_bool() == Some(false),
            Test::Compares(comparison) => match value {
                Value::Number(number) => number
                    .as_f64()
                    .is_some_and(|value| comparison.holds_of_number(value, &number.to_string())),
                Value::String(text) => comparison.holds_of_text(text),
                Value::Bool(is_true) => comparison.holds_of_text(if *is_true { "true" } else { "false" }),
                // Our guess: what is no scalar is neither equal nor other.
                Value::Null | Value::Array(_) | Value::Object(_) => false,
            },
        }
    }
}

/// A value as a text: texts without their quotation marks.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
