//! The expression that a parameter's value must satisfy.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html#systemsmanager-PutParameter-request-AllowedPattern>

use regex::{Regex, RegexBuilder};
use wire::fault::Fault;

use crate::error;

/// How large an expression may become, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// Judges a value by an expression, which must be all of it: AWS's example `[a-zA-Z]{6,10}` would bound nothing otherwise.
///
/// # Errors
///
/// It is no expression, or one that looks around or back, which Java's alone do; or the value does not satisfy it.
pub(crate) fn check(pattern: &str, value: &str) -> Result<(), Fault> {
    if compiled(pattern)?.is_match(value) { Ok(()) } else { Err(error::pattern_mismatch(pattern)) }
}

fn compiled(pattern: &str) -> Result<Regex, Fault> {
    let whole = format!(r"\A(?:{pattern})\z");
    // Alone first: `a)(b` would be one with what is around it.
    let is_one = RegexBuilder::new(pattern).size_limit(MOST_BYTES).build().is_ok();
    let built = RegexBuilder::new(&whole).size_limit(MOST_BYTES).build();
    built.ok().filter(|_| is_one).ok_or_else(|| error::wrong_pattern(pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples are AWS's; that all of a value is meant is our guess.
    #[test]
    fn a_value_is_all_of_what_is_allowed() {
        assert!(check(r"^\d+$", "12").is_ok() && check("[a-zA-Z]{6,10}", "abcdefg").is_ok());
        assert!(check(r"\d+", "12a").is_err() && check("[a-zA-Z]{6,10}", "abcdefghijk").is_err());
        for wrong in ["(", "a)(b", "[", r"(?=a)", r"(a)\1", "(a{1000}){1000}"] {
            assert_eq!(check(wrong, "a").unwrap_err().code, "InvalidAllowedPatternException", "{wrong}");
        }
    }
}
