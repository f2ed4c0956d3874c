//! Members written as a form, as AWS's clients write them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::scalar;
use crate::shape::{Kind, List, Map, TimeForm};
use crate::value::{Fields, Slot, Value};

/// What stands as it is: RFC 3986's unreserved characters.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The form that these members make. Query has no null: what is null is left out.
pub fn write(fields: &Fields) -> String {
    let mut out = String::new();
    structure(&mut out, fields, "");
    out
}

fn pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.extend(utf8_percent_encode(name, ESCAPED));
    out.push('=');
    out.extend(utf8_percent_encode(value, ESCAPED));
}

fn structure(out: &mut String, fields: &Fields, prefix: &str) {
    for (member, slot) in fields.shape().members.iter().zip(fields.slots()) {
        write_slot(out, &member.kind, slot, prefix, member.element_or_name());
    }
}

fn write_slot(out: &mut String, kind: &Kind, slot: &Slot, prefix: &str, name: &str) {
    let path = format!("{prefix}{name}");
    match (slot, kind) {
        (Slot::There(Value::Struct(fields)), _) => structure(out, fields, &format!("{path}.")),
        (Slot::There(Value::List(slots)), Kind::List(of)) => list(out, of, slots, prefix, &path),
        (Slot::There(Value::Map(entries)), Kind::Map(of)) => map(out, of, entries, &path),
        (Slot::There(value), _) => pair(out, &path, &scalar::write(kind, TimeForm::Iso8601, value)),
        (Slot::Absent | Slot::Null, _) => {}
    }
}

fn list(out: &mut String, list: &List, slots: &[Slot], prefix: &str, path: &str) {
    if slots.is_empty() {
        return pair(out, path, "");
    }
    let prefix = match (list.flattened, list.element.element()) {
        (false, name) => format!("{path}.{}.", name.unwrap_or("member")),
        (true, None) => format!("{path}."),
        (true, Some(name)) => format!("{prefix}{name}."),
    };
    // An element without content, such as a structure without members, cannot be written and takes no number.
    let mut number: usize = 1;
    for slot in slots {
        let before = out.len();
        write_slot(out, &list.element.kind, slot, &prefix, &number.to_string());
        number += usize::from(out.len() > before);
    }
}

fn map(out: &mut String, map: &Map, entries: &[(String, Slot)], path: &str) {
    if entries.is_empty() {
        return pair(out, path, "");
    }
    for (at, (key, slot)) in entries.iter().enumerate() {
        let entry = if map.flattened { "" } else { "entry." };
        let prefix = format!("{path}.{entry}{}.", at + 1);
        pair(out, &format!("{prefix}{}", map.key.element().unwrap_or("key")), key);
        write_slot(out, &map.value.kind, slot, &prefix, map.value.element().unwrap_or("value"));
    }
}
