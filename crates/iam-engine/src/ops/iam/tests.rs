//! What operations do to records that no request of today makes: groups, and roles of services.

use std::sync::Arc;

use base::call::Call;
use base::http::{Request, Response};
use serde_json::json;
use testkit::{Ask, Parts, World};

use crate::catalog;
use crate::endpoint::services;
use crate::engine::Engine;
use crate::identity::group::Group;
use crate::identity::permissions::Permissions;
use crate::identity::policy::Policy;
use crate::identity::user::User;
use crate::simulation::entity::{Entity, Named};
use crate::simulation::source;

fn world() -> World<Engine> {
    let build = |parts: Parts| Engine::new(parts.store, parts.clock, parts.entropy);
    World::new(Parts::new(), build, |engine, call, request| Box::pin(answer(engine, call, request)))
}

async fn answer(engine: &Arc<Engine>, call: Call, request: Request) -> Response {
    let services = services(engine.clone(), false);
    services.first().unwrap().answer(call, request).await
}

fn iam(action: &str, members: &[(&str, &str)]) -> Ask {
    Ask::form("2010-05-08", action, members)
}

const READ: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;

const ADMIN: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// A world with a group of one user.
fn with_group() -> World<Engine> {
    let world = world();
    let group = json!({
        "name": "G", "path": "/", "id": "AGPA", "arn": "arn:aws:iam::000000000000:group/G", "created_s": 0,
        "permissions": Permissions::default(), "users": ["u"],
    });
    let group: Group = serde_json::from_value(group).unwrap();
    world.ask(iam("CreateUser", &[("UserName", "u")])).ok();
    let changed = world.engine.records.change(world.account, |change| {
        let mut user = User::demand(change, "u")?;
        user.groups.push("G".to_owned());
        change.put(&user)?;
        change.put(&group)
    });
    changed.unwrap();
    world
}

/// As of users and roles, in `tests/all`: the sentences name the group.
#[test]
fn a_group_has_policies() {
    let world = with_group();
    let of = |action: &str, more: &[(&str, &str)]| {
        let members: Vec<(&str, &str)> = [("GroupName", "G")].iter().chain(more).copied().collect();
        world.ask(iam(action, &members))
    };
    of("PutGroupPolicy", &[("PolicyName", "own"), ("PolicyDocument", READ)]).ok();
    assert_eq!(of("GetGroupPolicy", &[("PolicyName", "own")]).ok().element("GroupName"), "G");
    assert_eq!(of("ListGroupPolicies", &[]).ok().elements("member"), ["own"]);
    let expected = "The group policy with name other cannot be found.";
    of("GetGroupPolicy", &[("PolicyName", "other")]).is_error(404, "NoSuchEntity", expected);
    let long = READ.replace("GetObject", &"x".repeat(5200));
    of("PutGroupPolicy", &[("PolicyName", "long"), ("PolicyDocument", &long)]).is_error(
        409,
        "LimitExceeded",
        "Maximum policy size of 5120 bytes exceeded for group G",
    );
    of("AttachGroupPolicy", &[("PolicyArn", ADMIN)]).ok();
    assert_eq!(of("ListAttachedGroupPolicies", &[]).ok().elements("PolicyArn"), [ADMIN]);
    let entities = world.ask(iam("ListEntitiesForPolicy", &[("PolicyArn", ADMIN)])).ok();
    assert_eq!(
        (entities.elements("GroupName"), entities.elements("GroupId")),
        (vec!["G".into()], vec!["AGPA".into()])
    );
    let details = world.ask(iam("GetAccountAuthorizationDetails", &[("Filter.member.1", "Group")])).ok();
    assert_eq!((details.element("GroupName"), details.element("PolicyName")), ("G".into(), "own".into()));
    of("DetachGroupPolicy", &[("PolicyArn", ADMIN)]).ok();
    of("DeleteGroupPolicy", &[("PolicyName", "own")]).ok();
    of("DetachGroupPolicy", &[("PolicyArn", ADMIN)]).refused(404, "NoSuchEntity");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>: a user has the policies of
/// its groups too; a boundary limits them.
#[test]
fn the_policies_of_a_user_are_all_that_apply_to_it() {
    let world = with_group();
    let put = [("UserName", "u"), ("PolicyName", "own"), ("PolicyDocument", READ)];
    world.ask(iam("PutUserPolicy", &put)).ok();
    world.ask(iam("AttachGroupPolicy", &[("GroupName", "G"), ("PolicyArn", ADMIN)])).ok();
    let made = world.ask(iam("CreatePolicy", &[("PolicyName", "p"), ("PolicyDocument", READ)])).ok();
    let arn = made.element("Arn");
    world.ask(iam("AttachUserPolicy", &[("UserName", "u"), ("PolicyArn", &arn)])).ok();
    let bounded = [("UserName", "u"), ("PermissionsBoundary", arn.as_str())];
    world.ask(iam("PutUserPermissionsBoundary", &bounded)).ok();
    let records = &world.engine.records;
    let user: User = records.get(world.account, "u").unwrap().unwrap();
    let held = source::held(records, world.account, &Entity::User(user)).unwrap();
    let mut found: Vec<String> = held.identity.iter().map(|source| source.origin.id()).collect();
    found.sort();
    assert_eq!(found, ["AdministratorAccess", "p", "user_u_own"]);
    assert_eq!(held.boundary.unwrap().origin.id(), "p");
    let of = |arn: &str| {
        let entity = Named::read(arn).unwrap().find(records).ok()?;
        let account = world.account;
        Some(source::held(records, account, &entity).unwrap().identity.len())
    };
    assert_eq!(of("arn:aws:iam::000000000000:user/u"), Some(3));
    assert_eq!(of("arn:aws:iam::000000000000:user/path/u"), None);
    assert_eq!(of("arn:aws:iam::123456789012:user/u"), None);
    let group: Group = records.get(world.account, "G").unwrap().unwrap();
    assert_eq!(source::held(records, world.account, &Entity::Group(group)).unwrap().identity.len(), 1);
}

/// As quoted in gruntwork-io/cloud-nuke#880.
#[test]
fn the_role_of_a_service_is_not_changed() {
    let world = world();
    let members = [("AWSServiceName", "batch.amazonaws.com")];
    world.ask(iam("CreateServiceLinkedRole", &members)).ok();
    let expected = "Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - this role is only \
                    modifiable by AWS";
    let name = ("RoleName", "AWSServiceRoleForBatch");
    for (action, members) in [
        ("PutRolePolicy", vec![name, ("PolicyName", "p"), ("PolicyDocument", READ)]),
        ("DeleteRolePolicy", vec![name, ("PolicyName", "p")]),
        ("AttachRolePolicy", vec![name, ("PolicyArn", ADMIN)]),
        ("DetachRolePolicy", vec![name, ("PolicyArn", ADMIN)]),
        ("PutRolePermissionsBoundary", vec![name, ("PermissionsBoundary", ADMIN)]),
        ("DeleteRolePermissionsBoundary", vec![name]),
    ] {
        world.ask(iam(action, &members)).is_error(400, "UnmodifiableEntity", expected);
    }
}

/// Whoever has a policy of AWS's is judged by it, so each must be one that can be read.
#[test]
fn every_policy_of_aws_is_read() {
    let world = world();
    for policy in catalog::all_in("aws") {
        let arn = policy.arn;
        let found = Policy::find(&world.engine.records, world.account, &arn).unwrap().unwrap();
        let read = ::policy::Document::read(&found.document(), ::policy::Form::Identity);
        assert!(read.is_ok(), "{arn}: {read:?}");
        assert_eq!((found.arn.as_str(), found.is_of_aws()), (arn.as_str(), true));
    }
}

/// A user or role that is deleted uses no policy any more: its boundary may be deleted. Where deleting is not built yet,
/// there is nothing to be seen.
#[test]
fn what_is_deleted_has_no_boundary() {
    let world = world();
    let trust = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}"#;
    for (kind, member) in [("User", "UserName"), ("Role", "RoleName")] {
        let made = world.ask(iam("CreatePolicy", &[("PolicyName", kind), ("PolicyDocument", READ)])).ok();
        let arn = made.element("Arn");
        let mut members = vec![(member, "x"), ("PermissionsBoundary", arn.as_str())];
        members.extend((kind == "Role").then_some(("AssumeRolePolicyDocument", trust)));
        world.ask(iam(&format!("Create{kind}"), &members)).ok();
        let deleted = world.ask(iam(&format!("Delete{kind}"), &[(member, "x")]));
        if deleted.status == 501 {
            continue;
        }
        deleted.ok();
        world.ask(iam("DeletePolicy", &[("PolicyArn", &arn)])).ok();
    }
}
