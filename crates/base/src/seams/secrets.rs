//! Secrets that another service hands on: Systems Manager shows them as parameters below `/aws/reference/secretsmanager`.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;

use super::SeamError;
use crate::arn::{AccountId, Region};
use crate::clock::Timestamp;

/// Which version of a secret is asked for, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretQuery {
    /// The caller's account.
    pub account: AccountId,
    /// Where the caller is.
    pub region: Region,
    /// The secret's name, ARN, or ARN without its six random characters.
    pub id: String,
    /// The version's id. Neither this nor a stage means the version at `AWSCURRENT`.
    pub version_id: Option<String>,
    /// The staging label that the version must have.
    pub version_stage: Option<String>,
}

/// What is secret.
#[derive(Clone, PartialEq, Eq)]
pub enum SecretContent {
    /// `SecretString`.
    Text(String),
    /// `SecretBinary`.
    Binary(Bytes),
}

impl fmt::Debug for SecretContent {
    /// Never shows the content: it would come into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretContent::Text(text) => write!(f, "Text({} bytes)", text.len()),
            SecretContent::Binary(bytes) => write!(f, "Binary({} bytes)", bytes.len()),
        }
    }
}

/// A version of a secret, as `GetSecretValue` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretVersion {
    /// The secret's whole ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// The version's id.
    pub version_id: String,
    /// The version's staging labels.
    pub stages: Vec<String>,
    /// When the version was made.
    pub created: Timestamp,
    /// What is secret.
    pub content: SecretContent,
}

/// The secrets of Secrets Manager.
#[async_trait]
pub trait Secrets: Send + Sync + fmt::Debug {
    /// The version that is asked for. `NotFound` if there is no such secret or version; `Refused` if the secret is
    /// marked for deletion or its policy does not let the caller.
    async fn version(&self, query: &SecretQuery) -> Result<SecretVersion, SeamError>;
}

/// Where there is no Secrets Manager: it has no secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSecrets;

#[async_trait]
impl Secrets for NoSecrets {
    async fn version(&self, query: &SecretQuery) -> Result<SecretVersion, SeamError> {
        Err(SeamError::NotFound(query.id.clone()))
    }
}
