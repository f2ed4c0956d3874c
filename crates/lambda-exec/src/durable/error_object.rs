//! AWS's `ErrorObject`: how a step, a callback, a called function or an execution failed.

use serde::{Deserialize, Serialize};
use wire::value::{Fields, Slot, Value};

use crate::error::Error;
use crate::invoke::ASYNCHRONOUS_LIMIT;
use crate::model;

/// All members may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ErrorObject {
    #[serde(rename = "ErrorMessage", default, skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    #[serde(rename = "ErrorType", default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<String>,
    #[serde(rename = "ErrorData", default, skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<String>,
    #[serde(rename = "StackTrace", default, skip_serializing_if = "Option::is_none")]
    pub(crate) stack_trace: Option<Vec<String>>,
}

/// The payload of a function that failed, as runtimes write it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reported {
    #[serde(default)]
    error_message: Option<String>,
    #[serde(default)]
    error_type: Option<String>,
    #[serde(default)]
    stack_trace: Option<Vec<String>>,
}

impl ErrorObject {
    /// Of a type and a sentence.
    pub(crate) fn new(kind: &str, message: impl Into<String>) -> ErrorObject {
        ErrorObject { message: Some(message.into()), kind: Some(kind.to_owned()), ..ErrorObject::default() }
    }

    /// What a request says.
    pub(super) fn read(fields: &Fields) -> ErrorObject {
        let text = |name| fields.text(name).map(str::to_owned);
        let stack_trace = fields.has("StackTrace").then(|| fields.texts("StackTrace").map(str::to_owned));
        ErrorObject {
            message: text("ErrorMessage"),
            kind: text("ErrorType"),
            data: text("ErrorData"),
            stack_trace: stack_trace.map(Iterator::collect),
        }
    }

    /// What a request brings as its body; nothing is an error of which nothing is known.
    pub(crate) fn read_body(fields: &Fields) -> Result<ErrorObject, Error> {
        let error = fields.fields("Error").map(ErrorObject::read).unwrap_or_default();
        error.check()?;
        Ok(error)
    }

    /// What a function that failed answered. Runtimes write traces in other ways too: then there is none.
    pub(crate) fn of_failure(payload: &[u8]) -> ErrorObject {
        let reported = serde_json::from_slice::<Reported>(payload).unwrap_or_else(|_| Reported {
            error_message: Some(String::from_utf8_lossy(payload).into_owned()),
            ..Reported::default()
        });
        ErrorObject {
            message: reported.error_message,
            kind: reported.error_type,
            data: None,
            stack_trace: reported.stack_trace,
        }
    }

    /// How much of AWS's limit it takes: all its texts.
    pub(crate) fn len(&self) -> usize {
        let texts = [&self.message, &self.kind, &self.data].into_iter().flatten();
        texts.chain(self.stack_trace.iter().flatten()).map(String::len).sum()
    }

    /// Refuses one that is longer than AWS's limit.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.len() > ASYNCHRONOUS_LIMIT {
            true => Err(Error::invalid(format!(
                "Error object size must be less than or equal to {ASYNCHRONOUS_LIMIT} bytes."
            ))),
            false => Ok(()),
        }
    }

    pub(crate) fn shown(&self) -> Fields {
        let trace = |trace: &Vec<String>| {
            Value::List(trace.iter().map(|line| Slot::There(Value::Text(line.clone()))).collect())
        };
        Fields::new(&model::ERROR_OBJECT)
            .with("ErrorMessage", self.message.as_deref())
            .with("ErrorType", self.kind.as_deref())
            .with("ErrorData", self.data.as_deref())
            .with("StackTrace", self.stack_trace.as_ref().map(trace))
    }

    /// As an invocation that failed answers: in the form of runtimes. That a durable one answers so is our guess.
    pub(crate) fn payload(&self) -> String {
        let mut payload = serde_json::Map::new();
        let texts = [("errorType", &self.kind), ("errorMessage", &self.message), ("errorData", &self.data)];
        for (name, text) in texts {
            payload.extend(text.as_ref().map(|text| (name.to_owned(), text.as_str().into())));
        }
        let trace = self.stack_trace.as_ref();
        payload.extend(trace.map(|trace| ("stackTrace".to_owned(), trace.clone().into())));
        serde_json::Value::Object(payload).to_string()
    }
}
