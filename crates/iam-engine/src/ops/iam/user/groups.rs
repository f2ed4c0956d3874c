//! The groups of a user.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Value;

use crate::engine::Engine;
use crate::identity::group::Group;
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html>
pub(crate) struct ListGroupsForUser;

impl Operation for ListGroupsForUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_GROUPS_FOR_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, String);
    type Output = Page<Group>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListGroupsForUser", &["UserName"])?;
        Ok((asked, fields.required("UserName").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): Self::Input,
    ) -> Result<Page<Group>, Fault> {
        let user = User::find(&engine.records, call.account, &name)?;
        let page = asked.page_of_all(user.groups, |group| group.to_lowercase());
        page.try_map(|group| Group::find(&engine.records, call.account, &group))
    }

    fn reply(page: Page<Group>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Groups", |group| Value::Struct(group.shown()))
    }
}
