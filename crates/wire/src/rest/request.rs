//! The members of a request of the REST protocols, each from its place.

use bytes::Bytes;
use http::HeaderMap;

use super::{Language, listed};
use crate::scalar;
use crate::shape::{Kind, Map, Member, Place, Shape, TimeForm};
use crate::unread::Unread;
use crate::value::{Fields, Slot, Value};
use crate::{json, xml};

/// A request whose operation was found.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The parameters of the path, decoded.
    pub labels: &'a [(&'static str, String)],
    /// The query's pairs, decoded.
    pub query: &'a [(String, String)],
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body, whole.
    pub body: &'a Bytes,
}

type Result<T> = std::result::Result<T, Unread>;

/// Reads the members of a request.
///
/// # Errors
///
/// The body is not in its language, or a member is of another type than in the shape.
pub fn read(shape: &'static Shape, request: Request<'_>, language: Language) -> Result<Fields> {
    let mut fields = Fields::new(shape);
    let is_document = |member: &Member| member.place == Place::Body;
    if shape.members.iter().any(is_document) {
        match language {
            Language::Json => json::read_into(&mut fields, request.body)?,
            Language::Xml => {
                if let Some(root) = xml::Element::read(request.body)? {
                    xml::read_into(&mut fields, &root)?;
                }
            }
        }
    }
    for (at, member) in shape.members.iter().enumerate().filter(|(_, member)| !is_document(member)) {
        if let Some(value) = member_of(shape, member, request, language)? {
            fields.put(at, Slot::There(value));
        }
    }
    Ok(fields)
}

fn member_of(
    shape: &'static Shape,
    member: &Member,
    request: Request<'_>,
    language: Language,
) -> Result<Option<Value>> {
    match member.place {
        Place::Path(name) => {
            let label = request.labels.iter().find(|(label, _)| *label == name);
            label.map(|(_, text)| scalar::read(&member.kind, TimeForm::Iso8601, text)).transpose()
        }
        Place::Query(name) => in_query(shape, member, name, request.query),
        Place::Header(name) => in_header(member, name, request.headers),
        Place::Headers(prefix) => Ok(in_headers(prefix, request.headers)),
        Place::Payload => payload(member, request.body, language),
        Place::Body | Place::Attribute(..) | Place::Status => Ok(None),
    }
}

fn in_query(
    shape: &'static Shape,
    member: &Member,
    name: &str,
    query: &[(String, String)],
) -> Result<Option<Value>> {
    let mut values = query.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
    match &member.kind {
        Kind::List(list) => {
            let slots: Result<Vec<Slot>> = values
                .map(|text| scalar::read(&list.element.kind, TimeForm::Iso8601, text).map(Slot::There))
                .collect();
            let slots = slots?;
            Ok((!slots.is_empty()).then_some(Value::List(slots)))
        }
        Kind::Map(map) => Ok(others_in_query(shape, map, query)),
        kind => values.next().map(|text| scalar::read(kind, TimeForm::Iso8601, text)).transpose(),
    }
}

/// All parameters that no other member has: each once with its first value, or with all in a map of lists.
fn others_in_query(shape: &'static Shape, map: &Map, query: &[(String, String)]) -> Option<Value> {
    let taken = |key: &str| {
        shape.members.iter().any(|member| {
            matches!(member.place, Place::Query(name) if name == key && !matches!(member.kind, Kind::Map(_)))
        })
    };
    let mut entries: Vec<(String, Slot)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (key, value) in query.iter().filter(|(key, _)| !taken(key)) {
        let text = Slot::There(Value::Text(value.clone()));
        let at = *places.entry(key.as_str()).or_insert(entries.len());
        match (entries.get_mut(at), &map.value.kind) {
            (None, Kind::List(_)) => entries.push((key.clone(), Slot::There(Value::List(vec![text])))),
            (None, _) => entries.push((key.clone(), text)),
            (Some((_, Slot::There(Value::List(texts)))), _) => texts.push(text),
            (Some(_), _) => {}
        }
    }
    (!entries.is_empty()).then_some(Value::Map(entries))
}

fn in_header(member: &Member, name: &str, headers: &HeaderMap) -> Result<Option<Value>> {
    let mut lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    let Kind::List(list) = &member.kind else {
        let Some(line) = lines.next() else { return Ok(None) };
        return scalar::read(&member.kind, TimeForm::Rfc822, &line).map(Some);
    };
    let kind = &list.element.kind;
    let mut slots = Vec::new();
    for line in lines {
        for text in listed::split(kind, &line) {
            slots.push(Slot::There(scalar::read(kind, TimeForm::Rfc822, &text)?));
        }
    }
    Ok((!slots.is_empty()).then_some(Value::List(slots)))
}

/// Headers that begin alike, as a map of what follows. `http` gives names in lower case.
fn in_headers(prefix: &str, headers: &HeaderMap) -> Option<Value> {
    let named = headers.keys().filter_map(|name| Some((name, name.as_str().strip_prefix(prefix)?)));
    let entries: Vec<(String, Slot)> = named
        .map(|(name, rest)| {
            let lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
            let text = lines.collect::<Vec<_>>().join(",");
            (rest.to_owned(), Slot::There(Value::Text(text)))
        })
        .collect();
    (!entries.is_empty()).then_some(Value::Map(entries))
}

/// The whole body as one member. HTTP does not distinguish an empty body from none.
fn payload(member: &Member, body: &Bytes, language: Language) -> Result<Option<Value>> {
    if body.is_empty() {
        return Ok(None);
    }
    let utf8 = || std::str::from_utf8(body).map(str::to_owned).map_err(|_| Unread::malformed());
    Ok(Some(match &member.kind {
        Kind::Blob => Value::Blob(body.clone()),
        Kind::Struct(shape) => Value::Struct(match language {
            Language::Json => json::read(shape, body)?,
            Language::Xml => xml::read(shape, body)?,
        }),
        Kind::Document => Value::Document(utf8()?),
        kind => scalar::read(kind, TimeForm::Iso8601, &utf8()?)?,
    }))
}
