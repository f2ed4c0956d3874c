//! The compact form to JSON text, byte for byte into the reply.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::codec::{Encoded, ValueRef};
use crate::value::MAX_DEPTH;

/// Appends `{"name":{"S":"text"},…}`.
pub fn write_item(item: Encoded<'_>, out: &mut Vec<u8>) {
    item_within(item, out, MAX_DEPTH);
}

fn item_within(item: Encoded<'_>, out: &mut Vec<u8>, levels: usize) {
    out.push(b'{');
    for (at, (name, value)) in item.attributes().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_string(name, out);
        out.push(b':');
        value_within(value, out, levels);
    }
    out.push(b'}');
}

/// Appends `{"S":"text"}`.
pub fn write_value(value: ValueRef<'_>, out: &mut Vec<u8>) {
    value_within(value, out, MAX_DEPTH);
}

fn value_within(value: ValueRef<'_>, out: &mut Vec<u8>, levels: usize) {
    // Only damaged bytes are deeper; they end in a null.
    let (value, levels) = levels.checked_sub(1).map_or((ValueRef::Null, 0), |levels| (value, levels));
    out.extend_from_slice(b"{\"");
    out.extend_from_slice(value.kind().name().as_bytes());
    out.extend_from_slice(b"\":");
    match value {
        ValueRef::Bool(false) => out.extend_from_slice(b"false"),
        ValueRef::Bool(true) | ValueRef::Null => out.extend_from_slice(b"true"),
        ValueRef::M(map) => item_within(map, out, levels),
        ValueRef::L(list) => write_array(list, out, |value, out| value_within(value, out, levels)),
        ValueRef::Set(set) => write_array(set, out, write_scalar),
        scalar => write_scalar(scalar, out),
    }
    out.push(b'}');
}

fn write_array<'a>(
    elements: impl Iterator<Item = ValueRef<'a>>,
    out: &mut Vec<u8>,
    one: impl Fn(ValueRef<'a>, &mut Vec<u8>),
) {
    out.push(b'[');
    for (at, element) in elements.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        one(element, out);
    }
    out.push(b']');
}

/// What stands behind `S`, `N` or `B`, and inside a set.
fn write_scalar(value: ValueRef<'_>, out: &mut Vec<u8>) {
    match value {
        ValueRef::S(text) => write_string(text, out),
        ValueRef::N(number) => {
            out.push(b'"');
            number.write_text(out);
            out.push(b'"');
        }
        ValueRef::B(bytes) => {
            out.push(b'"');
            write_base64(bytes, out);
            out.push(b'"');
        }
        _ => {}
    }
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

/// Appends a JSON string: quotes, backslashes and control characters escaped, all else as it is.
fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let (plain, after) = rest.split_at(plain_bytes(rest));
        out.extend_from_slice(plain);
        let Some((&byte, after)) = after.split_first() else { break };
        escape(byte, out);
        rest = after;
    }
    out.push(b'"');
}

/// Bytes that are looked at together.
const CHUNK: usize = 32;

/// How many bytes stand before the first that must be escaped.
fn plain_bytes(bytes: &[u8]) -> usize {
    let must_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    // Without a branch for each byte the compiler takes a chunk at once.
    let is_plain = |chunk: &&[u8; CHUNK]| !chunk.iter().fold(false, |any, byte| any | must_escape(*byte));
    let plain = bytes.as_chunks::<CHUNK>().0.iter().take_while(is_plain).count() * CHUNK;
    let rest = bytes.get(plain..).unwrap_or_default();
    plain + rest.iter().position(|byte| must_escape(*byte)).unwrap_or(rest.len())
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
