//! The members of a reply of the REST protocols, each in its place.

use bytes::Bytes;

use super::{Language, listed};
use crate::json::{self, Style};
use crate::reply::Reply;
use crate::shape::{Kind, Member, Place, Signature, TimeForm};
use crate::value::{Fields, Value};
use crate::{scalar, xml};

/// Writes the members of an operation's output. `namespace`: of documents of XML.
pub fn write(
    signature: &Signature,
    fields: &Fields,
    language: Language,
    style: Style,
    namespace: Option<&str>,
) -> Reply {
    let mut reply = Reply::new(signature.status);
    let members = fields.shape().members;
    // A 204 has no body: S3 Control's TagResource has an output without members, and sends nothing.
    let may_be_empty = language == Language::Json && signature.status != 204;
    let is_empty_document = may_be_empty && members.is_empty() && !fields.shape().is_nothing();
    if is_empty_document || members.iter().any(|member| member.place == Place::Body) {
        reply.body = match language {
            Language::Json => json::write(fields, style).into(),
            Language::Xml => xml::document(fields.shape().name, namespace, fields, style).into(),
        };
        reply.set_type(language.protocol().content_type());
    }
    for (member, slot) in members.iter().zip(fields.slots()) {
        let Some(value) = slot.value() else { continue };
        match (member.place, value) {
            (Place::Status, Value::Integer(status)) => {
                reply.status = u16::try_from(*status).unwrap_or(reply.status);
            }
            (Place::Header(name), value) => reply.set_header(name, &header(&member.kind, value)),
            (Place::Headers(prefix), Value::Map(entries)) => {
                for (key, slot) in entries {
                    if let Some(value) = slot.value() {
                        reply.set_header(&format!("{prefix}{key}"), &header(&Kind::Text, value));
                    }
                }
            }
            (Place::Payload, value) => {
                let (body, content_type) = payload(member, value, language, (style, namespace));
                reply.body = body;
                reply.set_type(content_type);
            }
            _ => {}
        }
    }
    reply
}

/// A member as the whole body, and the body's type.
fn payload(
    member: &Member,
    value: &Value,
    language: Language,
    (style, namespace): (Style, Option<&str>),
) -> (Bytes, &'static str) {
    let document = language.protocol().content_type();
    match value {
        Value::Blob(bytes) => (bytes.clone(), "application/octet-stream"),
        Value::Text(text) => (text.clone().into(), "text/plain"),
        Value::Document(json) => (json.clone().into(), "application/json"),
        Value::Struct(fields) if language == Language::Json => (json::write(fields, style).into(), document),
        value => (xml::payload(member, namespace, value, style).into(), document),
    }
}

fn header(kind: &Kind, value: &Value) -> String {
    match (kind, value) {
        (Kind::List(list), Value::List(slots)) => {
            let kind = &list.element.kind;
            let values = slots.iter().filter_map(|slot| slot.value());
            listed::join(values.map(|value| (kind, scalar::write(kind, TimeForm::Rfc822, value))))
        }
        _ => scalar::write(kind, TimeForm::Rfc822, value),
    }
}
