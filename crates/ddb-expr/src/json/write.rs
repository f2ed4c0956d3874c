//! The compact form to JSON text, byte for byte into the reply.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::codec::{Encoded, PLAIN_NAME, PLAIN_TEXT, Tag, ValueRef, read};
use crate::value::MAX_DEPTH;

/// Appends `{"name":{"S":"text"},…}`. Damaged bytes end it where nothing can be read any more.
pub fn write_item(item: Encoded<'_>, out: &mut Vec<u8>) {
    attributes(item.body(), out, MAX_DEPTH);
}

/// Appends `{"S":"text"}`.
pub fn write_value(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let mut encoded = Vec::new();
    value.encode(&mut encoded);
    element(&mut encoded.as_slice(), out, MAX_DEPTH);
}

fn attributes(mut rest: &[u8], out: &mut Vec<u8>, levels: usize) {
    out.push(b'{');
    let start = out.len();
    while let Some(name) = read::bytes(&mut rest) {
        let before = out.len();
        if rest.first().is_some_and(|tag| tag & PLAIN_NAME != 0) {
            out.extend_from_slice(if before > start { b",\"" } else { b"\"" });
            out.extend_from_slice(name);
            out.extend_from_slice(b"\":");
        } else {
            if before > start {
                out.push(b',');
            }
            write_string(name, false, out);
            out.push(b':');
        }
        if element(&mut rest, out, levels).is_none() {
            out.truncate(before);
            break;
        }
    }
    out.push(b'}');
}

/// Appends a value and steps over it; nothing where there is none that can be read.
fn element(rest: &mut &[u8], out: &mut Vec<u8>, levels: usize) -> Option<()> {
    let (tag, byte) = read::tag(rest)?;
    let is_plain = byte & PLAIN_TEXT != 0;
    // Only damaged bytes are deeper; they end in a null.
    let Some(levels) = levels.checked_sub(1) else {
        out.extend_from_slice(b"{\"NULL\":true}");
        return read::skip_payload(tag, rest);
    };
    match tag {
        Tag::S => {
            let text = read::bytes(rest)?;
            if is_plain {
                out.extend_from_slice(b"{\"S\":\"");
                out.extend_from_slice(text);
                out.extend_from_slice(b"\"}");
                return Some(());
            }
            out.extend_from_slice(b"{\"S\":");
            write_string(text, false, out);
        }
        Tag::N => {
            out.extend_from_slice(b"{\"N\":\"");
            read::number(rest)?.write_text(out);
            out.extend_from_slice(b"\"}");
            return Some(());
        }
        Tag::B => {
            out.extend_from_slice(b"{\"B\":");
            quoted_base64(read::bytes(rest)?, out);
        }
        Tag::True => out.extend_from_slice(b"{\"BOOL\":true"),
        Tag::False => out.extend_from_slice(b"{\"BOOL\":false"),
        Tag::Null => out.extend_from_slice(b"{\"NULL\":true"),
        Tag::M => {
            out.extend_from_slice(b"{\"M\":");
            attributes(read::body(rest)?, out, levels);
        }
        Tag::L => {
            out.extend_from_slice(b"{\"L\":");
            array(read::body(rest)?, out, |rest, out| element(rest, out, levels));
        }
        Tag::Ss => {
            out.extend_from_slice(b"{\"SS\":");
            array(read::body(rest)?, out, |rest, out| {
                write_string(read::bytes(rest)?, is_plain, out);
                Some(())
            });
        }
        Tag::Ns => {
            out.extend_from_slice(b"{\"NS\":");
            array(read::body(rest)?, out, |rest, out| {
                let number = read::number(rest)?;
                out.push(b'"');
                number.write_text(out);
                out.push(b'"');
                Some(())
            });
        }
        Tag::Bs => {
            out.extend_from_slice(b"{\"BS\":");
            array(read::body(rest)?, out, |rest, out| {
                quoted_base64(read::bytes(rest)?, out);
                Some(())
            });
        }
    }
    out.push(b'}');
    Some(())
}

fn array(mut rest: &[u8], out: &mut Vec<u8>, one: impl Fn(&mut &[u8], &mut Vec<u8>) -> Option<()>) {
    out.push(b'[');
    let start = out.len();
    while !rest.is_empty() {
        let before = out.len();
        if before > start {
            out.push(b',');
        }
        if one(&mut rest, out).is_none() {
            out.truncate(before);
            break;
        }
    }
    out.push(b']');
}

fn quoted_base64(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    write_base64(bytes, out);
    out.push(b'"');
}

/// Appends base 64 with padding.
pub(crate) fn write_base64(bytes: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    if let Some(place) = out.get_mut(start..) {
        // The place has exactly the length that base 64 with padding takes.
        let _ = BASE64_STANDARD.encode_slice(bytes, place);
    }
}

/// Appends a JSON string: quotes, backslashes and control characters escaped, all else as it is. `is_plain`: it is known
/// that there are none.
fn write_string(text: &[u8], is_plain: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    if is_plain {
        out.extend_from_slice(text);
        out.push(b'"');
        return;
    }
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(plain_bytes(rest));
        out.extend_from_slice(plain);
        let Some((&byte, after)) = after.split_first() else { break };
        escape(byte, out);
        rest = after;
    }
    out.push(b'"');
}

/// Whether nothing in a text must be escaped.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    plain_bytes(text) == text.len()
}

/// Bytes that are looked at together.
const CHUNK: usize = 32;

/// So many bytes at the beginning are looked at in words: most texts are short.
const IN_WORDS: usize = 16;

/// How many bytes stand before the first that must be escaped.
pub(super) fn plain_bytes(bytes: &[u8]) -> usize {
    let (start, rest) = bytes.split_at_checked(IN_WORDS).unwrap_or((bytes, &[]));
    let plain = plain_in_words(start);
    if plain < start.len() || rest.is_empty() {
        return plain;
    }
    let must_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    // Without a branch for each byte the compiler takes a chunk at once.
    let is_plain = |chunk: &&[u8; CHUNK]| !chunk.iter().fold(false, |any, byte| any | must_escape(*byte));
    let chunks = rest.as_chunks::<CHUNK>().0.iter().take_while(is_plain).count() * CHUNK;
    IN_WORDS + chunks + plain_in_words(rest.get(chunks..).unwrap_or_default())
}

/// The same, eight bytes at a time.
fn plain_in_words(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGHS: u64 = ONES << 7;
    // The high bit of each byte that is below `limit`; above the first such byte there may be bits too many.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGHS;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let must_escape = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    words.len() * 8 + rest.iter().position(must_escape).unwrap_or(rest.len())
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' => b'"',
        b'\\' => b'\\',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            let nibbles = [byte >> 4, byte & 0x0F];
            out.extend(nibbles.iter().filter_map(|nibble| HEX.get(usize::from(*nibble))));
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
