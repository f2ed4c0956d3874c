//! The version of a parameter that a request names: ours, one of AWS's own, or a secret.

use base::arn::AccountId;
use base::call::Call;
use base::seams::{SeamError, SecretContent, SecretQuery, SecretVersion};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value as Json;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::parameter::kind::{Kind, Value};
use crate::parameter::name::{Asked, ParameterName, SECRETS, Selector};
use crate::parameter::shown::Shown;
use crate::parameter::{Parameter, Version, data_type};
use crate::public;

/// How long the id of a secret's version is at least: what is shorter is a stage.
const LEAST_VERSION_ID: usize = 32;

/// Who reads a value, and whether decrypted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) account: AccountId,
    pub(crate) decrypts: bool,
}

impl Engine {
    /// What a request names.
    ///
    /// # Errors
    ///
    /// There is none, or not this version of it; or it is a secret, and the request does not want it decrypted.
    pub(crate) async fn find(&self, call: &Call, asked: &Asked, decrypts: bool) -> Result<Shown, Fault> {
        match asked {
            Asked::Parameter(name, selector) => {
                let parameter = self.records.parameter(name)?.ok_or_else(error::no_parameter)?;
                let older = self.selected(name, &parameter, selector)?;
                let version = older.as_ref().unwrap_or(&parameter.current);
                let reading = Reading { account: call.account, decrypts };
                let mut shown = self.shown(reading, name, &parameter, version).await?;
                shown.selector = selector.shown();
                Ok(shown)
            }
            Asked::Public(name, selector) => {
                let mut shown = public::find(&call.region, name).ok_or_else(error::no_parameter)?;
                match selector {
                    Selector::Version(number) if *number != shown.version => {
                        return Err(error::no_version(&number.to_string(), name));
                    }
                    Selector::Label(label) => return Err(error::no_label(label, name)),
                    _ => shown.selector = selector.shown(),
                }
                Ok(shown)
            }
            Asked::Secret(..) if !decrypts => Err(error::secret_without_decryption()),
            Asked::Secret(id, selector) => self.secret(call, id, selector.as_deref()).await,
        }
    }

    /// The version of a parameter that a selector means, if it is not the last one.
    fn selected(
        &self,
        name: &ParameterName,
        parameter: &Parameter,
        selector: &Selector,
    ) -> Result<Option<Version>, Fault> {
        let (number, missing) = match selector {
            Selector::Latest => return Ok(None),
            Selector::Version(number) => {
                (Some(*number), error::no_version(&number.to_string(), &parameter.name))
            }
            Selector::Label(label) => {
                (self.records.labels(name)?.version(label), error::no_label(label, &parameter.name))
            }
        };
        let found = number.map(|number| self.records.version(name, parameter, number)).transpose()?;
        found.flatten().ok_or(missing).map(Some)
    }

    /// A version with its value, as replies show it.
    pub(crate) async fn shown(
        &self,
        reading: Reading,
        name: &ParameterName,
        parameter: &Parameter,
        version: &Version,
    ) -> Result<Shown, Fault> {
        Ok(Shown {
            name: parameter.name.clone(),
            kind: version.kind.shown(),
            value: self.value(reading, name, version).await?,
            version: version.number,
            selector: None,
            source_result: None,
            modified_ms: version.modified_ms,
            arn: name.arn(),
            data_type: version.data_type.clone(),
        })
    }

    /// The value of a version: of a secure string its ciphertext in base64, unless it is to be decrypted.
    pub(crate) async fn value(
        &self,
        reading: Reading,
        name: &ParameterName,
        version: &Version,
    ) -> Result<String, Fault> {
        match &version.value {
            Value::Plain(text) => Ok(text.clone()),
            Value::Sealed(sealed) if reading.decrypts => self.keys.open(name, reading.account, sealed).await,
            Value::Sealed(sealed) => Ok(BASE64_STANDARD.encode(sealed)),
        }
    }

    /// A secret of Secrets Manager, as AWS's page shows it:
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html>.
    async fn secret(&self, call: &Call, id: &str, selector: Option<&str>) -> Result<Shown, Fault> {
        let (version_id, version_stage) = match selector {
            Some(selector) if selector.len() >= LEAST_VERSION_ID => (Some(selector.to_owned()), None),
            Some(stage) => (None, Some(stage.to_owned())),
            None => (None, None),
        };
        let query = SecretQuery {
            account: call.account,
            region: call.region.clone(),
            id: id.to_owned(),
            version_id,
            version_stage,
        };
        let name = format!("{SECRETS}{id}");
        let found = self.seams.secrets.version(&query).await.map_err(|cause| match cause {
            SeamError::NotFound(_) => error::no_secret(&name),
            SeamError::Refused(why) => error::access_denied(why),
            SeamError::Unavailable(why) => error::internal(why),
        })?;
        let value = match &found.content {
            SecretContent::Text(text) => text.clone(),
            SecretContent::Binary(bytes) => BASE64_STANDARD.encode(bytes),
        };
        Ok(Shown {
            name,
            kind: Kind::Secure.shown(),
            source_result: Some(source_result(&found, &value)),
            value,
            // A secret has no numbers.
            version: 0,
            selector: selector.map(|selector| format!(":{selector}")),
            modified_ms: found.created.millis(),
            arn: found.arn.clone(),
            data_type: data_type::TEXT.to_owned(),
        })
    }
}

/// What Secrets Manager answered, in the order of AWS's page.
fn source_result(found: &SecretVersion, value: &str) -> String {
    let content = match found.content {
        SecretContent::Text(_) => "SecretString",
        SecretContent::Binary(_) => "SecretBinary",
    };
    let text = |text: &str| Json::from(text).to_string();
    let stages: Vec<String> = found.stages.iter().map(|stage| text(stage)).collect();
    let members = [
        ("CreatedDate", Json::from(found.created.secs_f64()).to_string()),
        ("Name", text(&found.name)),
        ("VersionId", text(&found.version_id)),
        (content, text(value)),
        ("VersionStages", format!("[{}]", stages.join(","))),
        ("ARN", text(&found.arn)),
    ];
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}
