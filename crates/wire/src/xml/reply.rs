//! Members written as XML.

use super::Text;
use super::body::name_of;
use crate::json::Style;
use crate::scalar;
use crate::shape::{Kind, List, Map, Member, Place, TimeForm};
use crate::value::{Fields, Slot, Value};

/// What stands around the members in a reply of query.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// The operation.
    pub operation: &'a str,
    /// The namespace of the service's replies.
    pub namespace: Option<&'a str>,
    /// The element around the members, if the model has one.
    pub wrapper: Option<&'a str>,
    /// The request's id.
    pub request_id: &'a str,
}

/// Bytes of what stands around the members of a small reply, about: room that is taken at once.
const ROOM_AROUND: usize = 512;

/// The reply of a query operation.
pub fn query_reply(envelope: &Envelope<'_>, fields: &Fields, style: Style) -> String {
    let mut xml = Text::with_room(ROOM_AROUND + 2 * fields.weight());
    let root = format!("{}Response", envelope.operation);
    xml.root(&root, envelope.namespace, |xml| {
        match envelope.wrapper {
            Some(wrapper) => xml.element(wrapper, |xml| members(xml, fields, style)),
            None => members(xml, fields, style),
        }
        xml.element("ResponseMetadata", |xml| xml.leaf("RequestId", envelope.request_id));
    });
    xml.finish()
}

/// A document of rest-xml: the members of the document in a root of this name.
pub fn document(root: &str, namespace: Option<&str>, fields: &Fields, style: Style) -> String {
    let mut xml = Text::default();
    xml.root(root, namespace, |xml| members(xml, fields, style));
    format!("{DECLARATION}{}", xml.finish())
}

/// What stands before a document.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A member that is the whole document.
pub fn payload(member: &Member, namespace: Option<&str>, value: &Value, style: Style) -> String {
    let root = match (&member.kind, member.element()) {
        (Kind::Struct(shape), None) => shape.name,
        _ => member.element_or_name(),
    };
    match value {
        Value::Struct(fields) => document(root, namespace, fields, style),
        value => {
            let mut xml = Text::default();
            xml.root(root, namespace, |xml| inside(xml, &member.kind, value, style));
            format!("{DECLARATION}{}", xml.finish())
        }
    }
}

fn members(xml: &mut Text, fields: &Fields, style: Style) {
    let all = fields.shape().members.iter().zip(fields.slots());
    for (member, slot) in all.filter(|(member, _)| member.place == Place::Body) {
        // XML has no null.
        let Slot::There(value) = slot else { continue };
        match (value, &member.kind) {
            (Value::List(slots), Kind::List(of)) if of.flattened => {
                elements(xml, name_of(member), of, slots, style);
            }
            (Value::Map(entries), Kind::Map(of)) if of.flattened => {
                self::entries(xml, member.element_or_name(), of, entries, style);
            }
            (Value::List(slots), _) if slots.is_empty() && !style.writes_empty => {}
            (Value::Map(entries), _) if entries.is_empty() && !style.writes_empty => {}
            _ => one(xml, member.element_or_name(), &member.kind, value, style),
        }
    }
}

/// A value in an element of its own.
fn one(xml: &mut Text, name: &str, kind: &Kind, value: &Value, style: Style) {
    let attributes = value.fields().map(attributes).unwrap_or_default();
    xml.tag(name, &attributes, |xml| inside(xml, kind, value, style));
}

/// The attributes of a structure's element, with the namespace of each before it.
fn attributes(fields: &Fields) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    for (member, slot) in fields.shape().members.iter().zip(fields.slots()) {
        let (Place::Attribute(name, namespace), Slot::There(value)) = (member.place, slot) else { continue };
        if let Some((prefix, _)) = name.split_once(':') {
            attributes.push((format!("xmlns:{prefix}"), namespace.to_owned()));
        }
        attributes.push((name.to_owned(), scalar::write(&member.kind, TimeForm::Iso8601, value)));
    }
    attributes
}

fn inside(xml: &mut Text, kind: &Kind, value: &Value, style: Style) {
    match (value, kind) {
        (Value::Text(text), _) => xml.text(text),
        (Value::Struct(fields), _) => members(xml, fields, style),
        (Value::List(slots), Kind::List(of)) => {
            elements(xml, of.element.element().unwrap_or("member"), of, slots, style);
        }
        (Value::Map(entries), Kind::Map(of)) => self::entries(xml, "entry", of, entries, style),
        _ => xml.text(&scalar::write(kind, TimeForm::Iso8601, value)),
    }
}

fn elements(xml: &mut Text, name: &str, of: &List, slots: &[Slot], style: Style) {
    for value in slots.iter().filter_map(Slot::value) {
        one(xml, name, &of.element.kind, value, style);
    }
}

fn entries(xml: &mut Text, name: &str, of: &Map, entries: &[(String, Slot)], style: Style) {
    for (key, slot) in entries {
        xml.element(name, |xml| {
            xml.leaf(of.key.element().unwrap_or("key"), key);
            if let Some(value) = slot.value() {
                one(xml, of.value.element().unwrap_or("value"), &of.value.kind, value, style);
            }
        });
    }
}
