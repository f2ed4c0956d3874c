//! JSON to the compact form in one pass: a visitor that knows which member it stands in.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::shape::{Found, Shape, Wanted};
use super::{Fault, Faults};
use crate::codec::{EncodedItem, Tag, begin, finish_uncounted, write};
use crate::error::Error;
use crate::number::Number;
use crate::value::{MAX_DEPTH, MAX_NAME_BYTES, Type};

mod set;

/// Reads an item.
pub(super) fn item<'de, D: Deserializer<'de>>(
    source: D,
    faults: &mut Faults,
) -> Result<EncodedItem, D::Error> {
    let mut reader = Reader { out: begin(256), entries: Vec::new(), depth_first: true, faults };
    Slot { reader: &mut reader, place: Place::Attributes, depth: 0 }.deserialize(source)?;
    Ok(finish_uncounted(reader.out, true))
}

/// Reads one value, which counts as level 1.
pub(super) fn value<'de, D: Deserializer<'de>>(source: D, faults: &mut Faults) -> Result<Vec<u8>, D::Error> {
    let mut reader = Reader { out: Vec::new(), entries: Vec::new(), depth_first: false, faults };
    let present = Slot { reader: &mut reader, place: Place::Value, depth: 1 }.deserialize(source)?;
    if !present {
        reader.refuse(Error::value_without_type());
    }
    Ok(reader.out)
}

struct Reader<'f> {
    out: Vec<u8>,
    /// Attributes of all maps that are open, the innermost last.
    entries: Vec<Entry>,
    /// AWS looks at how deep an item goes before it looks at what is in it; in a single value it reports the first fault.
    /// The public conformance suite: deepRequests, partiqlParameterNumbers (2026-10-09).
    depth_first: bool,
    faults: &'f mut Faults,
}

/// Where in `out` an attribute begins, and its name begins and ends.
#[derive(Clone, Copy)]
struct Entry {
    start: usize,
    name: (usize, usize),
}

impl Reader<'_> {
    fn refuse(&mut self, error: Error) {
        if self.faults.value.is_none() {
            self.faults.value = Some(Fault { attribute: String::new(), error });
        }
    }

    fn refuse_depth(&mut self) {
        if self.depth_first {
            self.faults.value = None;
        }
        self.refuse(Error::nested_too_deep());
    }

    fn shape<E: serde::de::Error>(&mut self, found: Found, wanted: Wanted) -> E {
        self.faults.shape = Some(Shape { found, wanted });
        E::custom("a JSON kind that does not belong there")
    }

    fn part(&self, range: (usize, usize)) -> &[u8] {
        self.out.get(range.0..range.1).unwrap_or_default()
    }

    /// Says in the value at `at` whether the name before it is plain.
    fn mark_name(&mut self, (start, end): (usize, usize), at: usize) {
        if let Some((before, value)) = self.out.split_at_mut_checked(at) {
            write::mark_name(before.get(start..end).unwrap_or_default(), 0, value);
        }
    }

    /// Puts the attributes from `entries[first]` on in order of their names; the last of equal names stays.
    fn sort_entries(&mut self, first: usize) {
        let entries = self.entries.split_off(first);
        let in_order = entries.windows(2).all(|pair| match pair {
            [left, right] => self.part(left.name) < self.part(right.name),
            _ => true,
        });
        let Some(start) = entries.first().map(|entry| entry.start).filter(|_| !in_order) else { return };
        let ends = entries.iter().skip(1).map(|entry| entry.start).chain([self.out.len()]);
        let mut spans: Vec<_> = entries.iter().copied().zip(ends).collect();
        spans.sort_by(|left, right| self.part(left.0.name).cmp(self.part(right.0.name)));
        let mut sorted = Vec::with_capacity(self.out.len() - start);
        for (at, (entry, end)) in spans.iter().enumerate() {
            let next = spans.get(at + 1).map(|(next, _)| self.part(next.name));
            if next != Some(self.part(entry.name)) {
                sorted.extend_from_slice(self.part((entry.start, *end)));
            }
        }
        self.out.truncate(start);
        self.out.extend_from_slice(&sorted);
    }
}

/// What a JSON value stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `{"S": …}`
    Value,
    /// What stands behind a type key.
    Member(Type),
    /// The attributes of an item.
    Attributes,
}

impl Place {
    fn wanted(self) -> Wanted {
        match self {
            Place::Value => Wanted::AttributeValue,
            Place::Attributes => Wanted::Map,
            Place::Member(kind) => match kind {
                Type::S | Type::N => Wanted::String,
                Type::B => Wanted::Blob,
                Type::Bool | Type::Null => Wanted::Boolean,
                Type::M => Wanted::Map,
                Type::L | Type::Ss | Type::Ns | Type::Bs => Wanted::List,
            },
        }
    }
}

/// Reads what stands at `place` and appends it; `false` for a JSON null, which AWS takes for absent.
struct Slot<'r, 'f> {
    reader: &'r mut Reader<'f>,
    place: Place,
    /// Level of the value that is being read.
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Slot<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<bool, D::Error> {
        if self.depth > MAX_DEPTH {
            self.reader.refuse_depth();
            return Err(D::Error::custom("nested too deep"));
        }
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.place.wanted())
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<bool, E> {
        match (self.place, value) {
            (Place::Member(Type::Bool), true) => self.reader.out.push(Tag::True.byte()),
            (Place::Member(Type::Bool), false) => self.reader.out.push(Tag::False.byte()),
            (Place::Member(Type::Null), true) => self.reader.out.push(Tag::Null.byte()),
            (Place::Member(Type::Null), false) => self.reader.refuse(Error::null_not_true()),
            (place, true) => return Err(self.reader.shape(Found::True, place.wanted())),
            (place, false) => return Err(self.reader.shape(Found::False, place.wanted())),
        }
        Ok(true)
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<bool, E> {
        Err(self.reader.shape(Found::Integer, self.place.wanted()))
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<bool, E> {
        Err(self.reader.shape(Found::Integer, self.place.wanted()))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<bool, E> {
        Err(self.reader.shape(Found::Decimal, self.place.wanted()))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<bool, E> {
        let reader = self.reader;
        match self.place {
            Place::Member(Type::S) => {
                write::text(text.as_bytes(), &mut reader.out);
            }
            Place::Member(Type::N) => match Number::parse(text) {
                Ok(number) => {
                    reader.out.push(Tag::N.byte());
                    write::number(number, &mut reader.out);
                }
                Err(error) => reader.refuse(Error::number(&error, text)),
            },
            Place::Member(Type::B) => {
                let bytes = decode(text).map_err(|found| reader.shape(found, Wanted::Blob))?;
                reader.out.push(Tag::B.byte());
                write::bytes(&bytes, &mut reader.out);
            }
            place @ Place::Member(Type::Bool | Type::Null) => match boolean(text) {
                Some(value) => return Slot { reader, place, depth: self.depth }.visit_bool(value),
                None => return Err(reader.shape(Found::String, place.wanted())),
            },
            place => return Err(reader.shape(Found::String, place.wanted())),
        }
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<bool, A::Error> {
        match self.place {
            Place::Member(Type::L) => self.list(elements),
            Place::Member(Type::Ss) => self.string_set(elements),
            Place::Member(Type::Ns) => self.number_set(elements),
            Place::Member(Type::Bs) => self.binary_set(elements),
            place => Err(self.reader.shape(Found::Array, place.wanted())),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<bool, A::Error> {
        match self.place {
            Place::Value => self.value(members),
            Place::Attributes => self.attributes(members),
            Place::Member(Type::M) => {
                let opened = write::open(Tag::M.byte(), &mut self.reader.out);
                let reader = self.reader;
                Slot { reader: &mut *reader, ..self }.attributes(members)?;
                write::close(opened, &mut reader.out);
                Ok(true)
            }
            place => Err(self.reader.shape(Found::Object, place.wanted())),
        }
    }
}

impl Slot<'_, '_> {
    /// `{"S": …}`: exactly one type key. Other keys are ignored, as AWS ignores unknown members.
    fn value<'de, A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        let start = self.reader.out.len();
        let mut seen = None;
        let mut several = false;
        while let Some(kind) = members.next_key_seed(TypeKey)? {
            let Some(kind) = kind else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            if seen == Some(kind) {
                // The last of equal keys counts, be it a null.
                self.reader.out.truncate(start);
                seen = None;
            }
            let slot = Slot { reader: self.reader, place: Place::Member(kind), depth: self.depth };
            if members.next_value_seed(slot)? {
                several |= seen.is_some_and(|other| other != kind);
                seen = Some(kind);
            }
        }
        if seen.is_none() {
            self.reader.refuse(Error::value_without_type());
        } else if several {
            self.reader.refuse(Error::value_with_several_types());
        }
        Ok(true)
    }

    fn attributes<'de, A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        let Slot { reader, depth, .. } = self;
        let first = reader.entries.len();
        loop {
            let start = reader.out.len();
            let Some(name) = members.next_key_seed(Name { out: &mut reader.out })? else { break };
            reader.entries.push(Entry { start, name });
            let fine = reader.faults.value.is_none();
            if name.0 == name.1 {
                reader.refuse(Error::empty_attribute_name());
            } else if name.1 - name.0 > MAX_NAME_BYTES {
                reader.refuse(Error::attribute_name_too_long());
            }
            let at = reader.out.len();
            let read = members.next_value_seed(Slot { reader, place: Place::Value, depth: depth + 1 });
            // A value that is refused may have left nothing, and the item is not used then.
            reader.mark_name(name, at);
            if let Ok(false) = read {
                reader.refuse(Error::value_without_type());
            }
            // Where reading ends for its depth, that is the fault, whatever was one before.
            if depth == 0 && (fine || read.is_err()) && reader.faults.value.is_some() {
                let attribute = String::from_utf8_lossy(reader.part(name)).into_owned();
                reader.faults.value.iter_mut().for_each(|fault| fault.attribute = attribute.clone());
            }
            read?;
        }
        reader.sort_entries(first);
        Ok(true)
    }

    fn list<'de, A: SeqAccess<'de>>(self, mut elements: A) -> Result<bool, A::Error> {
        let Slot { reader, depth, .. } = self;
        let opened = write::open(Tag::L.byte(), &mut reader.out);
        while let Some(present) = elements.next_element_seed(Slot {
            reader: &mut *reader,
            place: Place::Value,
            depth: depth + 1,
        })? {
            if !present {
                reader.refuse(Error::value_without_type());
            }
        }
        write::close(opened, &mut reader.out);
        Ok(true)
    }
}

/// The texts that AWS takes for true and false.
fn boolean(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is(["true", "1", "yes"]), is(["false", "0", "no"])) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Base 64 with padding, or what is wrong with it.
fn decode(text: &str) -> Result<Vec<u8>, Found> {
    match BASE64_STANDARD.decode(text) {
        Ok(bytes) => Ok(bytes),
        Err(_) if !text.len().is_multiple_of(4) => Err(Found::Base64Length(text.len())),
        Err(_) => Err(Found::Base64Text),
    }
}

/// The key of an attribute value's only member; nothing for a key that AWS does not know.
struct TypeKey;

impl<'de> DeserializeSeed<'de> for TypeKey {
    type Value = Option<Type>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Option<Type>, D::Error> {
        source.deserialize_str(self)
    }
}

impl Visitor<'_> for TypeKey {
    type Value = Option<Type>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a type key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<Type>, E> {
        Ok(Type::of_name(text))
    }
}

/// An attribute's name, appended to `out`; the range that its characters take there.
struct Name<'r> {
    out: &'r mut Vec<u8>,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = (usize, usize);

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(usize, usize), D::Error> {
        source.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = (usize, usize);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute name")
    }

    fn visit_str<E>(self, text: &str) -> Result<(usize, usize), E> {
        write::bytes(text.as_bytes(), self.out);
        Ok((self.out.len() - text.len(), self.out.len()))
    }
}
