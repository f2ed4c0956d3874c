//! The one thing that is read from a certificate of ours: until when it is valid.
//! <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>

use time::PrimitiveDateTime;
use time::macros::format_description;

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;

/// The second, in Unix time, until which a certificate is valid; nothing if that cannot be read.
pub(super) fn ends(certificate: &[u8]) -> Option<i64> {
    let (_, mut fields, _) = element(element(certificate)?.1)?;
    if fields.first() == Some(&VERSION) {
        fields = element(fields)?.2;
    }
    // Number, algorithm and issuer stand before the times.
    for _ in 0..3 {
        fields = element(fields)?.2;
    }
    let (SEQUENCE, validity, _) = element(fields)? else { return None };
    let (_, _, rest) = element(validity)?;
    let (kind, text, _) = element(rest)?;
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    // Years of two digits end in 2049: <https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5.1>.
    let century = if kind != UTC_TIME {
        ""
    } else if text.get(..2)? < "50" {
        "20"
    } else {
        "19"
    };
    let format = format_description!("[year][month][day][hour][minute][second]");
    let time = PrimitiveDateTime::parse(&format!("{century}{text}"), format).ok()?;
    Some(time.assume_utc().unix_timestamp())
}

/// The first element of DER: its tag, what is in it, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (len, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |len, &digit| len << 8 | usize::from(digit)), rest)
        }
        _ => return None,
    };
    let (inside, rest) = rest.split_at_checked(len)?;
    Some((tag, inside, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_certificate_is_read() {
        for (year, expected) in [(2036, 2_082_758_400), (2049, 2_493_072_000), (2050, 2_524_608_000)] {
            let mut params = rcgen::CertificateParams::default();
            params.not_after = rcgen::date_time_ymd(year, 1, 1);
            let certificate = params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap();
            assert_eq!(ends(certificate.der()), Some(expected), "{year}");
        }
    }

    #[test]
    fn what_is_no_certificate_has_no_end() {
        let params = rcgen::CertificateParams::default();
        let whole = params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().der().to_vec();
        for len in 0..whole.len() {
            ends(&whole[..len]);
            let mut changed = whole.clone();
            changed[len] ^= 0x80;
            ends(&changed);
        }
        for bytes in [&b""[..], b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x80\0\0", b"-----BEGIN"] {
            assert_eq!(ends(bytes), None);
        }
    }
}
