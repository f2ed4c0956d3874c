//! Groups: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html>.

use crate::harness::{World, iam, world};
use crate::user::user;

fn add(world: &World, group: &str, user: &str) {
    world.ask(iam("AddUserToGroup", &[("GroupName", group), ("UserName", user)])).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html> and its siblings.
#[test]
fn a_group_is_made_shown_changed_and_deleted() {
    let world = world().as_account("123456789012");
    let made = world.ask(iam("CreateGroup", &[("GroupName", "Admins"), ("Path", "/a/")])).ok();
    assert_eq!(made.element("Arn"), "arn:aws:iam::123456789012:group/a/Admins");
    let id = made.element("GroupId");
    assert!(id.starts_with("AGPA") && id.len() == 21, "{id}");
    let taken = world.ask(iam("CreateGroup", &[("GroupName", "admins")]));
    assert_eq!(taken.expect(409).err(), "EntityAlreadyExists: Group with name admins already exists.");
    world.ask(iam("CreateGroup", &[("GroupName", "other")])).ok();
    let all = world.ask(iam("ListGroups", &[])).ok();
    assert_eq!(all.elements("GroupName"), ["Admins", "other"]);
    let some = world.ask(iam("ListGroups", &[("PathPrefix", "/a")])).ok();
    assert_eq!(some.elements("GroupName"), ["Admins"]);
    let taken = world.ask(iam("UpdateGroup", &[("GroupName", "Admins"), ("NewGroupName", "OTHER")]));
    assert_eq!(taken.expect(409).err(), "EntityAlreadyExists: Group with name OTHER already exists.");
    user(&world, "u");
    add(&world, "admins", "u");
    world
        .ask(iam("UpdateGroup", &[("GroupName", "Admins"), ("NewGroupName", "Chiefs"), ("NewPath", "/b/")]))
        .ok();
    let shown = world.ask(iam("GetGroup", &[("GroupName", "chiefs")])).ok();
    assert_eq!(shown.element("Arn"), "arn:aws:iam::123456789012:group/b/Chiefs");
    assert_eq!((shown.element("GroupId"), shown.elements("UserName")), (id, vec!["u".to_owned()]));
    let groups = world.ask(iam("ListGroupsForUser", &[("UserName", "u")])).ok();
    assert_eq!(groups.elements("GroupName"), ["Chiefs"]);
    // <https://github.com/go-to-k/delstack/issues/40>
    let conflict = world.ask(iam("DeleteGroup", &[("GroupName", "Chiefs")])).expect(409);
    assert_eq!(conflict.err(), "DeleteConflict: Cannot delete entity, must remove users from group first.");
    world.ask(iam("RemoveUserFromGroup", &[("GroupName", "Chiefs"), ("UserName", "u")])).ok();
    world.ask(iam("DeleteGroup", &[("GroupName", "Chiefs")])).ok();
    // <https://github.com/widdix/aws-ec2-ssh/pull/128>
    let gone = world.ask(iam("GetGroup", &[("GroupName", "Chiefs")])).expect(404);
    assert_eq!(gone.err(), "NoSuchEntity: The group with name Chiefs cannot be found.");
}

/// Nothing is said of a user that comes twice, or goes and was not there:
/// <https://github.com/cloud-custodian/cloud-custodian/pull/4730>.
#[test]
fn users_come_and_go() {
    let world = world();
    user(&world, "u");
    world.ask(iam("CreateGroup", &[("GroupName", "g")])).ok();
    let remove = || world.ask(iam("RemoveUserFromGroup", &[("GroupName", "g"), ("UserName", "u")]));
    remove().ok();
    add(&world, "g", "u");
    add(&world, "G", "U");
    assert_eq!(world.ask(iam("GetGroup", &[("GroupName", "g")])).ok().elements("UserName"), ["u"]);
    remove().ok();
    let shown = world.ask(iam("GetGroup", &[("GroupName", "g")])).ok();
    assert_eq!(shown.elements("UserName"), [""; 0]);
    assert!(shown.text().contains("<Users></Users>") || shown.text().contains("<Users/>"), "{shown:?}");
    for action in ["AddUserToGroup", "RemoveUserFromGroup"] {
        let none = world.ask(iam(action, &[("GroupName", "none"), ("UserName", "u")])).expect(404);
        assert_eq!(none.err(), "NoSuchEntity: The group with name none cannot be found.");
        let none = world.ask(iam(action, &[("GroupName", "g"), ("UserName", "none")])).expect(404);
        assert_eq!(none.err(), "NoSuchEntity: The user with name none cannot be found.");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>: ten groups of a user. The name of the quota
/// is our guess, after that of access keys.
#[test]
fn a_user_is_in_ten_groups_at_most() {
    let world = world();
    user(&world, "u");
    for at in 0..11 {
        world.ask(iam("CreateGroup", &[("GroupName", &format!("g{at}"))])).ok();
    }
    for at in 0..10 {
        add(&world, &format!("g{at}"), "u");
    }
    let many = world.ask(iam("AddUserToGroup", &[("GroupName", "g10"), ("UserName", "u")])).expect(409);
    assert_eq!(many.err(), "LimitExceeded: Cannot exceed quota for GroupsPerUser: 10");
    let groups = world.ask(iam("ListGroupsForUser", &[("UserName", "u"), ("MaxItems", "4")])).ok();
    assert_eq!(groups.elements("GroupName"), ["g0", "g1", "g2", "g3"]);
    let marker = groups.element("Marker");
    let rest = world.ask(iam("ListGroupsForUser", &[("UserName", "u"), ("Marker", &marker)])).ok();
    assert_eq!(rest.elements("GroupName"), ["g4", "g5", "g6", "g7", "g8", "g9"]);
}

/// Names of groups that begin alike do not mix.
#[test]
fn the_users_of_a_group_come_in_pages() {
    let world = world();
    for group in ["g", "g-1", "g0", "a", "z"] {
        world.ask(iam("CreateGroup", &[("GroupName", group)])).ok();
    }
    let names: Vec<String> = (0..7).map(|at| format!("User{at}")).collect();
    for name in &names {
        user(&world, name);
        add(&world, "g", name);
        add(&world, "g-1", name);
        add(&world, "z", name);
    }
    let mut seen = Vec::new();
    let mut marker = String::new();
    for _ in 0..4 {
        let mut members = vec![("GroupName", "G"), ("MaxItems", "2")];
        if !marker.is_empty() {
            members.push(("Marker", &marker));
        }
        let page = world.ask(iam("GetGroup", &members)).ok();
        assert_eq!(page.element("GroupName"), "g");
        seen.extend(page.elements("UserName"));
        let next = page.element("Marker");
        assert_eq!(page.element("IsTruncated"), (!next.is_empty()).to_string());
        marker = next;
    }
    assert_eq!((seen, marker), (names, String::new()));
    let empty = world.ask(iam("GetGroup", &[("GroupName", "g0")])).ok();
    assert_eq!(empty.elements("UserName"), [""; 0]);
    // A marker of another group leads nowhere here: our guess.
    let page = world.ask(iam("GetGroup", &[("GroupName", "z"), ("MaxItems", "2")])).ok();
    let foreign = [("GroupName", "g"), ("Marker", &page.element("Marker"))];
    world.ask(iam("GetGroup", &foreign)).refused(400, "ValidationError");
}
