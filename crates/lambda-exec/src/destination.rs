//! Where records of invocations and of what a mapping gives up are sent.

use base::arn::Arn;

/// A destination that gets records here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A bucket's name.
    Bucket(String),
    /// A queue's ARN.
    Queue(Arn),
    /// The ARN of a function, or of a version or alias.
    Function(Arn),
}

impl Destination {
    /// Of its ARN; nothing if it is one that gets none.
    pub(crate) fn of(text: &str) -> Option<Destination> {
        let arn = Arn::parse(text)?;
        match arn.service.as_str() {
            "s3" => Some(Destination::Bucket(arn.resource)),
            "sqs" => Some(Destination::Queue(arn)),
            "lambda" => Some(Destination::Function(arn)),
            _ => None,
        }
    }
}
