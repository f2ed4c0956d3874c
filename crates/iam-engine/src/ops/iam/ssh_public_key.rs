//! SSH public keys: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::owner;
use crate::identity::public_key::Form;
use crate::identity::ssh_public_key::{self, SshPublicKey};
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::{id, status};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>
pub(super) struct UploadSSHPublicKey;

impl Operation for UploadSSHPublicKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPLOAD_SSH_PUBLIC_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const LIMITS: &'static str = "There is no CodeCommit that the key would open.";
    type Input = (String, String);
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required("UserName").to_owned(), fields.required("SSHPublicKeyBody").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, body): Self::Input) -> Result<Fields, Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &user)?;
            let new = ssh_public_key::read(&body)?;
            for id in &user.belongings.ssh_public_keys {
                let held = change.get::<SshPublicKey>(id)?;
                if held.is_some_and(|held| ssh_public_key::read(&held.body).is_ok_and(|held| held == new)) {
                    return Err(error::user::duplicate_public_key());
                }
            }
            if user.belongings.ssh_public_keys.len() >= ssh_public_key::MOST {
                return Err(error::limit_exceeded("SSHPublicKeysPerUser", ssh_public_key::MOST));
            }
            let key = SshPublicKey {
                id: id::new(id::Prefix::PublicKey, &engine.entropy),
                body: body.clone(),
                is_active: true,
                uploaded_s: call.now.secs(),
            };
            user.belongings.ssh_public_keys.push(key.id.clone());
            change.put(&user)?;
            change.put(&key)?;
            key.shown(&user.name, None)
        })
    }

    fn reply(key: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("SSHPublicKey", key).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html>
pub(super) struct GetSSHPublicKey;

impl Operation for GetSSHPublicKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_SSH_PUBLIC_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (String, String, Form);
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let form = if fields.required("Encoding") == "PEM" { Form::Pem } else { Form::Ssh };
        let id = fields.required("SSHPublicKeyId").to_owned();
        Ok((fields.required("UserName").to_owned(), id, form))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id, form): Self::Input) -> Result<Fields, Fault> {
        let user = User::find(&engine.records, call.account, &user)?;
        let is_held = user.belongings.ssh_public_keys.contains(&id);
        let key = engine.records.get::<SshPublicKey>(call.account, &id)?.filter(|_| is_held);
        key.ok_or_else(|| SshPublicKey::missing(&id))?.shown(&user.name, Some(form))
    }

    fn reply(key: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("SSHPublicKey", key).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html>
pub(super) struct ListSSHPublicKeys;

impl Operation for ListSSHPublicKeys {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SSH_PUBLIC_KEYS;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, String);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListSSHPublicKeys", &["UserName"])?;
        Ok((asked, owner::asked_user(call, &fields)?))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, user): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let user = User::find(&engine.records, call.account, &user)?;
        let page = asked.page_of_all(user.belongings.ssh_public_keys, String::clone);
        page.try_map(|id| {
            let key = engine.records.get::<SshPublicKey>(call.account, &id)?;
            Ok(key.ok_or_else(|| SshPublicKey::missing(&id))?.shown_in_a_list(&user.name))
        })
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "SSHPublicKeys", Value::Struct)
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html>
pub(super) struct UpdateSSHPublicKey;

impl Operation for UpdateSSHPublicKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_SSH_PUBLIC_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (String, String, bool);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = fields.required("SSHPublicKeyId").to_owned();
        Ok((fields.required("UserName").to_owned(), id, status::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id, is_active): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &user)?;
            let key = SshPublicKey::demand(change, &user.belongings.ssh_public_keys, &id)?;
            change.put(&SshPublicKey { is_active, ..key })
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html>
pub(super) struct DeleteSSHPublicKey;

impl Operation for DeleteSSHPublicKey {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_SSH_PUBLIC_KEY;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required("UserName").to_owned(), fields.required("SSHPublicKeyId").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &user)?;
            let key = SshPublicKey::demand(change, &user.belongings.ssh_public_keys, &id)?;
            user.belongings.ssh_public_keys.retain(|held| *held != key.id);
            change.remove::<SshPublicKey>(&key.id);
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
