//! Doubles of what is around Secrets Manager.

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{EncryptionContext, Functions, KeyDescription, KeyUser, Keys, SeamError, Sender};
use bytes::Bytes;

/// Keys that cover a text so that it is not found, and know the key and the context again. There are all keys but one that is
/// called `none`.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainKeys;

/// What a ciphertext ends with: what it is bound to.
fn bound(key: &str, context: &EncryptionContext) -> String {
    format!("{key} {context:?}")
}

fn covered(text: &[u8]) -> Vec<u8> {
    text.iter().map(|byte| byte ^ 0xa5).collect()
}

#[async_trait]
impl Keys for PlainKeys {
    async fn describe(&self, user: &KeyUser, key: &str) -> Result<KeyDescription, SeamError> {
        if key == "none" {
            return Err(SeamError::NotFound(key.to_owned()));
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
        let bound = bound(key, context);
        let length = u32::try_from(plaintext.len()).unwrap_or(u32::MAX).to_be_bytes();
        Ok([&length, covered(plaintext).as_slice(), bound.as_bytes()].concat().into())
    }

    async fn decrypt(
        &self,
        _: &KeyUser,
        ciphertext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError> {
        let refused = || SeamError::Refused("it was made for something else".to_owned());
        let (length, rest) = ciphertext.split_first_chunk::<4>().ok_or_else(refused)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let (sealed, held) = rest.split_at_checked(length).ok_or_else(refused)?;
        let context = format!(" {context:?}");
        if !held.ends_with(context.as_bytes()) {
            return Err(refused());
        }
        Ok(covered(sealed).into())
    }
}

/// Where there is no Lambda.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFunctions;

#[async_trait]
impl Functions for NoFunctions {
    async fn accepts(&self, _: &Sender, function: &Arn) -> Result<(), SeamError> {
        Err(SeamError::NotFound(function.to_string()))
    }

    async fn invoke(&self, _: &Sender, function: &Arn, _: Bytes) -> Result<Bytes, SeamError> {
        Err(SeamError::NotFound(function.to_string()))
    }
}
