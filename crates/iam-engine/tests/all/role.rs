//! Roles: made, read back, changed, deleted, listed, tagged.

use testkit::Reply;

use crate::harness::{World, iam, world};

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const OTHER: &str = r#"{ "Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"} }"#;

fn make(world: &World, name: &str, more: &[(&str, &str)]) -> Reply {
    let members = [&[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)], more].concat();
    world.ask(iam("CreateRole", &members))
}

fn get(world: &World, name: &str) -> Reply {
    world.ask(iam("GetRole", &[("RoleName", name)]))
}

/// What AWS's CLI shows in its examples of create-role (no description, no session) and get-role; an unused role has an
/// empty `RoleLastUsed`: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html>.
#[test]
fn a_role_is_made_and_read_back() {
    let world = world().as_account("123456789012");
    let more = [("Path", "/a/b/"), ("Description", "d"), ("MaxSessionDuration", "7200")];
    let made = make(&world, "R", &more).ok();
    assert_eq!(made.element("Arn"), "arn:aws:iam::123456789012:role/a/b/R");
    assert_eq!((made.element("Description"), made.element("MaxSessionDuration")), Default::default());
    let got = get(&world, "r").ok();
    for (name, value) in [("RoleName", "R"), ("Path", "/a/b/"), ("Description", "d")] {
        assert_eq!(got.element(name), value);
    }
    assert_eq!(got.element("RoleId"), made.element("RoleId"));
    assert_eq!(got.element("MaxSessionDuration"), "7200");
    assert!(got.element("AssumeRolePolicyDocument").starts_with("%7B%22Version%22%3A%222012-10-17%22"));
    let text = got.text();
    assert!(text.contains("<RoleLastUsed/>") || text.contains("<RoleLastUsed></RoleLastUsed>"), "{text}");
    assert!(!text.contains("<Tags") && !text.contains("MaxSigninSessionDuration"), "{text}");
    let twice = make(&world, "r", &[]);
    twice.is_error(409, "EntityAlreadyExists", "Role with name r already exists.");
    let elsewhere = get(&world.as_account("210987654321"), "R");
    elsewhere.is_error(404, "NoSuchEntity", "The role with name R cannot be found.");
}

/// The path's sentence as users report AWS's: <https://github.com/tilfin/aws-iam-policy-tool/pull/9>; the name's is our guess.
#[test]
fn a_role_cannot_look_like_one_of_a_service() {
    let world = world();
    let path = make(&world, "r", &[("Path", "/aws-service-role/ecs.amazonaws.com/")]);
    let sentence = "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles";
    path.is_error(400, "InvalidInput", sentence);
    let name = make(&world, "awsservicerolefor-x", &[]);
    name.is_error(400, "InvalidInput", "Role name prefix 'AWSServiceRoleFor' can only be used");
    make(&world, "r", &[("Path", "/service-role/")]).ok();
    make(&world, "AWSServiceRole", &[]).ok();
}

/// Recorded on AWS, 2026-11-29: "This policy contains invalid Json". The quota: AWS's page of IAM's quotas, without white
/// space; its words: <https://github.com/kubeflow/dashboard/issues/29>.
#[test]
fn a_trust_policy_is_judged() {
    let world = world();
    let members = |text| [("RoleName", "r"), ("AssumeRolePolicyDocument", text)];
    let wrong = world.ask(iam("CreateRole", &members("not json")));
    wrong.is_error(400, "MalformedPolicyDocument", "This policy contains invalid Json");
    let wide = TRUST.replace(':', &format!(":{}", " ".repeat(1000)));
    world.ask(iam("CreateRole", &members(&wide))).ok();
    let long = TRUST.replace("ec2.amazonaws", &"x".repeat(2048));
    let update =
        |text| world.ask(iam("UpdateAssumeRolePolicy", &[("RoleName", "r"), ("PolicyDocument", text)]));
    update(&long).is_error(409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048");
    update("[]").is_error(400, "MalformedPolicyDocument", "");
    update(OTHER).ok();
    assert!(get(&world, "r").element("AssumeRolePolicyDocument").starts_with("%7B%20%22Version"));
}

/// AWS leaves what is not said as it is: <https://github.com/go-to-k/cdkd/pull/1239>, seen on AWS 2026-07-27. The rules of
/// sign-in sessions: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html>.
#[test]
fn an_update_changes_what_it_says_alone() {
    let world = world();
    make(&world, "r", &[("Description", "d"), ("MaxSessionDuration", "7200")]).ok();
    let update = |more: &[(&str, &str)]| world.ask(iam("UpdateRole", &[&[("RoleName", "r")], more].concat()));
    let state = || {
        let got = get(&world, "r").ok();
        ["Description", "MaxSessionDuration", "MaxSigninSessionDuration"].map(|name| got.element(name))
    };
    update(&[("Description", "e"), ("MaxSigninSessionDuration", "7776000")]).ok();
    assert_eq!(state(), ["e", "7200", "7776000"]);
    update(&[("MaxSessionDuration", "43200"), ("ResetMaxSigninSessionDuration", "false")]).ok();
    assert_eq!(state(), ["e", "43200", "7776000"]);
    let both = update(&[("MaxSigninSessionDuration", "3600"), ("ResetMaxSigninSessionDuration", "true")]);
    both.is_error(400, "InvalidInput", "");
    update(&[("ResetMaxSigninSessionDuration", "true")]).ok();
    assert_eq!(state(), ["e", "43200", ""]);
    update(&[("MaxSessionDuration", "43201")]).is_error(
        400,
        "ValidationError",
        "less than or equal to 43200",
    );
    let reply = world.ask(iam("UpdateRoleDescription", &[("RoleName", "r"), ("Description", "")])).ok();
    assert!(reply.text().contains("<Description></Description>") || reply.text().contains("<Description/>"));
    assert!(get(&world, "r").text().contains("<Description"));
    let missing = world.ask(iam("UpdateRole", &[("RoleName", "x")]));
    missing.is_error(404, "NoSuchEntity", "The role with name x cannot be found.");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
#[test]
fn a_role_is_deleted() {
    let world = world();
    make(&world, "r", &[]).ok();
    world.ask(iam("DeleteRole", &[("RoleName", "R")])).ok();
    get(&world, "r").is_error(404, "NoSuchEntity", "");
    let again = world.ask(iam("DeleteRole", &[("RoleName", "r")]));
    again.is_error(404, "NoSuchEntity", "The role with name r cannot be found.");
    make(&world, "r", &[]).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>: below a path, in pages, without tags and last use.
#[test]
fn roles_are_listed_in_pages() {
    let world = world();
    for at in 0..5 {
        let path = if at == 2 { "/other/" } else { "/p/q/" };
        let tag = [("Path", path), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
        make(&world, &format!("r{at}"), &tag).ok();
    }
    let list =
        |more: &[(&str, &str)]| world.ask(iam("ListRoles", &[&[("PathPrefix", "/p/")], more].concat())).ok();
    let first = list(&[("MaxItems", "3")]);
    assert_eq!(first.elements("RoleName"), ["r0", "r1", "r3"]);
    assert!(!first.text().contains("<Tags") && !first.text().contains("RoleLastUsed"), "{first:?}");
    assert_eq!(first.element("IsTruncated"), "true");
    let marker = first.element("Marker");
    let last = list(&[("MaxItems", "3"), ("Marker", &marker)]);
    assert_eq!(last.elements("RoleName"), ["r4"]);
    assert_eq!((last.element("IsTruncated"), last.element("Marker")), ("false".to_owned(), String::new()));
    let other = world.ask(iam("ListRoles", &[("Marker", &marker)]));
    assert_eq!(other.status, 400, "{other:?}");
    assert_eq!(world.ask(iam("ListRoles", &[])).ok().elements("RoleName").len(), 5);
    let elsewhere = world.as_account("210987654321").ask(iam("ListRoles", &[])).ok();
    assert!(elsewhere.elements("RoleName").is_empty());
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html>, `ListRoleTags` (sorted by key), and the rules of
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>: keys that differ in case alone are one.
#[test]
fn a_role_has_tags() {
    let world = world();
    make(&world, "r", &[("Tags.member.1.Key", "b"), ("Tags.member.1.Value", "1")]).ok();
    let add = |tags: &[(&str, &str)]| {
        let mut members = vec![("RoleName".to_owned(), "r".to_owned())];
        for (at, (key, value)) in tags.iter().enumerate() {
            members.push((format!("Tags.member.{}.Key", at + 1), (*key).to_owned()));
            members.push((format!("Tags.member.{}.Value", at + 1), (*value).to_owned()));
        }
        let members: Vec<(&str, &str)> = members.iter().map(|(key, value)| (&**key, &**value)).collect();
        world.ask(iam("TagRole", &members))
    };
    let list =
        |more: &[(&str, &str)]| world.ask(iam("ListRoleTags", &[&[("RoleName", "r")], more].concat())).ok();
    add(&[("B", "2"), ("a", "3")]).ok();
    let all = list(&[]);
    assert_eq!(all.elements("Key"), ["B", "a"]);
    assert_eq!(all.elements("Value"), ["2", "3"]);
    add(&[("x", "1"), ("X", "2")]).is_error(400, "InvalidInput", "Duplicate tag keys found.");
    add(&[("aws:x", "1")]).is_error(400, "InvalidInput", "");
    let page = list(&[("MaxItems", "1")]);
    assert_eq!((page.elements("Key"), page.element("IsTruncated")), (vec!["B".into()], "true".into()));
    let rest = list(&[("MaxItems", "1"), ("Marker", &page.element("Marker"))]);
    assert_eq!((rest.elements("Key"), rest.element("IsTruncated")), (vec!["a".into()], "false".into()));
    let keys = [("RoleName", "r"), ("TagKeys.member.1", "b"), ("TagKeys.member.2", "never")];
    world.ask(iam("UntagRole", &keys)).ok();
    assert_eq!(get(&world, "r").elements("Key"), ["a"]);
    let many: Vec<String> = (0..50).map(|at| format!("k{at}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|key| (&**key, "v")).collect();
    add(&many).is_error(400, "InvalidInput", "50");
    assert_eq!(list(&[]).elements("Key"), ["a"]);
    world.ask(iam("ListRoleTags", &[("RoleName", "x")])).is_error(404, "NoSuchEntity", "");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>: 1000 roles of an account.
#[test]
fn an_account_has_so_many_roles() {
    let world = world();
    for at in 0..1000 {
        make(&world, &format!("r{at}"), &[]).ok();
    }
    let one_more = make(&world, "one-more", &[]);
    one_more.is_error(409, "LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000");
    make(&world.as_account("210987654321"), "one-more", &[]).ok();
}

/// "IAM might return fewer than the MaxItems number of results, even when there are more results available":
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>. White space does not count for the size of a
/// trust policy, and what the model allows is 131,072 characters, of which each takes three in a reply.
#[test]
fn pages_of_long_trust_policies_are_shorter() {
    const ROLES: usize = 36;
    let world = world();
    let trust = format!("{TRUST}{}", "\n".repeat(131_072 - TRUST.len()));
    for at in 0..ROLES {
        let name = format!("r{at:03}");
        let members = [("RoleName", name.as_str()), ("AssumeRolePolicyDocument", &trust)];
        world.ask(iam("CreateRole", &members)).ok();
        world.ask(iam("CreateInstanceProfile", &[("InstanceProfileName", &name)])).ok();
        let both = [("InstanceProfileName", name.as_str()), ("RoleName", &name)];
        world.ask(iam("AddRoleToInstanceProfile", &both)).ok();
    }
    for (action, element) in
        [("ListInstanceProfiles", "InstanceProfileName"), ("GetAccountAuthorizationDetails", "RoleName")]
    {
        let mut found = Vec::new();
        let mut marker = String::new();
        loop {
            let mut members = vec![("MaxItems", "1000")];
            members.extend((!marker.is_empty()).then_some(("Marker", marker.as_str())));
            let page = world.ask(iam(action, &members)).ok();
            let mut names = page.elements(element);
            // The instance profiles of a role have its name too.
            names.dedup();
            assert!(!names.is_empty() && names.len() < ROLES, "{action}: {}", names.len());
            found.extend(names);
            if page.element("IsTruncated") == "false" {
                break;
            }
            marker = page.element("Marker");
        }
        let all: Vec<String> = (0..ROLES).map(|at| format!("r{at:03}")).collect();
        assert_eq!(found, all, "{action}");
    }
}
