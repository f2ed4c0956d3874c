//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>

use std::ops::ControlFlow;
use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use base::task::apart_if;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::identity::group::Group;
use crate::identity::holder::Holder;
use crate::identity::instance_profile::InstanceProfile;
use crate::identity::permissions::Permissions;
use crate::identity::policy::{self, Policy};
use crate::identity::policy_use::PolicyUse;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::message::page::Asked;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Record, Records};
use crate::session::shown::last_use;

pub(super) struct GetAccountAuthorizationDetails;

/// Bytes of the documents of a page, about: "IAM might return fewer than the MaxItems number of results".
const MAX_TEXTS: usize = 4 << 20;

/// What is asked for.
pub(super) struct Wanted {
    page: Asked,
    kinds: Vec<Kind>,
}

/// What is told of, in the order in which pages have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    User,
    Group,
    Role,
    /// The account's managed policies.
    Own,
    /// Those of AWS's that the account uses, as joshlarsen/aws-recon#21 tells of AWS's answers.
    OfAws,
}

impl Kind {
    /// Each with how a request names it.
    const ALL: [(Kind, &'static str); 5] = [
        (Kind::User, "User"),
        (Kind::Group, "Group"),
        (Kind::Role, "Role"),
        (Kind::Own, "LocalManagedPolicy"),
        (Kind::OfAws, "AWSManagedPolicy"),
    ];

    /// What places of this kind begin with.
    fn place(self) -> &'static str {
        match self {
            Kind::User => "0",
            Kind::Group => "1",
            Kind::Role => "2",
            Kind::Own => "3",
            Kind::OfAws => "4",
        }
    }

    /// The list in which a reply has it.
    fn list(self) -> &'static str {
        match self {
            Kind::User => "UserDetailList",
            Kind::Group => "GroupDetailList",
            Kind::Role => "RoleDetailList",
            Kind::Own | Kind::OfAws => "Policies",
        }
    }
}

/// One thing, as it is shown.
struct Detail {
    kind: Kind,
    name: String,
    fields: Fields,
}

/// What is found, and how much of it there may be.
struct Found<'a> {
    engine: &'a Engine,
    records: &'a Records,
    account: AccountId,
    details: Vec<Detail>,
    bytes: usize,
    /// One more than the page holds.
    most: usize,
}

impl Operation for GetAccountAuthorizationDetails {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ACCOUNT_AUTHORIZATION_DETAILS;
    const LIMITS: &'static str = "Of AWS's own policies those are told of that the account uses; of roles the uses since \
                                  the start of the process.";
    type Input = Wanted;
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Wanted, Fault> {
        let filter: Vec<&str> = fields.texts("Filter").collect();
        let kinds = Kind::ALL.into_iter().filter(|(_, name)| filter.is_empty() || filter.contains(name));
        let kinds = kinds.map(|(kind, _)| kind).collect();
        Ok(Wanted { page: Asked::read(call, &fields, "iam:GetAccountAuthorizationDetails", &[])?, kinds })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, wanted: Wanted) -> Result<Fields, Fault> {
        let (engine, account) = (engine.clone(), call.account);
        apart_if(true, move || details(&engine, account, wanted)).await
    }

    fn reply(fields: Fields) -> Outgoing {
        fields.into()
    }
}

/// Gathers a page.
fn details(engine: &Engine, account: AccountId, mut wanted: Wanted) -> Result<Fields, Fault> {
    let records = &engine.records;
    let most = wanted.page.most + 1;
    let mut found = Found { engine, records, account, details: Vec::new(), bytes: 0, most };
    for kind in &wanted.kinds {
        let after = wanted.page.after.as_deref();
        if found.is_full() || after.is_some_and(|after| after.get(..1) > Some(kind.place())) {
            continue;
        }
        let after = after.and_then(|after| after.strip_prefix(kind.place()));
        found.gather(*kind, after)?;
    }
    if found.details.len() < found.most && found.is_full() {
        // The last one is only known to be there.
        wanted.page.most = found.details.len() - 1;
    }
    let page = wanted.page.page(found.details, |detail| format!("{}{}", detail.kind.place(), detail.name));
    let (details, marker) = page.apart();
    let mut fields = Fields::new(iam::GET_ACCOUNT_AUTHORIZATION_DETAILS.output);
    for list in ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] {
        let meant = details.iter().filter(|detail| detail.kind.list() == list);
        fields.set(list, meant.map(|detail| detail.fields.clone()).collect::<Vec<_>>());
    }
    Ok(fields.with("IsTruncated", marker.is_some()).with("Marker", marker))
}

impl Found<'_> {
    /// Whether no more is looked for.
    fn is_full(&self) -> bool {
        self.details.len() >= self.most || (self.bytes > MAX_TEXTS && self.details.len() > 1)
    }

    fn gather(&mut self, kind: Kind, after: Option<&str>) -> Result<(), Fault> {
        match kind {
            Kind::User => self.visit(kind, after, |user| Ok(of_user(user)), |_| 0),
            Kind::Group => self.visit(kind, after, |group| Ok(of_group(group)), |_| 0),
            Kind::Role => {
                let (engine, account) = (self.engine, self.account);
                let shown = |role: &Role| of_role(engine, account, role);
                // Each of its instance profiles shows the role again.
                let times = |role: &Role| 1 + role.instance_profiles.len();
                self.visit(kind, after, shown, |role: &Role| role.trust_policy.len() * times(role))
            }
            Kind::Own => {
                let mut policies: Vec<Policy> = Vec::new();
                let mut bytes = self.bytes;
                let rest = self.most - self.details.len();
                self.records.visit(self.account, after, |policy: Policy| {
                    bytes += texts_of(&policy);
                    policies.push(policy);
                    is_enough(policies.len() >= rest || bytes > MAX_TEXTS)
                })?;
                self.add_policies(kind, policies)
            }
            Kind::OfAws => {
                let mut arns: Vec<String> = Vec::new();
                let rest = self.most - self.details.len();
                self.records.visit(self.account, after, |used: PolicyUse| {
                    if policy::is_of_aws(&used.arn) {
                        arns.push(used.arn);
                    }
                    is_enough(arns.len() >= rest)
                })?;
                let found = arns.iter().map(|arn| Policy::find(self.records, self.account, arn));
                let found: Vec<Option<Policy>> = found.collect::<Result<_, _>>()?;
                self.add_policies(kind, found.into_iter().flatten().collect())
            }
        }
    }

    fn visit<H: Holder>(
        &mut self,
        kind: Kind,
        after: Option<&str>,
        shown: impl Fn(&H) -> Result<Fields, Fault>,
        more: impl Fn(&H) -> usize,
    ) -> Result<(), Fault> {
        let records = self.records;
        let mut failed = Ok(());
        records.visit(self.account, after, |holder: H| match shown(&holder) {
            Ok(fields) => {
                self.bytes += holder.permissions().inline.values().map(String::len).sum::<usize>();
                self.bytes += more(&holder);
                self.details.push(Detail { kind, name: holder.name().to_owned(), fields });
                is_enough(self.is_full())
            }
            Err(fault) => {
                failed = Err(fault);
                ControlFlow::Break(())
            }
        })?;
        failed
    }

    fn add_policies(&mut self, kind: Kind, found: Vec<Policy>) -> Result<(), Fault> {
        for policy in found {
            let used = PolicyUse::of(self.records, self.account, &policy.arn)?;
            // AWS's are found by their ARNs.
            let name = if kind == Kind::Own { policy.name() } else { &policy.arn }.to_owned();
            let (fields, bytes) = of_policy(&policy, &used);
            self.bytes += bytes;
            self.details.push(Detail { kind, name, fields });
            if self.is_full() {
                break;
            }
        }
        Ok(())
    }
}

fn is_enough(is_enough: bool) -> ControlFlow<()> {
    if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

fn texts_of(policy: &Policy) -> usize {
    policy.versions.iter().map(|version| version.document.len()).sum()
}

fn attached(permissions: &Permissions) -> Vec<Fields> {
    permissions.attached.iter().map(|arn| policy::attached_shown(arn)).collect()
}

fn inline(permissions: &Permissions) -> Vec<Fields> {
    let shown = |(name, text): (&String, &String)| {
        Fields::new(&iam::POLICY_DETAIL)
            .with("PolicyName", name.as_str())
            .with("PolicyDocument", shown::document(text))
    };
    permissions.inline.iter().map(shown).collect()
}

/// What both users and roles have: lists, also where they are empty.
fn with_tags(fields: Fields, tags: &wire::tag::Tags) -> Fields {
    fields.with("Tags", shown::tags(tags).unwrap_or_default())
}

fn of_user(user: &User) -> Fields {
    let fields = user
        .shown(false)
        .recast(&iam::USER_DETAIL)
        .with("UserPolicyList", inline(&user.permissions))
        .with("GroupList", user.groups.iter().map(String::as_str).collect::<Vec<_>>())
        .with("AttachedManagedPolicies", attached(&user.permissions));
    with_tags(fields, &user.tags)
}

fn of_group(group: &Group) -> Fields {
    group
        .shown()
        .recast(&iam::GROUP_DETAIL)
        .with("GroupPolicyList", inline(&group.permissions))
        .with("AttachedManagedPolicies", attached(&group.permissions))
}

fn of_role(engine: &Engine, account: AccountId, role: &Role) -> Result<Fields, Fault> {
    let mut profiles: Vec<Fields> = Vec::with_capacity(role.instance_profiles.len());
    for name in &role.instance_profiles {
        let profile: Option<InstanceProfile> = engine.records.get(account, name)?;
        profiles.extend(profile.map(|profile| profile.shown(Some(role), true)));
    }
    let fields = role
        .shown(false)
        .recast(&iam::ROLE_DETAIL)
        .with("InstanceProfileList", profiles)
        .with("RolePolicyList", inline(&role.permissions))
        .with("AttachedManagedPolicies", attached(&role.permissions))
        .with("RoleLastUsed", last_use(engine.known.last_use_of_role(&role.id)));
    Ok(with_tags(fields, &role.tags))
}

/// A policy as it is shown, and how long its documents are.
fn of_policy(policy: &Policy, used: &PolicyUse) -> (Fields, usize) {
    let mut fields = Fields::new(&iam::MANAGED_POLICY_DETAIL);
    policy.show(&mut fields, used);
    let mut bytes = 0;
    let versions = policy.versions.iter().rev().map(|version| {
        let text = policy.text(version);
        bytes += text.len();
        policy.version_shown(version, Some(&text))
    });
    let versions: Vec<Fields> = versions.collect();
    let description = policy.description.clone();
    (fields.with("Description", description).with("PolicyVersionList", versions), bytes)
}
