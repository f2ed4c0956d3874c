//! What a value is compared with: a number, a text in which an asterisk is anything, or a regular expression.

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, multispace0, none_of};
use nom::combinator::{map, map_opt, value};
use nom::multi::fold_many0;
use nom::sequence::{delimited, preceded};

use super::expression::{Expression, between_percents};

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// An operator and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    operator: Operator,
    operand: Operand,
}

#[derive(Clone, Debug)]
enum Operand {
    Number(f64),
    Text(Glob),
    Expression(Expression),
}

impl Comparison {
    /// Whether it has a regular expression.
    pub(super) fn has_expression(&self) -> bool {
        matches!(self.operand, Operand::Expression(_))
    }

    /// Whether a number stands so to the operand. `text` is as which it is written.
    pub(super) fn holds_of_number(&self, number: f64, text: &str) -> bool {
        match &self.operand {
            Operand::Number(operand) => match self.operator {
                Operator::Equal => number == *operand,
                Operator::NotEqual => number != *operand,
                Operator::Less => number < *operand,
                Operator::LessOrEqual => number <= *operand,
                Operator::Greater => number > *operand,
                Operator::GreaterOrEqual => number >= *operand,
            },
            Operand::Text(_) | Operand::Expression(_) => self.holds_of_text(text),
        }
    }

    /// Whether a text stands so to the operand. A text is no number, so it is other than each.
    pub(super) fn holds_of_text(&self, text: &str) -> bool {
        let is_equal = match &self.operand {
            Operand::Number(_) => false,
            Operand::Text(glob) => glob.is_like(text),
            Operand::Expression(expression) => expression.is_in(text),
        };
        match self.operator {
            Operator::Equal => is_equal,
            Operator::NotEqual => !is_equal,
            _ => false,
        }
    }
}

/// Reads an operator and its operand. Only numbers are less or greater.
pub(super) fn comparison<'t>(ends_word: fn(char) -> bool, text: &'t str) -> IResult<&'t str, Comparison> {
    let mut both = (operator, preceded(multispace0, |text: &'t str| operand(ends_word, text)));
    let (rest, (operator, operand)) = both.parse(text)?;
    let is_ordered = !matches!(operator, Operator::Equal | Operator::NotEqual);
    if is_ordered && !matches!(operand, Operand::Number(_)) {
        let error = nom::error::Error::new(text, nom::error::ErrorKind::Verify);
        return Err(nom::Err::Error(error));
    }
    Ok((rest, Comparison { operator, operand }))
}

fn operator(text: &str) -> IResult<&str, Operator> {
    alt((
        value(Operator::NotEqual, tag("!=")),
        value(Operator::LessOrEqual, tag("<=")),
        value(Operator::GreaterOrEqual, tag(">=")),
        value(Operator::Equal, tag("=")),
        value(Operator::Less, tag("<")),
        value(Operator::Greater, tag(">")),
    ))
    .parse(text)
}

fn operand(ends_word: fn(char) -> bool, text: &str) -> IResult<&str, Operand> {
    alt((
        map(quoted, |text| Operand::Text(Glob::read(&text))),
        map_opt(between_percents, |text| Expression::read(text).map(Operand::Expression)),
        map(take_while1(move |c: char| !c.is_whitespace() && c != '"' && !ends_word(c)), |word: &str| {
            match number(word) {
                Some(number) => Operand::Number(number),
                None => Operand::Text(Glob::read(word)),
            }
        }),
    ))
    .parse(text)
}

/// A number, as patterns and messages write it: none is `inf` or `nan`.
pub(super) fn number(text: &str) -> Option<f64> {
    let is_written_so = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    text.parse().ok().filter(|number: &f64| is_written_so && number.is_finite())
}

/// A text between quotation marks, in which a backslash stands before a quotation mark or a backslash.
pub(super) fn quoted(text: &str) -> IResult<&str, String> {
    let character = alt((preceded(char('\\'), nom::character::complete::anychar), none_of("\"\\")));
    let inside = fold_many0(character, String::new, |mut text, c| {
        text.push(c);
        text
    });
    delimited(char('"'), inside, char('"')).parse(text)
}

/// A text in which an asterisk is anything.
#[derive(Clone, Debug)]
pub(super) struct Glob(Vec<String>);

impl Glob {
    pub(super) fn read(text: &str) -> Glob {
        Glob(text.split('*').map(str::to_owned).collect())
    }

    /// Whether a text is like this, from its beginning to its end.
    pub(super) fn is_like(&self, text: &str) -> bool {
        let Some((first, rest)) = self.0.split_first() else { return text.is_empty() };
        let Some((last, middle)) = rest.split_last() else { return text == first };
        let Some(mut text) =
            text.strip_prefix(first.as_str()).and_then(|text| text.strip_suffix(last.as_str()))
        else {
            return false;
        };
        for part in middle {
            let Some((_, behind)) = text.split_once(part.as_str()) else { return false };
            text = behind;
        }
        true
    }
}
