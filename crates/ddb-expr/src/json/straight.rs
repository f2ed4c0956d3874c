//! The short way for what nearly all requests send: an item or value without a mistake, read in one pass over the text
//! around it. Whatever is unusual, be it wrong or merely rare, is `None`, and is read again by [`super::read`], which knows
//! every mistake and its sentence. What this reader takes, that one reads to the same bytes.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::write::plain_bytes;
use crate::codec::{EncodedItem, Tag, begin, finish, write};
use crate::number::Number;
use crate::size::{CONTAINER_BYTES, ELEMENT_BYTES, MAX_ITEM_BYTES};
use crate::value::{MAX_DEPTH, MAX_NAME_BYTES};

/// Room for the bytes of an item of which only the text around it is known: most items are short, and a text is longer
/// than its item.
const FIRST_BYTES: usize = 512;

/// Reads the item at the start of a text; what stands behind it.
pub fn item_before(text: &str) -> Option<(EncodedItem, &str)> {
    let mut reader = Reader { rest: text.as_bytes(), out: begin(text.len().min(FIRST_BYTES)), size: 0 };
    reader.attributes(1)?;
    let behind = behind(text, reader.rest)?;
    Some((finish(reader.out, reader.size), behind))
}

/// Reads the value at the start of a text, `{"S":"text"}`, to its compact form; what stands behind it.
pub(super) fn value_before(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut reader = Reader { rest: text.as_bytes(), out: Vec::with_capacity(32), size: 0 };
    reader.value(1)?;
    let behind = behind(text, reader.rest)?;
    Some((reader.out, behind))
}

/// The end of the text that these are the bytes of.
fn behind<'t>(text: &'t str, rest: &[u8]) -> Option<&'t str> {
    text.get(text.len().checked_sub(rest.len())?..)
}

struct Reader<'t> {
    rest: &'t [u8],
    out: Vec<u8>,
    /// What AWS counts all that was read for.
    size: usize,
}

/// An attribute: where it begins in `out`, and its name there.
#[derive(Clone, Copy)]
struct Entry {
    start: usize,
    name: (usize, usize),
}

impl<'t> Reader<'t> {
    /// Steps over white space and then this byte.
    fn expect(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.step())
    }

    /// The next byte behind white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.rest.first()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.step(),
                byte => return Some(byte),
            }
        }
    }

    fn step(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    /// Behind an element: whether a comma follows; else the closing byte does.
    fn goes_on(&mut self, closing: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.step();
        match byte {
            b',' => Some(true),
            byte if byte == closing => Some(false),
            _ => None,
        }
    }

    /// Steps over an opening byte; whether something stands before the closing one.
    fn opens(&mut self, opening: u8, closing: u8) -> Option<bool> {
        self.expect(opening)?;
        let is_empty = self.peek()? == closing;
        if is_empty {
            self.step();
        }
        Some(!is_empty)
    }

    /// A string without escapes.
    fn plain(&mut self) -> Option<&'t [u8]> {
        self.expect(b'"')?;
        let (text, rest) = self.rest.split_at_checked(plain_bytes(self.rest))?;
        let [b'"', rest @ ..] = rest else { return None };
        self.rest = rest;
        Some(text)
    }

    /// A string behind its quote, whose escapes are resolved into `into`.
    fn escaped(&mut self, into: &mut Vec<u8>) -> Option<()> {
        loop {
            let (text, rest) = self.rest.split_at_checked(plain_bytes(self.rest))?;
            into.extend_from_slice(text);
            self.rest = match rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Some(());
                }
                [b'\\', b'u', rest @ ..] => unicode(rest, into)?,
                [b'\\', escape, rest @ ..] => {
                    into.push(match escape {
                        b'"' | b'\\' | b'/' => *escape,
                        b'b' => 0x08,
                        b'f' => 0x0C,
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        _ => return None,
                    });
                    rest
                }
                _ => return None,
            };
        }
    }

    /// `{"name":{"S":"text"},…}`, whose values are on this level.
    fn attributes(&mut self, level: usize) -> Option<usize> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut goes_on = self.opens(b'{', b'}')?;
        if goes_on {
            entries.reserve(8);
        }
        let mut in_order = true;
        while goes_on {
            let start = self.out.len();
            let name = self.plain()?;
            if name.is_empty() || name.len() > MAX_NAME_BYTES {
                return None;
            }
            write::bytes(name, &mut self.out);
            let at = self.out.len();
            let entry = Entry { start, name: (at - name.len(), at) };
            self.size += name.len();
            self.expect(b':')?;
            self.value(level)?;
            // It was read without an escape.
            write::mark_plain_name(at, &mut self.out);
            in_order &= entries.last().is_none_or(|last| self.part(last.name) < name);
            entries.push(entry);
            goes_on = self.goes_on(b'}')?;
        }
        if !in_order {
            self.sort(&mut entries)?;
        }
        Some(entries.len())
    }

    fn part(&self, (start, end): (usize, usize)) -> &[u8] {
        self.out.get(start..end).unwrap_or_default()
    }

    /// Puts attributes in order of their names; `None` where two have one name.
    fn sort(&mut self, entries: &mut [Entry]) -> Option<()> {
        let start = entries.first()?.start;
        let mut ends: Vec<usize> = entries.iter().skip(1).map(|entry| entry.start).collect();
        ends.push(self.out.len());
        let mut spans: Vec<(Entry, usize)> = entries.iter().copied().zip(ends).collect();
        spans.sort_unstable_by(|(left, _), (right, _)| self.part(left.name).cmp(self.part(right.name)));
        let is_twice = |pair: &[(Entry, usize)]| match pair {
            [(left, _), (right, _)] => self.part(left.name) == self.part(right.name),
            _ => false,
        };
        if spans.windows(2).any(is_twice) {
            return None;
        }
        let mut sorted = Vec::with_capacity(self.out.len() - start);
        spans.iter().for_each(|(entry, end)| sorted.extend_from_slice(self.part((entry.start, *end))));
        self.out.truncate(start);
        self.out.extend_from_slice(&sorted);
        Some(())
    }

    /// `{"S":"text"}`, on this level.
    fn value(&mut self, level: usize) -> Option<()> {
        if level > MAX_DEPTH {
            return None;
        }
        // As programs write the two kinds that are most.
        match self.rest {
            [b'{', b'"', b'S', b'"', b':', rest @ ..] => {
                self.rest = rest;
                self.text()?;
                return self.expect(b'}');
            }
            [b'{', b'"', b'N', b'"', b':', rest @ ..] => {
                self.rest = rest;
                self.number()?;
                return self.expect(b'}');
            }
            _ => {}
        }
        self.expect(b'{')?;
        let kind = self.plain()?;
        self.expect(b':')?;
        match kind {
            b"S" => self.text()?,
            b"N" => self.number()?,
            b"B" => {
                let bytes = BASE64_STANDARD.decode(self.plain()?).ok()?;
                self.size += bytes.len();
                self.out.push(Tag::B.byte());
                write::bytes(&bytes, &mut self.out);
            }
            b"BOOL" => {
                let value = self.boolean()?;
                self.size += 1;
                self.out.push(if value { Tag::True } else { Tag::False }.byte());
            }
            b"NULL" => {
                self.boolean().filter(|value| *value)?;
                self.size += 1;
                self.out.push(Tag::Null.byte());
            }
            b"M" => {
                let opened = write::open(Tag::M.byte(), &mut self.out);
                let count = self.attributes(level + 1)?;
                write::close(opened, &mut self.out);
                self.size += CONTAINER_BYTES + count * ELEMENT_BYTES;
            }
            b"L" => self.list(level)?,
            b"SS" => self.text_set()?,
            // The sets that are rare have one reader.
            _ => return None,
        }
        self.expect(b'}')
    }

    fn number(&mut self) -> Option<()> {
        let text = self.plain()?;
        self.out.push(Tag::N.byte());
        if let Some(size) = write::whole_number(text, &mut self.out) {
            self.size += size;
            return Some(());
        }
        let number = Number::parse(str::from_utf8(text).ok()?).ok()?;
        self.size += number.size_bytes();
        write::number(number, &mut self.out);
        Some(())
    }

    fn boolean(&mut self) -> Option<bool> {
        self.peek()?;
        let (value, rest) = match self.rest {
            [b't', b'r', b'u', b'e', rest @ ..] => (true, rest),
            [b'f', b'a', b'l', b's', b'e', rest @ ..] => (false, rest),
            _ => return None,
        };
        self.rest = rest;
        Some(value)
    }

    fn text(&mut self) -> Option<()> {
        if let Some(text) = self.plain_or_stay()? {
            self.size += text.len();
            self.out.push(write::text_tag(Tag::S, true));
            write::bytes(text, &mut self.out);
            return Some(());
        }
        let mut text = Vec::new();
        self.escaped(&mut text)?;
        self.size += text.len();
        write::text(&text, &mut self.out);
        Some(())
    }

    /// A string without escapes; where it has some, nothing of it is taken but its quote.
    fn plain_or_stay(&mut self) -> Option<Option<&'t [u8]>> {
        self.expect(b'"')?;
        let (text, rest) = self.rest.split_at_checked(plain_bytes(self.rest))?;
        Some(match rest {
            [b'"', rest @ ..] => {
                self.rest = rest;
                Some(text)
            }
            _ => None,
        })
    }

    fn list(&mut self, level: usize) -> Option<()> {
        let opened = write::open(Tag::L.byte(), &mut self.out);
        self.size += CONTAINER_BYTES;
        let mut goes_on = self.opens(b'[', b']')?;
        while goes_on {
            self.value(level + 1)?;
            self.size += ELEMENT_BYTES;
            goes_on = self.goes_on(b']')?;
        }
        write::close(opened, &mut self.out);
        Some(())
    }

    fn text_set(&mut self) -> Option<()> {
        let mut texts = Vec::new();
        // An empty set is a mistake.
        let mut goes_on = self.opens(b'[', b']')?.then_some(true)?;
        while goes_on {
            texts.push(self.plain()?);
            goes_on = self.goes_on(b']')?;
        }
        if texts.len() > MAX_ITEM_BYTES {
            return None;
        }
        texts.sort_unstable();
        if texts.windows(2).any(|pair| matches!(pair, [left, right] if left == right)) {
            return None;
        }
        let opened = write::open(write::text_tag(Tag::Ss, true), &mut self.out);
        for text in texts {
            self.size += text.len();
            write::bytes(text, &mut self.out);
        }
        write::close(opened, &mut self.out);
        Some(())
    }
}

/// The character of one or two escapes behind `\u`, and what follows; none for half a pair of surrogates.
fn unicode<'t>(text: &'t [u8], into: &mut Vec<u8>) -> Option<&'t [u8]> {
    let (first, rest) = unit(text)?;
    let (code, rest) = match (first, rest) {
        (0xD800..0xDC00, [b'\\', b'u', rest @ ..]) => {
            let (second, rest) = unit(rest)?;
            let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            (0x10000 + ((first - 0xD800) << 10) + low, rest)
        }
        _ => (first, rest),
    };
    let mut utf8 = [0; 4];
    into.extend_from_slice(char::from_u32(code)?.encode_utf8(&mut utf8).as_bytes());
    Some(rest)
}

fn unit(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<4>()?;
    let unit = digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))?;
    Some((unit, rest))
}
