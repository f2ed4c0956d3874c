//! Service settings: what an account sets for itself in a region. One acts, the default tier of parameters; the others belong to
//! what is not here, and are kept and shown.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html>

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::model;
use crate::parameter::shown::time;

/// A setting that AWS has.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) id: &'static str,
    /// Its value where nobody sets it. Those that AWS's pages do not say are guesses.
    default: &'static str,
    /// What it can be set to; anything if nothing stands here.
    values: &'static [&'static str],
}

/// The tier that parameters have for which none is asked.
pub(crate) static DEFAULT_TIER: Setting = Setting {
    id: "/ssm/parameter-store/default-parameter-tier",
    default: "Standard",
    values: &["Standard", "Advanced", "Intelligent-Tiering"],
};

static OTHERS: [Setting; 9] = [
    setting("/ssm/appmanager/appmanager-enabled", "False", &["True", "False"]),
    setting("/ssm/automation/customer-script-log-destination", "None", &["CloudWatch", "None"]),
    setting("/ssm/automation/customer-script-log-group-name", "/aws/ssm/automation/executeScript", &[]),
    setting("/ssm/automation/enable-adaptive-concurrency", "False", &["True", "False"]),
    setting("/ssm/documents/console/public-sharing-permission", "Enable", &["Enable", "Disable"]),
    setting("/ssm/managed-instance/activation-tier", "standard", &["standard", "advanced"]),
    setting("/ssm/managed-instance/default-ec2-instance-management-role", "$None", &[]),
    setting("/ssm/opsinsights/opscenter", "Disabled", &["Enabled", "Disabled"]),
    setting("/ssm/parameter-store/high-throughput-enabled", "false", &["true", "false"]),
];

const fn setting(id: &'static str, default: &'static str, values: &'static [&'static str]) -> Setting {
    Setting { id, default, values }
}

/// When AWS made its defaults, as the example of its page shows it, in milliseconds.
const MADE_MS: u64 = 1_555_532_818_578;

/// A setting that somebody has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Set {
    pub(crate) value: String,
    pub(crate) modified_ms: u64,
    pub(crate) modified_by: String,
}

/// The setting of an id or an ARN.
///
/// # Errors
///
/// There is none of this account and region.
pub(crate) fn named(call: &Call, id: &str) -> Result<&'static Setting, Fault> {
    let path = match Arn::parse(id) {
        Some(arn) => {
            let is_own = arn.service == "ssm" && arn.owner() == Some((call.account, call.region.clone()));
            arn.resource.strip_prefix("servicesetting").filter(|_| is_own).map(str::to_owned)
        }
        None => Some(id.to_owned()),
    };
    let known = || OTHERS.iter().chain([&DEFAULT_TIER]);
    path.and_then(|path| known().find(|setting| setting.id == path)).ok_or_else(error::no_setting)
}

impl Setting {
    /// Judges a value that it is to have.
    ///
    /// # Errors
    ///
    /// It cannot be set to that.
    pub(crate) fn check(&self, value: &str) -> Result<(), Fault> {
        let is_known = self.values.is_empty() || self.values.contains(&value);
        if is_known { Ok(()) } else { Err(error::wrong_setting(value, self.values)) }
    }

    /// Its value.
    pub(crate) fn value<'s>(&self, set: Option<&'s Set>) -> &'s str {
        set.map_or(self.default, |set| &set.value)
    }

    /// As replies show it.
    pub(crate) fn shown(&self, account: AccountId, region: &Region, set: Option<&Set>) -> Fields {
        let arn = Arn::regional("ssm", region, account, format!("servicesetting{}", self.id));
        Fields::new(&model::SERVICE_SETTING)
            .with("SettingId", self.id)
            .with("SettingValue", self.value(set))
            .with("LastModifiedDate", time(set.map_or(MADE_MS, |set| set.modified_ms)))
            .with("LastModifiedUser", set.map_or("System", |set| &set.modified_by))
            .with("ARN", arn.to_string())
            .with("Status", if set.is_some() { "Customized" } else { "Default" })
    }
}
