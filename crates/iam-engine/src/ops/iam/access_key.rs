//! Access keys: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html> and its siblings. Who names
//! no user means itself, or the root user.

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::access_key::{self, AccessKey};
use crate::identity::owner::{self, Owner};
use crate::message::page::{Asked, Page};
use crate::message::{id, shown, status};
use crate::model::iam;
use crate::session::known::LastUse;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html>
pub(super) struct CreateAccessKey;

impl Operation for CreateAccessKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_ACCESS_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = Option<String>;
    type Output = (AccessKey, String);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        owner::asked(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, user: Option<String>) -> Result<Self::Output, Fault> {
        let records = &engine.records;
        let master = records.master()?;
        let id =
            records.fresh_access_key(|entropy| id::access_key(id::LASTING, call.account, entropy.u64()))?;
        let secret = master.secret(&id, &[]);
        let key = records.change(call.account, |change| {
            let mut owner = Owner::demand(change, user.as_deref())?;
            if owner.belongings().access_keys.len() >= access_key::MOST {
                return Err(error::limit_exceeded("AccessKeysPerUser", access_key::MOST));
            }
            let key = AccessKey {
                id: id.clone(),
                account: call.account.to_string(),
                user: owner.name().map(str::to_owned),
                is_active: true,
                created_s: call.now.secs(),
            };
            owner.belongings_mut().access_keys.push(key.id.clone());
            owner.put(change)?;
            change.put(&key)?;
            Ok(key)
        })?;
        Ok((key, secret))
    }

    fn reply((key, secret): Self::Output) -> Outgoing {
        let shown = Fields::new(&iam::ACCESS_KEY)
            .with("UserName", key.user)
            .with("AccessKeyId", key.id)
            .with("Status", status::shown(key.is_active))
            .with("SecretAccessKey", secret)
            .with("CreateDate", shown::time(key.created_s));
        Fields::new(Self::SIGNATURE.output).with("AccessKey", shown).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html>
pub(super) struct ListAccessKeys;

impl Operation for ListAccessKeys {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_ACCESS_KEYS;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, Option<String>);
    type Output = Page<AccessKey>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListAccessKeys", &["UserName"])?;
        Ok((asked, owner::asked(call, &fields)?))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, user): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (records, account) = (&engine.records, call.account);
        let owner = Owner::find(records, account, user.as_deref())?;
        let page = asked.page_of_all(owner.belongings().access_keys.clone(), String::clone);
        page.try_map(|id| records.get(account, &id)?.ok_or_else(|| access_key::missing(&id)))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "AccessKeyMetadata", |key| {
            let shown = Fields::new(&iam::ACCESS_KEY_METADATA)
                .with("UserName", key.user)
                .with("AccessKeyId", key.id)
                .with("Status", status::shown(key.is_active))
                .with("CreateDate", shown::time(key.created_s));
            Value::Struct(shown)
        })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html>
pub(super) struct UpdateAccessKey;

impl Operation for UpdateAccessKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_ACCESS_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Option<String>, String, bool);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = fields.required("AccessKeyId").to_owned();
        Ok((owner::asked(call, &fields)?, id, status::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id, is_active): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let owner = Owner::demand(change, user.as_deref())?;
            let held = owner.belongings().access_keys.contains(&id);
            let key = if held { change.get::<AccessKey>(&id)? } else { None };
            let key = key.ok_or_else(|| access_key::missing(&id))?;
            change.put(&AccessKey { is_active, ..key })
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html>
pub(super) struct DeleteAccessKey;

impl Operation for DeleteAccessKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_ACCESS_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Option<String>, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((owner::asked(call, &fields)?, fields.required("AccessKeyId").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut owner = Owner::demand(change, user.as_deref())?;
            if !owner.belongings().access_keys.contains(&id) {
                return Err(access_key::missing(&id));
            }
            owner.belongings_mut().access_keys.retain(|held| *held != id);
            change.remove::<AccessKey>(&id);
            owner.put(change)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html>
pub(super) struct GetAccessKeyLastUsed;

/// What is shown where nothing is known.
const NEVER: &str = "N/A";

impl Operation for GetAccessKeyLastUsed {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ACCESS_KEY_LAST_USED;
    const LIMITS: &'static str = "Uses before the last start are not known.";
    type Input = String;
    type Output = (AccessKey, Option<LastUse>);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("AccessKeyId").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: String) -> Result<Self::Output, Fault> {
        let key = engine.records.get::<AccessKey>(call.account, &id)?;
        let is_own = |key: &AccessKey| AccountId::parse(&key.account) == Some(call.account);
        let key = key.filter(is_own).ok_or_else(|| access_key::missing(&id))?;
        let last_use = engine.known.last_use(&id);
        Ok((key, last_use))
    }

    fn reply((key, last_use): Self::Output) -> Outgoing {
        let never = || NEVER.to_owned();
        let (at_s, service, region) = match last_use {
            Some(last) => (Some(last.at_s), last.service, last.region),
            None => (None, never(), never()),
        };
        let shown = Fields::new(&iam::ACCESS_KEY_LAST_USED)
            .with("LastUsedDate", at_s.map(shown::time))
            .with("ServiceName", service)
            .with("Region", region);
        Fields::new(Self::SIGNATURE.output).with("UserName", key.user).with("AccessKeyLastUsed", shown).into()
    }
}
