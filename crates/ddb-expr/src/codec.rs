//! The compact form of an item: what the store keeps, conditions walk and replies are written from.
//!
//! An item is its version in one byte, what AWS counts it for in three (little endian), and its attributes one after
//! another, sorted by the bytes of their names: length and bytes of the name, then a value. A value is one byte of type and
//! its payload:
//!
//! | type | payload |
//! |---|---|
//! | string, binary | length (LEB128), bytes |
//! | number | length in one byte, bytes of `number/key.rs`, which compare as the numbers do |
//! | true, false, null | none |
//! | map | length in four bytes (little endian), attributes as in an item |
//! | list | length in four bytes, values |
//! | sets | length in four bytes, elements in order, each as a string, number or binary without type |
//!
//! Two bits of the byte of type say what need not be looked for when JSON is written: `PLAIN_TEXT` that nothing in the
//! string or set of strings must be escaped, `PLAIN_NAME` the same of the name before it.
//!
//! Items of version 1, which older data folders have, lack the size and both bits; they are read by the same code. Equal
//! items of one version have equal bytes; [`is_same`] compares across versions, and so does `==` of [`Encoded`] and
//! [`ValueRef`]. Every length lets a reader skip, so finding an attribute reads names only.

use std::fmt;

use bytes::Bytes;

use crate::size;
use crate::value::{Item, MAX_DEPTH, Type};

pub use value_ref::{Attributes, Elements, SetElements, ValueRef};

pub(crate) mod read;
mod value_ref;
pub(crate) mod write;

/// Version of the encoding, first byte of every item that is written.
const VERSION: u8 = 2;
/// The version without sizes and bits.
const OLDER_VERSION: u8 = 1;

/// Version and size.
const HEAD_BYTES: usize = 4;

/// What stands for a size that is not known; no item that is stored is near it.
const NO_SIZE: u32 = 0x00FF_FFFF;

/// Bit of a value's byte of type: the string, or every string of the set, stands in JSON as it is.
pub(crate) const PLAIN_TEXT: u8 = 0x20;
/// The same of the name of the attribute that has the value.
pub(crate) const PLAIN_NAME: u8 = 0x40;

/// Writes an item.
pub fn encode(item: &Item) -> EncodedItem {
    let mut out = begin(64 + item.len() * 24);
    write::attributes(item, &mut out);
    finish(out, size::of_item(item))
}

/// Whether two stored items are the same, whatever versions they are of.
pub fn is_same(left: &[u8], right: &[u8]) -> bool {
    // Equal items of one version have equal bytes.
    left == right
        || left.first() != right.first()
            && matches!((Encoded::from_bytes(left), Encoded::from_bytes(right)), (Some(l), Some(r)) if l == r)
}

/// An item in its compact form, owned; a clone shares the bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EncodedItem(Bytes);

impl EncodedItem {
    /// What the store gave back, if it begins as an item does. The rest is judged as it is read.
    pub fn from_bytes(bytes: Bytes) -> Option<EncodedItem> {
        Encoded::from_bytes(&bytes).is_some().then_some(EncodedItem(bytes))
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &Bytes {
        &self.0
    }

    /// The bytes to store.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }

    /// A view of it.
    pub fn view(&self) -> Encoded<'_> {
        Encoded::from_bytes(&self.0).unwrap_or(Encoded::EMPTY)
    }

    /// The tree.
    pub fn to_item(&self) -> Item {
        self.view().to_item()
    }

    /// How many bytes AWS counts.
    pub fn size_bytes(&self) -> usize {
        self.view().size_bytes()
    }
}

/// Starts the bytes of an item; [`finish`] ends them.
pub(crate) fn begin(capacity: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEAD_BYTES + capacity);
    out.extend_from_slice(&[VERSION, 0, 0, 0]);
    out
}

/// Ends an item whose attributes were written in order of their names, and which AWS counts for so many bytes.
pub(crate) fn finish(mut out: Vec<u8>, size: usize) -> EncodedItem {
    let size = u32::try_from(size).map_or(NO_SIZE, |size| size.min(NO_SIZE)).to_le_bytes();
    if let (Some(place), Some(size)) = (out.get_mut(1..HEAD_BYTES), size.get(..HEAD_BYTES - 1)) {
        place.copy_from_slice(size);
    }
    // What is kept for long keeps nothing that it does not use; and the piece that was too large is there for the next item,
    // which one that shrank in place would not be.
    let is_tight = out.capacity() - out.len() <= out.len() / 8;
    EncodedItem(if is_tight { out.into() } else { Bytes::copy_from_slice(&out) })
}

/// The same where nobody has counted. `exact`: all that was copied into it came from items of this version.
pub(crate) fn finish_uncounted(mut out: Vec<u8>, exact: bool) -> EncodedItem {
    if exact {
        let size =
            Encoded { body: out.get(HEAD_BYTES..).unwrap_or_default(), size: NO_SIZE, exact }.size_bytes();
        return finish(out, size);
    }
    out.drain(..HEAD_BYTES - 1);
    if let Some(version) = out.first_mut() {
        *version = OLDER_VERSION;
    }
    EncodedItem(out.into())
}

/// Attributes in their compact form, borrowed: an item, or a map inside one. Two are equal as DynamoDB's maps are equal.
#[derive(Clone, Copy)]
pub struct Encoded<'a> {
    body: &'a [u8],
    /// What AWS counts it for, or [`NO_SIZE`].
    size: u32,
    /// Whether it is an item of the present version, which says everything that the version can say.
    exact: bool,
}

impl<'a> Encoded<'a> {
    /// An item without attributes.
    pub const EMPTY: Encoded<'static> = Encoded { body: &[], size: 0, exact: true };

    /// The bytes of a stored item, if they begin as one does.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Encoded<'a>> {
        match bytes {
            [VERSION, low, middle, high, body @ ..] => {
                let size = u32::from_le_bytes([*low, *middle, *high, 0]);
                Some(Encoded { body, size, exact: true })
            }
            [OLDER_VERSION, body @ ..] => Some(Encoded { body, size: NO_SIZE, exact: false }),
            _ => None,
        }
    }

    /// A map inside an item.
    fn inner(body: &'a [u8]) -> Encoded<'a> {
        Encoded { body, size: NO_SIZE, exact: false }
    }

    /// The attributes, one after another.
    pub(crate) fn body(self) -> &'a [u8] {
        self.body
    }

    /// Whether it is an item of the present version.
    pub(crate) fn is_exact(self) -> bool {
        self.exact
    }

    /// The attribute of that name.
    pub fn get(self, name: &str) -> Option<ValueRef<'a>> {
        let mut rest = self.body;
        let first = name.as_bytes().first();
        while !rest.is_empty() {
            let have = read::bytes(&mut rest)?;
            // Most names are told apart by their first byte.
            match have.first().cmp(&first).then_with(|| have.cmp(name.as_bytes())) {
                std::cmp::Ordering::Less => read::skip(&mut rest)?,
                std::cmp::Ordering::Equal => return read::value(&mut rest),
                std::cmp::Ordering::Greater => return None,
            }
        }
        None
    }

    /// All attributes, sorted by name.
    pub fn attributes(self) -> Attributes<'a> {
        Attributes::of(self.body)
    }

    /// How many attributes it has.
    pub fn len(self) -> usize {
        let mut rest = self.body;
        let mut count = 0;
        while !rest.is_empty() && read::bytes(&mut rest).and_then(|_| read::skip(&mut rest)).is_some() {
            count += 1;
        }
        count
    }

    /// Has it no attribute?
    pub fn is_empty(self) -> bool {
        self.body.is_empty()
    }

    /// How many bytes AWS counts.
    pub fn size_bytes(self) -> usize {
        if self.size != NO_SIZE {
            return self.size as usize;
        }
        let mut rest = self.body;
        std::iter::from_fn(|| read::size_of_attribute(&mut rest)).sum()
    }

    /// The tree.
    pub fn to_item(self) -> Item {
        self.item_within(MAX_DEPTH)
    }

    /// The tree, of so many levels.
    fn item_within(self, levels: usize) -> Item {
        let mut item = Item::new();
        for (name, value) in self.attributes() {
            item.push_sorted(name.to_owned(), value.value_within(levels));
        }
        item
    }

    /// The same attributes as an item of their own.
    pub fn to_owned(self) -> EncodedItem {
        let mut out = begin(self.body.len());
        out.extend_from_slice(self.body);
        finish_uncounted(out, self.exact)
    }

    /// Only those attributes whose name passes, as an item of their own. Copies bytes, reads no value.
    pub fn only(self, mut keep: impl FnMut(&str) -> bool) -> EncodedItem {
        let mut out = begin(self.body.len());
        let mut rest = self.body;
        while let Some((name, after)) = read::name(rest) {
            let mut after = after;
            if read::skip(&mut after).is_none() {
                break;
            }
            let taken = rest.len() - after.len();
            if keep(name) {
                out.extend_from_slice(rest.get(..taken).unwrap_or_default());
            }
            rest = after;
        }
        finish_uncounted(out, self.exact)
    }

    /// Whether both have the same attributes, as far as so many levels.
    fn is_equal_within(self, other: Encoded<'_>, levels: usize) -> bool {
        if self.body == other.body {
            return true;
        }
        let (mut left, mut right) = (self.attributes(), other.attributes());
        loop {
            match (left.next(), right.next()) {
                (None, None) => return true,
                (Some((one, left)), Some((other, right))) if one == other => {
                    if !left.is_equal_within(right, levels) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    }
}

/// The bits of different versions do not make a difference.
impl PartialEq for Encoded<'_> {
    fn eq(&self, other: &Encoded<'_>) -> bool {
        self.is_equal_within(*other, MAX_DEPTH)
    }
}

impl Eq for Encoded<'_> {}

impl fmt::Debug for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_item(), f)
    }
}

impl fmt::Debug for EncodedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.view(), f)
    }
}

/// The byte that begins a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    S,
    N,
    B,
    True,
    False,
    Null,
    M,
    L,
    Ss,
    Ns,
    Bs,
}

impl Tag {
    pub(crate) const fn byte(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn of(byte: u8) -> Option<Tag> {
        Some(match byte & !(PLAIN_TEXT | PLAIN_NAME) {
            1 => Tag::S,
            2 => Tag::N,
            3 => Tag::B,
            4 => Tag::True,
            5 => Tag::False,
            6 => Tag::Null,
            7 => Tag::M,
            8 => Tag::L,
            9 => Tag::Ss,
            10 => Tag::Ns,
            11 => Tag::Bs,
            _ => return None,
        })
    }

    pub(crate) fn kind(self) -> Type {
        match self {
            Tag::S => Type::S,
            Tag::N => Type::N,
            Tag::B => Type::B,
            Tag::True | Tag::False => Type::Bool,
            Tag::Null => Type::Null,
            Tag::M => Type::M,
            Tag::L => Type::L,
            Tag::Ss => Type::Ss,
            Tag::Ns => Type::Ns,
            Tag::Bs => Type::Bs,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
