//! The tags of users: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_users.html>.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::{shown, tags};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html>
pub(crate) struct TagUser;

impl Operation for TagUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required("UserName").to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, added): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &name)?;
            tags::merge(&mut user.tags, added)?;
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html>
pub(crate) struct UntagUser;

impl Operation for UntagUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required("UserName").to_owned(), tags::keys(&fields)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &name)?;
            tags::remove(&mut user.tags, &keys);
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html>
pub(crate) struct ListUserTags;

impl Operation for ListUserTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_USER_TAGS;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, String);
    type Output = Page<(String, String)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListUserTags", &["UserName"])?;
        Ok((asked, fields.required("UserName").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let user = User::find(&engine.records, call.account, &name)?;
        Ok(tags::page(asked, user.tags))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
    }
}
