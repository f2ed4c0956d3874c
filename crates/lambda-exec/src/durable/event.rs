//! The history of an execution: what happened, in the order in which it did.

use serde::{Deserialize, Serialize};
use wire::shape::{Kind, Shape};
use wire::value::{Fields, Value};

use super::error_object::ErrorObject;
use super::execution::time;
use super::operation::Operation;
use super::{frame, keys};
use crate::error::Error;
use crate::model;
use crate::records::Records;

/// One event, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Event {
    /// Such as `StepFailed`, from which its details have their name.
    kind: String,
    /// Milliseconds since the epoch.
    pub(super) at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sub_type: Option<String>,
    /// Members of the details that hold no data of the user's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    details: Vec<(String, Detail)>,
    /// Of a step: which attempt, and after how many seconds the next one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry: Option<(u32, Option<u64>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<ErrorObject>,
    /// The member of the details that holds the text behind this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text_is: Option<String>,
    #[serde(skip)]
    text: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Detail {
    Number(u64),
    Time(u64),
    Text(String),
    Switch(bool),
}

impl Event {
    /// One about an execution as a whole.
    pub(super) fn new(kind: impl Into<String>, at: u64) -> Event {
        Event {
            kind: kind.into(),
            at,
            id: None,
            parent: None,
            name: None,
            sub_type: None,
            details: Vec::new(),
            retry: None,
            error: None,
            text_is: None,
            text: None,
        }
    }

    /// One about an operation: what became of it is the end of the event's type, such as `Failed`.
    pub(super) fn about(operation: &Operation, what: &str, at: u64) -> Event {
        Event {
            id: Some(operation.id.clone()),
            parent: operation.parent.clone(),
            name: operation.name.clone(),
            sub_type: operation.sub_type.clone(),
            ..Event::new(format!("{}{what}", operation.kind.of_events()), at)
        }
    }

    pub(super) fn with(mut self, member: &str, detail: Detail) -> Event {
        self.details.push((member.to_owned(), detail));
        self
    }

    pub(super) fn with_text(mut self, member: &str, text: Option<String>) -> Event {
        self.text_is = Some(member.to_owned());
        self.text = text;
        self
    }

    pub(super) fn with_error(mut self, error: Option<ErrorObject>) -> Event {
        self.error = Some(error.unwrap_or_default());
        self
    }

    pub(super) fn with_retry(mut self, attempt: u32, next_after_secs: Option<u64>) -> Event {
        self.retry = Some((attempt, next_after_secs));
        self
    }

    pub(super) fn load(records: &Records, execution: &str, number: u64) -> Result<Option<Event>, Error> {
        let Some(record) = records.get(keys::event(execution, number).as_bytes())? else { return Ok(None) };
        let (event, text) = frame::decode::<Event>(&record)?;
        Ok(Some(Event { text, ..event }))
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, Error> {
        frame::encode(self, self.text.as_deref())
    }

    /// About how long it is as a client gets it.
    pub(super) fn len(&self) -> usize {
        const AROUND: usize = 512;
        AROUND + self.text.as_ref().map_or(0, String::len) + self.error.as_ref().map_or(0, ErrorObject::len)
    }

    /// As the API shows it, its number told. Without data it says that some is left out.
    pub(super) fn shown(&self, number: u64, with_data: bool) -> Fields {
        let member = format!("{}Details", self.kind);
        let details = shape_of(&model::EVENT, &member).map(|shape| self.details_in(shape, with_data));
        Fields::new(&model::EVENT)
            .with("EventType", self.kind.as_str())
            .with("SubType", self.sub_type.as_deref())
            .with("EventId", number)
            .with("Id", self.id.as_deref())
            .with("Name", self.name.as_deref())
            .with("EventTimestamp", time(self.at))
            .with("ParentId", self.parent.as_deref())
            .with(&member, details)
    }

    fn details_in(&self, shape: &'static Shape, with_data: bool) -> Fields {
        let mut details = Fields::new(shape);
        for (member, detail) in &self.details {
            let value = match detail {
                Detail::Number(number) => Value::Integer(i64::try_from(*number).unwrap_or(i64::MAX)),
                Detail::Time(millis) => time(*millis),
                Detail::Text(text) => Value::Text(text.clone()),
                Detail::Switch(is_on) => Value::Boolean(*is_on),
            };
            details.set(member, value);
        }
        if let Some((attempt, next)) = self.retry {
            let retry = Fields::new(&model::RETRY_DETAILS).with("CurrentAttempt", attempt);
            details.set("RetryDetails", retry.with("NextAttemptDelaySeconds", next));
        }
        if let Some(member) = &self.text_is
            && let Some(shape) = shape_of(shape, member)
        {
            let text = self.text.as_deref();
            let shown = Fields::new(shape).with("Payload", text.filter(|_| with_data));
            details.set(member, shown.with("Truncated", text.is_some() && !with_data));
        }
        if let Some(error) = &self.error {
            let shown = with_data.then(|| error.shown());
            let is_left_out = !with_data && *error != ErrorObject::default();
            let shown = Fields::new(&model::EVENT_ERROR).with("Payload", shown);
            details.set("Error", shown.with("Truncated", is_left_out));
        }
        details
    }
}

/// The shape of a member that is a structure.
fn shape_of(shape: &'static Shape, member: &str) -> Option<&'static Shape> {
    let member = shape.members.iter().find(|known| known.name == member)?;
    match member.kind {
        Kind::Struct(shape) => Some(shape),
        _ => None,
    }
}
