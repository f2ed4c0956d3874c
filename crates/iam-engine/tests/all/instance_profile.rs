//! Instance profiles: made, read back, with a role and without, listed, tagged, deleted.

use crate::harness::{World, iam, world};

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

fn role(world: &World, name: &str) {
    let members = [("RoleName", name), ("AssumeRolePolicyDocument", TRUST), ("Description", "d")];
    world.ask(iam("CreateRole", &members)).ok();
}

fn ask(world: &World, action: &str, name: &str, more: &[(&str, &str)]) -> testkit::Reply {
    world.ask(iam(action, &[&[("InstanceProfileName", name)], more].concat()))
}

/// <https://docs.aws.amazon.com/cli/latest/reference/iam/get-instance-profile.html#examples>: what is shown of a role. The
/// sentences: <https://github.com/ine-labs/AWSGoat/issues/49>, <https://github.com/skyplane-project/skyplane/pull/724>.
#[test]
fn an_instance_profile_is_made_and_read_back() {
    let world = world().as_account("123456789012");
    let made = ask(&world, "CreateInstanceProfile", "P", &[("Path", "/a/")]).ok();
    assert_eq!(made.element("Arn"), "arn:aws:iam::123456789012:instance-profile/a/P");
    assert!(made.element("InstanceProfileId").starts_with("AIPA"), "{made:?}");
    let text = made.text();
    assert!(text.contains("<Roles/>") || text.contains("<Roles></Roles>"), "{text}");
    role(&world, "r");
    ask(&world, "AddRoleToInstanceProfile", "P", &[("RoleName", "R")]).ok();
    let got = ask(&world, "GetInstanceProfile", "p", &[]).ok();
    assert_eq!((got.element("InstanceProfileName"), got.element("RoleName")), ("P".into(), "r".into()));
    assert!(got.element("AssumeRolePolicyDocument").starts_with("%7B"), "{got:?}");
    assert!(!got.text().contains("MaxSessionDuration") && !got.text().contains("<Tags"), "{got:?}");
    let twice = ask(&world, "CreateInstanceProfile", "p", &[]);
    twice.is_error(409, "EntityAlreadyExists", "Instance Profile p already exists.");
    let elsewhere = ask(&world.as_account("210987654321"), "GetInstanceProfile", "P", &[]);
    elsewhere.is_error(404, "NoSuchEntity", "Instance Profile P cannot be found.");
}

/// One role: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>; the quota's name is
/// reported in <https://github.com/hashicorp/terraform/issues/3851>, the conflicts in
/// <https://github.com/99designs/iamy/pull/68> and <https://github.com/99designs/iamy/issues/47>. Whose name stands in the
/// error about a role that is not in the profile is our guess.
#[test]
fn an_instance_profile_has_one_role_and_nothing_goes_before_it_is_out() {
    let world = world();
    role(&world, "r");
    role(&world, "s");
    for name in ["p", "q"] {
        ask(&world, "CreateInstanceProfile", name, &[]).ok();
        ask(&world, "AddRoleToInstanceProfile", name, &[("RoleName", "r")]).ok();
        for other in ["r", "s"] {
            let one_more = ask(&world, "AddRoleToInstanceProfile", name, &[("RoleName", other)]);
            one_more.is_error(409, "LimitExceeded", "quota for InstanceSessionsPerInstanceProfile: 1");
        }
    }
    let conflict = "Cannot delete entity, must remove roles from instance profile first.";
    ask(&world, "DeleteInstanceProfile", "p", &[]).is_error(409, "DeleteConflict", conflict);
    world.ask(iam("DeleteRole", &[("RoleName", "r")])).is_error(409, "DeleteConflict", conflict);
    let wrong = ask(&world, "RemoveRoleFromInstanceProfile", "p", &[("RoleName", "s")]);
    wrong.is_error(404, "NoSuchEntity", "The role with name s cannot be found.");
    let missing = ask(&world, "AddRoleToInstanceProfile", "p", &[("RoleName", "x")]);
    missing.is_error(404, "NoSuchEntity", "The role with name x cannot be found.");
    let missing = ask(&world, "AddRoleToInstanceProfile", "x", &[("RoleName", "s")]);
    missing.is_error(404, "NoSuchEntity", "Instance Profile x cannot be found.");
    ask(&world, "RemoveRoleFromInstanceProfile", "P", &[("RoleName", "R")]).ok();
    ask(&world, "DeleteInstanceProfile", "p", &[]).ok();
    world.ask(iam("DeleteRole", &[("RoleName", "r")])).is_error(409, "DeleteConflict", conflict);
    ask(&world, "RemoveRoleFromInstanceProfile", "q", &[("RoleName", "r")]).ok();
    world.ask(iam("DeleteRole", &[("RoleName", "r")])).ok();
    let got = ask(&world, "GetInstanceProfile", "q", &[]).ok();
    assert_eq!(got.element("RoleName"), "");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html> (no tags),
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html>
#[test]
fn instance_profiles_are_listed_in_pages() {
    let world = world();
    role(&world, "r");
    for at in 0..5 {
        let path = if at == 2 { "/other/" } else { "/p/" };
        let name = format!("p{at}");
        let more = [("Path", path), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
        ask(&world, "CreateInstanceProfile", &name, &more).ok();
        if at != 0 {
            ask(&world, "AddRoleToInstanceProfile", &name, &[("RoleName", "r")]).ok();
        }
    }
    for (action, of, first, last) in [
        ("ListInstanceProfiles", ("PathPrefix", "/p/"), ["p0", "p1", "p3"], vec!["p4"]),
        ("ListInstanceProfilesForRole", ("RoleName", "r"), ["p1", "p2", "p3"], vec!["p4"]),
    ] {
        let page = world.ask(iam(action, &[of, ("MaxItems", "3")])).ok();
        assert_eq!(page.elements("InstanceProfileName"), first);
        assert!(!page.text().contains("<Tags") && page.element("IsTruncated") == "true", "{page:?}");
        let rest = world.ask(iam(action, &[of, ("Marker", &page.element("Marker"))])).ok();
        assert_eq!(rest.elements("InstanceProfileName"), last);
        assert_eq!((rest.elements("RoleName").len(), rest.element("IsTruncated")), (1, "false".into()));
    }
    let missing = world.ask(iam("ListInstanceProfilesForRole", &[("RoleName", "x")]));
    missing.is_error(404, "NoSuchEntity", "The role with name x cannot be found.");
    let elsewhere = world.as_account("210987654321").ask(iam("ListInstanceProfiles", &[])).ok();
    assert!(elsewhere.elements("InstanceProfileName").is_empty());
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html> and its siblings.
#[test]
fn an_instance_profile_has_tags() {
    let world = world();
    ask(&world, "CreateInstanceProfile", "p", &[("Tags.member.1.Key", "b"), ("Tags.member.1.Value", "1")])
        .ok();
    let tag = |key, value| [("Tags.member.1.Key", key), ("Tags.member.1.Value", value)];
    ask(&world, "TagInstanceProfile", "p", &tag("a", "2")).ok();
    ask(&world, "TagInstanceProfile", "p", &tag("B", "3")).ok();
    let page = ask(&world, "ListInstanceProfileTags", "p", &[("MaxItems", "1")]).ok();
    let rest = ask(&world, "ListInstanceProfileTags", "p", &[("Marker", &page.element("Marker"))]).ok();
    assert_eq!([page.element("Key"), rest.element("Key")], ["B", "a"]);
    ask(&world, "UntagInstanceProfile", "p", &[("TagKeys.member.1", "A")]).ok();
    let got = ask(&world, "GetInstanceProfile", "p", &[]).ok();
    assert_eq!((got.elements("Key"), got.element("Value")), (vec!["B".into()], "3".into()));
    ask(&world, "TagInstanceProfile", "x", &tag("a", "2")).is_error(
        404,
        "NoSuchEntity",
        "Instance Profile x",
    );
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>; the quota's name is reported in
/// <https://github.com/ansible/workshops/issues/1801>.
#[test]
fn an_account_has_so_many_instance_profiles() {
    let world = world();
    for at in 0..1000 {
        ask(&world, "CreateInstanceProfile", &format!("p{at}"), &[]).ok();
    }
    let one_more = ask(&world, "CreateInstanceProfile", "p", &[]);
    one_more.is_error(409, "LimitExceeded", "Cannot exceed quota for InstanceProfilesPerAccount: 1000");
}
