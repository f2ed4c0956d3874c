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
    let is_plain = |byte: u8| (0x20..0xEF).contains(&byte) || matches!(byte, 0x09 | 0x0A | 0x0D);
    // The characters that XML does not have begin with one of these bytes.
    if text.bytes().all(is_plain) {
        return Ok(());
    }
    let is_in_xml = |c: char| matches!(c, '\u{9}' | '\u{A}' | '\u{D}' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(is_in_xml) { Ok(()) } else { Err(error::invalid_characters()) }
}

/// The MD5 of a body.
pub(crate) fn md5(body: &str) -> [u8; 16] {
    Md5::digest(body.as_bytes()).into()
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
