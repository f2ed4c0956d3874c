//! The table: what is found without unpacking, and where the blocks lie. `conformance/src/managed_policies/pack.rs` writes
//! it and tells its form.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::bytes::Bytes;
use super::document;

static OWN: &[u8] = include_bytes!("../../data/managed-policies.bin");

/// How the first line ends: the form that this file reads.
const FORM: &str = ", form 1";

/// Bytes of the digest behind the first line.
const DIGEST: usize = 32;

/// A table, whose blocks are still packed.
#[derive(Debug)]
pub(super) struct Table<'t> {
    paths: Vec<&'t str>,
    pub(super) frequent: Vec<&'t str>,
    policies: usize,
    index: Bytes<'t>,
    tokens: Vec<Block<'t>>,
    pub(super) strings: Vec<Block<'t>>,
}

/// Bytes that are packed together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'t> {
    packed: &'t [u8],
    length: usize,
    /// How many things are in it: bytes of tokens, or strings.
    pub(super) count: usize,
}

/// A policy as the index has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'e> {
    pub(super) name: &'e str,
    pub(super) path: &'e str,
    pub(super) version: usize,
    pub(super) created_s: u64,
    pub(super) updated_s: u64,
    pub(super) place: Place,
}

/// Where the tokens of a document lie among all tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    at: usize,
    length: usize,
}

impl Table<'static> {
    /// The one that the binary has.
    pub(super) fn own() -> Option<Table<'static>> {
        Table::read(OWN)
    }

    /// The SHA-256 of what its source says.
    #[cfg(test)]
    pub(super) fn digest() -> Option<&'static [u8]> {
        let line = OWN.iter().position(|byte| *byte == b'\n')?;
        OWN.get(line + 1..line + 1 + DIGEST)
    }
}

impl<'t> Table<'t> {
    /// Reads a table up to its blocks.
    fn read(bytes: &'t [u8]) -> Option<Table<'t>> {
        let line = bytes.iter().position(|byte| *byte == b'\n')?;
        let mut bytes = Bytes(bytes);
        if !bytes.take(line)?.ends_with(FORM.as_bytes()) {
            return None;
        }
        bytes.byte()?;
        bytes.take(DIGEST)?;
        let paths = bytes.list(Bytes::text)?;
        let frequent = bytes.list(Bytes::text)?;
        let policies = bytes.number()?;
        let index = Bytes(bytes.part()?);
        let tokens = bytes.list(|bytes| Some((bytes.number()?, bytes.number()?)))?;
        let strings = bytes.list(|bytes| Some((bytes.number()?, bytes.number()?, bytes.number()?)))?;
        let tokens =
            tokens.into_iter().map(|(length, packed)| Block::read(&mut bytes, packed, length, length));
        let tokens = tokens.collect::<Option<_>>()?;
        let strings =
            strings.into_iter().map(|(length, packed, count)| Block::read(&mut bytes, packed, length, count));
        let strings = strings.collect::<Option<_>>()?;
        Some(Table { paths, frequent, policies, index, tokens, strings })
    }

    /// All policies in the order of their names, as long as `visit` wants more. Some microseconds.
    pub(super) fn visit(&self, mut visit: impl FnMut(Entry<'_>) -> bool) {
        let mut index = self.index;
        let (mut name, mut at) = (String::new(), 0);
        for _ in 0..self.policies {
            let Some(entry) = self.entry(&mut index, &mut name, at) else { return };
            at += entry.place.length;
            if !visit(entry) {
                return;
            }
        }
    }

    fn entry<'e>(&'e self, index: &mut Bytes<'t>, name: &'e mut String, at: usize) -> Option<Entry<'e>> {
        let shared = index.number()?;
        let rest = index.text()?;
        name.truncate(if name.is_char_boundary(shared) { shared } else { 0 });
        name.push_str(rest);
        let path = self.paths.get(index.number()?)?;
        let version = index.number()?;
        let created_s = index.number()? as u64;
        let updated_s = created_s + index.number()? as u64;
        let place = Place { at, length: index.number()? };
        Some(Entry { name, path, version, created_s, updated_s, place })
    }

    /// The document that lies at a place.
    pub(super) fn document(&self, place: Place) -> Option<String> {
        let mut at = place.at;
        for block in &self.tokens {
            if at < block.length {
                let block = block.unpacked()?;
                return document::text(self, block.get(at..at + place.length)?);
            }
            at -= block.length;
        }
        None
    }
}

impl<'t> Block<'t> {
    fn read(bytes: &mut Bytes<'t>, packed: usize, length: usize, count: usize) -> Option<Block<'t>> {
        Some(Block { packed: bytes.take(packed)?, length, count })
    }

    pub(super) fn unpacked(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.length);
        DeflateDecoder::new(self.packed).take(self.length as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == self.length).then_some(bytes)
    }
}
