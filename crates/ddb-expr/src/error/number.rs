//! Sentences about numbers as they are sent.

use super::Error;
use crate::number::NumberError;

/// Numbers.
impl Error {
    /// A number that was refused, and its text.
    pub fn number(error: &NumberError, text: &str) -> Error {
        let sentence = Error::of(error.to_string());
        match older(error, text) {
            Some(older) => sentence.or_older(older),
            None => sentence,
        }
    }
}

/// What the older layer says otherwise, which reads numbers as Java's `BigDecimal` does: with exponents of 32 bits.
/// Recorded on AWS by the public conformance suite (2026-10-09): an empty text, and `1e2147483647`.
fn older(error: &NumberError, text: &str) -> Option<String> {
    match error {
        NumberError::NotANumber(text) if text.is_empty() => {
            Some("The parameter cannot be converted to a numeric value".to_owned())
        }
        NumberError::Overflow | NumberError::Underflow => {
            let at = text.find(['e', 'E'])?;
            let (digits, exponent) = (text.get(..at)?, text.get(at + 1..)?.parse::<i64>().ok()?);
            let scale = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i64) - exponent;
            if i32::try_from(scale).is_err() || i32::try_from(exponent).is_err() {
                return Some(NumberError::NotANumber(text.to_owned()).to_string());
            }
            // Where the count of digits less the scale leaves 32 bits, it comes round at the other end.
            let digits = digits.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
            let wraps = i32::try_from(digits.max(1) as i64 - scale).is_err();
            wraps.then(|| NumberError::Underflow.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;

    /// The public conformance suite, recorded in four regions on 2026-10-09; what Java's `BigDecimal` does with an
    /// exponent beyond 32 bits is from its documentation.
    #[test]
    fn the_older_layer_has_exponents_of_32_bits() {
        let older = |text: &str| {
            let error = Number::parse(text).unwrap_err();
            Error::number(&error, text).older().map(str::to_owned)
        };
        let underflow = NumberError::Underflow.to_string();
        let not_numeric = "The parameter cannot be converted to a numeric value";
        assert_eq!(older("1e2147483647"), Some(underflow));
        assert_eq!(older("1e126"), None);
        assert_eq!(older("abc"), None);
        assert_eq!(older("1e2147483648"), Some(format!("{not_numeric}: 1e2147483648")));
        assert_eq!(older(""), Some(not_numeric.to_owned()));
    }
}
