//! The password policy of an account.

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error::account as error;
use crate::identity::password::Rules;
use crate::model::iam;
use crate::records::{Kind, Record, Records};

/// What a policy asks for that does not say: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>.
const MINIMUM_LENGTH: u32 = 6;

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasswordPolicy {
    pub(crate) minimum_length: u32,
    pub(crate) requires_symbols: bool,
    pub(crate) requires_numbers: bool,
    pub(crate) requires_uppercase: bool,
    pub(crate) requires_lowercase: bool,
    pub(crate) allows_change: bool,
    pub(crate) max_age_days: Option<u32>,
    pub(crate) reuse_prevention: Option<u32>,
    /// Absent and false are two things.
    pub(crate) hard_expiry: Option<bool>,
}

impl Record for PasswordPolicy {
    const KIND: Kind = Kind::Account;

    fn name(&self) -> &str {
        PasswordPolicy::NAME
    }
}

impl PasswordPolicy {
    /// By which it is found.
    pub(crate) const NAME: &'static str = "password-policy";

    /// The policy of an account.
    ///
    /// # Errors
    ///
    /// It has none.
    pub(crate) fn find(records: &Records, account: AccountId) -> Result<PasswordPolicy, Fault> {
        records.get(account, PasswordPolicy::NAME)?.ok_or_else(|| error::no_password_policy(account))
    }

    /// The rules that it has for passwords.
    fn rules(&self) -> Rules {
        let required =
            [self.requires_uppercase, self.requires_lowercase, self.requires_numbers, self.requires_symbols];
        Rules { min_length: self.minimum_length as usize, min_kinds: 0, required }
    }

    /// The rules for the passwords of an account that has this policy, or none.
    pub(crate) fn rules_of(policy: Option<&PasswordPolicy>) -> Rules {
        policy.map_or(Rules::DEFAULT, PasswordPolicy::rules)
    }

    /// What a request says; what it does not say is as it is without a policy.
    pub(crate) fn read(fields: &Fields) -> PasswordPolicy {
        let is_set = |name: &str| fields.boolean(name).unwrap_or_default();
        let number = |name: &str| fields.integer(name).and_then(|number| u32::try_from(number).ok());
        PasswordPolicy {
            minimum_length: number("MinimumPasswordLength").unwrap_or(MINIMUM_LENGTH),
            requires_symbols: is_set("RequireSymbols"),
            requires_numbers: is_set("RequireNumbers"),
            requires_uppercase: is_set("RequireUppercaseCharacters"),
            requires_lowercase: is_set("RequireLowercaseCharacters"),
            allows_change: is_set("AllowUsersToChangePassword"),
            max_age_days: number("MaxPasswordAge"),
            reuse_prevention: number("PasswordReusePrevention"),
            hard_expiry: fields.boolean("HardExpiry"),
        }
    }

    /// As the reply shows it.
    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&iam::PASSWORD_POLICY)
            .with("MinimumPasswordLength", self.minimum_length)
            .with("RequireSymbols", self.requires_symbols)
            .with("RequireNumbers", self.requires_numbers)
            .with("RequireUppercaseCharacters", self.requires_uppercase)
            .with("RequireLowercaseCharacters", self.requires_lowercase)
            .with("AllowUsersToChangePassword", self.allows_change)
            .with("ExpirePasswords", self.max_age_days.is_some())
            .with("MaxPasswordAge", self.max_age_days)
            .with("PasswordReusePrevention", self.reuse_prevention)
            .with("HardExpiry", self.hard_expiry)
    }
}
