//! Values that lie encrypted: the keys of KMS, as Parameter Store uses them.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html>

use std::fmt;
use std::sync::Arc;

use base::arn::AccountId;
use base::seams::{EncryptionContext, KeyUser, Keys, SeamError};
use parking_lot::RwLock;
use wire::fault::Fault;

use crate::error;
use crate::parameter::name::ParameterName;

/// What the key is called that encrypts where no other is named.
pub(crate) const OWN_KEY: &str = "alias/aws/ssm";

/// What a ciphertext is bound to.
const CONTEXT: &str = "PARAMETER_ARN";

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

    fn keys(&self) -> Result<Arc<dyn Keys>, Fault> {
        self.0
            .read()
            .clone()
            .ok_or_else(|| error::internal("there are no keys before the service has started"))
    }

    /// The ciphertext of a value of a parameter.
    ///
    /// # Errors
    ///
    /// There is no such key, or it may not encrypt.
    pub(crate) async fn seal(&self, name: &ParameterName, key: &str, value: &str) -> Result<Vec<u8>, Fault> {
        let user = user(name.account, name);
        let sealed = self.keys()?.encrypt(&user, key, value.as_bytes(), &context(name)).await;
        sealed.map(|bytes| bytes.to_vec()).map_err(refused)
    }

    /// The value of a ciphertext, for somebody.
    ///
    /// # Errors
    ///
    /// It is none of this parameter's.
    pub(crate) async fn open(
        &self,
        name: &ParameterName,
        caller: AccountId,
        sealed: &[u8],
    ) -> Result<String, Fault> {
        let opened =
            self.keys()?.decrypt(&user(caller, name), sealed, &context(name)).await.map_err(refused)?;
        String::from_utf8(opened.to_vec()).map_err(|cause| error::damaged("a secure string", cause))
    }

    /// Whether a key is one of AWS's own, which no other account can use.
    ///
    /// # Errors
    ///
    /// There is no such key.
    pub(crate) async fn is_own(&self, name: &ParameterName, key: &str) -> Result<bool, Fault> {
        let described = self.keys()?.describe(&user(name.account, name), key).await.map_err(refused)?;
        Ok(described.aws_managed)
    }
}

fn user(account: AccountId, name: &ParameterName) -> KeyUser {
    KeyUser { account, region: name.region.clone() }
}

fn context(name: &ParameterName) -> EncryptionContext {
    EncryptionContext::from([(CONTEXT.to_owned(), name.arn())])
}

fn refused(cause: SeamError) -> Fault {
    match cause {
        SeamError::NotFound(why) | SeamError::Refused(why) => error::wrong_key(why),
        SeamError::Unavailable(why) => error::internal(why),
    }
}
