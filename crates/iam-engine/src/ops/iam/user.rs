//! Users: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::belongings::Belongings;
use crate::identity::boundary;
use crate::identity::owner;
use crate::identity::permissions::Permissions;
use crate::identity::user::{self, User};
use crate::message::page::{Asked, Page};
use crate::message::{id, name, tags as rules};
use crate::model::iam;
use crate::ops::iam::listed;
use crate::records::Kind;

pub(super) mod change;
pub(super) mod groups;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html>
pub(super) struct CreateUser;

/// What a user is made of.
pub(super) struct New {
    name: String,
    path: String,
    boundary: Option<String>,
    tags: Tags,
}

impl Operation for CreateUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = New;
    type Output = User;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        Ok(New {
            name: fields.required("UserName").to_owned(),
            path: fields.text("Path").unwrap_or(name::ROOT).to_owned(),
            boundary: fields.text("PermissionsBoundary").map(str::to_owned),
            tags: rules::read(&fields)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<User, Fault> {
        let New { name, path, boundary, tags } = new;
        let user = User {
            id: id::new(id::Prefix::User, &engine.entropy),
            arn: name::arn(call, "user", &path, &name),
            created_s: call.now.secs(),
            permissions: Permissions { boundary, ..Permissions::default() },
            groups: Vec::new(),
            belongings: Belongings::default(),
            name,
            path,
            tags,
        };
        engine.records.change(call.account, |change| {
            if change.get::<User>(&user.name)?.is_some() {
                return Err(User::taken(&user.name));
            }
            if change.count(Kind::User, user::MOST)? >= user::MOST {
                return Err(error::limit_exceeded("UsersPerAccount", user::MOST));
            }
            if let Some(arn) = &user.permissions.boundary {
                boundary::begin(change, arn)?;
            }
            change.put(&user)
        })?;
        Ok(user)
    }

    fn reply(user: User) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("User", user.shown(false)).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html>
pub(super) struct GetUser;

impl Operation for GetUser {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_USER;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = Option<String>;
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Option<String>, Fault> {
        owner::asked(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Option<String>) -> Result<Fields, Fault> {
        let Some(name) = name else { return Ok(user::root_shown(call)) };
        Ok(User::find(&engine.records, call.account, &name)?.shown(false))
    }

    fn reply(user: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("User", user).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html>
pub(super) struct ListUsers;

impl Operation for ListUsers {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_USERS;
    type Input = (Asked, String);
    type Output = Page<User>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListUsers", &["PathPrefix"])?;
        Ok((asked, fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, prefix): Self::Input,
    ) -> Result<Page<User>, Fault> {
        listed::page(engine, call, asked, move |user: &User| user.path.starts_with(&prefix)).await
    }

    fn reply(page: Page<User>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Users", |user| Value::Struct(user.shown(true)))
    }
}
