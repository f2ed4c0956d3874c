//! Selectors: which values of a JSON document are meant, such as `$.user.id`, `$.list[0]`, `$.list[*].a`, `$.['a.b']`.

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, digit1, multispace0, none_of};
use nom::combinator::{map, map_opt, recognize, value};
use nom::multi::{many0, many1};
use nom::sequence::{delimited, preceded};
use serde_json::Value;

/// A selector.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    /// As it is written.
    pub(super) text: String,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Member(String),
    Element(usize),
    /// Any member or element.
    Any,
}

/// How many asterisks a selector may have: the page of AWS allows one.
const MOST_ANY: usize = 1;

/// Reads a selector.
pub(super) fn selector(text: &str) -> IResult<&str, Selector> {
    let mut whole = preceded(char('$'), many0(alt((element, member))));
    let (rest, steps) = whole.parse(text)?;
    let written = text.get(..text.len() - rest.len()).unwrap_or_default();
    if steps.is_empty() || steps.iter().filter(|step| matches!(step, Step::Any)).count() > MOST_ANY {
        let error = nom::error::Error::new(text, nom::error::ErrorKind::Verify);
        return Err(nom::Err::Error(error));
    }
    Ok((rest, Selector { text: written.to_owned(), steps }))
}

fn element(text: &str) -> IResult<&str, Step> {
    let index = map_opt(digit1, |digits: &str| digits.parse().ok().map(Step::Element));
    let any = value(Step::Any, char('*'));
    let named = map(alt((between('\''), between('"'))), |name: &str| Step::Member(name.to_owned()));
    let inside = delimited(multispace0, alt((index, any, named)), multispace0);
    preceded(nom::combinator::opt(tag(".")), delimited(char('['), inside, char(']'))).parse(text)
}

fn between<'t>(
    mark: char,
) -> impl nom::Parser<&'t str, Output = &'t str, Error = nom::error::Error<&'t str>> {
    delimited(char(mark), recognize(many1(none_of(if mark == '"' { "\"" } else { "'" }))), char(mark))
}

fn member(text: &str) -> IResult<&str, Step> {
    let name = take_while1(|c: char| c.is_alphanumeric() || "_-@#/:".contains(c));
    let any = value(Step::Any, char('*'));
    preceded(char('.'), alt((any, map(name, |name: &str| Step::Member(name.to_owned()))))).parse(text)
}

impl Selector {
    /// The values that it means.
    pub(super) fn values<'v>(&self, document: &'v Value) -> Vec<&'v Value> {
        let mut values = vec![document];
        for step in &self.steps {
            values = values.into_iter().flat_map(|value| step.below(value)).collect();
        }
        values
    }
}

impl Step {
    fn below<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        match (self, value) {
            (Step::Member(name), Value::Object(members)) => members.get(name).into_iter().collect(),
            (Step::Element(index), Value::Array(elements)) => elements.get(*index).into_iter().collect(),
            (Step::Any, Value::Object(members)) => members.values().collect(),
            (Step::Any, Value::Array(elements)) => elements.iter().collect(),
            _ => Vec::new(),
        }
    }
}
