//! Members written as a body of JSON.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::{Object, text};
use crate::moment;
use crate::shape::{Kind, Place, TimeForm};
use crate::value::{Fields, Slot, Value};

/// What a service leaves to choose when members are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Lists and maps without elements are written, as `[]` and `{}`.
    pub writes_empty: bool,
}

/// The body that these members make. Those that stand elsewhere than in the document are left out.
pub fn write(fields: &Fields, style: Style) -> Vec<u8> {
    let mut out = Vec::with_capacity(fields.weight() + fields.weight() / 8);
    structure(&mut out, fields, style);
    out
}

/// Appends a structure.
pub(crate) fn structure(out: &mut Vec<u8>, fields: &Fields, style: Style) {
    let mut object = Object::begin(out);
    members(&mut object, fields, style);
    object.end();
}

/// Writes members into an object that may have others.
pub(crate) fn members(object: &mut Object<'_>, fields: &Fields, style: Style) {
    for (member, slot) in fields.shape().members.iter().zip(fields.slots()) {
        if member.place == Place::Body && is_written(slot, style) {
            write_slot(object.member(member.on_wire()), &member.kind, slot, style);
        }
    }
}

fn is_written(slot: &Slot, style: Style) -> bool {
    match slot {
        Slot::Absent => false,
        Slot::There(Value::List(slots)) => style.writes_empty || !slots.is_empty(),
        Slot::There(Value::Map(entries)) => style.writes_empty || !entries.is_empty(),
        Slot::Null | Slot::There(_) => true,
    }
}

/// Appends a value; what is absent is null.
pub(crate) fn write_slot(out: &mut Vec<u8>, kind: &Kind, slot: &Slot, style: Style) {
    match slot {
        Slot::Absent | Slot::Null => out.extend_from_slice(b"null"),
        Slot::There(value) => write_value(out, kind, value, style),
    }
}

fn write_value(out: &mut Vec<u8>, kind: &Kind, value: &Value, style: Style) {
    match value {
        Value::Text(value) => text(out, value),
        Value::Blob(bytes) => text(out, &BASE64_STANDARD.encode(bytes)),
        Value::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Value::Integer(number) => {
            let mut buffer = itoa::Buffer::new();
            out.extend_from_slice(buffer.format(*number).as_bytes());
        }
        Value::Double(number) => double(out, *number),
        Value::Time(ms) => match kind {
            Kind::Time(Some(form @ (TimeForm::Iso8601 | TimeForm::Rfc822))) => {
                text(out, &moment::write(*ms, *form))
            }
            _ => out.extend_from_slice(moment::write(*ms, TimeForm::Epoch).as_bytes()),
        },
        Value::Document(json) => out.extend_from_slice(json.as_bytes()),
        Value::List(slots) => list(out, element(kind), slots, style),
        Value::Map(entries) => {
            let mut object = Object::begin(out);
            for (key, slot) in entries {
                write_slot(object.key(key), element(kind).unwrap_or(&Kind::Text), slot, style);
            }
            object.end();
        }
        Value::Struct(fields) => structure(out, fields, style),
    }
}

/// What a list or map holds.
fn element(kind: &Kind) -> Option<&'static Kind> {
    match kind {
        Kind::List(list) => Some(&list.element.kind),
        Kind::Map(map) => Some(&map.value.kind),
        _ => None,
    }
}

fn list(out: &mut Vec<u8>, kind: Option<&'static Kind>, slots: &[Slot], style: Style) {
    out.push(b'[');
    for (at, slot) in slots.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_slot(out, kind.unwrap_or(&Kind::Text), slot, style);
    }
    out.push(b']');
}

/// A double with a digit behind the point at least; what JSON has no numbers for as Smithy's protocols write it.
fn double(out: &mut Vec<u8>, number: f64) {
    if number.is_finite() {
        out.extend_from_slice(serde_json::Value::from(number).to_string().as_bytes());
        return;
    }
    let words = if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    text(out, words);
}

/// Appends a value of which no shape is known, as the further members of an error are.
pub(crate) fn write_loose(out: &mut Vec<u8>, value: &Value) {
    write_value(out, &Kind::Text, value, Style { writes_empty: true });
}
