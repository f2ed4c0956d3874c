//! Attributes of messages: what they may be, their digest, and which of them a receiver asked for.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html>

use bytes::Bytes;
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::{Fields, Slot, Value};

use crate::error;
use crate::message::body::{check_characters, hex};
use crate::model;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

/// An attribute's type and value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attribute {
    pub(crate) data_type: String,
    pub(crate) content: Content,
}

/// The attributes of a message, in the order of their names.
pub(crate) type Attributes = Vec<(String, Attribute)>;

/// How many a message may have.
const MOST: usize = 10;
const MAX_NAME: usize = 256;

/// The attributes of a request's member, judged.
///
/// # Errors
///
/// AWS's sentences; those without a source are guesses.
pub(crate) fn given(fields: &Fields, member: &str) -> Result<Attributes, Fault> {
    let entries = fields.map(member);
    if entries.len() > MOST {
        let count = entries.len();
        return Err(error::invalid(format!(
            "Number of message attributes [{count}] exceeds the allowed maximum [{MOST}]."
        )));
    }
    let mut attributes = Attributes::with_capacity(entries.len());
    for (name, slot) in entries {
        check_name(name)?;
        let attribute = slot.value().and_then(Value::fields).ok_or_else(|| no_type(name))?;
        attributes.push((name.clone(), read(name, attribute)?));
    }
    attributes.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(attributes)
}

fn check_name(name: &str) -> Result<(), Fault> {
    let refuse = |message: String| Err(error::invalid(message));
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let lower = name.to_ascii_lowercase();
    if name.is_empty() || name.len() > MAX_NAME {
        return refuse(format!(
            "Message (user) attribute name must be between 1 and {MAX_NAME} characters long."
        ));
    }
    if !name.bytes().all(is_allowed) {
        return refuse(format!(
            "The message attribute name '{name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), \
             hyphen (-), and period (.) characters."
        ));
    }
    if name.starts_with('.') || name.ends_with('.') || name.contains("..") {
        return refuse(format!(
            "Invalid attribute name '{name}': it cannot start or end with a period, or have periods in a row."
        ));
    }
    if lower.starts_with("aws.") || lower.starts_with("amazon.") {
        return refuse(format!(
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon.': {name}."
        ));
    }
    Ok(())
}

fn no_type(name: &str) -> Fault {
    error::invalid(format!("The message attribute '{name}' must contain a non-empty message attribute type."))
}

/// Recorded.
fn no_value(name: &str, kind: &str) -> Fault {
    error::invalid(format!(
        "Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'."
    ))
}

fn read(name: &str, fields: &Fields) -> Result<Attribute, Fault> {
    let data_type = fields.text("DataType").filter(|kind| !kind.is_empty()).ok_or_else(|| no_type(name))?;
    if !fields.list("StringListValues").is_empty() || !fields.list("BinaryListValues").is_empty() {
        return Err(error::unsupported(
            "Message attribute list values in SendMessage operation are not supported.",
        ));
    }
    let kind = data_type.split('.').next().unwrap_or_default();
    let is_long = data_type.len() > MAX_NAME;
    let content = match kind {
        _ if is_long => {
            return Err(error::invalid(format!(
                "The message attribute '{name}' has a message attribute type that is longer than {MAX_NAME} characters."
            )));
        }
        "String" | "Number" => {
            let text = fields.text("StringValue").filter(|text| !text.is_empty());
            // Recorded: AWS names the member's type, not the attribute's.
            let text = text.ok_or_else(|| no_value(name, "String"))?;
            check_characters(text)?;
            if kind == "Number" && !is_number(text) {
                return Err(error::invalid(format!(
                    "Can't cast the value of message (user) attribute '{name}' to a number."
                )));
            }
            Content::Text(text.to_owned())
        }
        "Binary" => {
            let bytes = fields.blob("BinaryValue").filter(|bytes| !bytes.is_empty());
            Content::Bytes(bytes.ok_or_else(|| no_value(name, "Binary"))?.to_vec())
        }
        _ => {
            return Err(error::invalid(format!(
                "The message attribute '{name}' has an invalid message attribute type, the set of supported type \
                 prefixes is Binary, Number, and String."
            )));
        }
    };
    Ok(Attribute { data_type: data_type.to_owned(), content })
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

impl Attribute {
    fn content(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    fn shown(&self) -> Fields {
        let fields = Fields::new(&model::MESSAGE_ATTRIBUTE_VALUE).with("DataType", self.data_type.clone());
        match &self.content {
            Content::Text(text) => fields.with("StringValue", text.clone()),
            Content::Bytes(bytes) => fields.with("BinaryValue", Bytes::copy_from_slice(bytes)),
        }
    }
}

/// How many bytes attributes count for.
pub(crate) fn size(attributes: &[(String, Attribute)]) -> usize {
    let one = |(name, attribute): &(String, Attribute)| {
        name.len() + attribute.data_type.len() + attribute.content().len()
    };
    attributes.iter().map(one).sum()
}

/// The digest over attributes, in the order of their names; nothing where there are none.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation>
pub(crate) fn md5<'a>(attributes: impl Iterator<Item = &'a (String, Attribute)>) -> Option<String> {
    let mut digest = Md5::new();
    let mut is_empty = true;
    let add = |digest: &mut Md5, bytes: &[u8]| {
        digest.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        digest.update(bytes);
    };
    for (name, attribute) in attributes {
        is_empty = false;
        add(&mut digest, name.as_bytes());
        add(&mut digest, attribute.data_type.as_bytes());
        digest.update([if matches!(attribute.content, Content::Text(_)) { 1 } else { 2 }]);
        add(&mut digest, attribute.content());
    }
    (!is_empty).then(|| hex(digest.finalize().into()))
}

/// Which attributes a receiver asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    all: bool,
    names: Vec<String>,
    prefixes: Vec<String>,
}

impl Wanted {
    /// Of the names of a request: a name, the beginning of names before `.*`, or `All`.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Wanted {
        let mut wanted = Wanted::default();
        for name in names {
            match name.strip_suffix(".*") {
                _ if name == "All" || name == ".*" => wanted.all = true,
                Some(prefix) => wanted.prefixes.push(prefix.to_owned()),
                None => wanted.names.push(name.to_owned()),
            }
        }
        wanted
    }

    /// Those of a message.
    pub(crate) fn among<'a>(&self, attributes: &'a Attributes) -> Vec<&'a (String, Attribute)> {
        let is_wanted = |name: &str| {
            self.all
                || self.names.iter().any(|wanted| wanted == name)
                || self.prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()))
        };
        attributes.iter().filter(|(name, _)| is_wanted(name)).collect()
    }
}

/// Attributes as a reply shows them; nothing where there are none.
pub(crate) fn shown(attributes: &[&(String, Attribute)]) -> Option<Value> {
    let entry = |entry: &&(String, Attribute)| {
        let (name, attribute) = *entry;
        (name.clone(), Slot::There(Value::Struct(attribute.shown())))
    };
    (!attributes.is_empty()).then(|| Value::Map(attributes.iter().map(entry).collect()))
}
