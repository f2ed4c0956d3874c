//! What a mapping feeds its function from.

use base::arn::Arn;

use crate::error::Error;

/// The kinds of sources that there are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A stream of DynamoDB.
    Stream,
    /// A standard queue of SQS.
    Queue,
    /// A FIFO queue of SQS.
    FifoQueue,
}

impl Kind {
    /// Of a source's ARN.
    pub(crate) fn of(source: &Arn) -> Result<Kind, Error> {
        match source.service.as_str() {
            "dynamodb" if source.resource.contains("/stream/") => Ok(Kind::Stream),
            "dynamodb" => {
                Err(Error::invalid("Unrecognized event source, must be kinesis or dynamodb stream."))
            }
            "sqs" if source.resource.ends_with(".fifo") => Ok(Kind::FifoQueue),
            "sqs" => Ok(Kind::Queue),
            service @ ("kinesis" | "kafka" | "mq" | "rds") => Err(Error::invalid(format!(
                "Event sources of the service {service} are not supported here yet."
            ))),
            _ => Err(Error::invalid("Unrecognized event source.")),
        }
    }

    pub(crate) fn is_queue(self) -> bool {
        self != Kind::Stream
    }
}
