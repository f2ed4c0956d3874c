//! What a function says of its durable executions: how long they may last, and for how long they are kept.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/durable-configuration.html>

use serde::{Deserialize, Serialize};
use wire::value::Fields;

use super::Function;
use crate::error::Error;
use crate::model;

/// The member of a function.
pub(crate) const MEMBER: &str = "DurableConfig";

/// For how many days an execution that has ended is kept where nothing is said.
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-durableconfig.html>
const RETENTION_DAYS: u64 = 14;

/// What holds for the executions of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DurableConfig {
    pub(crate) timeout_secs: u64,
    pub(crate) retention_days: u64,
    /// Kept: nothing is encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kms_key: Option<String>,
}

impl DurableConfig {
    /// That of a version; nothing if its function is not durable.
    pub(crate) fn of(function: &Function) -> Option<DurableConfig> {
        let config = function.settings.kept.fields(MEMBER)?;
        let number = |name| config.integer(name).and_then(|number| u64::try_from(number).ok());
        Some(DurableConfig {
            timeout_secs: number("ExecutionTimeout")?,
            retention_days: number("RetentionPeriodInDays").unwrap_or(RETENTION_DAYS),
            kms_key: config.text("KMSKeyArn").filter(|key| !key.is_empty()).map(str::to_owned),
        })
    }

    /// Whether the record of a function may be of one that is durable: a look that costs less than to read it.
    pub(crate) fn may_be_in(record: &[u8]) -> bool {
        record.windows(MEMBER.len()).any(|bytes| bytes == MEMBER.as_bytes())
    }

    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&model::DURABLE_CONFIG)
            .with("KMSKeyArn", self.kms_key.as_deref())
            .with("RetentionPeriodInDays", self.retention_days)
            .with("ExecutionTimeout", self.timeout_secs)
    }
}

/// Refuses what a request says of it: a function is durable from the start, or never is.
pub(super) fn check(given: Option<&Fields>, is_new: bool, before: Option<&Fields>) -> Result<(), Error> {
    match (given, before) {
        (Some(given), None) if is_new && !given.has("ExecutionTimeout") => {
            Err(Error::durable_needs_timeout())
        }
        (Some(_), None) if !is_new => Err(Error::durable_from_the_start()),
        _ => Ok(()),
    }
}

/// What holds after a request: what it leaves out stays as it is.
pub(super) fn over(given: &Fields, before: Option<&Fields>) -> Fields {
    let number = |member| given.integer(member).or_else(|| before?.integer(member));
    let default = i64::try_from(RETENTION_DAYS).unwrap_or(i64::MAX);
    let key = given.text("KMSKeyArn").or_else(|| before?.text("KMSKeyArn"));
    Fields::new(&model::DURABLE_CONFIG)
        .with("KMSKeyArn", key.filter(|key| !key.is_empty()))
        .with("RetentionPeriodInDays", number("RetentionPeriodInDays").unwrap_or(default))
        .with("ExecutionTimeout", number("ExecutionTimeout"))
}
