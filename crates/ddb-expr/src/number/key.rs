//! The bytes of a number, which sort as the numbers do and end by themselves, so that more may follow in a key.
//!
//! Sign (0x40 negative, 0x80 zero, 0xC0 positive); for all but zero, power of ten of the first digit plus 130;
//! digits in pairs, each plus one; a zero byte. All after the sign is inverted when negative. 22 bytes at most.

use std::fmt;

use super::{MAX_DIGITS, MIN_MAGNITUDE, Number, counted_size, write_plain};

const NEGATIVE: u8 = 0x40;
const ZERO: u8 = 0x80;
const POSITIVE: u8 = 0xC0;

/// Length of the longest encoding: sign, exponent, 19 pairs, terminator.
pub const MAX_KEY_BYTES: usize = 22;

/// A number in its byte form, borrowed. Order, equality and text come from the bytes, without arithmetic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumberRef<'a>(&'a [u8]);

impl Number {
    /// Appends the byte form.
    pub fn encode_key(self, out: &mut Vec<u8>) {
        if self.is_zero() {
            out.push(ZERO);
            return;
        }
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(self.digits).as_bytes();
        encode_digits(self.negative, digits, i64::from(self.exponent) + digits.len() as i64 - 1, out);
    }

    /// Reads the byte form at the start of `bytes`; the number and what follows it, or `None` where there is none.
    pub fn decode_key(bytes: &[u8]) -> Option<(Number, &[u8])> {
        let (number, rest) = NumberRef::take(bytes)?;
        Some((number.number(), rest))
    }
}

/// Appends the byte form of digits in ASCII, of which the first and the last are not zero; the first stands for
/// `10^magnitude`.
fn encode_digits(negative: bool, digits: &[u8], magnitude: i64, out: &mut Vec<u8>) {
    let flip = if negative { 0xFF } else { 0 };
    out.push(if negative { NEGATIVE } else { POSITIVE });
    // The range of magnitudes, -130..=125, fills a byte exactly.
    out.push((magnitude - MIN_MAGNITUDE) as u8 ^ flip);
    for pair in digits.chunks(2) {
        let (tens, ones) = match *pair {
            [tens, ones] => (tens - b'0', ones - b'0'),
            [tens] => (tens - b'0', 0),
            _ => (0, 0),
        };
        out.push((tens * 10 + ones + 1) ^ flip);
    }
    out.push(flip);
}

/// Appends the byte form of a text that is a whole number in digits alone, and gives what it counts in an item's size;
/// `None` for any other text, which may be a number too.
pub(crate) fn encode_whole(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    if text.is_empty() || text.len() > MAX_DIGITS as usize || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let start = text.iter().position(|digit| *digit != b'0');
    let Some(whole) = start.and_then(|start| text.get(start..)) else {
        out.push(ZERO);
        return Some(1);
    };
    let count = whole.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    let magnitude = whole.len() - 1;
    encode_digits(false, whole.get(..count)?, magnitude as i64, out);
    Some(counted_size(false, count, magnitude as i32))
}

impl<'a> NumberRef<'a> {
    /// Reads the byte form at the start of `bytes`: the number, and what follows it.
    pub fn take(bytes: &'a [u8]) -> Option<(NumberRef<'a>, &'a [u8])> {
        let flip = match *bytes.first()? {
            ZERO => return bytes.split_at_checked(1).map(|(number, rest)| (NumberRef(number), rest)),
            NEGATIVE => 0xFF,
            POSITIVE => 0,
            _ => return None,
        };
        let pairs = bytes.get(2..)?;
        let length = pairs.iter().take(MAX_KEY_BYTES - 2).position(|&byte| byte == flip)?;
        let valid = |byte: &u8| (1..=100).contains(&(byte ^ flip));
        if length == 0 || !pairs.get(..length)?.iter().all(valid) {
            return None;
        }
        bytes.split_at_checked(length + 3).map(|(number, rest)| (NumberRef(number), rest))
    }

    /// The bytes that `codec` wrote, which are not checked again.
    pub(crate) fn trusted(bytes: &'a [u8]) -> NumberRef<'a> {
        NumberRef(bytes)
    }

    /// The byte form.
    pub fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The number.
    pub fn number(self) -> Number {
        let digits = self.digits();
        let value =
            digits.as_slice().iter().fold(0u128, |value, digit| value * 10 + u128::from(digit - b'0'));
        if value == 0 {
            return Number::ZERO;
        }
        let exponent = digits.magnitude + 1 - digits.count as i32;
        Number { negative: digits.negative, digits: value, exponent: exponent as i16 }
    }

    /// Appends the canonical text.
    pub fn write_text(self, out: &mut Vec<u8>) {
        let digits = self.digits();
        match digits.as_slice() {
            [] => out.push(b'0'),
            ascii => write_plain(digits.negative, ascii, digits.magnitude + 1, out),
        }
    }

    /// How many bytes it counts in an item's size.
    pub fn size_bytes(self) -> usize {
        let [sign, magnitude, pairs @ .., last, _end] = self.0 else { return 1 };
        let negative = *sign == NEGATIVE;
        let flip = if negative { 0xFF } else { 0 };
        // A last pair such as 50 stands for one digit; pairs are held plus one.
        let half = (last ^ flip) % 10 == 1;
        let count = pairs.len() * 2 + if half { 1 } else { 2 };
        counted_size(negative, count, i32::from(magnitude ^ flip) + MIN_MAGNITUDE as i32)
    }

    fn digits(self) -> Digits {
        let mut digits = Digits { negative: false, magnitude: 0, ascii: [0; 40], count: 0 };
        let [sign, magnitude, pairs @ ..] = self.0 else { return digits };
        digits.negative = *sign == NEGATIVE;
        let flip = if digits.negative { 0xFF } else { 0 };
        digits.magnitude = i32::from(magnitude ^ flip) + MIN_MAGNITUDE as i32;
        for (place, byte) in digits.ascii.chunks_exact_mut(2).zip(pairs) {
            let pair = byte ^ flip;
            if pair == 0 {
                break;
            }
            let pair = pair.saturating_sub(1).min(99);
            place.copy_from_slice(&[b'0' + pair / 10, b'0' + pair % 10]);
            digits.count += 2;
        }
        if digits.as_slice().last() == Some(&b'0') {
            digits.count -= 1;
        }
        digits
    }
}

/// Significant digits in ASCII; none for zero.
struct Digits {
    negative: bool,
    magnitude: i32,
    ascii: [u8; 40],
    count: usize,
}

impl Digits {
    fn as_slice(&self) -> &[u8] {
        self.ascii.get(..self.count).unwrap_or_default()
    }
}

impl fmt::Debug for NumberRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.number(), f)
    }
}
