//! The alias: <https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html>.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::account::alias;
use crate::engine::Engine;
use crate::message::page::{Asked, Page};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html>
pub(in crate::ops::iam) struct CreateAccountAlias;

impl Operation for CreateAccountAlias {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_ACCOUNT_ALIAS;
    const LIMITS: &'static str = "An alias is unique among the accounts of this emulator.";
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("AccountAlias").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, alias: String) -> Result<(), Fault> {
        alias::create(&engine.records, call.account, &alias)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html>
pub(in crate::ops::iam) struct ListAccountAliases;

impl Operation for ListAccountAliases {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_ACCOUNT_ALIASES;
    type Input = Asked;
    type Output = Page<String>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        Asked::read(call, &fields, "iam:ListAccountAliases", &[])
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Page<String>, Fault> {
        let aliases: Vec<String> = alias::of(&engine.records, call.account)?.into_iter().collect();
        Ok(asked.page_of_all(aliases, String::clone))
    }

    fn reply(page: Page<String>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "AccountAliases", Value::Text)
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html>
pub(in crate::ops::iam) struct DeleteAccountAlias;

impl Operation for DeleteAccountAlias {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_ACCOUNT_ALIAS;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("AccountAlias").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, alias: String) -> Result<(), Fault> {
        alias::delete(&engine.records, call.account, &alias)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
