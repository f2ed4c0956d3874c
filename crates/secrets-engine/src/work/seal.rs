//! Encryption: what is secret leaves this file only encrypted, or to who may read it.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html>

use base::arn::Arn;
use base::seams::{EncryptionContext, KeyUser, SeamError, SecretContent};
use bytes::Bytes;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::records::Found;
use crate::secret::name::SecretName;
use crate::secret::{DEFAULT_KEY, content};

/// What a ciphertext is bound to: AWS's page names both.
fn context(arn: &str, version: &str) -> EncryptionContext {
    [("SecretARN", arn), ("SecretVersionId", version)]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Keys are used in the name of who owns the secret.
fn user(name: &SecretName) -> KeyUser {
    KeyUser { account: name.account, region: name.region.clone() }
}

impl Engine {
    /// Whether there is such a key.
    ///
    /// # Errors
    ///
    /// AWS's, if there is none.
    pub(crate) async fn check_key(&self, name: &SecretName, key: Option<&str>) -> Result<(), Fault> {
        let Some(key) = key else { return Ok(()) };
        let described = self.others()?.keys.describe(&user(name), key).await;
        described.map(drop).map_err(|cause| refused(cause, error::cannot_encrypt))
    }

    /// What is secret, encrypted, as a version of a secret that has this ARN and this key.
    ///
    /// # Errors
    ///
    /// The key does not encrypt.
    pub(crate) async fn seal(
        &self,
        (name, arn): (&SecretName, &Arn),
        version: &str,
        key: Option<&str>,
        content: &SecretContent,
    ) -> Result<Bytes, Fault> {
        let plaintext = content::written(content);
        let key = key.unwrap_or(DEFAULT_KEY);
        let sealed = self
            .others()?
            .keys
            .encrypt(&user(name), key, &plaintext, &context(&arn.to_string(), version))
            .await;
        sealed.map_err(|cause| refused(cause, error::cannot_encrypt))
    }

    /// What is secret of a version; nothing as long as nobody has said what it is.
    ///
    /// # Errors
    ///
    /// The key does not decrypt.
    pub(crate) async fn open(&self, found: &Found, version: &str) -> Result<Option<SecretContent>, Fault> {
        let Some(sealed) = self.records.value(&found.values, version)? else { return Ok(None) };
        let context = context(&found.values_arn, version);
        let opened = self.others()?.keys.decrypt(&user(&found.values), &sealed, &context).await;
        let plaintext = opened.map_err(|cause| refused(cause, error::cannot_decrypt))?;
        content::read(&plaintext).map(Some)
    }
}

fn refused(cause: SeamError, sentence: fn() -> Fault) -> Fault {
    match cause {
        SeamError::NotFound(_) | SeamError::Refused(_) => sentence(),
        SeamError::Unavailable(cause) => error::internal(cause),
    }
}
