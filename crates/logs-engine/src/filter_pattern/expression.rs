//! Regular expressions between percent signs: AWS knows some of what others know, and refuses the rest.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html>

use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::take_while1;
use nom::character::complete::char;
use nom::sequence::delimited;
use regex::{Regex, RegexBuilder};

/// How large a compiled expression may be, in bytes.
const LARGEST: usize = 1 << 20;

/// A regular expression.
#[derive(Clone, Debug)]
pub(super) struct Expression(Regex);

impl Expression {
    /// Reads one, without its percent signs; nothing if AWS knows no such.
    pub(super) fn read(text: &str) -> Option<Expression> {
        text.chars().all(is_allowed).then_some(())?;
        RegexBuilder::new(text).size_limit(LARGEST).build().ok().map(Expression)
    }

    /// Whether it is found in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// What stands in an expression: the page above lists it. A space is our addition.
fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || ":_#=@/;,-^$?[]{}|\\*+. ".contains(c)
}

/// What stands between two percent signs.
pub(super) fn between_percents(text: &str) -> IResult<&str, &str> {
    delimited(char('%'), take_while1(|c| c != '%'), char('%')).parse(text)
}
