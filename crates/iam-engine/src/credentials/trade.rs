//! Tokens that are traded for a session: what they hold, and the trade.

use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::call::{Call, Checks};
use base::clock::Timestamp;
use base::seams::{Credentials, KeySession};
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::identity::user::User;
use crate::message::name;
use crate::session::sealed::{self, Purpose};
use crate::session::token::Who;

/// How long a session lasts that was traded for a token: our guess.
const LASTS: Duration = Duration::from_secs(3600);

/// What a role's session is called that was traded for a token: our guess.
const SESSION: &str = "delegated-access";

/// What a token holds.
#[derive(Debug, Serialize, Deserialize)]
struct TradeIn {
    /// The role, user or root user that it is traded for a session of.
    principal: String,
    /// Milliseconds since 1970.
    expires_ms: u64,
}

impl Engine {
    /// A token for a session of a role, user or root user; nothing if there is no such principal.
    pub(crate) fn trade_in_token(
        &self,
        principal: &str,
        expires: Timestamp,
    ) -> Result<Option<String>, Fault> {
        if self.bearer_of(principal)?.is_none() {
            return Ok(None);
        }
        let held = TradeIn { principal: principal.to_owned(), expires_ms: expires.millis() };
        let master = self.records.master()?;
        Ok(sealed::seal(&master, Purpose::TradeIn, &held))
    }

    /// The session that a token is traded for, and its principal; nothing if it is not a token of ours, or has expired, or
    /// its principal is not there any more.
    pub(crate) fn trade_in(&self, token: &str, call: &Call) -> Result<Option<(Credentials, String)>, Fault> {
        let now = call.now;
        let Some(master) = self.records.master_if_made()? else { return Ok(None) };
        let held: Option<TradeIn> = sealed::open(&master, Purpose::TradeIn, token);
        let Some(TradeIn { principal, .. }) = held.filter(|held| now.millis() < held.expires_ms) else {
            return Ok(None);
        };
        let Some((account, partition, who)) = self.bearer_of(&principal)? else { return Ok(None) };
        // Anybody may ask for such tokens: where proofs are asked for, they are the caller's own account's.
        if call.origin.checks != Checks::Off && account != call.account {
            return Ok(None);
        }
        let facts = KeySession { issued: now, expires: now.plus(LASTS), ..KeySession::default() };
        Ok(Some((self.give((account, &partition), who, facts, 0)?, principal)))
    }

    /// Whose session is meant by the ARN of a role, user or root user.
    fn bearer_of(&self, principal: &str) -> Result<Option<(AccountId, String, Who)>, Fault> {
        let Some(arn) = Arn::parse(principal).filter(|arn| arn.service == "iam") else { return Ok(None) };
        let Some(account) = AccountId::parse(&arn.account) else { return Ok(None) };
        let who = if arn.resource == "root" {
            Some(Who::Root)
        } else if arn.resource.starts_with("user/") {
            let user = self.records.get::<User>(account, name::last(&arn.resource))?;
            let user = user.filter(|user| user.arn == principal);
            user.map(|user| Who::User { arn: user.arn, id: user.id })
        } else {
            self.role_of(&arn)?.map(|role| Who::Role {
                arn: role.arn.clone(),
                id: role.id.clone(),
                session: SESSION.to_owned(),
                is_made: true,
            })
        };
        Ok(who.map(|who| (account, arn.partition, who)))
    }
}
