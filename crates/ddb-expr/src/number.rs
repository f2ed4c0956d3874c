//! DynamoDB's number: exact decimal, 38 significant digits, magnitude 1e-130 to 9.99…e125.
//!
//! Parsing, printing, order and arithmetic. The byte form that sorts as the numbers do is in `number/key.rs`.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number>

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

pub(crate) use key::encode_whole;
pub use key::{MAX_KEY_BYTES, NumberRef};

mod key;
mod parse;

/// Most significant digits that a number may have.
pub const MAX_DIGITS: u32 = 38;
/// Power of ten of the first digit of the largest numbers.
pub const MAX_MAGNITUDE: i64 = 125;
/// Power of ten of the first digit of the smallest numbers.
pub const MIN_MAGNITUDE: i64 = -130;

/// An exact decimal number: `±digits × 10^exponent`.
///
/// Always in lowest terms (`digits` never ends in a zero; zero is `+0 × 10^0`), so equal numbers are equal fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    digits: u128,
    exponent: i16,
}

/// Why a text or the result of a sum is not a DynamoDB number. `Display` gives AWS's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The text is not decimal notation. Holds the text.
    NotANumber(String),
    /// Magnitude above 9.99…e125.
    Overflow,
    /// Magnitude below 1e-130 and not zero.
    Underflow,
    /// More than 38 significant digits.
    TooManyDigits,
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number { negative: false, digits: 0, exponent: 0 };

    /// Reads decimal notation with optional sign, point and exponent: `-1.50`, `.5`, `1E+3`.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        parse::parse(text)
    }

    /// The sum `digits × 10^exponent` in lowest terms, where it fits DynamoDB's range.
    fn build(negative: bool, digits: u128, exponent: i64) -> Result<Number, NumberError> {
        if digits == 0 {
            return Ok(Number::ZERO);
        }
        let (digits, exponent) = strip_zeros(digits, exponent);
        let count = digits.ilog10() + 1;
        let magnitude = exponent + i64::from(count) - 1;
        if magnitude > MAX_MAGNITUDE {
            Err(NumberError::Overflow)
        } else if magnitude < MIN_MAGNITUDE {
            Err(NumberError::Underflow)
        } else if count > MAX_DIGITS {
            Err(NumberError::Overflow)
        } else {
            let exponent = i16::try_from(exponent).map_err(|_| NumberError::Overflow)?;
            Ok(Number { negative, digits, exponent })
        }
    }

    /// The exact sum; an error where it does not fit 38 digits or the range. AWS calls both an overflow.
    #[expect(
        clippy::should_implement_trait,
        reason = "a sum can fail, which the operator's trait cannot say"
    )]
    pub fn add(self, other: Number) -> Result<Number, NumberError> {
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        let exponent = self.exponent.min(other.exponent);
        // Both are in lowest terms: where aligning leaves 128 bits, the operand that was not moved still ends in
        // a digit other than zero, so the exact sum has more than 38 significant digits.
        let left = self.digits_at(exponent).ok_or(NumberError::Overflow)?;
        let right = other.digits_at(exponent).ok_or(NumberError::Overflow)?;
        let exponent = i64::from(exponent);
        if self.negative == other.negative {
            let sum = left.checked_add(right).ok_or(NumberError::Overflow)?;
            return Number::build(self.negative, sum, exponent);
        }
        match left.cmp(&right) {
            Ordering::Less => Number::build(other.negative, right - left, exponent),
            _ => Number::build(self.negative, left - right, exponent),
        }
    }

    /// The exact difference; an error where it does not fit 38 digits or the range.
    pub fn subtract(self, other: Number) -> Result<Number, NumberError> {
        self.add(other.negated())
    }

    /// The number with the other sign. Zero has none.
    pub fn negated(self) -> Number {
        Number { negative: !self.negative && self.digits != 0, ..self }
    }

    /// Is it zero?
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Is it below zero?
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// How many bytes it counts in an item's size.
    pub fn size_bytes(self) -> usize {
        match self.digits.checked_ilog10() {
            None => 1,
            Some(log) => counted_size(self.negative, log as usize + 1, i32::from(self.exponent) + log as i32),
        }
    }

    /// The value as a whole number, where it is one that fits (TTL values, counters).
    pub fn to_i64(self) -> Option<i64> {
        let whole = self.digits_at(0).filter(|_| self.exponent >= 0)?;
        let whole = i128::try_from(whole).ok()?;
        i64::try_from(if self.negative { -whole } else { whole }).ok()
    }

    /// Appends the canonical text: no exponent, no plus sign, no needless zero.
    pub fn write_text(self, out: &mut Vec<u8>) {
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(self.digits).as_bytes();
        write_plain(self.negative, digits, i32::from(self.exponent) + digits.len() as i32, out);
    }

    /// The digits that the number has when its last one stands for `10^exponent`, which is at most its own
    /// exponent; `None` beyond 128 bits.
    fn digits_at(self, exponent: i16) -> Option<u128> {
        let shift = u32::try_from(self.exponent.saturating_sub(exponent)).unwrap_or(0);
        10u128.checked_pow(shift)?.checked_mul(self.digits)
    }

    /// Power of ten of the first digit.
    fn magnitude(self) -> i32 {
        i32::from(self.exponent) + self.digits.checked_ilog10().unwrap_or(0) as i32
    }

    fn cmp_magnitude(self, other: Number) -> Ordering {
        self.magnitude().cmp(&other.magnitude()).then_with(|| {
            // Equal magnitudes: the exponents differ by at most 37, so aligning fits.
            let exponent = self.exponent.min(other.exponent);
            self.digits_at(exponent).cmp(&other.digits_at(exponent))
        })
    }
}

/// AWS counts one byte, one for each pair of digits left and right of the point, and one for a minus sign.
/// `digits` significant digits, the first of which stands for `10^magnitude`.
fn counted_size(negative: bool, digits: usize, magnitude: i32) -> usize {
    // Pairs are aligned at the point: where the first digit has an even power of ten it stands alone in its pair.
    let alone = usize::from(magnitude.rem_euclid(2) == 0);
    let pairs = alone + (digits - alone.min(digits)).div_ceil(2);
    1 + pairs + usize::from(negative)
}

/// Writes `digits` (ASCII) with the point after `before_point` of them; zeros are filled in on either side.
fn write_plain(negative: bool, digits: &[u8], before_point: i32, out: &mut Vec<u8>) {
    if negative {
        out.push(b'-');
    }
    let split = usize::try_from(before_point).unwrap_or(0);
    match digits.split_at_checked(split) {
        _ if before_point <= 0 => {
            out.extend_from_slice(b"0.");
            out.resize(out.len() + before_point.unsigned_abs() as usize, b'0');
            out.extend_from_slice(digits);
        }
        Some((whole, [])) => out.extend_from_slice(whole),
        Some((whole, fraction)) => {
            out.extend_from_slice(whole);
            out.push(b'.');
            out.extend_from_slice(fraction);
        }
        None => {
            out.extend_from_slice(digits);
            out.resize(out.len() + (split - digits.len()), b'0');
        }
    }
}

fn strip_zeros(mut digits: u128, mut exponent: i64) -> (u128, i64) {
    // Most numbers fit 64 bits, where a division is several times cheaper.
    while digits > u128::from(u64::MAX) && digits.is_multiple_of(10) {
        digits /= 10;
        exponent += 1;
    }
    if let Ok(mut small) = u64::try_from(digits) {
        while small != 0 && small.is_multiple_of(10) {
            small /= 10;
            exponent += 1;
        }
        digits = u128::from(small);
    }
    (digits, exponent)
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        let (digits, exponent) = strip_zeros(u128::from(value.unsigned_abs()), 0);
        match digits {
            0 => Number::ZERO,
            // An i64 has at most 18 trailing zeros.
            _ => Number { negative: value < 0, digits, exponent: exponent as i16 },
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (self.signum(), other.signum()) {
            (1, 1) => self.cmp_magnitude(*other),
            (-1, -1) => other.cmp_magnitude(*self),
            (left, right) => left.cmp(&right),
        }
    }
}

impl Number {
    fn signum(self) -> i8 {
        match (self.digits, self.negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Number, NumberError> {
        Number::parse(text)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::with_capacity(40);
        self.write_text(&mut text);
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::NotANumber(text) => {
                write!(f, "The parameter cannot be converted to a numeric value: {text}")
            }
            NumberError::Overflow => f.write_str(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
            ),
            NumberError::Underflow => f.write_str(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            ),
            NumberError::TooManyDigits => {
                f.write_str("Attempting to store more than 38 significant digits in a Number")
            }
        }
    }
}

impl std::error::Error for NumberError {}

#[cfg(test)]
mod tests;
