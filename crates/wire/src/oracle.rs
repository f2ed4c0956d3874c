//! What must hold for any bytes at all. Each function panics where it does not; the fuzz targets call them with whatever
//! they invent, and the tests here with what proptest does.
//!
//! Of every reader: it never panics; what it reads and a writer writes reads back to the same.

use crate::form::{self, Form};
use crate::json;
use crate::shape::{Kind, List, Map, Member, Shape, TimeForm};
use crate::xml;

/// Replies with every list and map.
const STYLE: json::Style = json::Style { writes_empty: true };

const fn member(name: &'static str, kind: Kind) -> Member {
    Member::new(name, kind)
}

/// A structure with a member of each kind, itself included.
pub static EVERY: Shape = Shape::new(
    "Every",
    &[
        member("Text", Kind::Text),
        member("Blob", Kind::Blob),
        member("Boolean", Kind::Boolean),
        member("Integer", Kind::Integer),
        member("Long", Kind::Long),
        member("Double", Kind::Double),
        member("Time", Kind::Time(None)),
        member("IsoTime", Kind::Time(Some(TimeForm::Iso8601))),
        member("HttpTime", Kind::Time(Some(TimeForm::Rfc822))),
        member("Texts", Kind::List(&TEXTS)),
        member("Flat", Kind::List(&FLAT)),
        member("Named", Kind::List(&NAMED)).named("namedList"),
        member("Structs", Kind::List(&STRUCTS)),
        member("Lists", Kind::List(&LISTS)),
        member("Map", Kind::Map(&MAP)),
        member("FlatMap", Kind::Map(&FLAT_MAP)),
        member("Inner", Kind::Struct(&EVERY)).named("inner"),
    ],
);
static TEXTS: List = List { element: member("member", Kind::Text), flattened: false };
static FLAT: List = List { element: member("member", Kind::Text), flattened: true };
static NAMED: List = List { element: member("member", Kind::Integer).named("Item"), flattened: false };
static STRUCTS: List = List { element: member("member", Kind::Struct(&EVERY)), flattened: false };
static LISTS: List = List { element: member("member", Kind::List(&TEXTS)), flattened: false };
static MAP: Map =
    Map { key: member("key", Kind::Text), value: member("value", Kind::Text), flattened: false };
static FLAT_MAP: Map = Map {
    key: member("key", Kind::Text).named("Name"),
    value: member("value", Kind::Struct(&EVERY)).named("Value"),
    flattened: true,
};

/// A body of JSON.
pub fn json(bytes: &[u8]) {
    let Ok(fields) = json::read(&EVERY, bytes) else { return };
    let written = json::write(&fields, STYLE);
    let again = json::read(&EVERY, &written).map(|again| json::write(&again, STYLE));
    assert_eq!(again.as_deref(), Ok(&*written), "{}", String::from_utf8_lossy(&written));
    let _ = crate::constraint::judge(&fields);
}

/// A form.
pub fn form(bytes: &[u8]) {
    let Ok(fields) = Form::read("", bytes).and_then(|form| form.fields(&EVERY)) else { return };
    let written = form::write(&fields);
    let again = Form::read("", written.as_bytes()).and_then(|form| form.fields(&EVERY));
    assert_eq!(again.map(|again| form::write(&again)), Ok(written));
}

/// A document of XML.
pub fn xml(bytes: &[u8]) {
    let Ok(fields) = xml::read(&EVERY, bytes) else { return };
    let written = xml::document("R", None, &fields, STYLE);
    let again = xml::read(&EVERY, written.as_bytes());
    assert_eq!(again.map(|again| xml::document("R", None, &again, STYLE)), Ok(written));
}
