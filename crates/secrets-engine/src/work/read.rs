//! A value is read.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html>

use std::fmt;

use base::call::Call;
use base::seams::SecretContent;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::records::Found;
use crate::secret::id::SecretId;
use crate::secret::version::{CURRENT, Version};

/// Which version is wanted; the current one if nothing is said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) version: Option<String>,
    pub(crate) stage: Option<String>,
}

/// A value.
pub(crate) struct Value {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) version: Version,
    pub(crate) content: SecretContent,
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Value")
            .field("name", &self.name)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}

impl Wanted {
    fn of<'f>(&self, found: &'f Found) -> Result<&'f Version, Fault> {
        let secret = &found.secret;
        match (&self.version, &self.stage) {
            (Some(id), stage) => {
                let version = secret.version(id).ok_or_else(|| error::no_value_of_version(id))?;
                if stage.as_ref().is_some_and(|stage| !version.has(stage)) {
                    return Err(error::stage_of_other_version());
                }
                Ok(version)
            }
            (None, stage) => {
                let stage = stage.as_deref().unwrap_or(CURRENT);
                secret.staged(stage).ok_or_else(|| error::no_value_of_stage(stage))
            }
        }
    }

    /// What is said of a version that has no value yet.
    fn missing(&self) -> Fault {
        match (&self.version, &self.stage) {
            (Some(id), _) => error::no_value_of_version(id),
            (None, stage) => error::no_value_of_stage(stage.as_deref().unwrap_or(CURRENT)),
        }
    }
}

impl Engine {
    /// Reads a value, and notes the day.
    ///
    /// # Errors
    ///
    /// There is no such secret or version, or it is not to be read.
    pub(crate) async fn read_value(
        &self,
        call: &Call,
        id: &SecretId,
        wanted: &Wanted,
    ) -> Result<Value, Fault> {
        let found = self.records.find(id)?.alive()?;
        let version = wanted.of(&found)?.clone();
        let Some(content) = self.open(&found, &version.id).await? else { return Err(wanted.missing()) };
        if call.account != found.name.account && found.secret.kms_key.is_none() {
            return Err(error::default_key_of_other_account());
        }
        self.note_access(id, &found, &version.id, call.now.millis())?;
        let arn = if found.values == found.name { found.values_arn } else { found.arn_text() };
        Ok(Value { arn, name: found.name.name, version, content })
    }
}
