//! DER, as far as certificates and keys need it: until when a certificate holds, whose it is and who gave it, and which key
//! belongs to it. Signatures are not checked.
//!
//! <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>, of keys <https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2>,
//! <https://www.rfc-editor.org/rfc/rfc5915> and <https://www.rfc-editor.org/rfc/rfc5958>

use time::{Date, Month, Time};

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
/// `[0]` and `[1]`, as elements of their own.
const FIRST: u8 = 0xa0;
const SECOND: u8 = 0xa1;

/// What is read of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Certificate<'d> {
    /// Seconds since 1970.
    pub(crate) not_before_s: i64,
    /// Seconds since 1970.
    pub(crate) not_after_s: i64,
    /// Who gave it, as its bytes.
    pub(crate) issuer: &'d [u8],
    /// Whose it is, as its bytes.
    pub(crate) subject: &'d [u8],
    /// Its public key.
    pub(crate) key: PublicKey<'d>,
}

/// A public key, as far as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublicKey<'d> {
    /// RSA: the modulus.
    Rsa(&'d [u8]),
    /// Elliptic curves: the point.
    Point(&'d [u8]),
    /// Something that is not compared.
    Other,
}

impl PublicKey<'_> {
    /// Whether a private key may belong to a certificate; true where it cannot be told.
    pub(crate) fn may_be(self, other: PublicKey<'_>) -> bool {
        self == PublicKey::Other || other == PublicKey::Other || self == other
    }
}

/// Elements one behind another.
#[derive(Clone, Copy)]
struct Elements<'d>(&'d [u8]);

impl<'d> Elements<'d> {
    /// The next element: its tag, what is in it, and all of its bytes.
    fn any(&mut self) -> Option<(u8, &'d [u8], &'d [u8])> {
        let all = self.0;
        let (tag, rest) = all.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(*first), rest),
            // The indefinite form is not DER; longer than four bytes is nothing that fits into a request.
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let length = digits.iter().fold(0_u64, |length, digit| (length << 8) | u64::from(*digit));
                (usize::try_from(length).ok()?, rest)
            }
            _ => return None,
        };
        let (inside, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((*tag, inside, all.get(..all.len() - rest.len())?))
    }

    /// What is in the next element, which has this tag.
    fn of(&mut self, tag: u8) -> Option<&'d [u8]> {
        self.any().filter(|(found, ..)| *found == tag).map(|(_, inside, _)| inside)
    }

    /// The same, as elements.
    fn sequence(&mut self) -> Option<Elements<'d>> {
        self.of(SEQUENCE).map(Elements)
    }

    /// What is in the next element if it has this tag; otherwise it stays.
    fn if_of(&mut self, tag: u8) -> Option<&'d [u8]> {
        (self.0.first() == Some(&tag)).then(|| self.of(tag)).flatten()
    }

    /// A number without its leading zeros.
    fn number(&mut self) -> Option<&'d [u8]> {
        let digits = self.of(INTEGER)?;
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.get(zeros..)
    }

    /// Bits that fill their bytes.
    fn bits(&mut self) -> Option<&'d [u8]> {
        self.of(BIT_STRING)?.strip_prefix(&[0])
    }
}

/// Reads a certificate; nothing if it is none.
pub(crate) fn certificate(bytes: &[u8]) -> Option<Certificate<'_>> {
    let mut outer = Elements(bytes).sequence()?;
    let mut inner = outer.sequence()?;
    let _version = inner.if_of(FIRST);
    let _serial = inner.of(INTEGER)?;
    let _algorithm = inner.sequence()?;
    let (_, _, issuer) = inner.any()?;
    let mut validity = inner.sequence()?;
    let (not_before_s, not_after_s) = (moment(&mut validity)?, moment(&mut validity)?);
    let (_, _, subject) = inner.any()?;
    let mut info = inner.sequence()?;
    let _algorithm = info.sequence()?;
    let bits = info.bits()?;
    // An RSA key is a sequence of numbers; a point begins with its form.
    let key = match bits.first() {
        Some(&SEQUENCE) => Elements(bits)
            .sequence()
            .and_then(|mut key| key.number())
            .map_or(PublicKey::Other, PublicKey::Rsa),
        Some(2..=4) => PublicKey::Point(bits),
        _ => PublicKey::Other,
    };
    Some(Certificate { not_before_s, not_after_s, issuer, subject, key })
}

/// The public half of a private key, in any of its three forms; nothing if it is none.
pub(crate) fn public_half(bytes: &[u8]) -> Option<PublicKey<'_>> {
    let mut key = Elements(bytes).sequence()?;
    let _version = key.of(INTEGER)?;
    let mut rest = key;
    match key.any()? {
        (INTEGER, ..) => rest.number().map(PublicKey::Rsa),
        // SEC 1: the private number, then what may be left out.
        (OCTET_STRING, ..) => {
            let _curve = key.if_of(FIRST);
            let point = key.if_of(SECOND).and_then(|inside| Elements(inside).bits());
            Some(point.map_or(PublicKey::Other, PublicKey::Point))
        }
        // PKCS #8: an algorithm, then one of the others, which some algorithms have not.
        (SEQUENCE, ..) => {
            let inside = key.of(OCTET_STRING)?;
            let is_nested = inside.first() == Some(&SEQUENCE) && !is_pkcs8(inside);
            Some(is_nested.then(|| public_half(inside)).flatten().unwrap_or(PublicKey::Other))
        }
        _ => None,
    }
}

/// Whether a key is in the form that holds another, so that nothing is read twice.
fn is_pkcs8(bytes: &[u8]) -> bool {
    let Some(mut key) = Elements(bytes).sequence() else { return false };
    key.of(INTEGER).is_some() && key.any().is_some_and(|(tag, ..)| tag == SEQUENCE)
}

/// A moment in either form, in seconds since 1970.
fn moment(elements: &mut Elements<'_>) -> Option<i64> {
    let (tag, text, _) = elements.any()?;
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (year, rest) = match tag {
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            let year: i32 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let two = |at: usize| rest.get(at..at + 2)?.parse::<u8>().ok();
    let date = Date::from_calendar_date(year, Month::try_from(two(0)?).ok()?, two(2)?).ok()?;
    let time = Time::from_hms(two(4)?, two(6)?, two(8)?).ok()?;
    (rest.len() == 10).then(|| date.with_time(time).assume_utc().unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever bytes come, nothing panics.
    #[test]
    fn bytes_that_are_no_certificate_are_none() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80, 0, 0],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x03, 0x02, 0x01, 0x00],
            &[0x30, 0x07, 0x30, 0x05, 0x02, 0x01, 0x00, 0x30, 0x00],
        ] {
            assert_eq!(certificate(bytes), None, "{bytes:?}");
            assert_eq!(public_half(bytes), None, "{bytes:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64)) {
            let _ = (certificate(&bytes), public_half(&bytes));
        }
    }
}
