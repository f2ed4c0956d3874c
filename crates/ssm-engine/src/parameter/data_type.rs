//! What a value must be, by its parameter's data type.
//!
//! The types are those of <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>; which values each
//! of the newer ones takes is our guess.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;
use wire::fault::Fault;

use super::kind::Kind;
use crate::error;

/// The type where none is named.
pub(crate) const TEXT: &str = "text";

const IMAGE: &str = "aws:ec2:image";
const INTEGRATION: &str = "aws:ssm:integration";

/// A data type: its name, whether values of it need the advanced tier, and which it takes.
struct DataType {
    name: &'static str,
    needs_advanced: bool,
    takes: fn(&str) -> bool,
}

const fn plain(name: &'static str, takes: fn(&str) -> bool) -> DataType {
    DataType { name, needs_advanced: false, takes }
}

const fn advanced(name: &'static str, takes: fn(&str) -> bool) -> DataType {
    DataType { name, needs_advanced: true, takes }
}

static ALL: [DataType; 16] = [
    plain(TEXT, |_| true),
    // Judged later: see `is_published`.
    plain(IMAGE, |_| true),
    plain(INTEGRATION, |_| true),
    plain("aws:region", is_region),
    plain("aws:account:id", |value| value.len() == 12 && value.bytes().all(|byte| byte.is_ascii_digit())),
    plain("boolean", |value| matches!(value, "true" | "false")),
    plain("integer", is_integer),
    plain("float", |value| value.bytes().any(|byte| byte.is_ascii_digit()) && value.parse::<f64>().is_ok()),
    plain("binary", |value| base64::Engine::decode(&base64::prelude::BASE64_STANDARD, value).is_ok()),
    plain("hostname", is_host),
    plain("email", |value| {
        value.rsplit_once('@').is_some_and(|(who, host)| !who.is_empty() && is_host(host))
    }),
    plain("ipv4-address", |value| value.parse::<Ipv4Addr>().is_ok()),
    plain("ipv6-address", |value| value.parse::<Ipv6Addr>().is_ok()),
    advanced("url", is_url),
    advanced("json", |value| serde_json::from_str::<Value>(value).is_ok()),
    advanced("jsonc", |value| serde_json::from_str::<Value>(&without_comments(value)).is_ok()),
];

fn find(name: &str) -> Result<&'static DataType, Fault> {
    ALL.iter().find(|known| known.name == name).ok_or_else(|| error::no_data_type(name))
}

/// Judges a value.
///
/// # Errors
///
/// There is no such data type, it is of parameters of another type, or the value is not of it.
pub(crate) fn check(name: &str, kind: Kind, value: &str) -> Result<(), Fault> {
    let known = find(name)?;
    match name {
        IMAGE if kind != Kind::Text => return Err(error::data_type_of_other_type(IMAGE, Kind::Text.shown())),
        INTEGRATION if kind != Kind::Secure => {
            return Err(error::data_type_of_other_type(INTEGRATION, Kind::Secure.shown()));
        }
        _ => {}
    }
    if (known.takes)(value) { Ok(()) } else { Err(error::not_of_data_type(known.name)) }
}

/// Whether values of it need the advanced tier.
pub(crate) fn needs_advanced(name: &str) -> bool {
    find(name).is_ok_and(|known| known.needs_advanced)
}

/// Whether a version that was accepted comes to be: AWS judges the ids of images later, and what is none is never seen.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html>
pub(crate) fn is_published(name: &str, value: &str) -> bool {
    name != IMAGE || is_image(value)
}

/// An id as AWS's page shows it: whether there is such an image is not asked.
fn is_image(value: &str) -> bool {
    let id = value.strip_prefix("ami-").unwrap_or_default();
    matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_region(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [start, .., number] = parts.as_slice() else { return false };
    parts.len() >= 3
        && start.len() == 2
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_host(value: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    value.len() <= 253 && value.split('.').all(is_label)
}

fn is_url(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else { return false };
    let is_scheme = !scheme.is_empty()
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme && !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
}

/// JSON without the comments that `jsonc` may have.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(line) = rest.strip_prefix("//") {
            rest = line.find('\n').and_then(|at| line.get(at..)).unwrap_or_default();
        } else if let Some(block) = rest.strip_prefix("/*") {
            rest = block.split_once("*/").map_or("", |(_, behind)| behind);
            plain.push(' ');
        } else {
            let taken = if c == '"' { text_length(rest) } else { c.len_utf8() };
            let (token, behind) = rest.split_at_checked(taken).unwrap_or((rest, ""));
            plain.push_str(token);
            rest = behind;
        }
    }
    plain
}

/// How many bytes a text in quotes has.
fn text_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names are AWS's; which values they take is our guess.
    #[test]
    fn each_data_type_takes_its_values() {
        let check = |name: &str, takes: &[&str], refuses: &[&str]| {
            for value in takes {
                assert!(check(name, Kind::Text, value).is_ok(), "{name}: {value}");
            }
            for value in refuses {
                assert!(check(name, Kind::Text, value).is_err(), "{name}: {value}");
            }
        };
        check("text", &["", "x"], &[]);
        check("aws:region", &["us-east-1", "us-gov-west-1"], &["us", "us-east", "US-EAST-1", "--1"]);
        check("aws:account:id", &["000000000000"], &["1", "00000000000a"]);
        check("boolean", &["true", "false"], &["True", "1"]);
        check("integer", &["443", "-1"], &["", "-", "1.0", "x"]);
        check("float", &["1", "1.5", "-1e3"], &["", "x", "inf", "NaN"]);
        check("binary", &["aGk="], &["aGk", "ä"]);
        check("hostname", &["a.example.com", "localhost"], &["", "a..b", "-a", "a b"]);
        check("email", &["a@example.com"], &["a", "@example.com", "a@"]);
        check("ipv4-address", &["10.0.0.1"], &["10.0.0", "256.0.0.1"]);
        check("ipv6-address", &["::1"], &["10.0.0.1", ":::"]);
        check("url", &["https://example.com/a?b=c"], &["example.com", "https://", "https:// a"]);
        check("json", &["{\"a\":[1]}", "1"], &["{", "{a:1}", "// x\n1"]);
        check("jsonc", &["// x\n{\"a\": /* // */ \"b // c \\\" /*\"}", "1"], &["{", "/* 1", "\"a"]);
        check("Text", &[], &["x"]);
        assert!(is_published(IMAGE, "ami-12345abcdeEXAMPLE") && is_published(TEXT, "x"));
        assert!(!is_published(IMAGE, "ami-0000000000000") && !is_published(IMAGE, "x"));
    }
}
