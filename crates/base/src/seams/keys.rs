//! Encryption with keys that a user names: KMS for the services that encrypt with it.

use std::collections::BTreeMap;
use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;

use super::SeamError;
use crate::arn::{AccountId, Arn, Region};

/// On whose behalf a key is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyUser {
    /// The caller's account.
    pub account: AccountId,
    /// Where the caller is.
    pub region: Region,
}

/// What a ciphertext is bound to: it is decrypted with the same pairs only. KMS calls it the encryption context.
pub type EncryptionContext = BTreeMap<String, String>;

/// A key as its users see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDescription {
    /// `arn:aws:kms:REGION:ACCOUNT:key/ID`, whatever the key was named by.
    pub arn: Arn,
    /// Whether it is one of AWS's own keys, `alias/aws/SERVICE`.
    pub aws_managed: bool,
}

/// The keys of KMS. A key is named as KMS's users name it: by id, ARN, alias or the alias's ARN.
#[async_trait]
pub trait Keys: Send + Sync + fmt::Debug {
    /// The key that a name means. `NotFound` if there is none.
    async fn describe(&self, user: &KeyUser, key: &str) -> Result<KeyDescription, SeamError>;

    /// A ciphertext, which says itself which key it was made with. `NotFound` as of [`Keys::describe`]; `Refused` if the
    /// key may not encrypt.
    async fn encrypt(
        &self,
        user: &KeyUser,
        key: &str,
        plaintext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError>;

    /// The plaintext. `Refused` if the ciphertext was not made here, was changed, or is bound to another context.
    async fn decrypt(
        &self,
        user: &KeyUser,
        ciphertext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError>;
}
