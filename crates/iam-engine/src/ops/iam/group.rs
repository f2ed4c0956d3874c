//! Groups: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::group::{self, Group};
use crate::identity::membership::Membership;
use crate::identity::permissions::Permissions;
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::{id, name};
use crate::model::iam;
use crate::ops::iam::listed;
use crate::records::Kind;

pub(super) mod change;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html>
pub(super) struct CreateGroup;

impl Operation for CreateGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_GROUP;
    const RESOURCE: &'static [&'static str] = &["GroupName"];
    type Input = (String, String);
    type Output = Group;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let path = fields.text("Path").unwrap_or(name::ROOT).to_owned();
        Ok((fields.required("GroupName").to_owned(), path))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, path): Self::Input) -> Result<Group, Fault> {
        let group = Group {
            id: id::new(id::Prefix::Group, &engine.entropy),
            arn: name::arn(call, "group", &path, &name),
            created_s: call.now.secs(),
            permissions: Permissions::default(),
            name,
            path,
        };
        engine.records.change(call.account, |change| {
            if change.get::<Group>(&group.name)?.is_some() {
                return Err(Group::taken(&group.name));
            }
            if change.count(Kind::Group, group::MOST)? >= group::MOST {
                return Err(error::limit_exceeded("GroupsPerAccount", group::MOST));
            }
            change.put(&group)
        })?;
        Ok(group)
    }

    fn reply(group: Group) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Group", group.shown()).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html>
pub(super) struct GetGroup;

impl Operation for GetGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_GROUP;
    const RESOURCE: &'static [&'static str] = &["GroupName"];
    type Input = (Asked, String);
    type Output = (Group, Page<User>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:GetGroup", &["GroupName"])?;
        Ok((asked, fields.required("GroupName").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (engine, account) = (engine.clone(), call.account);
        // What users may is not shown, and may be long.
        let short = |user: User| User { permissions: Permissions::default(), ..user };
        let gather = move || {
            let records = &engine.records;
            let group = Group::find(records, account, &name)?;
            let users = Membership::users(records, account, &name, asked.after.as_deref(), asked.most + 1)?;
            let page = asked.page(users, String::clone);
            Ok((group, page.try_map(|user| User::find(records, account, &user).map(short))?))
        };
        apart_if(true, gather).await
    }

    fn reply((group, page): Self::Output) -> Outgoing {
        let mut reply = page.reply(Self::SIGNATURE.output, "Users", |user| Value::Struct(user.shown(true)));
        reply.fields.set("Group", group.shown());
        reply
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html>
pub(super) struct ListGroups;

impl Operation for ListGroups {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_GROUPS;
    type Input = (Asked, String);
    type Output = Page<Group>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListGroups", &["PathPrefix"])?;
        Ok((asked, fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, prefix): Self::Input,
    ) -> Result<Page<Group>, Fault> {
        listed::page(engine, call, asked, move |group: &Group| group.path.starts_with(&prefix)).await
    }

    fn reply(page: Page<Group>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Groups", |group| Value::Struct(group.shown()))
    }
}
