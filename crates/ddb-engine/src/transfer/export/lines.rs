//! One line of a data file: an item, or how it changed.

use bytes::Bytes;

use super::{ExportFormat, Span};
use crate::definition::schema::KeySchema;
use crate::engine::history::Changed;
use crate::item::key;
use crate::message::value::{view, write_item};
use crate::transfer::ion;
use wire::json::Object;

/// An item of a full export.
pub(super) fn item(format: ExportFormat, item: &Bytes, out: &mut Vec<u8>) {
    match format {
        ExportFormat::DynamodbJson => {
            let mut line = Object::begin(out);
            write_item(item, line.key("Item"));
            line.end();
        }
        ExportFormat::Ion => {
            out.extend_from_slice(b"$ion_1_0 {Item:");
            ion::write_item(view(item), out);
            out.push(b'}');
        }
    }
    out.push(b'\n');
}

/// A changed item of an incremental export. That it stands in a field `Record` in Ion is our guess.
pub(super) fn change(
    format: ExportFormat,
    span: &Span,
    schema: &KeySchema,
    changed: &Changed,
    out: &mut Vec<u8>,
) {
    let Some(known) = changed.new.as_ref().or(changed.old.as_ref()) else { return };
    let keys = key::keys_of(schema, view(known)).into_bytes();
    let old = changed.old.as_ref().filter(|_| span.old_images);
    let parts = [("Keys", Some(&keys)), ("OldImage", old), ("NewImage", changed.new.as_ref())];
    let parts = parts.into_iter().filter_map(|(name, part)| Some((name, part?)));
    match format {
        ExportFormat::DynamodbJson => {
            let mut line = Object::begin(out);
            let written = format!("{{\"WriteTimestampMicros\":{{\"N\":\"{}\"}}}}", changed.micros);
            line.key("Metadata").extend_from_slice(written.as_bytes());
            for (name, part) in parts {
                write_item(part, line.key(name));
            }
            line.end();
        }
        ExportFormat::Ion => {
            let written =
                format!("$ion_1_0 {{Record:{{Metadata:{{WriteTimestampMicros:{}.}}", changed.micros);
            out.extend_from_slice(written.as_bytes());
            for (name, part) in parts {
                out.extend_from_slice(format!(",{name}:").as_bytes());
                ion::write_item(view(part), out);
            }
            out.extend_from_slice(b"}}");
        }
    }
    out.push(b'\n');
}
