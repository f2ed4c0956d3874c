//! What a received message shows of itself beside its own attributes.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>

use wire::fault::Fault;
use wire::value::{Slot, Value};

use crate::error;
use crate::message::{Received, number};

/// What an attribute is of a message, if it has it.
type Of = fn(&Received) -> Option<String>;

/// What a message may show, each with what it is of a message.
static ATTRIBUTES: &[(&str, Of)] = &[
    ("SenderId", |received| Some(received.message.sender.clone())),
    ("SentTimestamp", |received| Some(received.place.sent_ms.to_string())),
    ("ApproximateReceiveCount", |received| Some(received.standing.receives.to_string())),
    ("ApproximateFirstReceiveTimestamp", |received| match received.standing.first_received_ms {
        0 => None,
        at => Some(at.to_string()),
    }),
    ("SequenceNumber", |received| received.message.sequence.map(number::sequence)),
    ("MessageDeduplicationId", |received| received.message.deduplication.clone()),
    ("MessageGroupId", |received| received.message.group.clone()),
    ("AWSTraceHeader", |received| received.message.trace_header.clone()),
    ("DeadLetterQueueSourceArn", |received| received.message.source.clone()),
];

/// Which of them a receiver asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    all: bool,
    names: Vec<&'static str>,
}

impl Wanted {
    /// Of the names of a request; `All` is all.
    ///
    /// # Errors
    ///
    /// There is no such attribute (recorded).
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Result<Wanted, Fault> {
        let mut wanted = Wanted::default();
        for name in names {
            match ATTRIBUTES.iter().find(|(known, _)| *known == name) {
                Some((known, _)) => wanted.names.push(known),
                None if name == "All" => wanted.all = true,
                None => return Err(error::unknown_attribute(name)),
            }
        }
        Ok(wanted)
    }

    /// All of them.
    pub(crate) fn all() -> Wanted {
        Wanted { all: true, names: Vec::new() }
    }
}

/// All that a message shows of itself.
pub(crate) fn texts(received: &Received) -> Vec<(String, String)> {
    ATTRIBUTES.iter().filter_map(|(name, of)| Some(((*name).to_owned(), of(received)?))).collect()
}

/// What was asked for, as a reply shows it; nothing where there is nothing.
pub(crate) fn shown(received: &Received, wanted: &Wanted) -> Option<Value> {
    let asked = ATTRIBUTES.iter().filter(|(name, _)| wanted.all || wanted.names.contains(name));
    let entries =
        asked.filter_map(|(name, of)| Some(((*name).to_owned(), Slot::There(Value::Text(of(received)?)))));
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then_some(Value::Map(entries))
}
