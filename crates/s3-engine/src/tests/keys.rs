//! KMS as the tests have it: every name is a key, but for a few that say what they are.

use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{EncryptionContext, KeyDescription, KeyUser, Keys, SeamError};
use bytes::Bytes;
use parking_lot::Mutex;

/// A key that nobody made.
pub(crate) const MISSING: &str = "11111111-1111-1111-1111-111111111111";
/// A key that was disabled.
pub(crate) const DISABLED: &str = "22222222-2222-2222-2222-222222222222";
/// A key that is about to be deleted.
pub(crate) const PENDING: &str = "33333333-3333-3333-3333-333333333333";
/// The key behind every alias.
pub(crate) const ALIASED: &str = "44444444-4444-4444-4444-444444444444";

/// The keys.
#[derive(Debug, Default)]
pub(crate) struct TestKeys {
    /// With which contexts something was encrypted.
    pub(crate) contexts: Mutex<Vec<EncryptionContext>>,
    /// One more key that was disabled.
    pub(crate) disabled: Mutex<Option<&'static str>>,
}

impl TestKeys {
    pub(crate) fn new() -> Arc<TestKeys> {
        Arc::new(TestKeys::default())
    }
}

#[async_trait]
impl Keys for TestKeys {
    async fn describe(&self, user: &KeyUser, key: &str) -> Result<KeyDescription, SeamError> {
        let (user, resource) = match Arn::parse(key).and_then(|arn| Some((arn.owner()?, arn.resource))) {
            Some(((account, region), resource)) => (KeyUser { account, region }, resource),
            None if key.starts_with("alias/") => (user.clone(), key.to_owned()),
            None => (user.clone(), format!("key/{key}")),
        };
        if resource.ends_with(MISSING) || key == "none" || key == "alias/none" {
            return Err(SeamError::NotFound("no such key".to_owned()));
        }
        let aws_managed = resource.starts_with("alias/aws/");
        let resource = if resource.starts_with("alias/") { format!("key/{ALIASED}") } else { resource };
        Ok(KeyDescription { arn: Arn::regional("kms", &user.region, user.account, resource), aws_managed })
    }

    async fn encrypt(
        &self,
        _: &KeyUser,
        key: &str,
        _: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError> {
        self.contexts.lock().push(context.clone());
        match key {
            _ if key.ends_with(DISABLED) || self.disabled.lock().is_some_and(|id| key.ends_with(id)) => {
                Err(SeamError::Refused("the key is disabled".to_owned()))
            }
            _ if key.ends_with(PENDING) => Err(SeamError::Refused("the key is pending deletion".to_owned())),
            _ => Ok(Bytes::new()),
        }
    }

    async fn decrypt(&self, _: &KeyUser, _: &[u8], _: &EncryptionContext) -> Result<Bytes, SeamError> {
        Err(SeamError::Refused("nothing was encrypted".to_owned()))
    }
}
