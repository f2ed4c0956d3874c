//! What stands in front of a version's record, read where it lies. `postcard` writes it; a listing reads a thousand, which a
//! reader that knows the fields does in a third of the instructions.

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::payload::checksum::{Algorithm, ChecksumKind};

/// What a version is, without what only its readers need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct VersionHead<'r> {
    pub(super) id: Option<&'r str>,
    pub(super) order: u64,
    pub(super) null_order: Option<u64>,
    pub(super) sequence: u64,
    pub(super) modified_ms: u64,
    pub(super) object: Option<ObjectHead<'r>>,
}

/// What of it listings show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShownHead<'r> {
    /// Nothing for the `null` version.
    pub(crate) id: Option<&'r str>,
    pub(crate) modified_ms: u64,
    /// Nothing for a delete marker.
    pub(crate) object: Option<ObjectHead<'r>>,
}

/// What listings show of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ObjectHead<'r> {
    pub(crate) size: u64,
    /// Without quotes.
    pub(crate) etag: PlainText<'r>,
    /// Nothing for STANDARD.
    pub(crate) storage_class: Option<&'r str>,
    pub(crate) checksum: Option<(Algorithm, ChecksumKind, PlainText<'r>)>,
}

/// Text of ours, in ASCII. Who only copies it has no need to judge that it is text, which would take longer than the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlainText<'r>(&'r [u8]);

impl<'r> PlainText<'r> {
    pub(super) fn of(text: &'r str) -> PlainText<'r> {
        PlainText(text.as_bytes())
    }

    /// Its bytes.
    pub(crate) fn as_bytes(self) -> &'r [u8] {
        self.0
    }

    /// The text.
    pub(crate) fn read(self) -> Result<&'r str> {
        std::str::from_utf8(self.0).map_err(Error::internal)
    }
}

impl Serialize for PlainText<'_> {
    /// As `postcard` writes text, which are bytes to it.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'r> VersionHead<'r> {
    /// Reads it, and gives what stands behind it.
    pub(super) fn take(record: &'r [u8]) -> Option<(VersionHead<'r>, &'r [u8])> {
        let mut fields = Fields { rest: record, is_broken: false };
        let head = VersionHead {
            id: fields.is_there().then(|| fields.text()),
            order: fields.number(),
            null_order: fields.is_there().then(|| fields.number()),
            sequence: fields.number(),
            modified_ms: fields.number(),
            object: fields.is_there().then(|| ObjectHead::take(&mut fields)),
        };
        (!fields.is_broken).then_some((head, fields.rest))
    }
}

impl<'r> ShownHead<'r> {
    /// Reads it, and passes over the rest.
    #[inline]
    pub(super) fn of(record: &'r [u8]) -> Option<ShownHead<'r>> {
        let mut fields = Fields { rest: record, is_broken: false };
        let id = fields.is_there().then(|| fields.text());
        fields.pass_number();
        if fields.is_there() {
            fields.pass_number();
        }
        fields.pass_number();
        let modified_ms = fields.number();
        let object = fields.is_there().then(|| ObjectHead::take(&mut fields));
        (!fields.is_broken).then_some(ShownHead { id, modified_ms, object })
    }
}

impl<'r> ObjectHead<'r> {
    #[inline]
    fn take(fields: &mut Fields<'r>) -> ObjectHead<'r> {
        ObjectHead {
            size: fields.number(),
            etag: PlainText(fields.bytes()),
            storage_class: fields.is_there().then(|| fields.text()),
            checksum: fields.is_there().then(|| {
                let algorithm = fields.one_of(&Algorithm::ALL, Algorithm::Crc32);
                let kind = fields.one_of(&ChecksumKind::ALL, ChecksumKind::FullObject);
                (algorithm, kind, PlainText(fields.bytes()))
            }),
        }
    }
}

/// Fields as `postcard` writes them: <https://postcard.jamesmunns.com/wire-format>. What cannot be read is noted, and looked at
/// once, at the end.
struct Fields<'r> {
    rest: &'r [u8],
    is_broken: bool,
}

impl<'r> Fields<'r> {
    #[inline]
    fn byte(&mut self) -> u8 {
        let [byte, rest @ ..] = self.rest else {
            self.is_broken = true;
            return 0;
        };
        self.rest = rest;
        *byte
    }

    #[inline]
    fn number(&mut self) -> u64 {
        match self.rest {
            [small @ ..0x80, rest @ ..] => {
                self.rest = rest;
                u64::from(*small)
            }
            [low, high @ ..0x80, rest @ ..] => {
                self.rest = rest;
                u64::from(*low & 0x7f) | u64::from(*high) << 7
            }
            _ => self.long_number(),
        }
    }

    /// Seven bits a byte, the lowest first; the eighth says that there are more. A record has four long ones, so the first eight
    /// bytes are looked at in one go.
    fn long_number(&mut self) -> u64 {
        let word = u64::from_le_bytes(self.rest.first_chunk().copied().unwrap_or_else(|| self.last_bytes()));
        let ends = !word & LAST;
        if ends > 0 {
            let bytes = ends.trailing_zeros() / 8 + 1;
            self.pass(bytes as usize);
            return sevens(word & (u64::MAX >> (64 - 8 * bytes)));
        }
        self.pass(8);
        let ninth = self.byte();
        let number = sevens(word) | u64::from(ninth & 0x7f) << 56;
        if ninth < 0x80 {
            return number;
        }
        let tenth = self.byte();
        // It has room for one bit.
        self.is_broken |= tenth > 1;
        number | u64::from(tenth) << 63
    }

    /// Passes over a number without putting it together.
    #[inline]
    fn pass_number(&mut self) {
        match self.rest.first_chunk().map(|word| !u64::from_le_bytes(*word) & LAST) {
            None => drop(self.number()),
            Some(0) => {
                self.pass(8);
                if self.byte() >= 0x80 {
                    self.is_broken |= self.byte() > 1;
                }
            }
            Some(ends) => self.pass(ends.trailing_zeros() as usize / 8 + 1),
        }
    }

    /// What is left, if that is less than a word.
    fn last_bytes(&self) -> [u8; 8] {
        let mut word = [0; 8];
        word.iter_mut().zip(self.rest).for_each(|(to, byte)| *to = *byte);
        word
    }

    #[inline]
    fn pass(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_else(|| {
            self.is_broken = true;
            &[]
        });
    }

    #[inline]
    fn bytes(&mut self) -> &'r [u8] {
        let length = usize::try_from(self.number()).unwrap_or(usize::MAX);
        let Some((bytes, rest)) = self.rest.split_at_checked(length) else {
            self.is_broken = true;
            return &[];
        };
        self.rest = rest;
        bytes
    }

    fn text(&mut self) -> &'r str {
        std::str::from_utf8(self.bytes()).unwrap_or_else(|_| {
            self.is_broken = true;
            ""
        })
    }

    /// Whether something that may be there is.
    #[inline]
    fn is_there(&mut self) -> bool {
        let byte = self.byte();
        self.is_broken |= byte > 1;
        byte == 1
    }

    /// A variant, by its place in the list of all, which is a short one.
    #[inline]
    fn one_of<T: Copy>(&mut self, all: &[T], otherwise: T) -> T {
        let place = usize::from(self.byte());
        all.get(place).copied().unwrap_or_else(|| {
            self.is_broken = true;
            otherwise
        })
    }
}

/// In which bit a byte of a number says whether it is the last.
const LAST: u64 = 0x8080_8080_8080_8080;

/// Eight bytes of seven bits each, put together: by twos, by fours, and all.
fn sevens(word: u64) -> u64 {
    let word = (word & 0x7f00_7f00_7f00_7f00) >> 1 | (word & 0x007f_007f_007f_007f);
    let word = (word & 0x3fff_0000_3fff_0000) >> 2 | (word & 0x0000_3fff_0000_3fff);
    (word & 0x0fff_ffff_0000_0000) >> 4 | (word & 0x0000_0000_0fff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What `postcard` writes is what is read.
    fn check(head: &VersionHead<'_>) {
        let mut written = postcard::to_allocvec(head).unwrap();
        let length = written.len();
        written.extend(b"more");
        assert_eq!(VersionHead::take(&written), Some((*head, &b"more"[..])));
        let VersionHead { id, modified_ms, object, .. } = *head;
        assert_eq!(ShownHead::of(&written), Some(ShownHead { id, modified_ms, object }));
        for cut in 0..length {
            assert_eq!(VersionHead::take(&written[..cut]), None);
            assert_eq!(ShownHead::of(&written[..cut]), None);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            id: Option<String>,
            numbers: (u64, Option<u64>, u64, u64),
            object: Option<(u64, String, Option<String>, Option<(u8, bool, String)>)>,
        ) {
            let (order, null_order, sequence, modified_ms) = numbers;
            let object = object.as_ref().map(|(size, etag, class, checksum)| ObjectHead {
                size: *size,
                etag: PlainText::of(etag),
                storage_class: class.as_deref(),
                checksum: checksum.as_ref().map(|(algorithm, is_whole, value)| {
                    let kind = if *is_whole { ChecksumKind::FullObject } else { ChecksumKind::Composite };
                    (Algorithm::ALL[usize::from(*algorithm) % Algorithm::ALL.len()], kind, PlainText::of(value))
                }),
            });
            check(&VersionHead { id: id.as_deref(), order, null_order, sequence, modified_ms, object });
        }

        #[test]
        fn no_bytes_are_too_strange(record: Vec<u8>) {
            let whole = VersionHead::take(&record).map(|(head, _)| (head.modified_ms, head.object));
            prop_assert_eq!(ShownHead::of(&record).map(|shown| (shown.modified_ms, shown.object)), whole);
        }
    }
}
