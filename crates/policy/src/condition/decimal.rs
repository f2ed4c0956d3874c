//! Numbers of the operators `Numeric…`: compared as they are written, so nothing is rounded.

use std::cmp::Ordering;

/// A number as its sign, its digits without zeros around them, and where its point is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// The place of the first digit: 0.DIGITS times ten to the power of this. Zero where there are no digits.
    exponent: i64,
    digits: Vec<u8>,
}

/// Bytes of a number at most. The rest of any policy or request is longer than a number anybody means.
const MAX_BYTES: usize = 128;

impl Decimal {
    /// An integer or a decimal number, `-12.50`; with an exponent as JSON has it.
    pub(crate) fn parse(text: &str) -> Option<Decimal> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, i64::from(power.parse::<i32>().ok()?)),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if digits().count() == 0 || !digits().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let leading = digits().take_while(|b| *b == b'0').count();
        let mut significant: Vec<u8> = digits().skip(leading).collect();
        while significant.last() == Some(&b'0') {
            significant.pop();
        }
        if significant.is_empty() {
            return Some(Decimal { negative: false, exponent: 0, digits: significant });
        }
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        Some(Decimal { negative, exponent: point + power, digits: significant })
    }

    /// Its order among numbers of the same sign, the sign left out.
    fn magnitude(&self) -> (bool, i64, &[u8]) {
        (!self.digits.is_empty(), self.exponent, &self.digits)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        match (self.negative, other.negative) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.magnitude().cmp(&other.magnitude()),
            (true, true) => other.magnitude().cmp(&self.magnitude()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
