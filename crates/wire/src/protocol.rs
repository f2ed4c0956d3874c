//! How a service speaks: its protocols, and what it says in its own way within them.

use http::request::Parts;

use crate::fault::Fault;
use crate::operation::TooLarge;
use crate::shape::Model;
use crate::value::Fields;

/// One of AWS's protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `X-Amz-Target` and JSON, `application/x-amz-json-1.0`.
    Json10,
    /// The same, `application/x-amz-json-1.1`.
    Json11,
    /// A form or a query in, XML out.
    Query,
    /// Methods and paths, JSON in the body.
    RestJson,
    /// Methods and paths, XML in the body.
    RestXml,
}

/// What a service says in its own way.
#[derive(Debug)]
pub struct Dialect {
    /// The service.
    pub model: &'static Model,
    /// The protocols that it speaks, its own first.
    pub protocols: &'static [Protocol],
    /// Whether the constraints of its shapes are judged for it. S3's services have words of their own for each.
    pub judges: bool,
    /// The code of broken constraints of its shapes, such as `ValidationException`.
    pub broken_constraints: &'static str,
    /// Whether the sentence about them shows the values that break them.
    pub shows_values: bool,
    /// The code of a body that is not in the protocol's language, such as `SerializationException`.
    pub malformed: &'static str,
    /// The code of a member of another type than in the shape.
    pub wrong_type: &'static str,
    /// The code of an operation that AWS does not have, such as `UnknownOperationException`.
    pub unknown_operation: &'static str,
    /// The code and the sentence of a fault of our own.
    pub internal: (&'static str, &'static str),
    /// What stands before the code in `__type`, the `#` included, such as `com.amazonaws.sqs#`; nothing where AWS writes
    /// the code alone.
    pub type_prefix: &'static str,
    /// How its JSON errors spell the member of the sentence: `message` or `Message`.
    pub message_member: &'static str,
    /// Whether errors carry `x-amzn-query-error`: it once spoke query, and its clients still know those codes.
    pub query_errors: bool,
    /// The second id of a request, made from its first, in services of S3, whose errors in XML show it and have neither
    /// type nor namespace: AWS's answer of 2026-02-07 (<https://github.com/getmoto/moto/pull/9716>).
    pub host_id: Option<fn(&str) -> String>,
    /// Whether a list or map that is empty is written in replies.
    pub writes_empty: bool,
    /// The longest body that it takes, where an operation does not say otherwise.
    pub body_limit: usize,
    /// What it says about a longer one.
    pub too_large: TooLarge,
    /// What it says about a body that is not in the protocol's language, from [`Dialect::malformed`] and the body. Most say
    /// the code alone.
    pub malformed_body: fn(&'static str, &[u8]) -> Fault,
    /// Adds what a request of query says outside of its form: SQS's queue by its path.
    pub complete: fn(&Parts, &mut Fields),
}

impl Dialect {
    /// What most services say: a table names what is otherwise.
    pub const fn of(model: &'static Model) -> Dialect {
        Dialect {
            model,
            protocols: &[Protocol::Json11],
            judges: true,
            broken_constraints: "ValidationException",
            shows_values: true,
            malformed: "SerializationException",
            wrong_type: "SerializationException",
            unknown_operation: "UnknownOperationException",
            internal: (
                "InternalFailure",
                "The request processing has failed because of an unknown error, exception or failure.",
            ),
            type_prefix: "",
            message_member: "message",
            query_errors: false,
            host_id: None,
            writes_empty: true,
            // What API Gateway and the older services take; a service that takes more says so.
            body_limit: 1 << 20,
            too_large,
            malformed_body: |code, _| Fault::sender(code, ""),
            complete: |_, _| (),
        }
    }
}

/// Our words, under a code that AWS has for it in several services.
fn too_large(_: &str, limit: usize) -> Fault {
    let message = format!("The request's body is longer than {limit} bytes.");
    Fault::sender("RequestEntityTooLargeException", message).status(413)
}
