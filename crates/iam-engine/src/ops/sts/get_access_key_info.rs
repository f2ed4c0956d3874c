//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html>

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use base::seams::AccessKeys as _;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::message::id;
use crate::model::sts;

pub(super) struct GetAccessKeyInfo;

/// How the keys begin that AWS's page names.
const PREFIXES: [&str; 2] = [id::LASTING, id::TEMPORARY];

impl Operation for GetAccessKeyInfo {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_ACCESS_KEY_INFO;
    const LIMITS: &'static str = "A key that was not made here and does not hold its account is the default account's, as its requests are.";
    type Input = String;
    type Output = AccountId;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        let key = fields.required("AccessKeyId");
        if !PREFIXES.iter().any(|prefix| key.starts_with(prefix)) {
            return Err(error::sts::no_access_key());
        }
        Ok(key.to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, key: String) -> Result<AccountId, Fault> {
        // Whether it may be used does not matter: AWS's page.
        let made = engine.find(&key, None, call.now).map(|known| known.owner.account);
        let held = || id::account_in(&key).map(|(account, _)| account);
        Ok(made.or_else(held).unwrap_or(AccountId::DEFAULT))
    }

    fn reply(account: AccountId) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Account", account.as_str()).into()
    }
}
