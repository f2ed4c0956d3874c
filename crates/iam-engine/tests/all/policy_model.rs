//! Random sequences on managed policies against a naive model: what is attached, what is a boundary, how often each is
//! counted, and which versions there are; and the same with a crash before each write.

use std::collections::{BTreeMap, BTreeSet};

use testkit::{Parts, Rng, model};

use crate::harness::{World, iam, on};
use crate::policies::READ;

/// Who has policies: made before the first step.
const HOLDERS: [(&str, &str); 3] = [("User", "u"), ("Role", "r"), ("Role", "s")];

const POLICIES: [&str; 3] = ["a", "b", "c"];

/// A policy: its versions, and the default.
#[derive(Clone, Debug, Default, PartialEq)]
struct Policy {
    versions: BTreeSet<u32>,
    default: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Held {
    attached: BTreeSet<&'static str>,
    boundary: Option<&'static str>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    policies: BTreeMap<&'static str, Policy>,
    holders: BTreeMap<usize, Held>,
}

#[derive(Debug)]
enum Step {
    Create(&'static str),
    Delete(&'static str),
    Attach(usize, &'static str),
    Detach(usize, &'static str),
    Bound(usize, &'static str),
    Unbound(usize),
    Version(&'static str, bool),
    Default(&'static str, u32),
    DeleteVersion(&'static str, u32),
}

fn arn(policy: &str) -> String {
    format!("arn:aws:iam::000000000000:policy/{policy}")
}

/// The code of a refusal; empty if it is none.
type Said = &'static str;

const MISSING: Said = "NoSuchEntity";
const CONFLICT: Said = "DeleteConflict";

impl Model {
    fn uses(&self, policy: &str) -> (usize, usize) {
        let attached = self.holders.values().filter(|held| held.attached.contains(policy)).count();
        let boundaries = self.holders.values().filter(|held| held.boundary == Some(policy)).count();
        (attached, boundaries)
    }

    fn with(&mut self, policy: &str, act: impl FnOnce(&mut Policy) -> Said) -> Said {
        self.policies.get_mut(policy).map_or(MISSING, act)
    }
}

impl model::Model for Model {
    type World = World;
    type Step = Step;
    type Said = String;

    async fn prepare(world: &World) {
        let trust = r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}"#;
        for (kind, name) in HOLDERS {
            let member = format!("{kind}Name");
            let mut members = vec![(member.as_str(), name)];
            members.extend((kind == "Role").then_some(("AssumeRolePolicyDocument", trust)));
            world.send(iam(&format!("Create{kind}"), &members)).await.ok();
        }
    }

    fn draw(&self, chance: &mut Rng) -> Step {
        let policy = POLICIES[chance.usize(..POLICIES.len())];
        let holder = chance.usize(..HOLDERS.len());
        let version = chance.u32(1..6);
        match chance.u8(..12) {
            0..=2 => Step::Create(policy),
            3 => Step::Delete(policy),
            4 | 5 => Step::Attach(holder, policy),
            6 => Step::Detach(holder, policy),
            7 => Step::Bound(holder, policy),
            8 => Step::Unbound(holder),
            9 => Step::Version(policy, chance.bool()),
            10 => Step::Default(policy, version),
            // The latest stays: which number comes next is not shown otherwise.
            _ => {
                let is_latest = |known: &Policy| known.versions.last() == Some(&version);
                let is_latest = self.policies.get(policy).is_some_and(is_latest);
                Step::DeleteVersion(policy, if is_latest { 99 } else { version })
            }
        }
    }

    fn take(&mut self, step: &Step) -> String {
        let exists = |model: &Model, policy: &str| model.policies.contains_key(policy);
        let said = match *step {
            Step::Create(policy) if exists(self, policy) => "EntityAlreadyExists",
            Step::Create(policy) => {
                self.policies.insert(policy, Policy { versions: [1].into(), default: 1 });
                ""
            }
            Step::Delete(policy) => match self.policies.get(policy) {
                None => MISSING,
                Some(known) if self.uses(policy) != (0, 0) || known.versions.len() > 1 => CONFLICT,
                Some(_) => {
                    self.policies.remove(policy);
                    ""
                }
            },
            Step::Attach(_, policy) | Step::Bound(_, policy) if !exists(self, policy) => MISSING,
            Step::Attach(holder, policy) => {
                self.holders.entry(holder).or_default().attached.insert(policy);
                ""
            }
            Step::Detach(holder, policy) => {
                let was = self.holders.get_mut(&holder).is_some_and(|held| held.attached.remove(policy));
                if was { "" } else { MISSING }
            }
            Step::Bound(holder, policy) => {
                self.holders.entry(holder).or_default().boundary = Some(policy);
                ""
            }
            Step::Unbound(holder) => {
                self.holders.entry(holder).or_default().boundary = None;
                ""
            }
            Step::Version(policy, is_default) => self.with(policy, |policy| {
                if policy.versions.len() == 5 {
                    return "LimitExceeded";
                }
                let latest = policy.versions.last().copied().unwrap_or_default() + 1;
                policy.versions.insert(latest);
                policy.default = if is_default { latest } else { policy.default };
                ""
            }),
            Step::Default(policy, version) => self.with(policy, |policy| {
                let is_there = policy.versions.contains(&version);
                policy.default = if is_there { version } else { policy.default };
                if is_there { "" } else { MISSING }
            }),
            Step::DeleteVersion(policy, version) => self.with(policy, |policy| {
                if policy.default == version {
                    return CONFLICT;
                }
                if policy.versions.remove(&version) { "" } else { MISSING }
            }),
        };
        self.holders.retain(|_, held| *held != Held::default());
        said.to_owned()
    }

    async fn ask(world: &World, step: &Step) -> String {
        let of = |action: &str, policy: &str, more: &[(&str, &str)]| {
            let arn = arn(policy);
            let members: Vec<(&str, &str)> =
                [("PolicyArn", arn.as_str())].into_iter().chain(more.iter().copied()).collect();
            iam(action, &members)
        };
        let about = |verb: &str, what: &str, holder: usize, more: &[(&str, &str)]| {
            let (kind, name) = HOLDERS[holder];
            let member = format!("{kind}Name");
            let members: Vec<(&str, &str)> =
                [(member.as_str(), name)].into_iter().chain(more.iter().copied()).collect();
            iam(&format!("{verb}{kind}{what}"), &members)
        };
        let ask = match *step {
            Step::Create(policy) => iam("CreatePolicy", &[("PolicyName", policy), ("PolicyDocument", READ)]),
            Step::Delete(policy) => of("DeletePolicy", policy, &[]),
            Step::Attach(holder, policy) => about("Attach", "Policy", holder, &[("PolicyArn", &arn(policy))]),
            Step::Detach(holder, policy) => about("Detach", "Policy", holder, &[("PolicyArn", &arn(policy))]),
            Step::Bound(holder, policy) => {
                about("Put", "PermissionsBoundary", holder, &[("PermissionsBoundary", &arn(policy))])
            }
            Step::Unbound(holder) => about("Delete", "PermissionsBoundary", holder, &[]),
            Step::Version(policy, is_default) => {
                let is_default = if is_default { "true" } else { "false" };
                let more = [("PolicyDocument", READ), ("SetAsDefault", is_default)];
                of("CreatePolicyVersion", policy, &more)
            }
            Step::Default(policy, version) => {
                of("SetDefaultPolicyVersion", policy, &[("VersionId", &format!("v{version}"))])
            }
            Step::DeleteVersion(policy, version) => {
                of("DeletePolicyVersion", policy, &[("VersionId", &format!("v{version}"))])
            }
        };
        world.send(ask).await.code()
    }

    /// Beside what is compared, the counts of each policy must be those of its users and roles.
    async fn seen(world: &World) -> Model {
        let mut seen = Model::default();
        for (at, (kind, name)) in HOLDERS.into_iter().enumerate() {
            let member = format!("{kind}Name");
            let who = [(member.as_str(), name)];
            let list = world.send(iam(&format!("ListAttached{kind}Policies"), &who)).await.ok();
            let shown = world.send(iam(&format!("Get{kind}"), &who)).await.ok();
            let boundary = shown.element("PermissionsBoundaryArn");
            let names = list.elements("PolicyName");
            let held = Held {
                attached: POLICIES.into_iter().filter(|name| names.iter().any(|one| one == name)).collect(),
                boundary: POLICIES.into_iter().find(|name| boundary == arn(name)),
            };
            if held != Held::default() {
                seen.holders.insert(at, held);
            }
        }
        for policy in POLICIES {
            let arn = arn(policy);
            let shown = world.send(iam("GetPolicy", &[("PolicyArn", &arn)])).await;
            if shown.status != 200 {
                continue;
            }
            let count = |name: &str| shown.element(name).parse::<usize>().unwrap();
            let counts = (count("AttachmentCount"), count("PermissionsBoundaryUsageCount"));
            assert_eq!(counts, seen.uses(policy), "{shown:?}");
            let list = world.send(iam("ListPolicyVersions", &[("PolicyArn", &arn)])).await.ok();
            let number = |id: String| id.trim_start_matches('v').parse::<u32>().unwrap();
            let versions: BTreeSet<u32> = list.elements("VersionId").into_iter().map(number).collect();
            let default = number(shown.element("DefaultVersionId"));
            seen.policies.insert(policy, Policy { versions, default });
        }
        seen
    }
}

#[test]
fn policies_agree_with_a_naive_model() {
    model::agrees::<Model>(12, 60, || on(Parts::new()));
}

#[test]
fn a_crash_leaves_no_half_of_a_change_of_policies() {
    model::survives_crashes::<Model>(2, 25, |store| on(Parts::on(store)));
}
