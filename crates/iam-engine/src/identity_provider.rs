//! Records of those who vouch for others: identity providers that a role may trust.

use base::arn::Arn;
use wire::fault::Fault;

use crate::error::identity_provider as error;

pub(crate) mod context;
pub(crate) mod oidc;
pub(crate) mod saml;

/// What stands behind `KIND/` in the ARN of a provider.
///
/// # Errors
///
/// It is no ARN of such a provider.
pub(crate) fn name_in(arn: &str, kind: &str) -> Result<String, Fault> {
    let parsed = Arn::parse(arn).filter(|arn| arn.service == "iam").ok_or_else(error::invalid_arn)?;
    let name = parsed.resource.strip_prefix(kind).and_then(|rest| rest.strip_prefix('/'));
    name.filter(|name| !name.is_empty()).map(str::to_owned).ok_or_else(error::invalid_arn)
}
