//! New sessions: an access key, its secret, and the token that holds all there is of them.

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::call::Call;
use base::clock::Timestamp;
use base::seams::{
    AccessKeys as _, Credentials, KeyIdentity, KeyPrincipal, KeySession, KeyStanding, RoleForService,
    SeamError, Sessions,
};
use policy::{Context, Document, Form, Policies, Principal, Request, decide};
use sha2::{Digest as _, Sha256};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::{id, name};
use crate::session::asked::calling;
use crate::session::token::{Held, LONGEST, Who};

impl Engine {
    /// Gives a session of `who`, whose token has at least `least` characters.
    ///
    /// # Errors
    ///
    /// Its policies and tags are too long together.
    pub(crate) fn give(
        &self,
        (account, partition): (AccountId, &str),
        who: Who,
        session: KeySession,
        least: usize,
    ) -> Result<Credentials, Fault> {
        let master = self.records.master()?;
        let bits = master.key_bits(account.as_str(), self.entropy.u64());
        let access_key = id::access_key(id::TEMPORARY, account, bits);
        let expires = session.expires;
        let held = Held {
            access_key: access_key.clone(),
            account: account.to_string(),
            partition: partition.to_owned(),
            who,
            issued_ms: session.issued.millis(),
            expires_ms: expires.millis(),
            source_identity: session.source_identity,
            tags: session.tags,
            transitive_tags: session.transitive_tags,
            mfa: session.mfa,
            chained: session.chained,
            policies: session.policies,
            policy_arns: session.policy_arns,
            scope_policies: session.scope_policies,
            provider: session.provider,
        };
        let sealed = held.sealed(&master, least);
        let (session_token, seal) =
            sealed.ok_or_else(|| error::damaged("a session token", "it cannot be written"))?;
        if session_token.len() > LONGEST {
            return Err(error::sts::packed_policy_too_large(session_token.len(), LONGEST));
        }
        let secret = master.secret(&access_key, &seal);
        Ok(Credentials { access_key, secret, session_token, expires })
    }

    /// Whose session a key's is, for another session of the same; nothing if nobody is that any more.
    pub(crate) fn bearer_again(&self, call: &Call, key: &KeyPrincipal) -> Result<Option<Who>, Fault> {
        Ok(match &key.identity {
            KeyIdentity::Root => Some(Who::Root),
            KeyIdentity::User(arn) => Some(Who::User { arn: arn.to_string(), id: key.user_id.clone() }),
            KeyIdentity::RoleSession { role, .. } => {
                let Some((id, session)) = key.user_id.split_once(':') else { return Ok(None) };
                let is_made = self.role_of(role)?.is_some_and(|role| role.id == id);
                let (id, session) = (id.to_owned(), session.to_owned());
                Some(Who::Role { arn: role.to_string(), id, session, is_made })
            }
            KeyIdentity::FederatedUser { session, user } => {
                let user = match user {
                    Some(arn) => match self.records.get::<User>(call.account, name::last(&arn.resource))? {
                        Some(user) => Some((arn.to_string(), user.id)),
                        None => return Ok(None),
                    },
                    None => None,
                };
                Some(Who::Federated { name: name::last(&session.resource).to_owned(), user })
            }
        })
    }

    /// The role of that ARN, if it is one of `account`'s that was made.
    pub(crate) fn role_of(&self, arn: &Arn) -> Result<Option<Arc<Role>>, Fault> {
        let (text, stamp) = (arn.to_string(), self.records.stamp());
        if let Some(role) = self.known_roles.found(&text, stamp) {
            return Ok(Some(role));
        }
        let Some(account) = AccountId::parse(&arn.account) else { return Ok(None) };
        if arn.service != "iam" || !arn.resource.starts_with("role/") {
            return Ok(None);
        }
        let role = self.records.get::<Role>(account, name::last(&arn.resource))?;
        // The path is a part of the ARN.
        let Some(role) = role.filter(|role| role.arn == text).map(Arc::new) else { return Ok(None) };
        self.known_roles.remember(stamp, &role);
        Ok(Some(role))
    }
}

impl Sessions for Engine {
    fn of_role(&self, asked: &RoleForService<'_>) -> Result<Credentials, SeamError> {
        let RoleForService { account, role, session, lasts } = *asked;
        let made = self.role_of(role).map_err(unavailable)?;
        let id = made.as_ref().map_or_else(|| id_of_unmade(role), |made| made.id.clone());
        let who =
            Who::Role { arn: role.to_string(), id, session: session.to_owned(), is_made: made.is_some() };
        let issued: Timestamp = self.clock.now();
        let session = KeySession { issued, expires: issued.plus(lasts), ..KeySession::default() };
        self.give((account, &role.partition), who, session, 0).map_err(unavailable)
    }

    fn narrowed(&self, call: &Call, policy: &str, lasts: Duration) -> Result<Credentials, SeamError> {
        let gone = || SeamError::Refused("whoever signed is not there any more".to_owned());
        let (who, session) = match calling(call) {
            Some(key) => {
                let who = self.bearer_again(call, key).map_err(unavailable)?.ok_or_else(gone)?;
                (who, key.session.clone())
            }
            None => (Who::Root, None),
        };
        let until = call.now.plus(lasts);
        let expires = session.as_ref().map_or(until, |session| session.expires.min(until));
        let begun = KeySession { issued: call.now, ..KeySession::default() };
        let mut facts = KeySession { expires, ..session.unwrap_or(begun) };
        facts.scope_policies.push(policy.to_owned());
        self.give((call.account, call.region.partition()), who, facts, 0).map_err(unavailable)
    }

    fn stand(&self, credentials: &Credentials) -> bool {
        let found = self.find(&credentials.access_key, Some(&credentials.session_token), self.clock.now());
        found.is_some_and(|known| known.standing == KeyStanding::Good)
    }

    fn trusts(&self, role: &Arn, service: &str) -> Result<(), SeamError> {
        let found = self.role_of(role).map_err(unavailable)?;
        let found = found.ok_or_else(|| SeamError::NotFound(format!("there is no role {role}")))?;
        let refused = || SeamError::Refused(format!("the role {role} does not trust {service}"));
        let trust = Document::read(&found.trust_policy, Form::Trust).map_err(|_| refused())?;
        let principal = Principal::Service(service.to_owned());
        let (owner, resource) =
            (AccountId::parse(&role.account).unwrap_or(AccountId::DEFAULT), role.to_string());
        let context = Context::default();
        let request = Request {
            principal: &principal,
            canonical_user: None,
            action: "sts:AssumeRole",
            resource: &resource,
            owner,
            context: &context,
        };
        let policies = Policies {
            resource: Some(&trust),
            resource_kind: policy::decision::ResourceKind::Trust,
            ..Policies::default()
        };
        if decide(&request, &policies).allowed { Ok(()) } else { Err(refused()) }
    }
}

/// The id of a role that nobody has made: of the form that AWS gives, and the same each time.
fn id_of_unmade(role: &Arn) -> String {
    let digest = Sha256::digest(role.to_string().as_bytes());
    let chars = digest.iter().take(17).map(|byte| char::from(b'A' + byte % 26));
    "AROA".chars().chain(chars).collect()
}

fn unavailable(fault: Fault) -> SeamError {
    SeamError::Unavailable(if fault.cause.is_empty() { fault.message } else { fault.cause.into() })
}
