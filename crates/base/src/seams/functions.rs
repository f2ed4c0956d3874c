//! Functions that another service runs and waits for: Lambda's, for who rotates secrets.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;

use super::{SeamError, Sender};
use crate::arn::Arn;

/// Functions that a service invokes in the name of a resource's owner, and whose answer it waits for.
#[async_trait]
pub trait Functions: Send + Sync + fmt::Debug {
    /// Whether `sender` may invoke a function: it exists, and its policy lets it. `NotFound` if its owner asks and there is
    /// none; a refusal to another account does not show whether there is. Asked when a configuration that names the function
    /// is stored.
    async fn accepts(&self, sender: &Sender, function: &Arn) -> Result<(), SeamError>;

    /// Runs a function once, to its end, and gives what it answers: some megabytes at most. It waits no longer than the
    /// function's own timeout, beside what it takes to begin. `Unavailable` if the function failed, or had no place: what it
    /// said is in its log and not in the error.
    async fn invoke(&self, sender: &Sender, function: &Arn, payload: Bytes) -> Result<Bytes, SeamError>;
}
