//! The summary of an account: what it has of each thing, and how much it may have.
//!
//! One table: where a thing gets its records, its row here begins to count.

use base::arn::AccountId;
use wire::fault::Fault;

use crate::account::token_version::TokenVersion;
use crate::records::{Kind, Records};

/// Where a number of the summary is from.
enum Number {
    /// A quota of AWS's, or what every account here has.
    Fixed(i64),
    /// How many records there are of these kinds.
    Count(&'static [Kind]),
    /// The version of the global endpoint's tokens.
    TokenVersion,
}

use Number::{Count, Fixed};

/// Counting ends here: above every quota.
const MOST: usize = 20_000;

/// All keys that AWS has. Quotas: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const NUMBERS: &[(&str, Number)] = &[
    ("AccessKeysPerUserQuota", Fixed(2)),
    // The root user's keys are not listed by account.
    ("AccountAccessKeysPresent", Fixed(0)),
    ("AccountMFAEnabled", Fixed(0)),
    ("AccountPasswordPresent", Fixed(1)),
    ("AccountSigningCertificatesPresent", Fixed(0)),
    ("AssumeRolePolicySizeQuota", Fixed(2048)),
    ("AttachedPoliciesPerGroupQuota", Fixed(10)),
    ("AttachedPoliciesPerRoleQuota", Fixed(10)),
    ("AttachedPoliciesPerUserQuota", Fixed(10)),
    ("GlobalEndpointTokenVersion", Number::TokenVersion),
    ("GroupPolicySizeQuota", Fixed(5120)),
    ("Groups", Count(&[Kind::Group])),
    ("GroupsPerUserQuota", Fixed(10)),
    ("GroupsQuota", Fixed(300)),
    ("InstanceProfiles", Count(&[Kind::InstanceProfile])),
    ("InstanceProfilesQuota", Fixed(1000)),
    ("MFADevices", Count(&[Kind::MfaDevice])),
    // To be counted by the devices' own records: those that a user has.
    ("MFADevicesInUse", Fixed(0)),
    ("Policies", Count(&[Kind::Policy])),
    ("PoliciesQuota", Fixed(1500)),
    ("PolicySizeQuota", Fixed(6144)),
    // To be counted by the policies' own records; of each there is at least one.
    ("PolicyVersionsInUse", Count(&[Kind::Policy])),
    ("PolicyVersionsInUseQuota", Fixed(10_000)),
    ("Providers", Count(&[Kind::SamlProvider, Kind::OidcProvider])),
    ("RolePolicySizeQuota", Fixed(10_240)),
    ("Roles", Count(&[Kind::Role])),
    ("RolesQuota", Fixed(1000)),
    ("ServerCertificates", Count(&[Kind::ServerCertificate])),
    ("ServerCertificatesQuota", Fixed(20)),
    ("SigningCertificatesPerUserQuota", Fixed(2)),
    ("UserPolicySizeQuota", Fixed(2048)),
    ("Users", Count(&[Kind::User])),
    ("UsersQuota", Fixed(5000)),
    ("VersionsPerPolicyQuota", Fixed(5)),
];

/// The summary of an account.
pub(crate) fn of(records: &Records, account: AccountId) -> Result<Vec<(String, i64)>, Fault> {
    let number = |number: &Number| match number {
        Fixed(number) => Ok(*number),
        Count(kinds) => {
            let mut all = 0;
            for kind in *kinds {
                all += records.count(*kind, account, MOST)?;
            }
            Ok(i64::try_from(all).unwrap_or(i64::MAX))
        }
        Number::TokenVersion => {
            let found: Option<TokenVersion> = records.get(account, TokenVersion::NAME)?;
            Ok(found.unwrap_or(TokenVersion::DEFAULT).0)
        }
    };
    NUMBERS.iter().map(|(name, from)| Ok(((*name).to_owned(), number(from)?))).collect()
}
