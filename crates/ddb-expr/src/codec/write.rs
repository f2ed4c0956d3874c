//! Writing the compact form.

use super::{PLAIN_NAME, PLAIN_TEXT, Tag, ValueRef};
use crate::json::is_plain;
use crate::number::{Number, encode_whole};
use crate::value::{Item, Value};

/// LEB128.
pub(crate) fn length(count: usize, out: &mut Vec<u8>) {
    let mut rest = count;
    while rest >= 0x80 {
        out.push((rest & 0x7F) as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// A length and the bytes: a name, a string, a binary.
pub(crate) fn bytes(bytes: &[u8], out: &mut Vec<u8>) {
    length(bytes.len(), out);
    out.extend_from_slice(bytes);
}

/// An attribute: its name, and the value that `value` appends.
pub(crate) fn attribute(name: &[u8], out: &mut Vec<u8>, value: impl FnOnce(&mut Vec<u8>)) {
    bytes(name, out);
    let at = out.len();
    value(out);
    mark_name(name, at, out);
}

/// Says in the value at `at` whether the name before it is plain.
pub(crate) fn mark_name(name: &[u8], at: usize, out: &mut [u8]) {
    if is_plain(name) {
        mark_plain_name(at, out);
    }
}

/// Says in the value at `at` that the name before it is plain.
pub(crate) fn mark_plain_name(at: usize, out: &mut [u8]) {
    if let Some(tag) = out.get_mut(at) {
        *tag |= PLAIN_NAME;
    }
}

/// A string value.
pub(crate) fn text(text: &[u8], out: &mut Vec<u8>) {
    out.push(text_tag(Tag::S, is_plain(text)));
    bytes(text, out);
}

/// The byte of type of a string or a set of strings.
pub(crate) fn text_tag(tag: Tag, is_plain: bool) -> u8 {
    if is_plain { tag.byte() | PLAIN_TEXT } else { tag.byte() }
}

/// A number behind its one byte of length.
pub(crate) fn number(number: Number, out: &mut Vec<u8>) {
    let at = out.len();
    out.push(0);
    number.encode_key(out);
    close_number(at, out);
}

/// The same of a text in digits alone, and what it counts; `None` for any other text.
pub(crate) fn whole_number(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let at = out.len();
    out.push(0);
    let Some(size) = encode_whole(text, out) else {
        out.truncate(at);
        return None;
    };
    close_number(at, out);
    Some(size)
}

/// Fills in how long the number behind `at` became.
fn close_number(at: usize, out: &mut [u8]) {
    let count = out.len() - at - 1;
    if let Some(place) = out.get_mut(at) {
        *place = count as u8;
    }
}

/// Begins a map, list or set of this byte of type; `close` wants what this returns.
pub(crate) fn open(tag: u8, out: &mut Vec<u8>) -> usize {
    out.push(tag);
    out.extend_from_slice(&[0; 4]);
    out.len()
}

/// Ends a map, list or set: fills in how long it became. Requests are far below 4 GB.
pub(crate) fn close(opened: usize, out: &mut [u8]) {
    let count = u32::try_from(out.len() - opened).unwrap_or(u32::MAX);
    if let Some(place) = out.get_mut(opened - 4..opened) {
        place.copy_from_slice(&count.to_le_bytes());
    }
}

/// The attributes of an item or map.
pub(crate) fn attributes(item: &Item, out: &mut Vec<u8>) {
    for (name, one) in item.iter() {
        attribute(name.as_bytes(), out, |out| value(one, out));
    }
}

fn container(tag: u8, out: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) {
    let opened = open(tag, out);
    fill(out);
    close(opened, out);
}

/// A value.
pub(crate) fn value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::S(one) => text(one.as_bytes(), out),
        Value::N(one) => {
            out.push(Tag::N.byte());
            number(*one, out);
        }
        Value::B(binary) => {
            out.push(Tag::B.byte());
            bytes(binary, out);
        }
        Value::Bool(true) => out.push(Tag::True.byte()),
        Value::Bool(false) => out.push(Tag::False.byte()),
        Value::Null => out.push(Tag::Null.byte()),
        Value::M(map) => container(Tag::M.byte(), out, |out| attributes(map, out)),
        Value::L(list) => {
            container(Tag::L.byte(), out, |out| list.iter().for_each(|one| self::value(one, out)))
        }
        Value::Ss(set) => {
            let tag = text_tag(Tag::Ss, set.iter().all(|one| is_plain(one.as_bytes())));
            container(tag, out, |out| set.iter().for_each(|one| bytes(one.as_bytes(), out)))
        }
        Value::Ns(set) => container(Tag::Ns.byte(), out, |out| set.iter().for_each(|one| number(*one, out))),
        Value::Bs(set) => container(Tag::Bs.byte(), out, |out| set.iter().for_each(|one| bytes(one, out))),
    }
}

/// A value that is in the compact form already.
pub(crate) fn value_ref(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let (tag, body) = match value {
        ValueRef::S(one) => return text(one.as_bytes(), out),
        ValueRef::B(binary) => {
            out.push(Tag::B.byte());
            return bytes(binary, out);
        }
        ValueRef::N(one) => {
            out.push(Tag::N.byte());
            out.push(one.as_bytes().len() as u8);
            return out.extend_from_slice(one.as_bytes());
        }
        ValueRef::Bool(true) => return out.push(Tag::True.byte()),
        ValueRef::Bool(false) => return out.push(Tag::False.byte()),
        ValueRef::Null => return out.push(Tag::Null.byte()),
        ValueRef::M(map) => (Tag::M.byte(), map.body()),
        ValueRef::L(list) => (Tag::L.byte(), list.bytes()),
        ValueRef::Set(set) => (set.tag(), set.bytes()),
    };
    container(tag, out, |out| out.extend_from_slice(body));
}
