//! How AWS's Java shows a value in a message.

use std::fmt::{self, Write as _};

use super::lower;
use crate::shape::Hidden;
use crate::value::{Fields, Slot, Value};

/// The longest text, in bytes, that one broken constraint shows of a value, and of the path to it. Our own bound: AWS
/// shows values of ordinary length whole, and takes no bodies of the length that ours may have.
pub const MAX_SHOWN: usize = 8 << 10;

/// What stands where a text was cut.
const CUT: &str = "...";

/// A value as it is shown: whole, or cut at [`MAX_SHOWN`] bytes, with three points behind. What would be cut is not even
/// written.
pub fn bounded(value: impl fmt::Display) -> String {
    let mut text = Bounded(String::new());
    if write!(text, "{value}").is_err() {
        text.0.push_str(CUT);
    }
    text.0
}

/// A text that takes no more than [`MAX_SHOWN`] bytes.
struct Bounded(String);

impl fmt::Write for Bounded {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        let room = MAX_SHOWN.saturating_sub(self.0.len());
        let (fits, rest) = more.split_at(more.floor_char_boundary(room));
        self.0.push_str(fits);
        if rest.is_empty() { Ok(()) } else { Err(fmt::Error) }
    }
}

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
