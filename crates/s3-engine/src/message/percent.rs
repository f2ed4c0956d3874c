//! Percent-encoding, as URLs, documents and events have keys.

use std::borrow::Cow;

/// A key in the path of a URL: letters, digits and `-_.*/` stay.
pub(crate) fn url_encode(text: &str) -> String {
    encoded(text, "%20")
}

/// As `encoding-type=url` wants it, and as events hold keys: the same, but a space is a plus sign.
pub(crate) fn form_encode(text: &str) -> String {
    encoded(text, "+")
}

/// The same of bytes, behind what stands there.
pub(crate) fn push_form_encoded(out: &mut Vec<u8>, text: &[u8]) {
    push(out, text, b"+");
}

/// A parameter of a query, as forms are decoded. What is no text is replaced.
pub(crate) fn form_decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace('+', " ");
    Cow::Owned(percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

fn encoded(text: &str, space: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    push(&mut out, text.as_bytes(), space.as_bytes());
    // All of it is ASCII.
    String::from_utf8(out).unwrap_or_default()
}

fn push(out: &mut Vec<u8>, mut rest: &[u8], space: &[u8]) {
    // Most of a key stays as it is: it goes in long pieces.
    while let Some(at) = rest.iter().position(|byte| !stays(*byte)) {
        let (plain, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(plain);
        rest = match behind {
            [b' ', rest @ ..] => {
                out.extend_from_slice(space);
                rest
            }
            [byte, rest @ ..] => {
                out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte & 15)]);
                rest
            }
            [] => &[],
        };
    }
    out.extend_from_slice(rest);
}

fn digit(four: u8) -> u8 {
    if four < 10 { b'0' + four } else { b'A' + four - 10 }
}

fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'*' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Our guess for the characters beyond the documented example `test_file(3).png`.
    #[test]
    fn url_encoding() {
        assert_eq!(url_encode("test_file(3).png"), "test_file%283%29.png");
        assert_eq!(url_encode("a b/c+é~"), "a%20b/c%2B%C3%A9%7E");
        // AWS's answer of 2026-05-25 (versity/versitygw, issue 2156).
        assert_eq!(form_encode(" -2F(test)+"), "+-2F%28test%29%2B");
    }
}
