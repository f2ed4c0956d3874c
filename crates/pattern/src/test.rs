//! One test of a field's value, and whether it holds.

use std::net::IpAddr;
use std::ops::{Bound, RangeBounds as _};

use serde_json::Value;

use crate::address::{self, Cidr};
use crate::number::Literal;
use crate::wildcard::Wildcard;

/// What a value may be. A field holds if one of its tests does.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// The field is not there.
    Absent,
    /// The field is there, whatever its value.
    Present,
    Null,
    Flag(bool),
    Text(String),
    /// A text that is an address, which may be written in several ways.
    Address(IpAddr),
    Number(Literal),
    Prefix(String),
    Suffix(String),
    /// These three hold what [`fold`] makes of their texts.
    IgnoringCase(String),
    PrefixIgnoringCase(String),
    SuffixIgnoringCase(String),
    Wildcard(Wildcard),
    Numeric(Range),
    Cidr(Cidr),
    /// A value of any type that none of these is.
    AnythingBut(Vec<Test>),
}

/// Numbers from one bound to the other, within what the dialect compares at all.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) bounds: (Bound<f64>, Bound<f64>),
    pub(crate) greatest: f64,
}

impl Range {
    fn contains(&self, number: f64) -> bool {
        number.abs() <= self.greatest && self.bounds.contains(&number)
    }
}

impl Test {
    /// Whether a value that is there passes: no object, no array.
    pub(crate) fn holds(&self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Test::Absent => false,
            Test::Present => true,
            Test::Null => value.is_null(),
            Test::Flag(wanted) => value.as_bool() == Some(*wanted),
            Test::Text(wanted) => text == Some(wanted),
            Test::Address(wanted) => text.and_then(address::parse) == Some(*wanted),
            Test::Number(wanted) => value.as_number().is_some_and(|number| wanted.is(number)),
            Test::Prefix(prefix) => text.is_some_and(|text| text.starts_with(prefix)),
            Test::Suffix(suffix) => text.is_some_and(|text| text.ends_with(suffix)),
            Test::IgnoringCase(wanted) => text.is_some_and(|text| fold(text) == *wanted),
            Test::PrefixIgnoringCase(prefix) => text.is_some_and(|text| fold(text).starts_with(prefix)),
            Test::SuffixIgnoringCase(suffix) => text.is_some_and(|text| fold(text).ends_with(suffix)),
            Test::Wildcard(wildcard) => text.is_some_and(|text| wildcard.fits(text)),
            Test::Numeric(range) => value.as_f64().is_some_and(|number| range.contains(number)),
            Test::Cidr(cidr) => text.and_then(address::parse).is_some_and(|address| cidr.contains(address)),
            Test::AnythingBut(tests) => !tests.iter().any(|test| test.holds(value)),
        }
    }
}

/// A text in small letters, one character after the other: Java's does not look at neighbours either.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
