//! Users: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html>.

use crate::harness::{World, iam, sts, with_key, world};

pub(crate) fn user(world: &World, name: &str) {
    world.ask(iam("CreateUser", &[("UserName", name)])).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>: groups and keys go with it; the id stays.
#[test]
fn what_names_a_user_follows_its_new_name() {
    let world = world().as_account("123456789012");
    user(&world, "Bob");
    for group in ["dev", "ops"] {
        world.ask(iam("CreateGroup", &[("GroupName", group)])).ok();
        world.ask(iam("AddUserToGroup", &[("GroupName", group), ("UserName", "Bob")])).ok();
    }
    let key = world.ask(iam("CreateAccessKey", &[("UserName", "Bob")])).ok().element("AccessKeyId");
    let before = world.ask(iam("GetUser", &[("UserName", "bob")])).ok();
    world.ask(iam("UpdateUser", &[("UserName", "Bob"), ("NewUserName", "Robert"), ("NewPath", "/x/")])).ok();
    world.ask(iam("GetUser", &[("UserName", "Bob")])).refused(404, "NoSuchEntity");
    let after = world.ask(iam("GetUser", &[("UserName", "Robert")])).ok();
    assert_eq!(after.element("Arn"), "arn:aws:iam::123456789012:user/x/Robert");
    assert_eq!(after.element("UserId"), before.element("UserId"));
    assert_eq!(after.element("CreateDate"), before.element("CreateDate"));
    let groups = world.ask(iam("ListGroupsForUser", &[("UserName", "Robert")])).ok();
    assert_eq!(groups.elements("GroupName"), ["dev", "ops"]);
    for group in ["dev", "ops"] {
        let group = world.ask(iam("GetGroup", &[("GroupName", group)])).ok();
        assert_eq!(group.elements("UserName"), ["Robert"]);
    }
    let who = with_key(&world, &key, None).ask(sts("GetCallerIdentity", &[])).ok();
    assert_eq!(who.element("Arn"), "arn:aws:iam::123456789012:user/x/Robert");
    let keys = world.ask(iam("ListAccessKeys", &[("UserName", "Robert")])).ok();
    assert_eq!(keys.elements("UserName"), ["Robert"]);
    // The old name is free again.
    user(&world, "Bob");
    let groups = world.ask(iam("ListGroupsForUser", &[("UserName", "Bob")])).ok();
    assert_eq!(groups.elements("GroupName"), [""; 0]);
}

/// Names do not depend on case: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html>.
#[test]
fn a_user_is_renamed_to_a_free_name_only() {
    let world = world();
    user(&world, "a");
    user(&world, "b");
    let taken = world.ask(iam("UpdateUser", &[("UserName", "a"), ("NewUserName", "B")]));
    assert_eq!(taken.expect(409).err(), "EntityAlreadyExists: User with name B already exists.");
    world.ask(iam("UpdateUser", &[("UserName", "a"), ("NewUserName", "A")])).ok();
    assert_eq!(world.ask(iam("GetUser", &[("UserName", "a")])).ok().element("UserName"), "A");
    world.ask(iam("UpdateUser", &[("UserName", "a")])).ok();
    world.ask(iam("UpdateUser", &[("UserName", "c"), ("NewUserName", "d")])).refused(404, "NoSuchEntity");
    let long = "x".repeat(65);
    world
        .ask(iam("UpdateUser", &[("UserName", "a"), ("NewUserName", &long)]))
        .refused(400, "ValidationError");
    world.ask(iam("UpdateUser", &[("UserName", "a"), ("NewPath", "x")])).refused(400, "ValidationError");
    assert_eq!(world.ask(iam("ListUsers", &[])).ok().elements("UserName"), ["A", "b"]);
}

/// The sentences as AWS answers them: <https://github.com/hashicorp/terraform/issues/29147>,
/// <https://github.com/aws-controllers-k8s/community/issues/2229>.
#[test]
fn a_user_is_deleted_when_nothing_hangs_on_it() {
    let world = world();
    user(&world, "u");
    world.ask(iam("CreateGroup", &[("GroupName", "g")])).ok();
    world.ask(iam("AddUserToGroup", &[("GroupName", "g"), ("UserName", "u")])).ok();
    let key = world.ask(iam("CreateAccessKey", &[("UserName", "u")])).ok().element("AccessKeyId");
    let delete = || world.ask(iam("DeleteUser", &[("UserName", "u")]));
    let conflict = |must: &str| {
        assert_eq!(
            delete().expect(409).err(),
            format!("DeleteConflict: Cannot delete entity, must {must} first.")
        );
    };
    conflict("remove users from group");
    world.ask(iam("RemoveUserFromGroup", &[("GroupName", "g"), ("UserName", "U")])).ok();
    conflict("delete access keys");
    world.ask(iam("DeleteAccessKey", &[("UserName", "u"), ("AccessKeyId", &key)])).ok();
    delete().ok();
    // Recorded on AWS, 2026-11-29: of a user that is not there.
    assert_eq!(delete().expect(404).err(), "NoSuchEntity: The user with name u cannot be found.");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html>: sorted by key; keys do not depend on case.
#[test]
fn users_have_tags() {
    let world = world();
    user(&world, "u");
    let tag = |members: &[(&str, &str)]| world.ask(iam("TagUser", &[&[("UserName", "u")], members].concat()));
    tag(&[
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "a"),
        ("Tags.member.2.Key", "dept"),
        ("Tags.member.2.Value", "1"),
    ])
    .ok();
    tag(&[("Tags.member.1.Key", "Team"), ("Tags.member.1.Value", "")]).ok();
    let list = |members: &[(&str, &str)]| {
        world.ask(iam("ListUserTags", &[&[("UserName", "u")], members].concat())).ok()
    };
    let all = list(&[]);
    assert_eq!(
        (all.elements("Key"), all.elements("IsTruncated")),
        (vec!["Team".into(), "dept".into()], vec!["false".into()])
    );
    let first = list(&[("MaxItems", "1")]);
    assert_eq!((first.elements("Key"), first.element("IsTruncated")), (vec!["Team".into()], "true".into()));
    let second = list(&[("MaxItems", "1"), ("Marker", &first.element("Marker"))]);
    assert_eq!(
        (second.elements("Key"), second.element("IsTruncated")),
        (vec!["dept".into()], "false".into())
    );
    world
        .ask(iam("UntagUser", &[("UserName", "u"), ("TagKeys.member.1", "TEAM"), ("TagKeys.member.2", "x")]))
        .ok();
    assert_eq!(world.ask(iam("GetUser", &[("UserName", "u")])).ok().elements("Key"), ["dept"]);
    let many: Vec<(String, String)> =
        (0..50).map(|at| (format!("Tags.member.{}.Key", at + 1), format!("k{at}"))).collect();
    let values: Vec<(String, String)> =
        (0..50).map(|at| (format!("Tags.member.{}.Value", at + 1), String::new())).collect();
    let many: Vec<(&str, &str)> =
        many.iter().chain(&values).map(|(name, value)| (name.as_str(), value.as_str())).collect();
    tag(&many).refused(400, "InvalidInput");
    assert_eq!(list(&[]).elements("Key"), ["dept"]);
    for action in ["TagUser", "UntagUser", "ListUserTags"] {
        let members = [
            ("UserName", "none"),
            ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "b"),
            ("TagKeys.member.1", "a"),
        ];
        let members = if action == "ListUserTags" { &members[..1] } else { &members[..] };
        world.ask(iam(action, members)).refused(404, "NoSuchEntity");
    }
}

/// Each account has its own.
#[test]
fn accounts_do_not_see_each_other_s_users() {
    let world = world();
    let other = world.as_account("222222222222");
    user(&world, "u");
    other.ask(iam("GetUser", &[("UserName", "u")])).refused(404, "NoSuchEntity");
    other.ask(iam("DeleteUser", &[("UserName", "u")])).refused(404, "NoSuchEntity");
    user(&other, "u");
    world.ask(iam("DeleteUser", &[("UserName", "u")])).ok();
    other.ask(iam("GetUser", &[("UserName", "u")])).ok();
}
