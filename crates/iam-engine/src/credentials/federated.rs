//! Sessions of roles for those whom an identity provider vouches for: the trust policy always decides.

use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::call::Call;
use base::seams::{Credentials, KeySession};
use policy::{Context, Principal};
use wire::fault::Fault;

use crate::credentials::trust::{Assuming, session_arn};
use crate::engine::Engine;
use crate::error;
use crate::federation::told::Told;
use crate::session::asked::Scope;
use crate::session::token::Who;

/// How long a session lasts where the request does not say.
pub(crate) const HOUR_S: u64 = 3600;

/// Who wants a session of which role.
#[derive(Debug)]
pub(crate) struct Vouched<'a> {
    pub(crate) call: &'a Call,
    pub(crate) role: &'a Arn,
    pub(crate) account: AccountId,
    pub(crate) session: String,
    /// `sts:AssumeRoleWithWebIdentity`.
    pub(crate) action: &'static str,
    /// The names that a trust policy may have for the provider, the fullest first.
    pub(crate) providers: Vec<String>,
    pub(crate) told: Told,
    /// Keys of the provider's own, with their values.
    pub(crate) keys: Vec<(String, Vec<String>)>,
    pub(crate) lasts_s: u64,
    /// Whether it ends before that, in seconds since 1970.
    pub(crate) until_s: Option<u64>,
    pub(crate) scope: Scope,
}

/// What is given.
#[derive(Debug)]
pub(crate) struct GivenTo {
    pub(crate) credentials: Credentials,
    pub(crate) user_id: String,
    pub(crate) arn: String,
    pub(crate) source_identity: Option<String>,
    pub(crate) shows_size: bool,
}

impl Engine {
    /// The session, if the role trusts the provider and what it says.
    ///
    /// # Errors
    ///
    /// There is no such role, it does not trust, or the session would last too long.
    pub(crate) fn give_to(&self, vouched: Vouched<'_>) -> Result<GivenTo, Fault> {
        let denied = || error::sts::provider_not_authorized(vouched.action);
        let role = self.role_of(vouched.role)?.ok_or_else(denied)?;
        let mut actions = vec![vouched.action];
        if !vouched.told.tags.is_empty() {
            actions.push("sts:TagSession");
        }
        if vouched.told.source_identity.is_some() {
            actions.push("sts:SetSourceIdentity");
        }
        let trusted = vouched.providers.iter().find(|provider| {
            let principal = Principal::Federated((*provider).clone());
            let context = vouched.context(&principal, provider);
            let (call, account) = (vouched.call, vouched.account);
            let assuming = Assuming { call, principal: &principal, role: &role, account, context };
            assuming.refused(&actions).is_none()
        });
        let provider = trusted.ok_or_else(denied)?.clone();
        self.check_managed_policies(vouched.account, &vouched.scope.policy_arns)?;
        if vouched.lasts_s > u64::from(role.max_session_s) {
            return Err(error::sts::longer_than_the_role_s());
        }
        let Vouched { call, role: arn, account, session, told, scope, .. } = vouched;
        let lasts_s = match vouched.until_s {
            Some(until_s) => vouched.lasts_s.min(until_s.saturating_sub(call.now.secs())),
            None => vouched.lasts_s,
        };
        let shows_size = scope.limits_or_tags() || !told.tags.is_empty();
        let least = scope.least;
        let Told { tags, transitive_tags, source_identity } = told;
        let facts = KeySession {
            issued: call.now,
            expires: call.now.plus(Duration::from_secs(lasts_s)),
            source_identity: source_identity.clone(),
            tags,
            transitive_tags,
            provider: Some(provider),
            ..scope.into_session()
        };
        let user_id = format!("{}:{session}", role.id);
        let assumed = session_arn(arn, &session);
        let who = Who::Role { arn: arn.to_string(), id: role.id.clone(), session, is_made: true };
        let credentials = self.give((account, &arn.partition), who, facts, least)?;
        Ok(GivenTo { credentials, user_id, arn: assumed, source_identity, shows_size })
    }
}

impl Vouched<'_> {
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
    fn context(&self, principal: &Principal, provider: &str) -> Context {
        let mut context = Context::of(self.call, principal);
        context.set("aws:FederatedProvider", [provider.to_owned()]);
        context.set("sts:RoleSessionName", [self.session.clone()]);
        context.set("sts:SourceIdentity", self.told.source_identity.clone());
        context.set("sts:TransitiveTagKeys", self.told.transitive_tags.iter().cloned());
        context.set("aws:TagKeys", self.told.tags.iter().map(|(key, _)| key.clone()));
        for (key, value) in &self.told.tags {
            context.set(&format!("aws:RequestTag/{key}"), [value.clone()]);
        }
        for (key, values) in &self.keys {
            context.set(key, values.iter().cloned());
        }
        context
    }
}
