//! Managed policies of users and roles, their boundaries, and who has a policy.

use crate::harness::{iam, world};
use crate::policies::{READ, policy, role, user};

const ADMIN: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// Sentences recorded on AWS, 2026-11-29.
#[test]
fn policies_are_attached_and_detached() {
    let world = world();
    let arn = policy(&world, "p");
    user(&world, "u");
    role(&world, "r");
    for (kind, member, name) in [("User", "UserName", "u"), ("Role", "RoleName", "r")] {
        let ask = |verb: &str, arn: &str| {
            world.ask(iam(&format!("{verb}{kind}Policy"), &[(member, name), ("PolicyArn", arn)]))
        };
        let list = |more: &[(&str, &str)]| {
            let members: Vec<(&str, &str)> = [(member, name)].iter().chain(more).copied().collect();
            world.ask(iam(&format!("ListAttached{kind}Policies"), &members)).ok()
        };
        let gone = "arn:aws:iam::000000000000:policy/gone";
        ask("Attach", gone).is_error(
            404,
            "NoSuchEntity",
            &format!("Policy {gone} does not exist or is not attachable."),
        );
        ask("Detach", &arn).is_error(404, "NoSuchEntity", &format!("Policy {arn} was not found."));
        ask("Attach", "no ARN, though long enough").is_error(
            400,
            "ValidationError",
            "Invalid ARN:  Could not be parsed!",
        );
        ask("Attach", &arn).ok();
        // Twice is as once.
        ask("Attach", &arn).ok();
        ask("Attach", ADMIN).ok();
        let all = list(&[]);
        assert_eq!(all.elements("PolicyName"), ["AdministratorAccess", "p"]);
        assert_eq!(all.elements("PolicyArn"), [ADMIN, arn.as_str()]);
        let page = list(&[("MaxItems", "1")]);
        assert_eq!(page.elements("PolicyName"), ["AdministratorAccess"]);
        assert_eq!(
            list(&[("MaxItems", "1"), ("Marker", &page.element("Marker"))]).elements("PolicyName"),
            ["p"]
        );
        assert_eq!(list(&[("PathPrefix", "/x/")]).elements("PolicyName").len(), 0);
        let nobody =
            world.ask(iam(&format!("Attach{kind}Policy"), &[(member, "nobody"), ("PolicyArn", &arn)]));
        nobody.is_error(
            404,
            "NoSuchEntity",
            &format!("The {} with name nobody cannot be found.", kind.to_lowercase()),
        );
        let nobody = world.ask(iam(&format!("ListAttached{kind}Policies"), &[(member, "nobody")]));
        nobody.refused(404, "NoSuchEntity");
    }
    let count = || world.ask(iam("GetPolicy", &[("PolicyArn", &arn)])).ok().element("AttachmentCount");
    assert_eq!(count(), "2");
    world.ask(iam("DetachUserPolicy", &[("UserName", "u"), ("PolicyArn", &arn)])).ok();
    assert_eq!(count(), "1");
    // A policy of AWS's is counted in each account for itself.
    let other = world.as_account("123456789012").ask(iam("GetPolicy", &[("PolicyArn", ADMIN)])).ok();
    assert_eq!(other.element("AttachmentCount"), "0");
    assert_eq!(world.ask(iam("GetPolicy", &[("PolicyArn", ADMIN)])).ok().element("AttachmentCount"), "2");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
#[test]
fn ten_policies_may_be_attached() {
    let world = world();
    role(&world, "r");
    let attach = |n: usize| {
        let arn = policy(&world, &format!("p{n}"));
        world.ask(iam("AttachRolePolicy", &[("RoleName", "r"), ("PolicyArn", &arn)]))
    };
    for n in 0..10 {
        attach(n).ok();
    }
    attach(10).is_error(409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>. A boundary need not be taken away
/// before its role: ansible-collections/community.aws#959.
#[test]
fn a_boundary_is_a_policy_that_is_there_and_is_counted() {
    let world = world();
    let (one, other) = (policy(&world, "one"), policy(&world, "other"));
    let count = |arn: &str| {
        let shown = world.ask(iam("GetPolicy", &[("PolicyArn", arn)])).ok();
        (shown.element("AttachmentCount"), shown.element("PermissionsBoundaryUsageCount"))
    };
    let of = |boundaries: &str| ("0".to_owned(), boundaries.to_owned());
    let gone = "arn:aws:iam::000000000000:policy/gone";
    for members in [
        vec![("UserName", "u"), ("PermissionsBoundary", gone)],
        vec![("UserName", "u"), ("PermissionsBoundary", "arn:aws:iam::123456789012:policy/one")],
    ] {
        world.ask(iam("CreateUser", &members)).refused(404, "NoSuchEntity");
    }
    world.ask(iam("CreateUser", &[("UserName", "u"), ("PermissionsBoundary", &one)])).ok();
    assert_eq!(count(&one), of("1"));
    let put = |arn: &str| {
        world.ask(iam("PutUserPermissionsBoundary", &[("UserName", "u"), ("PermissionsBoundary", arn)]))
    };
    put(gone).is_error(404, "NoSuchEntity", gone);
    put(&one).ok();
    put(&other).ok();
    assert_eq!((count(&one), count(&other)), (of("0"), of("1")));
    let shown = world.ask(iam("GetUser", &[("UserName", "u")])).ok();
    assert_eq!(shown.element("PermissionsBoundaryArn"), other);
    assert_eq!(shown.element("PermissionsBoundaryType"), "Policy");
    let delete = || world.ask(iam("DeletePolicy", &[("PolicyArn", &other)]));
    delete().refused(409, "DeleteConflict");
    world.ask(iam("DeleteUserPermissionsBoundary", &[("UserName", "u")])).ok();
    assert!(!world.ask(iam("GetUser", &[("UserName", "u")])).ok().text().contains("PermissionsBoundary"));
    delete().ok();
    world.ask(iam("DeleteUserPermissionsBoundary", &[("UserName", "nobody")])).refused(404, "NoSuchEntity");

    role(&world, "r");
    world.ask(iam("PutRolePermissionsBoundary", &[("RoleName", "r"), ("PermissionsBoundary", ADMIN)])).ok();
    assert_eq!(count(ADMIN), of("1"));
    world.ask(iam("DeleteRolePermissionsBoundary", &[("RoleName", "r")])).ok();
    assert_eq!(count(ADMIN), of("0"));
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html>: its filters, and pages over all
/// kinds.
#[test]
fn who_has_a_policy() {
    let world = world();
    let arn = policy(&world, "p");
    for name in ["u2", "u1", "u3"] {
        user(&world, name);
        world.ask(iam("AttachUserPolicy", &[("UserName", name), ("PolicyArn", &arn)])).ok();
    }
    for name in ["r1", "r2"] {
        role(&world, name);
    }
    world.ask(iam("AttachRolePolicy", &[("RoleName", "r1"), ("PolicyArn", &arn)])).ok();
    world.ask(iam("PutRolePermissionsBoundary", &[("RoleName", "r2"), ("PermissionsBoundary", &arn)])).ok();
    let list = |more: &[(&str, &str)]| {
        let members: Vec<(&str, &str)> = [("PolicyArn", arn.as_str())].iter().chain(more).copied().collect();
        let reply = world.ask(iam("ListEntitiesForPolicy", &members)).ok();
        (reply.elements("UserName"), reply.elements("RoleName"), reply.element("Marker"))
    };
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let none = String::new();
    assert_eq!(list(&[]), (texts(&["u1", "u2", "u3"]), texts(&["r1", "r2"]), none.clone()));
    assert_eq!(list(&[("EntityFilter", "Role")]), (vec![], texts(&["r1", "r2"]), none.clone()));
    assert_eq!(list(&[("EntityFilter", "Group")]), (vec![], vec![], none.clone()));
    let attached = list(&[("PolicyUsageFilter", "PermissionsPolicy")]);
    assert_eq!(attached, (texts(&["u1", "u2", "u3"]), texts(&["r1"]), none.clone()));
    assert_eq!(list(&[("PolicyUsageFilter", "PermissionsBoundary")]), (vec![], texts(&["r2"]), none.clone()));
    assert_eq!(list(&[("PathPrefix", "/x/")]), (vec![], vec![], none.clone()));
    let (users, roles, marker) = list(&[("MaxItems", "2")]);
    assert_eq!((users, roles), (texts(&["u1", "u2"]), vec![]));
    let (users, roles, marker) = list(&[("MaxItems", "2"), ("Marker", &marker)]);
    assert_eq!((users, roles), (texts(&["u3"]), texts(&["r1"])));
    assert_eq!(list(&[("MaxItems", "2"), ("Marker", &marker)]), (vec![], texts(&["r2"]), none));
    let gone = "arn:aws:iam::000000000000:policy/gone";
    world.ask(iam("ListEntitiesForPolicy", &[("PolicyArn", gone)])).refused(404, "NoSuchEntity");
}

/// <https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html>, its example: lists are
/// there also where they are empty.
#[test]
fn the_account_as_a_whole() {
    let world = world();
    let arn = policy(&world, "p");
    user(&world, "u");
    role(&world, "r");
    world.ask(iam("AttachUserPolicy", &[("UserName", "u"), ("PolicyArn", &arn)])).ok();
    world.ask(iam("AttachRolePolicy", &[("RoleName", "r"), ("PolicyArn", ADMIN)])).ok();
    let inline = [("RoleName", "r"), ("PolicyName", "own"), ("PolicyDocument", READ)];
    world.ask(iam("PutRolePolicy", &inline)).ok();
    let ask = |members: &[(&str, &str)]| world.ask(iam("GetAccountAuthorizationDetails", members)).ok();
    let all = ask(&[]);
    assert_eq!(all.elements("UserName"), ["u"]);
    assert_eq!(all.elements("RoleName"), ["r"]);
    assert_eq!(all.elements("PolicyArn"), [arn.as_str(), ADMIN]);
    let arns = all.elements("Arn");
    assert!(arns.contains(&arn) && arns.contains(&ADMIN.to_owned()), "{arns:?}");
    // Documents are escaped, as elsewhere.
    assert!(all.element("AssumeRolePolicyDocument").starts_with("%7B"), "{}", all.text());
    assert!(all.element("PolicyDocument").starts_with("%7B%22Version%22%3A%20"), "{}", all.text());
    assert_eq!(all.elements("IsDefaultVersion").len(), 2);
    for list in
        ["GroupDetailList", "UserPolicyList", "GroupList", "Tags", "InstanceProfileList", "RoleLastUsed"]
    {
        assert!(all.text().contains(&format!("<{list}")), "{list}: {}", all.text());
    }
    for name in ["one", "two"] {
        let profile = ("InstanceProfileName", name);
        world.ask(iam("CreateInstanceProfile", &[profile])).ok();
        world.ask(iam("AddRoleToInstanceProfile", &[profile, ("RoleName", "r")])).ok();
    }
    let roles = ask(&[("Filter.member.1", "Role")]);
    assert_eq!(roles.elements("InstanceProfileName"), ["one", "two"]);
    assert_eq!(roles.elements("RoleName"), ["r"; 3], "each profile shows its role");
    for name in ["one", "two"] {
        let members = [("InstanceProfileName", name), ("RoleName", "r")];
        world.ask(iam("RemoveRoleFromInstanceProfile", &members)).ok();
    }
    let filtered = ask(&[("Filter.member.1", "Role"), ("Filter.member.2", "LocalManagedPolicy")]);
    assert_eq!((filtered.elements("UserName").len(), filtered.elements("RoleName").len()), (0, 1));
    assert_eq!(filtered.elements("PolicyVersionList").len(), 1);
    let first = ask(&[("MaxItems", "1")]);
    assert_eq!((first.elements("UserName").len(), first.elements("RoleName").len()), (1, 0));
    let mut marker = first.element("Marker");
    for expected in [(1, 0), (0, 1), (0, 1)] {
        let page = ask(&[("MaxItems", "1"), ("Marker", &marker)]);
        let found = (page.elements("RoleName").len(), page.elements("PolicyVersionList").len());
        assert_eq!(found, expected, "{}", page.text());
        marker = page.element("Marker");
    }
    assert_eq!(marker, "");
}

/// `Marker` has at most 320 characters: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html>.
/// A path may have 512, a key of a tag 128, each of several bytes.
#[test]
fn long_names_are_listed_in_pages_too() {
    let world = world();
    role(&world, "r");
    let path = format!("/{}/", "p".repeat(510));
    let keys: Vec<String> = (0..3).map(|at| format!("{}{at}", "é".repeat(127))).collect();
    for at in ["1", "2", "3"] {
        let name = format!("{}{at}", "n".repeat(127));
        let members = [("PolicyName", name.as_str()), ("Path", path.as_str()), ("PolicyDocument", READ)];
        let arn = world.ask(iam("CreatePolicy", &members)).ok().element("Arn");
        world.ask(iam("AttachRolePolicy", &[("RoleName", "r"), ("PolicyArn", &arn)])).ok();
    }
    for key in &keys {
        let tag = [("RoleName", "r"), ("Tags.member.1.Key", key.as_str()), ("Tags.member.1.Value", "")];
        world.ask(iam("TagRole", &tag)).ok();
    }
    let all = |action: &str, element: &str| {
        let mut found = Vec::new();
        let mut marker = String::new();
        loop {
            let mut members = vec![("RoleName", "r"), ("MaxItems", "1")];
            members.extend((!marker.is_empty()).then_some(("Marker", marker.as_str())));
            let page = world.ask(iam(action, &members)).ok();
            found.extend(page.elements(element));
            if page.element("IsTruncated") == "false" {
                break found;
            }
            marker = page.element("Marker");
        }
    };
    assert_eq!(all("ListAttachedRolePolicies", "PolicyName").len(), 3);
    let mut found = all("ListRoleTags", "Key");
    found.sort();
    assert_eq!(found, keys);
}
