//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html>

use std::ops::ControlFlow;
use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::{Shape, Signature};
use wire::value::Fields;

use crate::engine::Engine;
use crate::identity::group::Group;
use crate::identity::holder::Holder;
use crate::identity::policy::Policy;
use crate::identity::policy_use::Usage;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::name;
use crate::message::page::{Asked, Page};
use crate::model::iam;
use crate::records::Records;

pub(in crate::ops::iam) struct ListEntitiesForPolicy;

/// What is asked for.
pub(in crate::ops::iam) struct Wanted {
    page: Asked,
    arn: String,
    /// `User`, `Group` or `Role` alone.
    only: Option<String>,
    prefix: String,
    usage: Usage,
}

/// Who has the policy.
pub(in crate::ops::iam) struct Entity {
    kind: Kind,
    name: String,
    id: String,
}

/// The kinds, in the order in which pages have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Group,
    User,
    Role,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Group, Kind::User, Kind::Role];

    /// What places of this kind begin with.
    fn place(self) -> &'static str {
        match self {
            Kind::Group => "0",
            Kind::User => "1",
            Kind::Role => "2",
        }
    }

    /// How a request names it.
    fn filter(self) -> &'static str {
        match self {
            Kind::Group => "Group",
            Kind::User => "User",
            Kind::Role => "Role",
        }
    }

    /// The list in which a reply has it, and the shape and members of one.
    fn shown(self) -> (&'static str, &'static Shape, &'static str, &'static str) {
        match self {
            Kind::Group => ("PolicyGroups", &iam::POLICY_GROUP, "GroupName", "GroupId"),
            Kind::User => ("PolicyUsers", &iam::POLICY_USER, "UserName", "UserId"),
            Kind::Role => ("PolicyRoles", &iam::POLICY_ROLE, "RoleName", "RoleId"),
        }
    }
}

impl Operation for ListEntitiesForPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_ENTITIES_FOR_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = Wanted;
    type Output = Page<Entity>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Wanted, Fault> {
        let bound = ["PolicyArn", "EntityFilter", "PathPrefix", "PolicyUsageFilter"];
        Ok(Wanted {
            page: Asked::read(call, &fields, "iam:ListEntitiesForPolicy", &bound)?,
            arn: fields.required("PolicyArn").to_owned(),
            only: fields.text("EntityFilter").map(str::to_owned),
            prefix: fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned(),
            usage: Usage::asked(&fields, true),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, wanted: Wanted) -> Result<Page<Entity>, Fault> {
        Policy::demand(&engine.records, call.account, &wanted.arn)?;
        let (engine, account) = (engine.clone(), call.account);
        apart_if(true, move || entities(&engine.records, account, wanted)).await
    }
    fn reply(page: Page<Entity>) -> Outgoing {
        let mut lists: Vec<(Kind, Vec<Fields>)> = Kind::ALL.map(|kind| (kind, Vec::new())).into();
        let (entities, marker) = page.apart();
        for entity in entities {
            let (_, shape, name, id) = entity.kind.shown();
            let shown = Fields::new(shape).with(name, entity.name).with(id, entity.id);
            if let Some((_, list)) = lists.iter_mut().find(|(kind, _)| *kind == entity.kind) {
                list.push(shown);
            }
        }
        let mut fields = Fields::new(Self::SIGNATURE.output);
        for (kind, list) in lists {
            fields.set(kind.shown().0, list);
        }
        fields.with("IsTruncated", marker.is_some()).with("Marker", marker).into()
    }
}

/// Gathers a page.
fn entities(records: &Records, account: AccountId, wanted: Wanted) -> Result<Page<Entity>, Fault> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        if wanted.only.as_ref().is_none_or(|only| only == kind.filter()) {
            match kind {
                Kind::Group => gather::<Group>(records, account, &wanted, kind, &mut found)?,
                Kind::User => gather::<User>(records, account, &wanted, kind, &mut found)?,
                Kind::Role => gather::<Role>(records, account, &wanted, kind, &mut found)?,
            }
        }
    }
    Ok(wanted.page.page(found, |entity| format!("{}{}", entity.kind.place(), entity.name)))
}

/// Gathers who of one kind has the policy, until there is one more than the page holds.
fn gather<H: Holder>(
    records: &Records,
    account: AccountId,
    wanted: &Wanted,
    kind: Kind,
    found: &mut Vec<Entity>,
) -> Result<(), Fault> {
    let after = wanted.page.after.as_deref();
    let is_behind = after.is_some_and(|after| after.get(..1) > Some(kind.place()));
    if found.len() > wanted.page.most || is_behind {
        return Ok(());
    }
    let after = after.and_then(|after| after.strip_prefix(kind.place()));
    let most = wanted.page.most + 1;
    records.visit(account, after, |holder: H| {
        let has = wanted.usage.is_of(holder.permissions(), &wanted.arn);
        if has && holder.path().starts_with(&wanted.prefix) {
            found.push(Entity { kind, name: holder.name().to_owned(), id: holder.id().to_owned() });
        }
        if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
}
