//! The table of policies: what it says of them, then their documents in packed blocks, each of which can be unpacked alone.
//!
//! `crates/iam-engine/src/catalog` reads it. Numbers are varints, of seven bits to a byte, the least first; a text is its
//! length and its bytes. In this order:
//!
//! 1. A line that names the source and the form, then the SHA-256 of what the table says, policy by policy: name, path,
//!    version, both times, document, each with a line feed behind it.
//! 2. The paths; the frequent strings: each a number and so many texts.
//! 3. How many policies, the length of their index, and the index. Of each policy, by their names: how many bytes its name
//!    shares with the one before, the rest of its name, the number of its path, the version, the time of creation, by how
//!    much later it was changed, and how many bytes its tokens have.
//! 4. How many blocks of tokens, and of each its lengths unpacked and packed; the same of the blocks of strings, and how
//!    many strings each has.
//! 5. The blocks of tokens, the blocks of strings.
//!
//! A document is tokens: see [`Tokens`]. A block of tokens has whole documents. Strings are sorted. In their block stand
//! first, a byte each, how many bytes each shares with the one before; then the rests, each with a zero behind it.

use std::collections::BTreeMap;
use std::io::Write as _;

use conformance::Result;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest as _, Sha256};

use super::source::{Node, Policy, Source};

/// The number of this form. A reader knows one.
const FORM: u32 = 1;

/// Bytes of a block before it is packed; one document or string may go beyond.
const BLOCK: usize = 16 << 10;

/// How many strings have a token of a byte, and how many places around the last string have.
const FREQUENT: usize = 40;
const NEAR: usize = 56;

/// The first tokens.
const LIST: u8 = 0;
const OBJECT: u8 = 1;
const PLAIN: u8 = 2;
const FIRST_FREQUENT: usize = 3;
const FIRST_NEAR: usize = FIRST_FREQUENT + FREQUENT;
const FIRST_FAR: usize = FIRST_NEAR + NEAR;

/// What the table begins with: its source and what it says.
pub(super) fn head(source: &Source) -> Vec<u8> {
    let mut digest = Sha256::new();
    for Policy { name, path, version, created_s, updated_s, document } in &source.policies {
        let document = document.text();
        digest.update(format!("{name}\n{path}\n{version}\n{created_s}\n{updated_s}\n{document}\n"));
    }
    let mut head =
        format!("AWS's managed policies, from moto {}, form {FORM}\n", source.version).into_bytes();
    head.extend_from_slice(&digest.finalize());
    head
}

/// The table.
pub(super) fn write(source: &Source) -> Result<Vec<u8>> {
    let policies = &source.policies;
    let strings = Strings::of(policies);
    let mut tokens = Blocks::default();
    let mut index = Index::default();
    for policy in policies {
        let document = Tokens::of(&policy.document, &strings)?;
        index.add(policy, document.len())?;
        tokens.add(&document, BLOCK)?;
    }
    tokens.close()?;
    let (string_blocks, counts) = strings.packed()?;

    let mut table = head(source);
    texts(&mut table, &index.paths);
    texts(&mut table, &strings.frequent);
    number(&mut table, policies.len());
    number(&mut table, index.bytes.len());
    table.extend_from_slice(&index.bytes);
    number(&mut table, tokens.lengths.len());
    for (unpacked, packed) in &tokens.lengths {
        number(&mut table, *unpacked);
        number(&mut table, *packed);
    }
    number(&mut table, string_blocks.lengths.len());
    for ((unpacked, packed), count) in string_blocks.lengths.iter().zip(counts) {
        number(&mut table, *unpacked);
        number(&mut table, *packed);
        number(&mut table, count);
    }
    table.extend_from_slice(&tokens.packed);
    table.extend_from_slice(&string_blocks.packed);
    Ok(table)
}

/// What is found without unpacking.
#[derive(Debug, Default)]
struct Index {
    bytes: Vec<u8>,
    paths: Vec<String>,
    last: String,
}

impl Index {
    fn add(&mut self, policy: &Policy, length: usize) -> Result<()> {
        let path = self.paths.iter().position(|path| *path == policy.path).unwrap_or_else(|| {
            self.paths.push(policy.path.clone());
            self.paths.len() - 1
        });
        let later = policy.updated_s.checked_sub(policy.created_s);
        let later = later.ok_or_else(|| format!("{} was changed before it was made", policy.name))?;
        let shared = shared(&self.last, &policy.name);
        number(&mut self.bytes, shared);
        text(&mut self.bytes, policy.name.get(shared..).unwrap_or_default());
        number(&mut self.bytes, path);
        number(&mut self.bytes, policy.version as usize);
        number(&mut self.bytes, policy.created_s as usize);
        number(&mut self.bytes, later as usize);
        number(&mut self.bytes, length);
        self.last.clone_from(&policy.name);
        Ok(())
    }
}

/// All strings of all documents.
#[derive(Debug)]
struct Strings {
    frequent: Vec<String>,
    /// The others, sorted.
    rest: Vec<String>,
    /// The number of each of both.
    frequent_numbers: BTreeMap<String, usize>,
    rest_numbers: BTreeMap<String, usize>,
}

impl Strings {
    fn of(policies: &[Policy]) -> Strings {
        let mut counts = BTreeMap::new();
        policies.iter().for_each(|policy| count(&policy.document, &mut counts));
        let mut by_count: Vec<(&String, &usize)> = counts.iter().collect();
        by_count.sort_by_key(|(text, count)| (usize::MAX - **count, *text));
        let frequent: Vec<String> = by_count.iter().take(FREQUENT).map(|(text, _)| (*text).clone()).collect();
        let rest: Vec<String> = counts.keys().filter(|text| !frequent.contains(text)).cloned().collect();
        let numbers = |texts: &[String]| texts.iter().cloned().zip(0..).collect();
        Strings { frequent_numbers: numbers(&frequent), rest_numbers: numbers(&rest), frequent, rest }
    }

    /// Their blocks, and how many stand in each.
    fn packed(&self) -> Result<(Blocks, Vec<usize>)> {
        let mut blocks = Blocks::default();
        let mut counts = Vec::new();
        let mut rest = self.rest.as_slice();
        while !rest.is_empty() {
            let (mut lengths, mut ends) = (Vec::new(), Vec::new());
            let mut last = "";
            for text in rest {
                if lengths.len() + ends.len() >= BLOCK {
                    break;
                }
                if text.contains('\0') {
                    return Err(format!("{text:?} has a zero").into());
                }
                let shared = shared(last, text);
                lengths.push(u8::try_from(shared)?);
                ends.extend_from_slice(text.get(shared..).unwrap_or_default().as_bytes());
                ends.push(0);
                last = text;
            }
            counts.push(lengths.len());
            rest = rest.get(lengths.len()..).unwrap_or_default();
            lengths.append(&mut ends);
            blocks.add(&lengths, 0)?;
        }
        blocks.close()?;
        Ok((blocks, counts))
    }
}

fn count(node: &Node, counts: &mut BTreeMap<String, usize>) {
    match node {
        Node::Text(text) | Node::Plain(text) => *counts.entry(text.clone()).or_default() += 1,
        Node::List(list) => list.iter().for_each(|node| count(node, counts)),
        Node::Object(members) => {
            for (key, node) in members {
                *counts.entry(key.clone()).or_default() += 1;
                count(node, counts);
            }
        }
    }
}

/// A document as tokens. 0: a list, then how many values; 1: an object, then how many members, each a string and a value;
/// 2: before a string that is no text in JSON, but a number or a flag; then a token for each frequent string; then for each
/// place around the last string that was not frequent, by turns behind it and before it; then, with one byte more, any
/// place.
struct Tokens<'s> {
    strings: &'s Strings,
    bytes: Vec<u8>,
    last: usize,
}

impl Tokens<'_> {
    fn of(document: &Node, strings: &Strings) -> Result<Vec<u8>> {
        let mut tokens = Tokens { strings, bytes: Vec::new(), last: 0 };
        tokens.node(document)?;
        Ok(tokens.bytes)
    }

    fn node(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Text(text) => self.string(text),
            Node::Plain(text) => {
                self.bytes.push(PLAIN);
                self.string(text)
            }
            Node::List(list) => {
                self.bytes.push(LIST);
                number(&mut self.bytes, list.len());
                list.iter().try_for_each(|node| self.node(node))
            }
            Node::Object(members) => {
                self.bytes.push(OBJECT);
                number(&mut self.bytes, members.len());
                members.iter().try_for_each(|(key, node)| {
                    self.string(key)?;
                    self.node(node)
                })
            }
        }
    }

    fn string(&mut self, text: &str) -> Result<()> {
        if let Some(place) = self.strings.frequent_numbers.get(text) {
            self.bytes.push(u8::try_from(FIRST_FREQUENT + place)?);
            return Ok(());
        }
        let place = *self.strings.rest_numbers.get(text).ok_or("a string was not counted")?;
        let away = if place >= self.last { 2 * (place - self.last) } else { 2 * (self.last - place) - 1 };
        self.last = place;
        if away < NEAR {
            self.bytes.push(u8::try_from(FIRST_NEAR + away)?);
        } else {
            let far = u8::try_from(FIRST_FAR + (place >> 8));
            self.bytes.push(far.map_err(|_| "there are more strings than this form can name")?);
            self.bytes.push((place & 0xff) as u8);
        }
        Ok(())
    }
}

/// Packed blocks in the making.
#[derive(Debug, Default)]
struct Blocks {
    open: Vec<u8>,
    packed: Vec<u8>,
    /// Of each block, unpacked and packed.
    lengths: Vec<(usize, usize)>,
}

impl Blocks {
    /// Adds bytes that stay together; a block with more than `most` ends there.
    fn add(&mut self, bytes: &[u8], most: usize) -> Result<()> {
        self.open.extend_from_slice(bytes);
        if self.open.len() > most { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<()> {
        if self.open.is_empty() {
            return Ok(());
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&self.open)?;
        let packed = encoder.finish()?;
        self.lengths.push((self.open.len(), packed.len()));
        self.packed.extend_from_slice(&packed);
        self.open.clear();
        Ok(())
    }
}

/// How many bytes two texts begin with alike: whole characters, and no more than a byte can say.
fn shared(one: &str, other: &str) -> usize {
    let alike = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    (0..=alike.min(255)).rev().find(|at| other.is_char_boundary(*at)).unwrap_or_default()
}

fn texts(out: &mut Vec<u8>, texts: &[String]) {
    number(out, texts.len());
    texts.iter().for_each(|one| text(out, one));
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn number(out: &mut Vec<u8>, mut value: usize) {
    while value > 0x7f {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
