//! The members of a reply of the REST protocols, each in its place.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Language, listed};
use crate::json::{self, Style};
use crate::shape::{Kind, Member, Place, Signature, TimeForm};
use crate::value::{Fields, Value};
use crate::{scalar, xml};

/// What a reply is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers that members stand in, and the body's type.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// Writes the members of an operation's output. `namespace`: of documents of XML.
pub fn write(
    signature: &Signature,
    fields: &Fields,
    language: Language,
    style: Style,
    namespace: Option<&str>,
) -> Reply {
    let mut reply = Reply { status: signature.status, headers: HeaderMap::new(), body: Bytes::new() };
    let members = fields.shape().members;
    if members.iter().any(|member| member.place == Place::Body) {
        reply.body = match language {
            Language::Json => json::write(fields, style).into(),
            Language::Xml => xml::document(fields.shape().name, namespace, fields, style).into(),
        };
        reply.set_type(language.content_type());
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
            (Place::Payload, value) => reply.set_payload(member, value, language, (style, namespace)),
            _ => {}
        }
    }
    reply
}

impl Language {
    /// The type of documents in it.
    pub fn content_type(self) -> &'static str {
        match self {
            Language::Json => "application/json",
            Language::Xml => "application/xml",
        }
    }
}

impl Reply {
    /// The body's type, unless a member has said it.
    fn set_type(&mut self, content_type: &'static str) {
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
    }

    /// A name or a value that no header can have is left out.
    fn set_header(&mut self, name: &str, value: &str) {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
        {
            self.headers.insert(name, value);
        }
    }

    fn set_payload(
        &mut self,
        member: &Member,
        value: &Value,
        language: Language,
        (style, namespace): (Style, Option<&str>),
    ) {
        let (body, content_type): (Bytes, _) = match value {
            Value::Blob(bytes) => (bytes.clone(), "application/octet-stream"),
            Value::Text(text) => (text.clone().into(), "text/plain"),
            Value::Document(json) => (json.clone().into(), "application/json"),
            Value::Struct(fields) if language == Language::Json => {
                (json::write(fields, style).into(), language.content_type())
            }
            value => (xml::payload(member, namespace, value, style).into(), language.content_type()),
        };
        self.body = body;
        self.set_type(content_type);
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
