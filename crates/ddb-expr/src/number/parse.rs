//! Decimal notation to `Number`, in one pass over the text and without allocation.

use super::{MAX_DIGITS, MAX_MAGNITUDE, MIN_MAGNITUDE, Number, NumberError};

/// Reads `[+-] digits [. digits] [e [+-] digits]`, with at least one digit before the exponent.
pub(super) fn parse(text: &str) -> Result<Number, NumberError> {
    read(text.as_bytes()).unwrap_or_else(|| Err(NumberError::NotANumber(text.to_owned())))
}

/// `None`: not decimal notation.
fn read(text: &[u8]) -> Option<Result<Number, NumberError>> {
    let (negative, text) = sign(text);
    let mut digits = Digits::default();
    let mut before_point = None;
    let mut rest = text;
    let exponent = loop {
        let Some((&byte, after)) = rest.split_first() else { break 0 };
        rest = after;
        match byte {
            b'0'..=b'9' => digits.push(byte - b'0'),
            b'.' if before_point.is_none() => before_point = Some(digits.seen),
            b'e' | b'E' => break exponent(rest)?,
            _ => return None,
        }
    };
    if digits.seen == 0 {
        return None;
    }
    // The power of ten of the digit before the point, were it there.
    let ones = exponent.saturating_add(before_point.unwrap_or(digits.seen) - 1);
    Some(digits.finish(negative, ones))
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = sign(text);
    if digits.is_empty() {
        return None;
    }
    let mut value = 0i64;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        // AWS keeps the exponent in 64 bits; beyond, it is no number.
        value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
    }
    Some(if negative { -value } else { value })
}

/// Digits as they come in, of which the significant ones are kept.
#[derive(Default)]
struct Digits {
    /// How many came in, zeros included.
    seen: i64,
    /// How many came in up to and with the first that is not zero.
    first: i64,
    /// How many came in up to and with the last that is not zero.
    last: i64,
    /// From the first to the last that is not zero, less the newest, which wait in `chunk`.
    value: u128,
    chunk: u64,
    chunk_digits: u32,
    too_many: bool,
}

impl Digits {
    /// Digits that always fit a `chunk`.
    const CHUNK: u32 = 19;

    fn push(&mut self, digit: u8) {
        self.seen += 1;
        if digit == 0 {
            return;
        }
        if self.first == 0 {
            self.first = self.seen;
        } else if self.seen - self.first >= i64::from(MAX_DIGITS) {
            self.too_many = true;
            self.last = self.seen;
            return;
        } else {
            for _ in self.last + 1..self.seen {
                self.append(0);
            }
        }
        self.append(digit);
        self.last = self.seen;
    }

    fn append(&mut self, digit: u8) {
        if self.chunk_digits == Self::CHUNK {
            self.flush();
        }
        self.chunk = self.chunk * 10 + u64::from(digit);
        self.chunk_digits += 1;
    }

    fn flush(&mut self) {
        // At most 38 digits are ever appended, so this stays within 128 bits.
        self.value = match self.value {
            0 => u128::from(self.chunk),
            value => value * 10u128.pow(self.chunk_digits) + u128::from(self.chunk),
        };
        self.chunk = 0;
        self.chunk_digits = 0;
    }

    fn finish(mut self, negative: bool, ones: i64) -> Result<Number, NumberError> {
        // A zero counts by the place of its last digit, as in Java's BigDecimal: AWS refuses 0e126, takes 0.0e126.
        let place = if self.first == 0 { self.seen } else { self.first };
        let magnitude = ones.saturating_sub(place - 1);
        if magnitude > MAX_MAGNITUDE {
            return Err(NumberError::Overflow);
        }
        if magnitude < MIN_MAGNITUDE {
            return Err(NumberError::Underflow);
        }
        if self.too_many {
            return Err(NumberError::TooManyDigits);
        }
        self.flush();
        if self.value == 0 {
            return Ok(Number::ZERO);
        }
        let exponent = i16::try_from(ones + 1 - self.last).map_err(|_| NumberError::Underflow)?;
        Ok(Number { negative, digits: self.value, exponent })
    }
}
