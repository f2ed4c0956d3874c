//! The tags of roles, those of services too: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html> and
//! its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{self, Tags};
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::identity::role::Role;
use crate::message::page::{Asked, Page};
use crate::message::{shown, tags};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html>
pub(in crate::ops::iam) struct TagRole;

impl Operation for TagRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, Tags), Fault> {
        Ok((fields.required("RoleName").to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, added): (String, Tags)) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut role = Role::demand(change, &name)?;
            tags::merge(&mut role.tags, added)?;
            change.put(&role)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html>
pub(in crate::ops::iam) struct UntagRole;

impl Operation for UntagRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, Vec<String>), Fault> {
        let keys = fields.texts("TagKeys").map(str::to_owned).collect();
        Ok((fields.required("RoleName").to_owned(), keys))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, keys): (String, Vec<String>),
    ) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut role = Role::demand(change, &name)?;
            tag::remove(&mut role.tags, keys.iter().map(String::as_str), &tags::LIMITS);
            change.put(&role)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html>: in the order of their keys.
pub(in crate::ops::iam) struct ListRoleTags;

impl Operation for ListRoleTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_ROLE_TAGS;
    const RESOURCE: &'static [&'static str] = &["RoleName"];
    type Input = (Asked, String);
    type Output = Page<(String, String)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<(Asked, String), Fault> {
        let asked = Asked::read(call, &fields, "iam:ListRoleTags", &["RoleName"])?;
        Ok((asked, fields.required("RoleName").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): (Asked, String),
    ) -> Result<Page<(String, String)>, Fault> {
        let role = engine.records.get::<Role>(call.account, &name)?.ok_or_else(|| Role::missing(&name))?;
        Ok(asked.page_of_all(role.tags, |(key, _)| key.clone()))
    }

    fn reply(page: Page<(String, String)>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
    }
}
