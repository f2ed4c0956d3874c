//! The compact form of an item: what the store keeps, conditions walk and replies are written from.
//!
//! An item is its attributes one after another, sorted by the bytes of their names: length and bytes of the name,
//! then a value. A value is one byte of type and its payload:
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
//! Equal items have equal bytes. Every length lets a reader skip, so finding an attribute reads names only.
//! The first byte of an item says which version of this table wrote it.

use std::fmt;

use bytes::{BufMut, Bytes};

use crate::value::{Item, MAX_DEPTH, Type};

pub use value_ref::{Attributes, Elements, SetElements, ValueRef};

pub(crate) mod read;
mod value_ref;
pub(crate) mod write;

/// Version of the encoding, first byte of every item.
const VERSION: u8 = 1;

/// Writes an item.
pub fn encode(item: &Item) -> EncodedItem {
    let mut out = Vec::with_capacity(64 + item.len() * 24);
    out.put_u8(VERSION);
    write::attributes(item, &mut out);
    EncodedItem(out.into())
}

/// An item in its compact form, owned; a clone shares the bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EncodedItem(Bytes);

impl EncodedItem {
    /// What the store gave back, if it begins as an item does. The rest is judged as it is read.
    pub fn from_bytes(bytes: Bytes) -> Option<EncodedItem> {
        (bytes.first() == Some(&VERSION)).then_some(EncodedItem(bytes))
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
        Encoded(self.0.get(1..).unwrap_or_default())
    }

    /// The tree.
    pub fn to_item(&self) -> Item {
        self.view().to_item()
    }

    /// How many bytes AWS counts.
    pub fn size_bytes(&self) -> usize {
        self.view().size_bytes()
    }

    /// An item written by this crate's own code in order of names: the bytes after the version.
    pub(crate) fn from_body(body: Vec<u8>) -> EncodedItem {
        debug_assert_eq!(body.first(), Some(&VERSION));
        EncodedItem(body.into())
    }
}

/// Starts the bytes of an item.
pub(crate) fn begin(capacity: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(capacity);
    out.push(VERSION);
    out
}

/// Attributes in their compact form, borrowed: an item, or a map inside one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoded<'a>(&'a [u8]);

impl<'a> Encoded<'a> {
    /// An item without attributes.
    pub const EMPTY: Encoded<'static> = Encoded(&[]);

    /// The bytes of a stored item, if they begin as one does.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Encoded<'a>> {
        match bytes {
            [VERSION, body @ ..] => Some(Encoded(body)),
            _ => None,
        }
    }

    /// The attribute of that name.
    pub fn get(self, name: &str) -> Option<ValueRef<'a>> {
        let mut rest = self.0;
        while !rest.is_empty() {
            let have = read::bytes(&mut rest)?;
            match have.cmp(name.as_bytes()) {
                std::cmp::Ordering::Less => read::skip(&mut rest)?,
                std::cmp::Ordering::Equal => return read::value(&mut rest),
                std::cmp::Ordering::Greater => return None,
            }
        }
        None
    }

    /// All attributes, sorted by name.
    pub fn attributes(self) -> Attributes<'a> {
        Attributes::of(self.0)
    }

    /// How many attributes it has.
    pub fn len(self) -> usize {
        let mut rest = self.0;
        let mut count = 0;
        while !rest.is_empty() && read::bytes(&mut rest).and_then(|_| read::skip(&mut rest)).is_some() {
            count += 1;
        }
        count
    }

    /// Has it no attribute?
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes AWS counts.
    pub fn size_bytes(self) -> usize {
        let mut rest = self.0;
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
        let mut out = begin(self.0.len() + 1);
        out.extend_from_slice(self.0);
        EncodedItem::from_body(out)
    }

    /// Only those attributes whose name passes, as an item of their own. Copies bytes, reads no value.
    pub fn only(self, mut keep: impl FnMut(&str) -> bool) -> EncodedItem {
        let mut out = begin(self.0.len() + 1);
        let mut rest = self.0;
        while let Some(((name, _), after)) = read::attribute(rest) {
            let taken = rest.len() - after.len();
            if keep(name) {
                out.extend_from_slice(rest.get(..taken).unwrap_or_default());
            }
            rest = after;
        }
        EncodedItem::from_body(out)
    }
}

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
    const ALL: [Tag; 11] =
        [Tag::S, Tag::N, Tag::B, Tag::True, Tag::False, Tag::Null, Tag::M, Tag::L, Tag::Ss, Tag::Ns, Tag::Bs];

    pub(crate) fn byte(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn of(byte: u8) -> Option<Tag> {
        Tag::ALL.get(usize::from(byte).checked_sub(1)?).copied()
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
