//! What a client knows of its users.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html>, read literally.

use std::collections::{BTreeMap, BTreeSet};

use testkit::model::Model;
use testkit::{Ask, Reply, Rng};

use crate::engines::Seat;

/// The users of a client, by their last letter, and its one group.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Users {
    users: BTreeMap<char, User>,
    group: Option<BTreeSet<char>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct User {
    keys: usize,
    policies: BTreeSet<char>,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(char),
    Delete(char),
    /// An access key. AWS gives two at most.
    Key(char),
    Put(char, char),
    Remove(char, char),
    CreateGroup,
    DeleteGroup,
    Join(char),
    Leave(char),
    Get(char),
}

const POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;

impl Users {
    fn is_member(&self, user: char) -> bool {
        self.group.as_ref().is_some_and(|group| group.contains(&user))
    }
}

impl Model for Users {
    type World = Seat;
    type Step = Step;
    type Said = u16;

    fn draw(&self, chance: &mut Rng) -> Step {
        let (user, policy) = (chance.char('a'..='c'), chance.char('x'..='y'));
        match chance.u8(..20) {
            0..4 => Step::Create(user),
            4 => Step::Delete(user),
            5 => Step::Key(user),
            6..9 => Step::Put(user, policy),
            9..12 => Step::Remove(user, policy),
            12 => Step::CreateGroup,
            13 => Step::DeleteGroup,
            14..16 => Step::Join(user),
            16..18 => Step::Leave(user),
            _ => Step::Get(user),
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        match *step {
            Step::Create(user) if self.users.contains_key(&user) => return 409,
            Step::Create(user) => drop(self.users.insert(user, User::default())),
            Step::CreateGroup if self.group.is_some() => return 409,
            Step::CreateGroup => self.group = Some(BTreeSet::new()),
            Step::DeleteGroup => match &self.group {
                None => return 404,
                Some(members) if !members.is_empty() => return 409,
                Some(_) => self.group = None,
            },
            Step::Join(user) | Step::Leave(user)
                if self.group.is_none() || !self.users.contains_key(&user) =>
            {
                return 404;
            }
            Step::Join(user) => drop(self.group.as_mut().unwrap().insert(user)),
            Step::Leave(user) => drop(self.group.as_mut().unwrap().remove(&user)),
            Step::Delete(user) => match self.users.get(&user) {
                None => return 404,
                Some(held) if held.keys > 0 || !held.policies.is_empty() || self.is_member(user) => {
                    return 409;
                }
                Some(_) => drop(self.users.remove(&user)),
            },
            Step::Key(user) | Step::Put(user, _) | Step::Remove(user, _) | Step::Get(user) => {
                let Some(held) = self.users.get_mut(&user) else { return 404 };
                match *step {
                    Step::Key(_) if held.keys == 2 => return 409,
                    Step::Key(_) => held.keys += 1,
                    Step::Put(_, policy) => drop(held.policies.insert(policy)),
                    Step::Remove(_, policy) => return if held.policies.remove(&policy) { 200 } else { 404 },
                    _ => {}
                }
            }
        }
        200
    }

    async fn ask(seat: &Seat, step: &Step) -> u16 {
        let name = |user: char| format!("{}-{user}", seat.name);
        let of = |action: &'static str, user: char| (action, vec![("UserName", name(user))]);
        let group = ("GroupName", seat.name.to_owned());
        let (action, members) = match *step {
            Step::Create(user) => of("CreateUser", user),
            Step::Delete(user) => of("DeleteUser", user),
            Step::Key(user) => of("CreateAccessKey", user),
            Step::Get(user) => of("GetUser", user),
            Step::Put(user, policy) => {
                let members = vec![
                    ("UserName", name(user)),
                    ("PolicyName", policy.to_string()),
                    ("PolicyDocument", POLICY.to_owned()),
                ];
                ("PutUserPolicy", members)
            }
            Step::Remove(user, policy) => {
                ("DeleteUserPolicy", vec![("UserName", name(user)), ("PolicyName", policy.to_string())])
            }
            Step::CreateGroup => ("CreateGroup", vec![group]),
            Step::DeleteGroup => ("DeleteGroup", vec![group]),
            Step::Join(user) => ("AddUserToGroup", vec![group, ("UserName", name(user))]),
            Step::Leave(user) => ("RemoveUserFromGroup", vec![group, ("UserName", name(user))]),
        };
        ask(seat, action, &members).await.status
    }

    async fn seen(seat: &Seat) -> Users {
        let mut users = BTreeMap::new();
        for name in ask(seat, "ListUsers", &[]).await.expect(200).elements("UserName") {
            let Some(letter) = name.strip_prefix(seat.name).and_then(|rest| rest.strip_prefix('-')) else {
                continue;
            };
            let own = [("UserName", name.clone())];
            let keys = ask(seat, "ListAccessKeys", &own).await.expect(200).elements("AccessKeyId").len();
            let policies = ask(seat, "ListUserPolicies", &own).await.expect(200).elements("member");
            let policies = policies.iter().map(|name| name.chars().next().unwrap()).collect();
            users.insert(letter.chars().next().unwrap(), User { keys, policies });
        }
        let found = ask(seat, "GetGroup", &[("GroupName", seat.name.to_owned())]).await;
        let group = (found.status == 200).then(|| {
            found.elements("UserName").iter().map(|name| name.chars().next_back().unwrap()).collect()
        });
        Users { users, group }
    }
}

async fn ask(seat: &Seat, action: &str, members: &[(&str, String)]) -> Reply {
    let members: Vec<(&str, &str)> = members.iter().map(|(name, value)| (*name, value.as_str())).collect();
    seat.send(Ask::form("2010-05-08", action, &members)).await
}
