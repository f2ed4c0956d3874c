//! Parameters as replies show them.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterHistory.html>

use wire::value::{Fields, Value};

use super::Version;
use super::policy::{PENDING, Policy};
use crate::model;

/// A version with its value, as the operations that get parameters show it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) version: u64,
    pub(crate) selector: Option<String>,
    /// What another service answered.
    pub(crate) source_result: Option<String>,
    pub(crate) modified_ms: u64,
    pub(crate) arn: String,
    pub(crate) data_type: String,
}

impl Shown {
    /// `Parameter`.
    pub(crate) fn parameter(self) -> Fields {
        Fields::new(&model::PARAMETER)
            .with("Name", self.name)
            .with("Type", self.kind)
            .with("Value", self.value)
            .with("Version", self.version)
            .with("Selector", self.selector)
            .with("SourceResult", self.source_result)
            .with("LastModifiedDate", time(self.modified_ms))
            .with("ARN", self.arn)
            .with("DataType", self.data_type)
    }
}

/// `ParameterMetadata`.
pub(crate) fn metadata(name: &str, arn: &str, version: &Version) -> Fields {
    Fields::new(&model::PARAMETER_METADATA)
        .with("Name", name)
        .with("ARN", arn)
        .with("Type", version.kind.shown())
        .with("KeyId", version.key_id.as_deref())
        .with("LastModifiedDate", time(version.modified_ms))
        .with("LastModifiedUser", version.modified_by.as_str())
        .with("Description", version.description.as_deref())
        .with("AllowedPattern", version.allowed_pattern.as_deref())
        .with("Version", version.number)
        .with("Tier", version.tier.shown())
        .with("Policies", policies(&version.policies))
        .with("DataType", version.data_type.as_str())
}

/// `ParameterHistory`.
pub(crate) fn history(name: &str, version: &Version, value: String, labels: Vec<String>) -> Fields {
    Fields::new(&model::PARAMETER_HISTORY)
        .with("Name", name)
        .with("Type", version.kind.shown())
        .with("KeyId", version.key_id.as_deref())
        .with("LastModifiedDate", time(version.modified_ms))
        .with("LastModifiedUser", version.modified_by.as_str())
        .with("Description", version.description.as_deref())
        .with("Value", value)
        .with("AllowedPattern", version.allowed_pattern.as_deref())
        .with("Version", version.number)
        .with("Labels", labels)
        .with("Tier", version.tier.shown())
        .with("Policies", policies(&version.policies))
        .with("DataType", version.data_type.as_str())
}

fn policies(policies: &[Policy]) -> Vec<Fields> {
    let shown = |policy: &Policy| {
        Fields::new(&model::PARAMETER_INLINE_POLICY)
            .with("PolicyText", policy.text.as_str())
            .with("PolicyType", policy.kind.as_str())
            .with("PolicyStatus", PENDING)
    };
    policies.iter().map(shown).collect()
}

/// A moment.
pub(crate) fn time(ms: u64) -> Value {
    Value::Time(i64::try_from(ms).unwrap_or(i64::MAX))
}

/// `ParameterMetadata` of one of AWS's own, which says less: AWS's page on finding public parameters.
pub(crate) fn public_metadata(shown: &Shown) -> Fields {
    Fields::new(&model::PARAMETER_METADATA)
        .with("Name", shown.name.as_str())
        .with("ARN", shown.arn.as_str())
        .with("Type", shown.kind)
        .with("LastModifiedDate", time(shown.modified_ms))
        .with("Version", shown.version)
        .with("Tier", super::kind::Tier::Standard.shown())
        .with("Policies", policies(&[]))
        .with("DataType", shown.data_type.as_str())
}
