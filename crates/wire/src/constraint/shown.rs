//! How AWS's Java shows a value in a message.

use std::fmt;

use super::lower;
use crate::shape::Hidden;
use crate::value::{Fields, Slot, Value};

/// A value as Java's `toString` has it.
pub(super) struct Shown<'a>(pub(super) &'a Value);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Text(text) | Value::Document(text) => f.write_str(text),
            Value::Blob(bytes) => {
                let len = bytes.len();
                write!(f, "java.nio.HeapByteBuffer[pos=0 lim={len} cap={len}]")
            }
            Value::Boolean(value) => write!(f, "{value}"),
            Value::Integer(number) => write!(f, "{number}"),
            Value::Double(number) => write!(f, "{number:?}"),
            // Our guess: DynamoDB shows seconds.
            Value::Time(ms) => write!(f, "{}", ms.div_euclid(1000)),
            Value::List(slots) => {
                f.write_str("[")?;
                for (at, slot) in slots.iter().enumerate() {
                    f.write_str(comma(at))?;
                    show_slot(slot, f)?;
                }
                f.write_str("]")
            }
            Value::Map(entries) => {
                f.write_str("{")?;
                for (at, (key, slot)) in entries.iter().enumerate() {
                    write!(f, "{}{key}=", comma(at))?;
                    show_slot(slot, f)?;
                }
                f.write_str("}")
            }
            Value::Struct(fields) => show_struct(fields, f),
        }
    }
}

fn comma(at: usize) -> &'static str {
    if at == 0 { "" } else { ", " }
}

fn show_slot(slot: &Slot, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match slot.value() {
        Some(value) => write!(f, "{}", Shown(value)),
        None => f.write_str("null"),
    }
}

/// Every member, those that are not there as `null`: recorded of EventBridge and Logs. What is sensitive is starred: our
/// guess, after the SDK for Java.
fn show_struct(fields: &Fields, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}(", fields.shape().name)?;
    for (at, (member, slot)) in fields.shape().members.iter().zip(fields.slots()).enumerate() {
        write!(f, "{}{}=", comma(at), lower(member.name))?;
        if member.rules.hidden != Hidden::Nothing && slot.value().is_some() {
            f.write_str("*** Sensitive Data Redacted ***")?;
        } else {
            show_slot(slot, f)?;
        }
    }
    f.write_str(")")
}
