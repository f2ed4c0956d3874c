//! User metadata beyond ASCII: decoded when it comes, encoded when it goes, by RFC 2047.
//!
//! AWS's page says no more than that. All answers of AWS on record are explained by the rules of Java's mail library:
//! of several words each half is encoded alone until it fits, and the letter is `Q` where more characters are ASCII than
//! not, else `B`.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata>,
//! <https://www.rfc-editor.org/rfc/rfc2047>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The most encoded bytes of one word: 75 with `=?UTF-8?Q?` and `?=` around them.
const MAX_WORD_BYTES: usize = 63;

/// A value as a header carries it.
pub(crate) fn encode(value: &str) -> String {
    let units =
        |plain: bool| -> usize { value.chars().filter(|c| is_plain(*c) == plain).map(char::len_utf16).sum() };
    let (plain, other) = (units(true), units(false));
    if other == 0 {
        return value.to_owned();
    }
    let letter = if plain > other { WordEncoding::Q } else { WordEncoding::B };
    let mut words = Vec::new();
    encode_words(value, letter, &mut words);
    words.join(" ")
}

/// The value of a header. What is no encoded word, or cannot be decoded, stays as it is.
pub(crate) fn decode(value: &[u8]) -> String {
    // Bytes that are not UTF-8 are read as Latin-1: our guess.
    let text = match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    };
    if !text.contains("=?") {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    let mut behind_word = false;
    while !rest.is_empty() {
        let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let (gap, tail) = rest.split_at(space);
        let (word, tail) = tail.split_at(tail.find([' ', '\t']).unwrap_or(tail.len()));
        let decoded = decode_word(word);
        // The space between two encoded words is not part of the text.
        if !(behind_word && decoded.is_some()) {
            out.push_str(gap);
        }
        behind_word = decoded.is_some();
        out.push_str(decoded.as_deref().unwrap_or(word));
        rest = tail;
    }
    out
}

/// The two encodings of RFC 2047.
#[derive(Clone, Copy)]
enum WordEncoding {
    Q,
    B,
}

/// Whether a character goes as it is. A line end would end the header.
fn is_plain(c: char) -> bool {
    c == '\t' || matches!(c, ' '..='~')
}

fn encode_words(value: &str, letter: WordEncoding, words: &mut Vec<String>) {
    let encoded = match letter {
        WordEncoding::Q => quoted(value),
        WordEncoding::B => STANDARD.encode(value),
    };
    let (head, tail) = halves(value);
    if encoded.len() <= MAX_WORD_BYTES || tail.is_empty() {
        let letter = match letter {
            WordEncoding::Q => 'Q',
            WordEncoding::B => 'B',
        };
        words.push(format!("=?UTF-8?{letter}?{encoded}?="));
        return;
    }
    if !head.is_empty() {
        encode_words(head, letter, words);
    }
    encode_words(tail, letter, words);
}

/// A text cut in the middle, counted in UTF-16. The second half is empty if there is one character only.
fn halves(value: &str) -> (&str, &str) {
    let half = value.chars().map(char::len_utf16).sum::<usize>() / 2;
    let mut units = 0;
    let at = value.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > half).then_some(at)
    });
    match at {
        Some(0) | None => (value, ""),
        Some(at) => value.split_at(at),
    }
}

fn quoted(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b' ' => out.push('_'),
            b'=' | b'_' | b'?' => out.push_str(&format!("={byte:02X}")),
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("={byte:02X}")),
        }
    }
    out
}

/// What one encoded word says; nothing if it is none, or in a character set that is not known here.
fn decode_word(word: &str) -> Option<String> {
    let inside = word.strip_prefix("=?")?.strip_suffix("?=")?;
    let mut fields = inside.splitn(3, '?');
    let (charset, letter, text) = (fields.next()?, fields.next()?, fields.next()?);
    let bytes = match letter {
        "B" | "b" => STANDARD.decode(text).ok()?,
        "Q" | "q" => unquoted(text)?,
        _ => return None,
    };
    // A language may follow the character set: RFC 2231.
    match charset.split('*').next()?.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" => Some(String::from_utf8_lossy(&bytes).into_owned()),
        "iso-8859-1" | "latin1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

fn unquoted(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'_' => b' ',
            b'=' => {
                let pair = [bytes.next()?, bytes.next()?];
                let mut byte = [0];
                hex::decode_to_slice(pair, &mut byte).ok()?;
                byte[0]
            }
            byte => byte,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What comes, and what goes.
    fn check(sent: &str, returned: &str) {
        let value = decode(sent.as_bytes());
        assert_eq!(encode(&value), returned, "{sent} as {value:?}");
        assert_eq!(decode(returned.as_bytes()), value, "{returned}");
    }

    /// Answers recorded on AWS.
    #[test]
    fn as_aws_returns_it() {
        check(
            "=?UTF-8?B?dGVzdF/igJRfZmlsZSVFMiU4MCU5NF/DqV8yPy5wZGY=?=",
            "=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?=",
        );
        check("ÄMÄZÕÑ S3", "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=");
        let replacement = "=?UTF-8?B?77+977+977+977+977+977+977+9?=";
        check(replacement, replacement);
        check("=?UTF-8?B?AAECAw==?=", "=?UTF-8?B?AAECAw==?=");
        check("a\tb", "a\tb");
        // Accepted; that it comes back as it is is our guess.
        check("=?UTF-8?B?=GGG?=", "=?UTF-8?B?=GGG?=");
    }

    /// RFC 2047; Python's `email.header` makes the words in Latin-1.
    #[test]
    fn words() {
        check("plain =?", "plain =?");
        check("=?ISO-8859-1?Q?=E9?=", "=?UTF-8?B?w6k=?=");
        check("=?utf-8?q?caf=C3=A9_au?= lait", "=?UTF-8?Q?caf=C3=A9_au_lait?=");
        check("=?UTF-8?Q?=C3=A9?=  =?UTF-8?Q?abc?=", "=?UTF-8?Q?=C3=A9abc?=");
        check("=?KOI8-R?Q?=E9?=", "=?KOI8-R?Q?=E9?=");
        check("=?UTF-8?Q?=G?=", "=?UTF-8?Q?=G?=");
        check("=?UTF-8?X?a?=", "=?UTF-8?X?a?=");
        // A line end must not end the header.
        check("=?UTF-8?Q?a=0D=0Ab?=", "=?UTF-8?B?YQ0KYg==?=");
        assert_eq!(decode(b"\xe9t\xe9"), "été");
    }

    /// RFC 2047: no word is longer than 75 bytes, and none cuts a character.
    #[test]
    fn long_values_are_several_words() {
        for value in ["é".repeat(200), format!("{}é", "a".repeat(300)), "\u{1f4c8}".repeat(90)] {
            let encoded = encode(&value);
            assert!(encoded.split(' ').all(|word| word.len() <= 75), "{encoded}");
            assert_eq!(decode(encoded.as_bytes()), value);
        }
    }

    proptest! {
        /// RFC 2047, 2: a header of words of at most 75 characters, from which the value can be read again.
        #[test]
        fn values_come_back(value in "[a-z =?_\\t\u{80}-\u{10ffff}]{0,200}") {
            let encoded = encode(&value);
            prop_assert!(encoded.is_ascii());
            if encoded != value {
                prop_assert!(encoded.split(' ').all(|word| word.len() <= 75), "{}", encoded);
                prop_assert_eq!(decode(encoded.as_bytes()), value);
            }
        }

        #[test]
        fn any_header_is_read(value in prop::collection::vec(any::<u8>(), 0..200)) {
            let decoded = decode(&value);
            prop_assert!(http::HeaderValue::from_str(&encode(&decoded)).is_ok());
        }

        #[test]
        fn any_word_is_read(value in "=\\?(utf-8|latin1|x)\\?[QBx]\\?[=_?0-9A-Za-z+/ ]{0,40}\\?=") {
            let decoded = decode(value.as_bytes());
            prop_assert!(http::HeaderValue::from_str(&encode(&decoded)).is_ok());
        }
    }
}
