//! An error as a client sees it, before a protocol writes it.

use std::borrow::Cow;

use crate::shape::ErrorShape;
use crate::value::Value;

/// What a client gets when an operation fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The code, as AWS spells it on the wire: in JSON the error's name in the model.
    pub code: Cow<'static, str>,
    /// The HTTP status.
    pub status: u16,
    /// Whether the caller did wrong, not the service.
    pub sender: bool,
    /// The sentence.
    pub message: String,
    /// What of its reply is otherwise than its service's other errors.
    pub form: &'static ErrorForm,
    /// Further members of the error's document.
    pub fields: Vec<(&'static str, Value)>,
    /// The code by which the query protocol knows it, if that is another one: in query's documents, and in
    /// `x-amzn-query-error` beside the JSON of services that once spoke query.
    pub query_code: Option<&'static str>,
    /// What went wrong, for the log alone. Empty where the sentence says all.
    pub cause: Box<str>,
}

/// What an error's reply has in a way of its own, as Lambda's have: AWS's models say so of each error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorForm {
    /// How JSON spells the member of the sentence, if not as its service does.
    pub message_member: Option<&'static str>,
    /// Further members of its document, the same each time.
    pub members: &'static [(&'static str, &'static str)],
    /// Further headers, by names in lower case.
    pub headers: &'static [(&'static str, &'static str)],
    /// The sentence in query's documents, if that is another one.
    pub query_message: Option<&'static str>,
}

impl ErrorForm {
    /// As its service's others.
    pub const PLAIN: ErrorForm =
        ErrorForm { message_member: None, members: &[], headers: &[], query_message: None };
}

impl Fault {
    /// The caller did wrong; status 400.
    pub fn sender(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Fault {
        Fault {
            code: code.into(),
            status: 400,
            sender: true,
            message: message.into(),
            form: &ErrorForm::PLAIN,
            fields: Vec::new(),
            query_code: None,
            cause: Box::default(),
        }
    }

    /// An error that the model declares.
    pub fn of(shape: &ErrorShape, message: impl Into<String>) -> Fault {
        let mut fault = Fault::sender(shape.name, message);
        (fault.status, fault.sender) = (shape.status, shape.sender);
        fault.query_code = (shape.code != shape.name).then_some(shape.code);
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

    /// The same with its cause, for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<str>>) -> Fault {
        self.cause = cause.into();
        self
    }
}
