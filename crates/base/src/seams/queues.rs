//! Queues that feed consumers: SQS for Lambda's event source mappings.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use super::SeamError;
use crate::arn::{AccountId, Arn};

/// A message that a consumer has received, and nobody else sees until its visibility is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueMessage {
    /// By which the consumer deletes it, or lets it come back.
    pub receipt: String,
    /// Its id.
    pub id: String,
    /// The group whose order it keeps, of FIFO queues.
    pub group: Option<String>,
    /// The message as an event source hands it to a function, JSON, with `eventSourceARN`.
    pub json: Bytes,
}

/// Queues as a consumer sees them.
#[async_trait]
pub trait QueueSource: Send + Sync + fmt::Debug {
    /// Whether an account may consume a queue: its owner always, another one as far as the queue's policy allows. `NotFound` if
    /// the owner asks and there is no such queue.
    async fn admits(&self, consumer: AccountId, queue: &Arn) -> Result<(), SeamError>;

    /// For how long a message is invisible once it is received.
    async fn visibility(&self, queue: &Arn) -> Result<Duration, SeamError>;

    /// At most `most` messages, ten at the most, that can be received now; may be none. They are durably the consumer's once
    /// this resolves.
    async fn receive(&self, queue: &Arn, most: usize) -> Result<Vec<QueueMessage>, SeamError>;

    /// Deletes messages by their receipts. One that is gone, or whose receipt has expired, is passed over.
    async fn delete(&self, queue: &Arn, receipts: &[String]) -> Result<(), SeamError>;

    /// Lets messages come back after a while. One that is gone, or is back already, is passed over.
    async fn show_again(&self, queue: &Arn, receipts: &[String], after: Duration) -> Result<(), SeamError>;

    /// Resolves once there may be something to receive that was not there when this was called: a message, or the end of the
    /// queue. May resolve early; must not resolve late. A queue that is not there changes no more: this never resolves then.
    async fn changed(&self, queue: &Arn);
}
