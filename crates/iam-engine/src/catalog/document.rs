//! From tokens to JSON. `conformance/src/managed_policies/pack.rs` tells what tokens are.

use super::bytes::Bytes;
use super::table::Table;

const LIST: u8 = 0;
const OBJECT: u8 = 1;
const PLAIN: u8 = 2;
const FIRST_FREQUENT: usize = 3;
/// How many places around the last string have a token of their own.
const NEAR: usize = 56;

/// Lists and objects in one another at most: more than the language of policies has.
const MAX_DEPTH: usize = 16;

/// The text of a document; nothing if the tokens are none.
pub(super) fn text(table: &Table<'_>, tokens: &[u8]) -> Option<String> {
    let strings = Strings { table, unpacked: table.strings.iter().map(|_| None).collect() };
    let mut writer = Writer { strings, tokens: Bytes(tokens), last: 0, text: String::new() };
    writer.value(0)?;
    Some(writer.text)
}

struct Writer<'w> {
    strings: Strings<'w>,
    tokens: Bytes<'w>,
    /// The place of the last string that was not frequent.
    last: usize,
    text: String,
}

impl Writer<'_> {
    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.tokens.byte()? {
            LIST => self.several('[', ']', |writer| writer.value(depth + 1)),
            OBJECT => self.several('{', '}', |writer| {
                let key = writer.tokens.byte()?;
                writer.string(key, true)?;
                writer.text.push(':');
                writer.value(depth + 1)
            }),
            PLAIN => {
                let token = self.tokens.byte()?;
                self.string(token, false)
            }
            token => self.string(token, true),
        }
    }

    fn several(&mut self, open: char, close: char, one: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.text.push(open);
        for number in 0..self.tokens.number()? {
            if number > 0 {
                self.text.push(',');
            }
            one(self)?;
        }
        self.text.push(close);
        Some(())
    }

    /// The string of a token that has been read.
    fn string(&mut self, token: u8, is_text: bool) -> Option<()> {
        let frequent = &self.strings.table.frequent;
        let place = usize::from(token).checked_sub(FIRST_FREQUENT)?;
        let text = match place.checked_sub(frequent.len()) {
            None => frequent.get(place).copied()?,
            Some(away) => {
                self.last = match away.checked_sub(NEAR) {
                    None if away % 2 == 0 => self.last + away / 2,
                    None => self.last.checked_sub(away.div_ceil(2))?,
                    Some(high) => (high << 8) | usize::from(self.tokens.byte()?),
                };
                self.strings.at(self.last)?
            }
        };
        if is_text {
            self.text.push_str(&serde_json::to_string(text).ok()?);
        } else {
            self.text.push_str(text);
        }
        Some(())
    }
}

/// The strings that are not frequent, of which a block is unpacked when one of them is wanted.
struct Strings<'w> {
    table: &'w Table<'w>,
    unpacked: Vec<Option<Unpacked>>,
}

impl Strings<'_> {
    fn at(&mut self, place: usize) -> Option<&str> {
        let mut place = place;
        for (block, unpacked) in self.table.strings.iter().zip(&mut self.unpacked) {
            if place < block.count {
                if unpacked.is_none() {
                    *unpacked = Some(Unpacked::read(&block.unpacked()?, block.count)?);
                }
                return unpacked.as_ref()?.get(place);
            }
            place -= block.count;
        }
        None
    }
}

/// The strings of a block, one behind the other.
struct Unpacked {
    text: String,
    ends: Vec<usize>,
}

impl Unpacked {
    /// First a byte of each: how much it shares with the one before. Then the rest of each, with a zero behind it.
    fn read(block: &[u8], count: usize) -> Option<Unpacked> {
        let (shared, rests) = block.split_at_checked(count)?;
        let mut unpacked =
            Unpacked { text: String::with_capacity(3 * block.len()), ends: Vec::with_capacity(count) };
        let mut begin = 0;
        for (shared, rest) in shared.iter().zip(rests.split(|byte| *byte == 0)) {
            let next = unpacked.text.len();
            let alike = begin..begin + usize::from(*shared);
            if alike.end > next || !unpacked.text.is_char_boundary(alike.end) {
                return None;
            }
            unpacked.text.extend_from_within(alike);
            unpacked.text.push_str(std::str::from_utf8(rest).ok()?);
            unpacked.ends.push(unpacked.text.len());
            begin = next;
        }
        Some(unpacked)
    }

    fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let begin = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(begin..end)
    }
}
