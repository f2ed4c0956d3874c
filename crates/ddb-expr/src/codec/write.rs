//! Writing the compact form.

use super::{Tag, ValueRef};
use crate::number::Number;
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

/// A number behind its one byte of length.
pub(crate) fn number(number: Number, out: &mut Vec<u8>) {
    let at = out.len();
    out.push(0);
    number.encode_key(out);
    let count = out.len() - at - 1;
    if let Some(place) = out.get_mut(at) {
        *place = count as u8;
    }
}

/// Begins a map, list or set; `close` wants what this returns.
pub(crate) fn open(tag: Tag, out: &mut Vec<u8>) -> usize {
    out.push(tag.byte());
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
        bytes(name.as_bytes(), out);
        value(one, out);
    }
}

fn container(tag: Tag, out: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) {
    let opened = open(tag, out);
    fill(out);
    close(opened, out);
}

/// A value.
pub(crate) fn value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::S(text) => {
            out.push(Tag::S.byte());
            bytes(text.as_bytes(), out);
        }
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
        Value::M(map) => container(Tag::M, out, |out| attributes(map, out)),
        Value::L(list) => container(Tag::L, out, |out| list.iter().for_each(|one| self::value(one, out))),
        Value::Ss(set) => {
            container(Tag::Ss, out, |out| set.iter().for_each(|one| bytes(one.as_bytes(), out)))
        }
        Value::Ns(set) => container(Tag::Ns, out, |out| set.iter().for_each(|one| number(*one, out))),
        Value::Bs(set) => container(Tag::Bs, out, |out| set.iter().for_each(|one| bytes(one, out))),
    }
}

/// A value that is in the compact form already.
pub(crate) fn value_ref(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let (tag, body) = match value {
        ValueRef::S(text) => {
            out.push(Tag::S.byte());
            return bytes(text.as_bytes(), out);
        }
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
        ValueRef::M(map) => (Tag::M, map.0),
        ValueRef::L(list) => (Tag::L, list.bytes()),
        ValueRef::Set(set) => (set.tag(), set.bytes()),
    };
    container(tag, out, |out| out.extend_from_slice(body));
}
