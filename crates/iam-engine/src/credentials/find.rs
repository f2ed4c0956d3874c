//! Whose an access key is, as the gateway asks with each request: quickly, from what was found before, as long as nothing
//! has changed since.

use std::sync::Arc;

use base::arn::{AccountId, Arn};
use base::clock::Timestamp;
use base::seams::{AccessKeys, KeyIdentity, KeyOwner, KeyPrincipal, KeySession, KeyStanding, KnownKey};
use wire::fault::Fault;
use wire::tag;

use crate::engine::Engine;
use crate::error;
use crate::identity::access_key::AccessKey;
use crate::identity::policy::Policy;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::{id, name, tags};
use crate::secret::Master;
use crate::session::known::Found;
use crate::session::token::{Held, Who};

impl AccessKeys for Engine {
    fn find(&self, access_key: &str, session_token: Option<&str>, now: Timestamp) -> Option<KnownKey> {
        let is_temporary = id::is_temporary(access_key);
        if !is_temporary && !id::is_lasting(access_key) {
            return None;
        }
        let stamp = self.records.stamp();
        let before = self.known.found(access_key);
        let before = before.filter(|found| {
            let same_token = !is_temporary || found.key.session_token.as_deref() == session_token;
            found.stamp == stamp && same_token
        });
        let found = match before {
            Some(found) => found,
            None => {
                let looked = if is_temporary {
                    self.temporary(access_key, session_token)
                } else {
                    self.lasting(access_key)
                };
                let (key, expires) = looked
                    .inspect_err(
                        |fault| tracing::error!(cause = %fault.cause, "an access key could not be looked up"),
                    )
                    .ok()??;
                let found = Found { stamp, key, expires };
                if found.key.standing != KeyStanding::WrongToken {
                    self.known.remember(access_key, found.clone());
                }
                found
            }
        };
        let Found { mut key, expires, .. } = found;
        if key.standing == KeyStanding::Good && expires.is_some_and(|expires| expires <= now) {
            key.standing = KeyStanding::Expired;
        }
        Some(key)
    }

    fn note_use(&self, access_key: &str, service: &str, region: &str, now: Timestamp) {
        self.known.note_use(access_key, service, region, now.secs());
    }
}

/// Whose a session is, as it is now.
#[derive(Default)]
struct Bearer {
    tags: tag::Tags,
    /// The ARN that the user has now.
    user: Option<Arn>,
}

type Looked = Result<Option<(KnownKey, Option<Timestamp>)>, Fault>;

impl Engine {
    /// A key that lasts is a record.
    fn lasting(&self, access_key: &str) -> Looked {
        let Some(record) = self.records.get::<AccessKey>(AccountId::DEFAULT, access_key)? else {
            return Ok(None);
        };
        let (Some(account), Some(master)) =
            (AccountId::parse(&record.account), self.records.master_if_made()?)
        else {
            return Ok(None);
        };
        let user = match &record.user {
            Some(name) => self.records.get::<User>(account, name)?,
            None => None,
        };
        let principal = user.as_ref().and_then(|user| {
            Some(Arc::new(KeyPrincipal {
                identity: KeyIdentity::User(Arn::parse(&user.arn)?),
                user_id: user.id.clone(),
                tags: user.tags.clone(),
                session: None,
            }))
        });
        let is_off = !record.is_active || (record.user.is_some() && user.is_none());
        let key = KnownKey {
            owner: KeyOwner { account, principal },
            secret: master.secret(access_key, &[]).into(),
            session_token: None,
            standing: if is_off { KeyStanding::Off } else { KeyStanding::Good },
        };
        Ok(Some((key, None)))
    }

    /// A temporary key is what its token holds.
    fn temporary(&self, access_key: &str, session_token: Option<&str>) -> Looked {
        let Some(master) = self.records.master_if_made()? else { return Ok(None) };
        let opened = session_token.and_then(|token| Some((token, Held::open(token, &master)?)));
        let opened = opened.filter(|(_, (held, _))| held.access_key == access_key);
        let Some((token, (held, seal))) = opened else { return Ok(without_token(access_key, &master)) };
        let (Some(account), Some(identity)) = (held.account(), held.identity()) else { return Ok(None) };
        let bearer = self.bearer(account, &held)?;
        let is_there = bearer.is_some();
        let Bearer { tags: mut all_tags, user } = bearer.unwrap_or_default();
        let identity = user.map_or(identity, KeyIdentity::User);
        tag::merge(&mut all_tags, held.tags.clone(), &tags::LIMITS);
        let managed_policies = self.managed_policies(account, &held.policy_arns)?;
        let session = Some(KeySession { managed_policies, ..held.session() });
        let principal = KeyPrincipal { identity, user_id: held.user_id(), tags: all_tags, session };
        let key = KnownKey {
            owner: KeyOwner { account, principal: Some(Arc::new(principal)) },
            secret: master.secret(access_key, &seal).into(),
            session_token: Some(token.into()),
            standing: if is_there { KeyStanding::Good } else { KeyStanding::Off },
        };
        Ok(Some((key, Some(Timestamp::from_millis(held.expires_ms)))))
    }

    /// What managed policies of a session say now: AWS's, and those that the account has made.
    fn managed_policies(&self, account: AccountId, arns: &[String]) -> Result<Vec<String>, Fault> {
        let text = |arn: &String| {
            let found = Policy::find(&self.records, account, arn)?;
            Ok(found.map(|policy| policy.document().into_owned()).unwrap_or_default())
        };
        arns.iter().map(text).collect()
    }

    /// Judges the managed policies that a session in an account is asked for with.
    ///
    /// # Errors
    ///
    /// One is neither AWS's nor the account's.
    pub(crate) fn check_managed_policies(&self, account: AccountId, arns: &[String]) -> Result<(), Fault> {
        for arn in arns {
            if Policy::find(&self.records, account, arn)?.is_none() {
                return Err(error::sts::no_session_policy(arn));
            }
        }
        Ok(())
    }

    /// The user or role of a session, if it is still the one that it was.
    fn bearer(&self, account: AccountId, held: &Held) -> Result<Option<Bearer>, Fault> {
        let user = |arn: &str, id: &str| User::once_called(&self.records, account, name::last(arn), id);
        match &held.who {
            Who::Root | Who::Federated { user: None, .. } => Ok(Some(Bearer::default())),
            Who::Role { is_made: false, .. } => Ok(Some(Bearer::default())),
            Who::Role { arn, id, .. } => {
                // A function's session may be of a role of another account.
                let owner = Arn::parse(arn).and_then(|arn| AccountId::parse(&arn.account)).unwrap_or(account);
                let role = self.records.get::<Role>(owner, name::last(arn))?.filter(|role| role.id == *id);
                Ok(role.map(|role| Bearer { tags: role.tags, user: None }))
            }
            Who::User { arn, id } => {
                let user = user(arn, id)?;
                Ok(user.map(|user| Bearer { user: Arn::parse(&user.arn), tags: user.tags }))
            }
            Who::Federated { user: Some((arn, id)), .. } => Ok(user(arn, id)?.map(|_| Bearer::default())),
        }
    }
}

/// A temporary key that came without its token, or with another's: its account is known by the key itself.
fn without_token(access_key: &str, master: &Master) -> Option<(KnownKey, Option<Timestamp>)> {
    let (account, bits) = id::account_in(access_key)?;
    let is_ours = master.key_bits(account.as_str(), bits >> 13) == bits;
    is_ours.then(|| {
        let key = KnownKey {
            owner: KeyOwner { account, principal: None },
            // Nobody can sign with it.
            secret: master.secret(access_key, b"no token").into(),
            session_token: None,
            standing: KeyStanding::WrongToken,
        };
        (key, None)
    })
}
