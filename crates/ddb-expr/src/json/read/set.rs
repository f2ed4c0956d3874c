//! The three sets: read as they came, sorted, judged.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Reader, Slot, decode};
use crate::codec::{Tag, write};
use crate::error::Error;
use crate::json::is_plain;
use crate::json::shape::{Found, Wanted};
use crate::number::Number;
use crate::size::MAX_ITEM_BYTES;

impl Slot<'_, '_> {
    pub(super) fn string_set<'de, A: SeqAccess<'de>>(self, elements: A) -> Result<bool, A::Error> {
        let reader = self.reader;
        let texts = texts(elements, reader, Wanted::String)?;
        let mut sorted: Vec<&str> = texts.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        if sorted.is_empty() {
            reader.refuse(Error::empty_string_set());
        } else if has_duplicates(&sorted) {
            reader.refuse(Error::duplicate_strings(&texts));
        }
        let tag = write::text_tag(Tag::Ss, sorted.iter().all(|text| is_plain(text.as_bytes())));
        write_set(tag, &sorted, &mut reader.out, |text, out| write::bytes(text.as_bytes(), out));
        Ok(true)
    }

    pub(super) fn number_set<'de, A: SeqAccess<'de>>(self, elements: A) -> Result<bool, A::Error> {
        let reader = self.reader;
        let texts = texts(elements, reader, Wanted::String)?;
        let parsed = |text: &String| Number::parse(text).map_err(|error| Error::number(&error, text));
        let numbers: Result<Vec<Number>, Error> = texts.iter().map(parsed).collect();
        let mut sorted = numbers.unwrap_or_else(|error| {
            reader.refuse(error);
            vec![Number::ZERO]
        });
        sorted.sort_unstable();
        if sorted.is_empty() {
            reader.refuse(Error::empty_number_set());
        } else if has_duplicates(&sorted) {
            reader.refuse(Error::duplicate_numbers());
        }
        write_set(Tag::Ns.byte(), &sorted, &mut reader.out, |number, out| write::number(*number, out));
        Ok(true)
    }

    pub(super) fn binary_set<'de, A: SeqAccess<'de>>(self, elements: A) -> Result<bool, A::Error> {
        let reader = self.reader;
        let texts = texts(elements, reader, Wanted::Blob)?;
        let decoded: Result<Vec<Vec<u8>>, Found> = texts.iter().map(|text| decode(text)).collect();
        let decoded = decoded.map_err(|found| reader.shape::<A::Error>(found, Wanted::Blob))?;
        let mut sorted: Vec<&[u8]> = decoded.iter().map(Vec::as_slice).collect();
        sorted.sort_unstable();
        if sorted.is_empty() {
            reader.refuse(Error::empty_binary_set());
        } else if has_duplicates(&sorted) {
            reader.refuse(Error::duplicate_binaries(&texts, &decoded));
        }
        write_set(Tag::Bs.byte(), &sorted, &mut reader.out, |binary, out| write::bytes(binary, out));
        Ok(true)
    }
}

fn has_duplicates<T: PartialEq>(sorted: &[T]) -> bool {
    sorted.windows(2).any(|pair| matches!(pair, [left, right] if left == right))
}

fn write_set<T>(tag: u8, sorted: &[T], out: &mut Vec<u8>, one: impl Fn(&T, &mut Vec<u8>)) {
    let opened = write::open(tag, out);
    sorted.iter().for_each(|element| one(element, out));
    write::close(opened, out);
}

/// A set of more elements is larger than an item may be, as only one of them can be empty.
const MAX_ELEMENTS: usize = MAX_ITEM_BYTES + 1;

/// The strings of a set as they came. None may be a JSON null; the sentence is that of a null in a list, which is our
/// guess. Millions of them are not kept: that such a set is called too large, even where elements repeat, is our guess
/// too.
fn texts<'de, A: SeqAccess<'de>>(
    mut elements: A,
    reader: &mut Reader<'_>,
    wanted: Wanted,
) -> Result<Vec<String>, A::Error> {
    let mut texts = Vec::new();
    while let Some(text) = elements.next_element_seed(Text { reader: &mut *reader, wanted })? {
        if text.is_none() {
            reader.refuse(Error::value_without_type());
        } else if texts.len() < MAX_ELEMENTS {
            texts.extend(text);
        } else {
            reader.refuse(Error::item_too_large());
        }
    }
    Ok(texts)
}

/// A string of a set; nothing for a JSON null.
struct Text<'r, 'f> {
    reader: &'r mut Reader<'f>,
    wanted: Wanted,
}

impl<'de> DeserializeSeed<'de> for Text<'_, '_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Option<String>, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text<'_, '_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<String>, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Option<String>, E> {
        let found = if value { Found::True } else { Found::False };
        Err(self.reader.shape(found, self.wanted))
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Option<String>, E> {
        Err(self.reader.shape(Found::Integer, self.wanted))
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Option<String>, E> {
        Err(self.reader.shape(Found::Integer, self.wanted))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Option<String>, E> {
        Err(self.reader.shape(Found::Decimal, self.wanted))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Option<String>, A::Error> {
        Err(self.reader.shape(Found::Array, self.wanted))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Option<String>, A::Error> {
        Err(self.reader.shape(Found::Object, self.wanted))
    }
}
