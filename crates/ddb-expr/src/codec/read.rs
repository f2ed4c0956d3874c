//! Reading the compact form, step by step. Bytes that are not the compact form read as `None`, never as a panic.

use super::value_ref::{Attributes, Elements, SetElements};
use super::{Encoded, Tag, ValueRef};
use crate::number::NumberRef;

/// LEB128, at most 32 bits.
pub(crate) fn length(rest: &mut &[u8]) -> Option<usize> {
    // Most lengths take one byte.
    if let Some((&byte, after)) = rest.split_first()
        && byte < 0x80
    {
        *rest = after;
        return Some(usize::from(byte));
    }
    let mut value = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return usize::try_from(value).ok();
        }
    }
    None
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

/// A length and so many bytes: a name, a string, a binary.
pub(crate) fn bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let count = length(rest)?;
    take(rest, count)
}

/// A number behind its one byte of length.
pub(crate) fn number<'a>(rest: &mut &'a [u8]) -> Option<NumberRef<'a>> {
    let (&count, after) = rest.split_first()?;
    *rest = after;
    take(rest, usize::from(count)).map(NumberRef::trusted)
}

/// What a map, list or set holds.
pub(crate) fn body<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (count, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    take(rest, usize::try_from(u32::from_le_bytes(*count)).ok()?)
}

/// The type of a value, and its whole byte.
pub(crate) fn tag(rest: &mut &[u8]) -> Option<(Tag, u8)> {
    let (&byte, after) = rest.split_first()?;
    *rest = after;
    Some((Tag::of(byte)?, byte))
}

/// A value.
pub(crate) fn value<'a>(rest: &mut &'a [u8]) -> Option<ValueRef<'a>> {
    Some(match tag(rest)?.0 {
        Tag::S => ValueRef::S(std::str::from_utf8(bytes(rest)?).ok()?),
        Tag::N => ValueRef::N(number(rest)?),
        Tag::B => ValueRef::B(bytes(rest)?),
        Tag::True => ValueRef::Bool(true),
        Tag::False => ValueRef::Bool(false),
        Tag::Null => ValueRef::Null,
        Tag::M => ValueRef::M(Encoded::inner(body(rest)?)),
        Tag::L => ValueRef::L(Elements::of(body(rest)?)),
        set @ (Tag::Ss | Tag::Ns | Tag::Bs) => ValueRef::Set(SetElements::of(set.kind(), body(rest)?)),
    })
}

/// Past a value, without looking at what it holds.
#[inline]
pub(crate) fn skip(rest: &mut &[u8]) -> Option<()> {
    let (tag, _) = tag(rest)?;
    skip_payload(tag, rest)
}

/// Past what follows a value's byte of type.
#[inline]
pub(crate) fn skip_payload(tag: Tag, rest: &mut &[u8]) -> Option<()> {
    match tag {
        Tag::S | Tag::B => bytes(rest).map(drop),
        Tag::N => number(rest).map(drop),
        Tag::True | Tag::False | Tag::Null => Some(()),
        Tag::M | Tag::L | Tag::Ss | Tag::Ns | Tag::Bs => body(rest).map(drop),
    }
}

/// Past an attribute: how large it is, as AWS counts it. Texts count their bytes, whatever those are.
pub(crate) fn size_of_attribute(rest: &mut &[u8]) -> Option<usize> {
    let name = bytes(rest)?.len();
    let mut after = *rest;
    let value = match tag(&mut after)?.0 {
        Tag::S | Tag::B => {
            *rest = after;
            bytes(rest)?.len()
        }
        _ => value(rest)?.size_bytes(),
    };
    Some(name + value)
}

/// The first attribute's name, and its value with all that follows.
pub(super) fn name(mut rest: &[u8]) -> Option<(&str, &[u8])> {
    Some((std::str::from_utf8(bytes(&mut rest)?).ok()?, rest))
}

/// The first attribute and what follows it.
pub(super) fn attribute(rest: &[u8]) -> Option<((&str, ValueRef<'_>), &[u8])> {
    let (name, mut rest) = name(rest)?;
    let value = value(&mut rest)?;
    Some(((name, value), rest))
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (found, rest) = attribute(self.0)?;
        self.0 = rest;
        Some(found)
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = ValueRef<'a>;

    fn next(&mut self) -> Option<ValueRef<'a>> {
        value(&mut self.0)
    }
}

impl<'a> Iterator for SetElements<'a> {
    type Item = ValueRef<'a>;

    fn next(&mut self) -> Option<ValueRef<'a>> {
        let rest = &mut self.1;
        match self.0 {
            crate::value::Type::Ss => Some(ValueRef::S(std::str::from_utf8(bytes(rest)?).ok()?)),
            crate::value::Type::Ns => number(rest).map(ValueRef::N),
            _ => bytes(rest).map(ValueRef::B),
        }
    }
}
