//! Whether a role trusts who wants to assume it.

use base::arn::{AccountId, Arn};
use base::call::Call;
use policy::decision::ResourceKind;
use policy::standing::refusal;
use policy::{Context, Document, Form, Principal, Request};
use wire::fault::Fault;

use crate::error;
use crate::identity::role::Role;
use crate::message::name;

/// Who wants to assume which role, and what policies may ask of that.
#[derive(Debug)]
pub(crate) struct Assuming<'a> {
    pub(crate) call: &'a Call,
    pub(crate) principal: &'a Principal,
    pub(crate) role: &'a Role,
    pub(crate) account: AccountId,
    pub(crate) context: Context,
}

impl Assuming<'_> {
    /// The first of these actions that the role's trust policy does not allow; nothing if it allows them all.
    pub(crate) fn refused<'n>(&self, actions: &[&'n str]) -> Option<&'n str> {
        let trust = Document::read(&self.role.trust_policy, Form::Trust).ok();
        actions.iter().copied().find(|action| {
            let request = Request {
                principal: self.principal,
                canonical_user: None,
                action,
                resource: &self.role.arn,
                owner: self.account,
                context: &self.context,
            };
            refusal(self.call, &request, trust.as_ref(), ResourceKind::Trust).is_some()
        })
    }
}

/// A role's ARN, read, and its account.
///
/// # Errors
///
/// It is no ARN, or none of a role.
pub(crate) fn read_role_arn(given: &str) -> Result<(Arn, AccountId), Fault> {
    let invalid = || error::sts::invalid_arn(given);
    let arn = Arn::parse(given).filter(|arn| arn.partition.starts_with("aws")).ok_or_else(invalid)?;
    let account = AccountId::parse(&arn.account).ok_or_else(invalid)?;
    let is_role = arn.service == "iam" && arn.region.is_empty() && arn.resource.starts_with("role/");
    if is_role { Ok((arn, account)) } else { Err(error::sts::no_role_arn()) }
}

/// The ARN of a role's session.
pub(crate) fn session_arn(role: &Arn, session: &str) -> String {
    let name = name::last(&role.resource);
    format!("arn:{}:sts::{}:assumed-role/{name}/{session}", role.partition, role.account)
}
