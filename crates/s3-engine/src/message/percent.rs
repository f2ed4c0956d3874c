//! Percent-encoding, as URLs, documents and events have keys.

/// A key in the path of a URL: letters, digits and `-_.*/` stay.
pub(crate) fn url_encode(text: &str) -> String {
    encoded(text, "%20")
}

/// As `encoding-type=url` wants it, and as events hold keys: the same, but a space is a plus sign.
pub(crate) fn form_encode(text: &str) -> String {
    encoded(text, "+")
}

fn encoded(text: &str, space: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push_str(space),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
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
