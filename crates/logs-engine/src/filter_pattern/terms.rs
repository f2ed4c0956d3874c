//! Words and phrases: all that stand plain must be in a message, none that has a minus before it, and one at least of those that
//! have a question mark before them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html>

use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, multispace0, one_of};
use nom::combinator::{map, opt};
use nom::multi::many0;
use nom::sequence::{pair, preceded};
use wire::fault::Fault;

use super::MOST_EXPRESSIONS;
use super::comparison::quoted;
use super::expression::{Expression, between_percents};
use crate::error;

/// Terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    included: Vec<Term>,
    excluded: Vec<Term>,
    /// One of these, if there are no others: beside others AWS passes them over.
    any: Vec<Term>,
}

#[derive(Clone, Debug)]
enum Term {
    Text(String),
    Expression(Expression),
}

impl Term {
    fn is_in(&self, message: &str) -> bool {
        match self {
            Term::Text(text) => message.contains(text.as_str()),
            Term::Expression(expression) => expression.is_in(message),
        }
    }
}

impl Terms {
    /// Whether a message is meant.
    pub(super) fn mean(&self, message: &str) -> bool {
        if self.included.is_empty() && self.excluded.is_empty() {
            return self.any.iter().any(|term| term.is_in(message));
        }
        self.included.iter().all(|term| term.is_in(message))
            && !self.excluded.iter().any(|term| term.is_in(message))
    }
}

/// Reads terms.
///
/// # Errors
///
/// A word has other characters than letters, digits and underscores, or a phrase does not end.
pub(super) fn read(text: &str) -> Result<Terms, Fault> {
    let sign = opt(one_of("-?"));
    let mut all = many0(preceded(multispace0, pair(sign, alt((phrase, expression, word)))));
    let read = all.parse(text).map_err(|_: nom::Err<nom::error::Error<&str>>| error::wrong_pattern());
    let (rest, found) = read?;
    let rest = rest.trim();
    if !rest.is_empty() {
        return Err(error::wrong_term(rest.split_whitespace().next().unwrap_or_default()));
    }
    let mut terms = Terms::default();
    let mut expressions = 0;
    for (sign, term) in found {
        let term = match term {
            Raw::Expression(text) => {
                expressions += 1;
                let wrong = || error::wrong_term(&format!("%{text}%"));
                Term::Expression(Expression::read(&text).ok_or_else(wrong)?)
            }
            Raw::Phrase(text) if text.is_empty() => return Err(error::wrong_term("\"\"")),
            Raw::Phrase(text) => Term::Text(text),
            Raw::Word(word) => {
                if !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
                    return Err(error::wrong_term(&word));
                }
                Term::Text(word)
            }
        };
        match sign {
            Some('-') => terms.excluded.push(term),
            Some(_) => terms.any.push(term),
            None => terms.included.push(term),
        }
    }
    if expressions > MOST_EXPRESSIONS { Err(error::wrong_pattern()) } else { Ok(terms) }
}

enum Raw {
    Word(String),
    Phrase(String),
    Expression(String),
}

type Read<'t> = nom::IResult<&'t str, Raw>;

fn phrase(text: &str) -> Read<'_> {
    map(quoted, Raw::Phrase).parse(text)
}

fn expression(text: &str) -> Read<'_> {
    map(preceded(nom::combinator::peek(char('%')), between_percents), |text: &str| {
        Raw::Expression(text.to_owned())
    })
    .parse(text)
}

fn word(text: &str) -> Read<'_> {
    let is_of_word = |c: char| !c.is_whitespace() && c != '"';
    map(take_while1(is_of_word), |word: &str| Raw::Word(word.to_owned())).parse(text)
}
