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

/// The same, behind what stands there.
pub(crate) fn push_form_encoded(out: &mut String, text: &str) {
    push(out, text, "+");
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
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, space);
    out
}

fn push(out: &mut String, text: &str, space: &str) {
    let mut rest = text;
    // Most of a key stays as it is: it goes in one piece.
    while let Some((plain, behind)) =
        rest.bytes().position(|byte| !stays(byte)).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut chars = behind.chars();
        match chars.next() {
            Some(' ') => out.push_str(space),
            Some(c) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_byte(out, byte)),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

fn push_byte(out: &mut String, byte: u8) {
    let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or_default().to_ascii_uppercase();
    out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
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
