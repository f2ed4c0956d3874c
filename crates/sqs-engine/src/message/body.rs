//! Bodies of messages: their characters, their length, their digest.

use md5::{Digest as _, Md5};
use wire::fault::Fault;

use crate::error;

/// Whether XML has all characters of a text: no other may be in a message.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>
///
/// # Errors
///
/// It has another.
pub(crate) fn check_characters(text: &str) -> Result<(), Fault> {
    // The characters that XML does not have begin with other bytes. Without an end at the first, so that many are looked at
    // at a time.
    let is_plain =
        |byte: u8| (0x20..0xEF).contains(&byte) | (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        return Ok(());
    }
    let is_in_xml = |c: char| matches!(c, '\u{9}' | '\u{A}' | '\u{D}' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(is_in_xml) { Ok(()) } else { Err(error::invalid_characters()) }
}

/// The MD5 of a body.
pub(crate) fn md5(body: &str) -> [u8; 16] {
    Md5::digest(body.as_bytes()).into()
}

/// A digest as a reply shows it.
pub(crate) fn hex(digest: [u8; 16]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS.get(usize::from(half)).copied().unwrap_or(b'0'));
    let mut text = String::with_capacity(32);
    for byte in digest {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xF));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's page on SendMessage, which refers to XML 1.0.
    #[test]
    fn only_characters_of_xml_may_be_in_a_message() {
        for text in ["", "a\t\n\rz", "ä\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}", "\u{7F}"] {
            assert!(check_characters(text).is_ok(), "{text:?}");
        }
        for text in ["\0", "a\u{8}", "\u{B}", "\u{1F}b", "\u{FFFE}", "\u{FFFF}"] {
            assert!(check_characters(text).is_err(), "{text:?}");
        }
    }
}
