//! The keys of KMS, as S3 asks for them.
//!
//! The sentences of refusals are those of KMS, as S3's users have shown them: aws/aws-cli, issues 1517 and 4507; that of a key
//! in another region, apache/hadoop, pull request 4637.

use std::fmt;
use std::sync::Arc;

use base::arn::{Arn, Region};
use base::seams::{EncryptionContext, KeyUser, Keys, SeamError};
use parking_lot::RwLock;

use crate::bucket::Bucket;
use crate::context::Context;
use crate::error::{Code, Error, Result};

/// What the key is called that encrypts where no other is named.
pub(crate) const OWN_KEY: &str = "alias/aws/s3";
/// What stands for the key that encrypts an object's bytes, to see whether it may.
const DATA_KEY: [u8; 32] = [0; 32];

/// Who has the keys; nobody before the service has started.
#[derive(Default)]
pub(crate) struct Keyring(RwLock<Option<Arc<dyn Keys>>>);

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").finish_non_exhaustive()
    }
}

impl Keyring {
    /// The keys are there from now on.
    pub(crate) fn set(&self, keys: Arc<dyn Keys>) {
        *self.0.write() = Some(keys);
    }

    /// Who has them.
    pub(crate) fn get(&self) -> Option<Arc<dyn Keys>> {
        self.0.read().clone()
    }

    /// The ARN of the key of a name, if it encrypts for the request's caller what is in this bucket.
    pub(crate) async fn encrypting(
        &self,
        cx: &Context,
        bucket: &Bucket,
        name: &str,
        context: &EncryptionContext,
    ) -> Result<String> {
        let keys = self.get().ok_or_else(|| Error::internal("S3 has no keys before it has started"))?;
        let region = Region::parse(&bucket.region).unwrap_or_else(|| cx.call.region.clone());
        if let Some(arn) = Arn::parse(name)
            && let Some((_, elsewhere)) = arn.owner()
            && elsewhere != region
        {
            return Err(not_found(format!("Invalid arn {}", elsewhere.as_str())));
        }
        let user = KeyUser { account: cx.call.account, region };
        let missing = |cause| refusal(cause, name, &missing(&user, name));
        let arn = keys.describe(&user, name).await.map_err(missing)?.arn.to_string();
        use_key(&*keys, &user, &arn, context).await?;
        Ok(arn)
    }

    /// Refuses who reads what this key encrypted, unless it may still be used.
    pub(crate) async fn check_decrypts(&self, cx: &Context, arn: &str) -> Result<()> {
        let keys = self.get().ok_or_else(|| Error::internal("S3 has no keys before it has started"))?;
        let region = Arn::parse(arn).and_then(|arn| arn.owner()).map(|(_, region)| region);
        let region = region.unwrap_or_else(|| cx.call.region.clone());
        let user = KeyUser { account: cx.call.account, region };
        use_key(&*keys, &user, arn, &EncryptionContext::new()).await
    }
}

/// Sees whether a key may be used, by its ARN.
async fn use_key(keys: &dyn Keys, user: &KeyUser, arn: &str, context: &EncryptionContext) -> Result<()> {
    let used = keys.encrypt(user, arn, &DATA_KEY, context).await;
    used.map(drop).map_err(|cause| refusal(cause, arn, &missing_key(arn)))
}

/// What KMS says of a name that no key has.
fn missing(user: &KeyUser, name: &str) -> String {
    let is_id = name.len() == 36 && name.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    match name {
        _ if is_id => {
            missing_key(&Arn::regional("kms", &user.region, user.account, format!("key/{name}")).to_string())
        }
        _ if name.starts_with("arn:") => missing_key(name),
        _ if name.starts_with("alias/") => {
            format!("Alias {} is not found.", Arn::regional("kms", &user.region, user.account, name))
        }
        _ => format!("Invalid keyId '{name}'"),
    }
}

fn missing_key(arn: &str) -> String {
    format!("Key '{arn}' does not exist")
}

/// Why a key does not encrypt, in S3's words.
fn refusal(cause: SeamError, key: &str, missing: &str) -> Error {
    match cause {
        SeamError::NotFound(_) => not_found(missing.to_owned()),
        SeamError::Refused(why) if why.contains("pending") => {
            Error::saying(Code::KmsInvalidStateException, format!("{key} is pending deletion."))
        }
        SeamError::Refused(_) => Error::saying(Code::KmsDisabledException, format!("{key} is disabled.")),
        SeamError::Unavailable(why) => Error::internal(why),
    }
}

fn not_found(message: String) -> Error {
    Error::saying(Code::KmsNotFoundException, message)
}
