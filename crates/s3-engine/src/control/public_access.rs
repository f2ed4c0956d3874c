//! The public access block of an account: GetPublicAccessBlock, PutPublicAccessBlock, DeletePublicAccessBlock. It counts for all of
//! the account's buckets, beside their own.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeletePublicAccessBlock.html>

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::control::model;
use crate::control::resource::own_account as account;
use crate::engine::{Engine, accounts};
use crate::error::{Code, Error, Result};
use crate::setting::public_access::{self, PublicAccess};

pub(super) struct GetPublicAccessBlock;

impl Operation for GetPublicAccessBlock {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_PUBLIC_ACCESS_BLOCK;
    const ACTION: Option<&'static str> = Some("s3:GetAccountPublicAccessBlock");
    type Input = AccountId;
    type Output = PublicAccess;

    fn read(call: &Call, request: Incoming) -> Result<AccountId> {
        account(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, account: AccountId) -> Result<PublicAccess> {
        let block = public_access::of_account(&engine.store, account.as_str())?;
        let nothing = || Error::of(Code::NoSuchPublicAccessBlockConfiguration).with("AccountId", account);
        block.ok_or_else(nothing)
    }

    fn reply(block: PublicAccess) -> Outgoing {
        let shown = Fields::new(&model::PUBLIC_ACCESS_BLOCK_CONFIGURATION)
            .with("BlockPublicAcls", block.blocks_acls)
            .with("IgnorePublicAcls", block.ignores_acls)
            .with("BlockPublicPolicy", block.blocks_policies)
            .with("RestrictPublicBuckets", block.restricts);
        let shown = Value::Struct(shown);
        Fields::new(&model::GET_PUBLIC_ACCESS_BLOCK_OUTPUT)
            .with("PublicAccessBlockConfiguration", shown)
            .into()
    }
}

pub(super) struct PutPublicAccessBlock;

impl Operation for PutPublicAccessBlock {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_PUBLIC_ACCESS_BLOCK;
    const ACTION: Option<&'static str> = Some("s3:PutAccountPublicAccessBlock");
    type Input = (AccountId, PublicAccess);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input> {
        let account = account(call, &request.fields)?;
        let fields = request.fields.fields("PublicAccessBlockConfiguration");
        let fields = fields.ok_or_else(|| Error::of(Code::MalformedXml))?;
        let says = |name| fields.boolean(name).unwrap_or(false);
        let block = PublicAccess {
            blocks_acls: says("BlockPublicAcls"),
            ignores_acls: says("IgnorePublicAcls"),
            blocks_policies: says("BlockPublicPolicy"),
            restricts: says("RestrictPublicBuckets"),
        };
        Ok((account, block))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (account, block): Self::Input) -> Result<()> {
        accounts::block(engine, account, Some(block))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(model::PUT_PUBLIC_ACCESS_BLOCK.output).into()
    }
}

pub(super) struct DeletePublicAccessBlock;

impl Operation for DeletePublicAccessBlock {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_PUBLIC_ACCESS_BLOCK;
    const ACTION: Option<&'static str> = Some("s3:PutAccountPublicAccessBlock");
    type Input = AccountId;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<AccountId> {
        account(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, account: AccountId) -> Result<()> {
        accounts::block(engine, account, None)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(model::DELETE_PUBLIC_ACCESS_BLOCK.output).into()
    }
}
