//! Conditions on the words of a message by their place: `[ip, user, ..., status = 4*, bytes > 1000]`. What stands between
//! brackets or quotation marks is one word.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-spacedelimited-log-events.html>

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, multispace0};
use nom::combinator::{all_consuming, map, opt, value};
use nom::multi::{separated_list0, separated_list1};
use nom::sequence::{delimited, preceded};

use super::comparison::{Comparison, comparison, number};
use super::{DEEPEST, Extracted, MOST_EXPRESSIONS};

/// Columns: those from the beginning, and, behind an ellipsis, those up to the end.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    first: Vec<Column>,
    last: Option<Vec<Column>>,
}

/// A word: what it is called, and what is asked of it.
#[derive(Clone, Debug, Default)]
struct Column {
    name: Option<String>,
    condition: Option<Condition>,
}

#[derive(Clone, Debug)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Compares(String, Comparison),
}

#[derive(Clone, Debug)]
enum Part {
    Ellipsis,
    Column(Column),
}

/// Reads columns with their brackets.
pub(super) fn read(text: &str) -> Option<Columns> {
    let part = delimited(
        multispace0,
        alt((value(Part::Ellipsis, tag("...")), map(column, Part::Column))),
        multispace0,
    );
    let mut whole = all_consuming(delimited(char('['), separated_list0(char(','), part), char(']')));
    let (_, parts) = whole.parse(text).ok()?;
    let mut columns = Columns { first: Vec::new(), last: None };
    for part in parts {
        match (part, &mut columns.last) {
            (Part::Ellipsis, Some(_)) => return None,
            (Part::Ellipsis, last) => *last = Some(Vec::new()),
            (Part::Column(column), Some(last)) => last.push(column),
            (Part::Column(column), None) => columns.first.push(column),
        }
    }
    let conditions = columns.all().filter_map(|column| column.condition.as_ref());
    let expressions: usize = conditions.map(Condition::expressions).sum();
    (expressions <= MOST_EXPRESSIONS).then_some(columns)
}

/// A column is a name, or conditions that all speak of one name, or nothing.
fn column(text: &str) -> IResult<&str, Column> {
    let (rest, condition) = opt(|text| any(text, 0)).parse(text)?;
    if let Some(condition) = condition {
        let mut names = Vec::new();
        condition.names(&mut names);
        let (first, others) =
            names.split_first().map_or((None, &[][..]), |(first, others)| (Some(*first), others));
        if others.iter().any(|other| Some(*other) != first) {
            return Err(nom::Err::Failure(nom::error::Error::new(text, nom::error::ErrorKind::Verify)));
        }
        let name = first.map(str::to_owned);
        return Ok((rest, Column { name, condition: Some(condition) }));
    }
    map(opt(name), |name: Option<&str>| Column { name: name.map(str::to_owned), condition: None }).parse(text)
}

fn name(text: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_alphanumeric() || "_-$".contains(c)).parse(text)
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
    let compares = preceded(multispace0, |text| comparison(|c| ",&|()[]".contains(c), text));
    let test = map((name, compares), |(name, comparison): (&str, _)| {
        Condition::Compares(name.to_owned(), comparison)
    });
    alt((delimited(char('('), inside, char(')')), test)).parse(text)
}

impl Condition {
    fn holds(&self, word: &str) -> bool {
        match self {
            Condition::All(conditions) => conditions.iter().all(|condition| condition.holds(word)),
            Condition::Any(conditions) => conditions.iter().any(|condition| condition.holds(word)),
            Condition::Compares(_, comparison) => match number(word) {
                Some(number) => comparison.holds_of_number(number, word),
                None => comparison.holds_of_text(word),
            },
        }
    }

    fn names<'c>(&'c self, names: &mut Vec<&'c str>) {
        match self {
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().for_each(|condition| condition.names(names));
            }
            Condition::Compares(name, _) => names.push(name),
        }
    }

    fn expressions(&self) -> usize {
        match self {
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().map(Condition::expressions).sum()
            }
            Condition::Compares(_, comparison) => usize::from(comparison.has_expression()),
        }
    }
}

impl Columns {
    fn all(&self) -> impl Iterator<Item = &Column> {
        self.first.iter().chain(self.last.iter().flatten())
    }

    /// The words of a message that is meant, by the names of their columns; nothing if it is not meant.
    pub(super) fn mean(&self, message: &str) -> Option<Extracted> {
        let words = words(message);
        let last = self.last.as_deref().unwrap_or_default();
        let fits = match self.last {
            None => words.len() == self.first.len(),
            Some(_) => words.len() >= self.first.len() + last.len(),
        };
        if !fits {
            return None;
        }
        let unnamed = Column::default();
        let behind = words.len() - last.len();
        let mut extracted = Extracted::new();
        for (at, word) in words.iter().enumerate() {
            let column = match at.checked_sub(behind) {
                Some(at) => last.get(at),
                None => self.first.get(at),
            };
            let column = column.unwrap_or(&unnamed);
            if column.condition.as_ref().is_some_and(|condition| !condition.holds(word)) {
                return None;
            }
            let name = column.name.clone().unwrap_or_else(|| (at + 1).to_string());
            extracted.insert(format!("${name}"), (*word).to_owned());
        }
        Some(extracted)
    }
}

/// The words of a message.
fn words(message: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = message.trim_start();
    while let Some(first) = rest.chars().next() {
        let end_mark = match first {
            '"' => Some('"'),
            '[' => Some(']'),
            _ => None,
        };
        let inside = end_mark.and_then(|mark| rest.get(1..)?.split_once(mark));
        let (word, behind) = match inside {
            Some((word, behind)) => (word, behind),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word);
        rest = behind.trim_start();
    }
    words
}
