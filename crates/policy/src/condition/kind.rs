//! What kinds of values keys of a request have, as IAM's simulator is told them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html>

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::decimal::Decimal;
use super::moment;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An address, without a prefix.
    Address,
    /// Bytes in base64.
    Bytes,
    /// A date, or seconds since 1970.
    Date,
}

impl ValueKind {
    /// Whether a text is a value of this kind, so that an operator for it can read it.
    pub fn reads(self, text: &str) -> bool {
        match self {
            ValueKind::Text => true,
            ValueKind::Number => Decimal::parse(text).is_some(),
            ValueKind::Flag => ["true", "false"].iter().any(|flag| text.eq_ignore_ascii_case(flag)),
            ValueKind::Address => text.parse::<IpAddr>().is_ok(),
            ValueKind::Bytes => STANDARD.decode(text).is_ok(),
            ValueKind::Date => moment::parse(text).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What operators read, as
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html> has it.
    #[test]
    fn a_kind_reads_what_its_operators_read() {
        for (kind, right, wrong) in [
            (ValueKind::Text, &["", "x"][..], &[][..]),
            (ValueKind::Number, &["1", "-1.5"], &["", "one"]),
            (ValueKind::Flag, &["true", "False"], &["yes", ""]),
            (ValueKind::Address, &["203.0.113.7", "2001:db8::1"], &["203.0.113", "203.0.113.0/24"]),
            (ValueKind::Bytes, &["QmluYXJ5", ""], &["Binary!"]),
            (ValueKind::Date, &["2019-04-25T11:00:00Z", "1556190000"], &["yesterday", ""]),
        ] {
            for text in right {
                assert!(kind.reads(text), "{kind:?} {text}");
            }
            for text in wrong {
                assert!(!kind.reads(text), "{kind:?} {text}");
            }
        }
    }
}
