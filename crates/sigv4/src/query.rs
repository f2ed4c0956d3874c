//! A query string, its pieces decoded or put into canonical form.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The name and value of every piece of a raw query, as sent. A piece without `=` has the value `""`.
pub(crate) fn pieces(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.split_once('=').unwrap_or((piece, "")))
}

/// The first value of a parameter, its escapes decoded. A raw `+` stays one: nothing that a signature carries in the
/// query has a space in it, and base64 has plus signs that careless clients leave bare.
pub(crate) fn get<'q>(query: &'q str, name: &str) -> Option<Cow<'q, str>> {
    pieces(query).find(|(key, _)| decode(key) == name).map(|(_, value)| decode(value))
}

/// Decodes `%XX`; what is not UTF-8 then becomes the replacement character.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Appends `text` in canonical form: every escape that need not be one decoded, every byte that must be one escaped
/// with upper-case digits. `slash` bytes stay where they stand; an escaped slash stays escaped.
pub(crate) fn reencode(out: &mut Vec<u8>, text: &str, slash: bool) {
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'/' && slash {
            out.push(byte);
            continue;
        }
        let escaped =
            if byte == b'%' { after.first_chunk::<2>().and_then(|[a, b]| nibbles(*a, *b)) } else { None };
        if let Some(byte) = escaped {
            rest = after.get(2..).unwrap_or_default();
            encode(out, byte);
        } else {
            encode(out, byte);
        }
    }
}

/// Appends one byte, escaped unless RFC 3986 calls it unreserved.
pub(crate) fn encode(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
        out.push(byte);
    } else {
        let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
        out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 15)]);
    }
}

fn nibbles(high: u8, low: u8) -> Option<u8> {
    let value = |b: u8| char::from(b).to_digit(16).and_then(|v| u8::try_from(v).ok());
    Some(value(high)? << 4 | value(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form_is_one_whatever_the_client_escaped() {
        for (sent, want) in [
            ("/a b", "/a%20b"),
            ("/a%20b", "/a%20b"),
            ("/%7Ea%2fb", "/~a%2Fb"),
            ("/%", "/%25"),
            ("/%4", "/%254"),
            ("/%zz", "/%25zz"),
            ("/é%C3%a9", "/%C3%A9%C3%A9"),
            ("/a+b$c", "/a%2Bb%24c"),
        ] {
            let mut out = Vec::new();
            reencode(&mut out, sent, true);
            assert_eq!(String::from_utf8(out).unwrap(), want, "{sent}");
        }
    }
}
