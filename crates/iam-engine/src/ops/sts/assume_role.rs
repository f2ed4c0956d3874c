//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::call::Call;
use base::seams::{Credentials, KeyIdentity, KeySession};
use policy::{Context, Principal, Standing, standing};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::credentials::trust::{Assuming, read_role_arn, session_arn};
use crate::engine::Engine;
use crate::error;
use crate::identity::role::Role;
use crate::model::sts;
use crate::session::asked::{self, Scope, calling, calling_session};
use crate::session::shown;
use crate::session::token::Who;

pub(super) struct AssumeRole;

/// How long a session lasts where the request does not say, and the longest of a role that a role's session assumes.
const HOUR_S: u64 = 3600;

const ACTION: &str = "sts:AssumeRole";

/// What is asked for.
pub(super) struct Asked {
    role: Arn,
    account: AccountId,
    session: String,
    lasts_s: u64,
    scope: Scope,
    external_id: Option<String>,
    source_identity: Option<String>,
    mfa: bool,
}

/// What is given.
pub(super) struct Given {
    credentials: Credentials,
    user_id: String,
    arn: String,
    source_identity: Option<String>,
    shows_size: bool,
}

impl Operation for AssumeRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::ASSUME_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleArn"];
    const KEPT: &'static [&'static str] = &["ProvidedContexts"];
    const LIMITS: &'static str = "By default only callers of other accounts are judged, by the role's trust policy. Session policies \
         limit what the session may in other accounts, not in its own. Codes of MFA devices are taken unchecked.";
    type Input = Asked;
    type Output = Given;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let (role, account) = read_role_arn(fields.required("RoleArn"))?;
        let source_identity = fields.text("SourceIdentity").map(str::to_owned);
        if source_identity.as_ref().is_some_and(|given| given.starts_with("aws:")) {
            // AWS's page says that it cannot be; the sentence is our guess.
            return Err(error::validation("SourceIdentity must not begin with 'aws:'"));
        }
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked {
            role,
            account,
            session: fields.required("RoleSessionName").to_owned(),
            lasts_s: lasts_s.unwrap_or(HOUR_S),
            scope: Scope::read(&fields)?,
            external_id: fields.text("ExternalId").map(str::to_owned),
            source_identity,
            mfa: asked::mfa(&fields)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, mut asked: Asked) -> Result<Given, Fault> {
        let own = calling_session(call);
        let shows_size = asked.scope.limits_or_tags();
        asked.scope = asked.scope.chained(own)?;
        let denied =
            |action: &str| error::sts::not_authorized(&Principal::of(call).name(), action, &asked.role);
        let role = engine.role_of(&asked.role)?.ok_or_else(|| denied(ACTION))?;
        let source_identity = match (own.and_then(|own| own.source_identity.clone()), &asked.source_identity)
        {
            // Once it is set, nobody changes it.
            (Some(kept), Some(other)) if kept != *other => return Err(denied("sts:SetSourceIdentity")),
            (kept, given) => kept.or_else(|| given.clone()),
        };
        if let Some(action) = refused(call, &asked, &role, source_identity.as_deref()) {
            return Err(denied(action));
        }
        engine.check_managed_policies(asked.account, &asked.scope.policy_arns)?;
        let chained = is_role_session(call);
        if asked.lasts_s > u64::from(role.max_session_s) {
            return Err(error::sts::longer_than_the_role_s());
        }
        if chained && asked.lasts_s > HOUR_S {
            return Err(error::sts::longer_than_a_chain_s());
        }
        let Asked { role: arn, account, session, lasts_s, scope, mfa, .. } = asked;
        let least = scope.least;
        let facts = KeySession {
            issued: call.now,
            expires: call.now.plus(Duration::from_secs(lasts_s)),
            source_identity: source_identity.clone(),
            mfa,
            chained,
            ..scope.into_session()
        };
        let user_id = format!("{}:{session}", role.id);
        let assumed = session_arn(&arn, &session);
        let who = Who::Role { arn: arn.to_string(), id: role.id.clone(), session, is_made: true };
        let credentials = engine.give((account, &arn.partition), who, facts, least)?;
        Ok(Given { credentials, user_id, arn: assumed, source_identity, shows_size })
    }

    fn reply(given: Given) -> Outgoing {
        let Given { credentials, user_id, arn, source_identity, shows_size } = given;
        let user = Fields::new(&sts::ASSUMED_ROLE_USER).with("AssumedRoleId", user_id).with("Arn", arn);
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &credentials)
            .with("AssumedRoleUser", user)
            .with("PackedPolicySize", shows_size.then(|| shown::utilization(&credentials)))
            .with("SourceIdentity", source_identity)
            .into()
    }
}

fn is_role_session(call: &Call) -> bool {
    calling(call).is_some_and(|key| matches!(key.identity, KeyIdentity::RoleSession { .. }))
}

/// The action that the caller may not do with the role, if there is one.
fn refused(call: &Call, asked: &Asked, role: &Role, source_identity: Option<&str>) -> Option<&'static str> {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
    if calling(call).is_some_and(|key| matches!(key.identity, KeyIdentity::FederatedUser { .. })) {
        return Some(ACTION);
    }
    let Standing::Judged(principal) = standing(call, asked.account) else { return None };
    let mut actions = vec![ACTION];
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
    if !asked.scope.tags.is_empty() {
        actions.push("sts:TagSession");
    }
    if source_identity.is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    let context = context(call, &principal, asked, source_identity);
    let assuming = Assuming { call, principal: &principal, role, account: asked.account, context };
    assuming.refused(&actions)
}

/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html>
fn context(call: &Call, principal: &Principal, asked: &Asked, source_identity: Option<&str>) -> Context {
    let Scope { tags, transitive_tags, .. } = &asked.scope;
    let mut context = Context::of(call, principal);
    context.set("sts:RoleSessionName", [asked.session.clone()]);
    context.set("sts:ExternalId", asked.external_id.clone());
    context.set("sts:SourceIdentity", source_identity.map(str::to_owned));
    context.set("sts:TransitiveTagKeys", transitive_tags.iter().cloned());
    context.set("aws:TagKeys", tags.iter().map(|(key, _)| key.clone()));
    for (key, value) in tags {
        context.set(&format!("aws:RequestTag/{key}"), [value.clone()]);
    }
    if asked.mfa {
        context.set("aws:MultiFactorAuthPresent", ["true".to_owned()]);
        context.set("aws:MultiFactorAuthAge", ["0".to_owned()]);
    }
    context
}
