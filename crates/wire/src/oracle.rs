//! What must hold for any bytes at all. Each function panics where it does not; the fuzz targets call them with whatever
//! they invent, and the tests here with what proptest does.
//!
//! Of every reader: it never panics; what it reads and a writer writes reads back to the same.

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};

use crate::form::{self, Form};
use crate::gzip;
use crate::json;
use crate::moment;
use crate::page::{self, Binding};
use crate::rest::{self, Language};
use crate::shape::{Kind, List, Map, Member, Place, Shape, Signature, TimeForm};
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

const fn placed(name: &'static str, kind: Kind, place: Place) -> Member {
    Member::new(name, kind).at(place)
}

/// A structure with a member in each place.
static PLACES: Shape = Shape::new(
    "Places",
    &[
        placed("Key", Kind::Text, Place::Path("Key")),
        placed("Texts", Kind::List(&TEXTS), Place::Query("texts")),
        placed("Others", Kind::Map(&MAP), Place::Query("others")),
        placed("Words", Kind::List(&TEXTS), Place::Header("x-words")),
        placed("Meta", Kind::Map(&MAP), Place::Headers("x-meta-")),
        member("Inner", Kind::Struct(&EVERY)),
    ],
);
static PLACED: Signature = Signature {
    name: "Place",
    method: "POST",
    path: "/a/{Key+}?texts",
    status: 200,
    input: &PLACES,
    output: &PLACES,
    wrapper: None,
};

/// A request of the REST protocols: its target, a line of words in a header, and its body. What its headers are read to,
/// writes and reads back to the same.
pub fn rest(bytes: &[u8]) {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (target, words, body) = (line(), line(), line());
    let target = String::from_utf8_lossy(target);
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let Ok(query) = form::pairs(query.as_bytes(), form::MAX_PAIRS) else { return };
    let routes = [(PLACED.name, PLACED.method, PLACED.path)];
    let labels = rest::find(&routes, "POST", path, &query).map(|found| found.labels).unwrap_or_default();
    let mut headers = HeaderMap::new();
    if let Ok(words) = HeaderValue::from_bytes(words) {
        headers.insert("x-words", words);
    }
    let body = Bytes::copy_from_slice(body);
    for language in [Language::Json, Language::Xml] {
        let request = rest::Request { labels: &labels, query: &query, headers: &headers, body: &body };
        let Ok(fields) = rest::read(&PLACES, request, language) else { continue };
        let reply = rest::write(&PLACED, &fields, language, STYLE, None);
        let request = rest::Request { headers: &reply.headers, body: &reply.body, ..request };
        let again = rest::read(&PLACES, request, language).map(|again| again.list("Words").to_vec());
        let words = fields.list("Words").to_vec();
        assert_eq!(again, Ok(if reply.headers.contains_key("x-words") { words } else { Vec::new() }));
    }
}

/// A page token: none that was made up leads anywhere, and what one leads to leads back.
pub fn page(bytes: &[u8]) {
    let binding = Binding { operation: "wire:List", request: &["a"] };
    if let Ok(token) = std::str::from_utf8(bytes)
        && let Ok(place) = binding.place(token)
    {
        assert_eq!(binding.token(&place), token);
    }
    let token = binding.token(bytes);
    if token.len() <= page::MAX_TOKEN {
        assert_eq!(binding.place(&token).as_deref(), Ok(bytes));
    }
}

/// A moment in any form: what is read writes in each form and reads back, but for what that form does not hold.
pub fn moment(bytes: &[u8]) {
    let Some(ms) = std::str::from_utf8(bytes).ok().and_then(moment::read_any) else { return };
    for form in [TimeForm::Epoch, TimeForm::Iso8601] {
        assert_eq!(moment::read(&moment::write(ms, form), form), Some(ms), "{form:?}");
    }
    // RFC 822 has no years before 1900, and no milliseconds.
    if let Some(whole) = moment::read(&moment::write(ms, TimeForm::Rfc822), TimeForm::Rfc822) {
        assert_eq!(whole, ms.div_euclid(1000) * 1000);
    }
}

/// A packed body: never more than the limit comes out.
pub fn gzip(bytes: &[u8]) {
    const LIMIT: usize = 1 << 16;
    let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static("gzip"))]);
    if let Ok(body) = gzip::unpacked(&headers, Bytes::copy_from_slice(bytes), LIMIT) {
        assert!(body.len() <= LIMIT);
    }
}
