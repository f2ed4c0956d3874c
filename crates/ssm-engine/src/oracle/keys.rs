//! Keys that stand for KMS: a ciphertext says which key it was made with, and what it is bound to.

use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{EncryptionContext, KeyDescription, KeyUser, Keys, SeamError};
use bytes::Bytes;

/// The key that there is not.
const MISSING: &str = "alias/missing";

#[derive(Debug)]
struct OpenKeys;

/// Keys by any name but `alias/missing`, which hide nothing.
pub fn keys() -> Arc<dyn Keys> {
    Arc::new(OpenKeys)
}

fn head(key: &str, context: &EncryptionContext) -> Vec<u8> {
    format!("{key} {context:?}\0").into_bytes()
}

#[async_trait]
impl Keys for OpenKeys {
    async fn describe(&self, user: &KeyUser, key: &str) -> Result<KeyDescription, SeamError> {
        if key == MISSING {
            return Err(SeamError::NotFound(format!("there is no key {key}")));
        }
        let arn = Arn::regional("kms", &user.region, user.account, format!("key/{key}"));
        Ok(KeyDescription { arn, aws_managed: key.starts_with("alias/aws/") })
    }

    async fn encrypt(
        &self,
        user: &KeyUser,
        key: &str,
        plaintext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError> {
        self.describe(user, key).await?;
        let covered = plaintext.iter().map(|byte| !byte);
        Ok(head(key, context).into_iter().chain(covered).collect())
    }

    async fn decrypt(
        &self,
        _: &KeyUser,
        ciphertext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError> {
        let refused = || SeamError::Refused("the ciphertext is bound to something else".to_owned());
        let at = ciphertext.iter().position(|byte| *byte == 0).ok_or_else(refused)?;
        let (begin, covered) = ciphertext.split_at_checked(at + 1).ok_or_else(refused)?;
        let bound = format!(" {context:?}\0");
        if !begin.ends_with(bound.as_bytes()) {
            return Err(refused());
        }
        Ok(covered.iter().map(|byte| !byte).collect())
    }
}
