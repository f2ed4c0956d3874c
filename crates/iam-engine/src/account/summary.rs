//! The summary of an account: what it has of each thing, and how much it may have.

use std::ops::ControlFlow;

use base::arn::AccountId;
use wire::fault::Fault;

use crate::account::token_version::TokenVersion;
use crate::identity::belongings::{Belongings, RootUser};
use crate::identity::mfa_device::MfaDevice;
use crate::identity::policy::Policy;
use crate::records::{Kind, Record, Records};

/// Where a number of the summary is from.
enum Number {
    /// A quota of AWS's, or what every account here has.
    Fixed(i64),
    /// How many records there are of these kinds.
    Count(&'static [Kind]),
    /// One if the root user has some of these, which its belongings tell.
    OfRoot(fn(&Belongings) -> &[String]),
    /// The MFA devices that users have.
    DevicesInUse,
    /// The versions of all policies.
    PolicyVersions,
    /// The version of the global endpoint's tokens.
    TokenVersion,
}

use Number::{Count, Fixed, OfRoot};

/// Counting ends here: above every quota.
const MOST: usize = 20_000;

/// All keys that AWS has. Quotas: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const NUMBERS: &[(&str, Number)] = &[
    ("AccessKeysPerUserQuota", Fixed(2)),
    ("AccountAccessKeysPresent", OfRoot(|root| &root.access_keys)),
    ("AccountMFAEnabled", OfRoot(|root| &root.mfa_devices)),
    ("AccountPasswordPresent", Fixed(1)),
    ("AccountSigningCertificatesPresent", OfRoot(|root| &root.signing_certificates)),
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
    ("MFADevicesInUse", Number::DevicesInUse),
    ("Policies", Count(&[Kind::Policy])),
    ("PoliciesQuota", Fixed(1500)),
    ("PolicySizeQuota", Fixed(6144)),
    ("PolicyVersionsInUse", Number::PolicyVersions),
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
    let root = records.get::<RootUser>(account, RootUser::NAME)?.unwrap_or_default();
    let number = |number: &Number| match number {
        Fixed(number) => Ok(*number),
        Count(kinds) => {
            let mut all = 0;
            for kind in *kinds {
                all += records.count(*kind, account, MOST)?;
            }
            Ok(i64::try_from(all).unwrap_or(i64::MAX))
        }
        OfRoot(some) => Ok(i64::from(!some(&root.belongings).is_empty())),
        Number::DevicesInUse => {
            sum(records, account, |device: MfaDevice| usize::from(device.enabled.is_some()))
        }
        Number::PolicyVersions => sum(records, account, |policy: Policy| policy.versions.len()),
        Number::TokenVersion => {
            let found: Option<TokenVersion> = records.get(account, TokenVersion::NAME)?;
            Ok(found.unwrap_or(TokenVersion::DEFAULT).0)
        }
    };
    NUMBERS.iter().map(|(name, from)| Ok(((*name).to_owned(), number(from)?))).collect()
}

/// What all records of a kind come to.
fn sum<R: Record>(records: &Records, account: AccountId, count: impl Fn(R) -> usize) -> Result<i64, Fault> {
    let mut all = 0;
    records.visit(account, None, |record| {
        all += count(record);
        ControlFlow::Continue(())
    })?;
    Ok(i64::try_from(all).unwrap_or(i64::MAX))
}
