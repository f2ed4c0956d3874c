//! An error as a client sees it, before a protocol writes it.

use std::borrow::Cow;

use crate::shape::ErrorShape;
use crate::value::Value;

/// What a client is told when an operation fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The code, as AWS spells it on the wire.
    pub code: Cow<'static, str>,
    /// The HTTP status.
    pub status: u16,
    /// Whether the caller did wrong, not the service.
    pub sender: bool,
    /// The sentence.
    pub message: String,
    /// Further members of the error's document.
    pub fields: Vec<(&'static str, Value)>,
    /// What services that once spoke query say in `x-amzn-query-error` beside a JSON error, if it is another code.
    pub query_code: Option<&'static str>,
}

impl Fault {
    /// The caller did wrong; status 400.
    pub fn sender(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Fault {
        Fault {
            code: code.into(),
            status: 400,
            sender: true,
            message: message.into(),
            fields: Vec::new(),
            query_code: None,
        }
    }

    /// An error that the model declares.
    pub fn of(shape: &ErrorShape, message: impl Into<String>) -> Fault {
        let mut fault = Fault::sender(shape.code, message);
        (fault.status, fault.sender) = (shape.status, shape.sender);
        fault
    }

    /// The service failed; status 500.
    pub fn internal(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Fault {
        let mut fault = Fault::sender(code, message);
        (fault.status, fault.sender) = (500, false);
        fault
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Fault {
        self.status = status;
        self
    }
}
