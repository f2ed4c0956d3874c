//! The entries of a state in a tree of sled. A long value is kept in pieces beside the entries, and its entry names them.
//!
//! Sled writes a leaf of up to 17 entries anew after every tenth change of any of them, and one of more than 128 KiB to a file of
//! its own, which it removes late or never. With short values only, no leaf gets that long, and a change of a short value never
//! writes a long one again. Pieces are in the same tree, behind all entries: so they come and go in the batch of their entry.

use std::collections::HashMap;
use std::io;
use std::ops::Bound;

use bytes::Bytes;

use crate::log::{Order, Write};

/// Key and value of an entry with more bytes than this are a long value's.
const LONGEST: usize = 4096;

/// The bytes of a piece: a leaf of them stays below what sled writes to a file of its own, also when it has just merged with another.
const PIECE: usize = 6000;

/// What the keys of pieces begin with: above every space. A number follows, then the piece's place.
const PIECES: u8 = 0xff;

/// What an entry holds whose value is in pieces: this, the number, the value's length. No value looks like it: one that did would
/// be kept in pieces itself, and the folders from before there were pieces were written before these bytes were drawn.
const MARK: [u8; 16] =
    [0x9c, 0x41, 0xe3, 0x07, 0xb8, 0x5d, 0x12, 0xfa, 0x66, 0x0e, 0xd9, 0x35, 0x84, 0x2b, 0xc7, 0x70];

/// The entries of one state.
#[derive(Clone)]
pub(super) struct Values {
    tree: sled::Tree,
    /// The number of the next value in pieces. Zero: there are none.
    next: u64,
}

/// Where the pieces of a value are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    number: u64,
    length: usize,
}

impl Values {
    pub(super) fn of(tree: sled::Tree) -> sled::Result<Values> {
        let last = tree.range([PIECES]..).next_back().transpose()?;
        let next = match last {
            None => 0,
            Some((key, _)) => {
                number_of(&key).ok_or_else(|| damaged("the key of a piece cannot be read"))? + 1
            }
        };
        Ok(Values { tree, next })
    }

    /// Makes all of these changes, or none.
    pub(super) fn write<'w>(&mut self, writes: impl Iterator<Item = &'w Write> + Clone) -> sled::Result<()> {
        let mut first = writes.clone();
        match (first.next(), first.next()) {
            (None, _) => return Ok(()),
            // Alone it is atomic anyway, and at a fraction of a batch's cost.
            (Some((key, value)), None) if !self.takes_pieces(key, value.as_ref())? => {
                return match value {
                    Some(value) => self.tree.insert(key, value.as_ref()).map(drop),
                    None => self.tree.remove(key).map(drop),
                };
            }
            _ => {}
        }
        let mut batch = sled::Batch::default();
        let mut of_batch: HashMap<&[u8], Named> = HashMap::new();
        for (key, value) in writes {
            let before = match of_batch.remove(key.as_ref()) {
                None => self.named(key)?,
                before => before,
            };
            before.iter().flat_map(Named::keys).for_each(|piece| batch.remove(piece));
            match value {
                None => batch.remove(key.as_ref()),
                Some(value) if is_long(key, value) => {
                    // In the place of the one before: leaves that are written anew whole leave no halves behind.
                    let named = match before {
                        Some(before) => Named { length: value.len(), ..before },
                        None => self.name(value),
                    };
                    named.pieces(value).for_each(|(piece, bytes)| batch.insert(piece, bytes));
                    batch.insert(key.as_ref(), named.to_bytes());
                    of_batch.insert(key, named);
                }
                Some(value) => batch.insert(key.as_ref(), value.as_ref()),
            }
        }
        self.tree.apply_batch(batch)
    }

    /// Adds an entry whose key is not there yet, to a state that nothing names.
    pub(super) fn add(&mut self, key: &[u8], value: &[u8]) -> sled::Result<()> {
        if !is_long(key, value) {
            return self.tree.insert(key, value).map(drop);
        }
        let named = self.name(value);
        for (piece, bytes) in named.pieces(value) {
            self.tree.insert(piece, bytes)?;
        }
        self.tree.insert(key, named.to_bytes()).map(drop)
    }

    pub(super) fn get(&self, key: &[u8]) -> sled::Result<Option<Bytes>> {
        self.tree.get(key)?.map(|value| self.whole(&value)).transpose()
    }

    /// The entries between two bounds.
    pub(super) fn range(&self, from: Bound<&[u8]>, to: Bound<&[u8]>) -> Range<'_> {
        let to = if to == Bound::Unbounded { Bound::Excluded([PIECES].as_ref()) } else { to };
        Range { values: self, range: self.tree.range::<&[u8], _>((from, to)) }
    }

    /// All entries.
    pub(super) fn all(&self) -> Range<'_> {
        self.range(Bound::Unbounded, Bound::Unbounded)
    }

    /// Puts long values into pieces that were written before there were any. What is done stays done.
    pub(super) fn bring_forward(&mut self) -> sled::Result<()> {
        let entries = self.tree.range(..[PIECES].as_ref());
        for entry in entries {
            let (key, value) = entry?;
            if is_long(&key, &value) {
                let write = (Bytes::copy_from_slice(&key), Some(Bytes::copy_from_slice(&value)));
                self.write(std::iter::once(&write))?;
            }
        }
        Ok(())
    }

    /// Whether a write is of a value in pieces, or takes one away.
    fn takes_pieces(&self, key: &[u8], value: Option<&Bytes>) -> sled::Result<bool> {
        Ok(value.is_some_and(|value| is_long(key, value)) || self.named(key)?.is_some())
    }

    /// Where the pieces of a key's value are, if it is in pieces.
    fn named(&self, key: &[u8]) -> sled::Result<Option<Named>> {
        if self.next == 0 {
            return Ok(None);
        }
        Ok(self.tree.get(key)?.and_then(|value| Named::read(&value)))
    }

    /// A place for a new value.
    fn name(&mut self, value: &[u8]) -> Named {
        let number = self.next.max(1);
        self.next = number + 1;
        Named { number, length: value.len() }
    }

    /// The value that an entry holds or names.
    fn whole(&self, value: &[u8]) -> sled::Result<Bytes> {
        let Some(named) = Named::read(value) else { return Ok(Bytes::copy_from_slice(value)) };
        let mut whole = Vec::with_capacity(named.length);
        for piece in self.tree.scan_prefix(named.key()) {
            whole.extend_from_slice(&piece?.1);
        }
        if whole.len() == named.length {
            Ok(whole.into())
        } else {
            Err(damaged("a piece of a value is missing"))
        }
    }
}

impl Named {
    fn read(value: &[u8]) -> Option<Named> {
        let rest = value.strip_prefix(&MARK)?;
        let (number, length) = (rest.first_chunk()?, rest.get(8..)?.try_into().ok()?);
        let length = usize::try_from(u64::from_be_bytes(length)).ok()?;
        Some(Named { number: u64::from_be_bytes(*number), length })
    }

    fn to_bytes(self) -> Vec<u8> {
        [MARK.as_slice(), &self.number.to_be_bytes(), &(self.length as u64).to_be_bytes()].concat()
    }

    /// What the keys of the pieces begin with.
    fn key(&self) -> Vec<u8> {
        [[PIECES].as_slice(), &self.number.to_be_bytes()].concat()
    }

    fn keys(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        let key = self.key();
        (0..self.length.div_ceil(PIECE) as u32)
            .map(move |place| [key.as_slice(), &place.to_be_bytes()].concat())
    }

    fn pieces<'v>(&self, value: &'v [u8]) -> impl Iterator<Item = (Vec<u8>, &'v [u8])> + use<'v> {
        self.keys().zip(value.chunks(PIECE))
    }
}

/// Entries, in either direction.
pub(super) struct Range<'v> {
    values: &'v Values,
    range: sled::Iter,
}

impl Range<'_> {
    pub(super) fn step(&mut self, order: Order) -> sled::Result<Option<(sled::IVec, Bytes)>> {
        let entry = match order {
            Order::Ascending => self.range.next(),
            Order::Descending => self.range.next_back(),
        };
        let Some((key, value)) = entry.transpose()? else { return Ok(None) };
        let value = self.values.whole(&value)?;
        Ok(Some((key, value)))
    }
}

fn is_long(key: &[u8], value: &[u8]) -> bool {
    key.len() + value.len() > LONGEST || Named::read(value).is_some()
}

fn number_of(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(*key.get(1..)?.first_chunk()?))
}

/// A kind by which it is told from a fault of the host.
fn damaged(what: &'static str) -> sled::Error {
    sled::Error::Io(io::Error::new(io::ErrorKind::InvalidData, what))
}
