//! Who is in which group, after anything that may happen to both: a user's groups and a group's users say the same.

use std::collections::BTreeSet;

use testkit::each_seed;

use crate::harness::{World, iam, world};

/// What is there: users, groups, and pairs of a group and a user.
#[derive(Default)]
struct Expected {
    users: BTreeSet<String>,
    groups: BTreeSet<String>,
    pairs: BTreeSet<(String, String)>,
}

impl Expected {
    fn rename_user(&mut self, old: &str, new: &str) {
        self.users.remove(old);
        self.users.insert(new.to_owned());
        let renamed = |user: String| if user == old { new.to_owned() } else { user };
        self.pairs =
            std::mem::take(&mut self.pairs).into_iter().map(|(group, user)| (group, renamed(user))).collect();
    }

    fn rename_group(&mut self, old: &str, new: &str) {
        self.groups.remove(old);
        self.groups.insert(new.to_owned());
        let renamed = |group: String| if group == old { new.to_owned() } else { group };
        self.pairs =
            std::mem::take(&mut self.pairs).into_iter().map(|(group, user)| (renamed(group), user)).collect();
    }

    /// The users of a group, or the groups of a user.
    fn beside(&self, name: &str) -> Vec<String> {
        let beside = |(group, user): &(String, String)| match name {
            _ if group == name => Some(user.clone()),
            _ if user == name => Some(group.clone()),
            _ => None,
        };
        self.pairs.iter().filter_map(beside).collect()
    }
}

fn agree(world: &World, expected: &Expected) {
    assert_eq!(
        world.ask(iam("ListUsers", &[])).ok().elements("UserName"),
        expected.users.iter().cloned().collect::<Vec<_>>()
    );
    for group in &expected.groups {
        let shown = world.ask(iam("GetGroup", &[("GroupName", group)])).ok();
        assert_eq!(shown.elements("UserName"), expected.beside(group), "{group}");
    }
    for user in &expected.users {
        let shown = world.ask(iam("ListGroupsForUser", &[("UserName", user)])).ok();
        assert_eq!(shown.elements("GroupName"), expected.beside(user), "{user}");
    }
}

/// Our own rule.
#[test]
fn users_and_groups_agree_on_who_is_where() {
    each_seed(10, |rng| {
        let (world, mut expected) = (world(), Expected::default());
        for _ in 0..60 {
            let name = |kind: &str, number: u64| format!("{kind}{number}");
            let (user, group) = (name("u", rng.u64(0..4)), name("g", rng.u64(0..4)));
            let (other_user, other_group) = (name("u", rng.u64(0..4)), name("g", rng.u64(0..4)));
            let both = [("GroupName", group.as_str()), ("UserName", user.as_str())];
            let answer =
                |action: &str, members: &[(&str, &str)]| world.ask(iam(action, members)).status == 200;
            match rng.u64(0..8) {
                0 if answer("CreateUser", &both[1..]) => _ = expected.users.insert(user),
                1 if answer("CreateGroup", &both[..1]) => _ = expected.groups.insert(group),
                2 | 3 if answer("AddUserToGroup", &both) => _ = expected.pairs.insert((group, user)),
                4 if answer("RemoveUserFromGroup", &both) => _ = expected.pairs.remove(&(group, user)),
                5 if answer("UpdateUser", &[both[1], ("NewUserName", &other_user)]) => {
                    expected.rename_user(&user, &other_user);
                }
                6 if answer("UpdateGroup", &[both[0], ("NewGroupName", &other_group)]) => {
                    expected.rename_group(&group, &other_group);
                }
                7 if answer("DeleteUser", &both[1..]) => {
                    assert_eq!(expected.beside(&user), [""; 0]);
                    expected.users.remove(&user);
                }
                7 if answer("DeleteGroup", &both[..1]) => {
                    assert_eq!(expected.beside(&group), [""; 0]);
                    expected.groups.remove(&group);
                }
                _ => {}
            }
            agree(&world, &expected);
        }
    });
}
