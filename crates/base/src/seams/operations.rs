//! Operations of services of this emulator that another service asks for in the name of one of its own users: an extension of
//! Lambda reads parameters and secrets so.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use http::StatusCode;

use super::SeamError;
use crate::arn::{AccountId, Region};

/// An operation of a service that speaks AWS JSON.
#[derive(Clone, Debug)]
pub struct AskedOperation {
    /// In whose name.
    pub account: AccountId,
    /// Where.
    pub region: Region,
    /// `X-Amz-Target`, such as `AmazonSSM.GetParameter`.
    pub target: &'static str,
    /// The input, JSON.
    pub input: Bytes,
}

/// What the service answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationReply {
    /// 200, or that of an error.
    pub status: StatusCode,
    /// The output, or the error, JSON.
    pub body: Bytes,
}

/// The services of this emulator.
#[async_trait]
pub trait Operations: Send + Sync + fmt::Debug {
    /// Has an operation done. An error of the service's is a reply; `NotFound` if the service is not on.
    async fn ask(&self, asked: AskedOperation) -> Result<OperationReply, SeamError>;
}
