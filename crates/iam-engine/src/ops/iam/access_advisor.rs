//! Last access: which services somebody may use, and by which policies:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html> and its siblings.

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use base::task::apart;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error::simulation::{no_managed_policy, no_report};
use crate::identity::access_report::{self, Report, Reports};
use crate::identity::group::Group;
use crate::identity::membership::Membership;
use crate::identity::role::Role;
use crate::identity::user::{self, User};
use crate::message::page::{Asked, Page};
use crate::message::shown;
use crate::model::iam;
use crate::records::Records;
use crate::simulation::entity::{Entity, Named};
use crate::simulation::service;
use crate::simulation::source::{self, Origin, Source};

const LIMITS: &str = "Nothing is known of what was used: every service stands without a last use. A report tells of the \
                      policies as they are when it is fetched; a policy about everything reaches the services that are \
                      known by name.";

/// What a report is about.
enum Subject {
    Entity(Box<Entity>),
    /// A managed policy.
    Policy(Source),
}

impl Subject {
    fn find(records: &Records, call: &Call, arn: &str) -> Result<Subject, Fault> {
        if Arn::parse(arn).is_some_and(|arn| arn.resource.starts_with("policy/")) {
            let policy =
                source::managed(records, call.account, arn)?.ok_or_else(|| no_managed_policy(arn))?;
            return Ok(Subject::Policy(policy));
        }
        Named::demand_own(call.account, arn)?.find(records).map(|entity| Subject::Entity(Box::new(entity)))
    }

    /// The policies that count: a boundary does not.
    fn policies(self, records: &Records, call: &Call) -> Result<Vec<Source>, Fault> {
        match self {
            Subject::Entity(entity) => Ok(source::held(records, call.account, &entity)?.identity),
            Subject::Policy(policy) => Ok(vec![policy]),
        }
    }
}

fn report(records: &Records, call: &Call, id: &str) -> Result<Report, Fault> {
    let reports = records.get::<Reports>(call.account, access_report::NAME)?.unwrap_or_default();
    reports.take(id).ok_or_else(|| no_report(id))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html>
pub(super) struct GenerateServiceLastAccessedDetails;

impl Operation for GenerateServiceLastAccessedDetails {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GENERATE_SERVICE_LAST_ACCESSED_DETAILS;
    const RESOURCE: &'static [&'static str] = &["Arn"];
    const LIMITS: &'static str = LIMITS;
    type Input = (String, String);
    type Output = String;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let level = fields.text("Granularity").unwrap_or("SERVICE_LEVEL");
        Ok((fields.required("Arn").to_owned(), level.to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, level): Self::Input) -> Result<String, Fault> {
        let id = engine.entropy.uuid();
        let report = Report { id: id.clone(), arn, level, made_s: call.now.secs() };
        Subject::find(&engine.records, call, &report.arn)?;
        engine.records.change(call.account, |change| {
            let mut reports: Reports = change.get(access_report::NAME)?.unwrap_or_default();
            reports.add(report.clone());
            change.put(&reports)
        })?;
        Ok(id)
    }

    fn reply(id: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("JobId", id).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html>
pub(super) struct GetServiceLastAccessedDetails;

impl Operation for GetServiceLastAccessedDetails {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_SERVICE_LAST_ACCESSED_DETAILS;
    const LIMITS: &'static str = LIMITS;
    type Input = (Asked, String);
    type Output = (Report, Page<String>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:GetServiceLastAccessedDetails", &["JobId"])?;
        Ok((asked, fields.required("JobId").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (asked, id): Self::Input) -> Result<Self::Output, Fault> {
        let report = report(&engine.records, call, &id)?;
        let (engine, call) = (engine.clone(), call.clone());
        apart(move || {
            let subject = Subject::find(&engine.records, &call, &report.arn)?;
            let services = service::reached(&subject.policies(&engine.records, &call)?);
            Ok((report, asked.page_of_all(services, String::clone)))
        })
        .await
    }

    fn reply((report, page): Self::Output) -> Outgoing {
        let shown = |prefix: String| {
            let fields = Fields::new(&iam::SERVICE_LAST_ACCESSED).with("ServiceName", service::name(&prefix));
            let fields = fields.with("ServiceNamespace", prefix).with("TotalAuthenticatedEntities", 0_u32);
            Value::Struct(fields)
        };
        let mut reply = page.reply(Self::SIGNATURE.output, "ServicesLastAccessed", shown);
        reply.fields.set("JobType", report.level.as_str());
        done(&mut reply.fields, &report);
        reply
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html>
pub(super) struct GetServiceLastAccessedDetailsWithEntities;

impl Operation for GetServiceLastAccessedDetailsWithEntities {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_SERVICE_LAST_ACCESSED_DETAILS_WITH_ENTITIES;
    const LIMITS: &'static str = LIMITS;
    type Input = (Asked, String, String);
    type Output = (Report, Page<Fields>);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let bound = ["JobId", "ServiceNamespace"];
        let asked = Asked::read(call, &fields, "iam:GetServiceLastAccessedDetailsWithEntities", &bound)?;
        let required = |name| fields.required(name).to_owned();
        Ok((asked, required("JobId"), required("ServiceNamespace")))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, id, service): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let report = report(&engine.records, call, &id)?;
        let (engine, call) = (engine.clone(), call.clone());
        apart(move || {
            let records = &engine.records;
            let policies = Subject::find(records, &call, &report.arn)?.policies(records, &call)?;
            let found = if policies.iter().any(|policy| policy.document.allows_service(&service)) {
                entities(records, &call, Subject::find(records, &call, &report.arn)?, &report.arn)?
            } else {
                Vec::new()
            };
            let name = |info: &Fields| info.text("Arn").unwrap_or_default().to_owned();
            Ok((report, asked.page_of_all(found, name)))
        })
        .await
    }

    fn reply((report, page): Self::Output) -> Outgoing {
        let shown = |info| Value::Struct(Fields::new(&iam::ENTITY_DETAILS).with("EntityInfo", info));
        let mut reply = page.reply(Self::SIGNATURE.output, "EntityDetailsList", shown);
        done(&mut reply.fields, &report);
        reply
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html>
pub(super) struct ListPoliciesGrantingServiceAccess;

impl Operation for ListPoliciesGrantingServiceAccess {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_POLICIES_GRANTING_SERVICE_ACCESS;
    const RESOURCE: &'static [&'static str] = &["Arn"];
    const LIMITS: &'static str = "All policies stand on one page.";
    type Input = (Named, Vec<String>);
    type Output = Vec<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let named = Named::demand_own(call.account, fields.required("Arn"))?;
        Ok((named, fields.texts("ServiceNamespaces").map(str::to_owned).collect()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (named, services): Self::Input,
    ) -> Result<Vec<Fields>, Fault> {
        let entity = named.find(&engine.records)?;
        let (engine, account) = (engine.clone(), call.account);
        apart(move || {
            let held = source::held(&engine.records, account, &entity)?;
            let granting = |service: &String| {
                let grants = |policy: &&Source| policy.document.allows_service(service);
                let policies: Vec<Fields> = held.identity.iter().filter(grants).map(granting_shown).collect();
                Fields::new(&iam::LIST_POLICIES_GRANTING_SERVICE_ACCESS_ENTRY)
                    .with("ServiceNamespace", service.as_str())
                    .with("Policies", policies)
            };
            Ok(services.iter().map(granting).collect())
        })
        .await
    }

    fn reply(entries: Vec<Fields>) -> Outgoing {
        let fields = Fields::new(Self::SIGNATURE.output).with("PoliciesGrantingServiceAccess", entries);
        fields.with("IsTruncated", false).into()
    }
}

/// `PolicyGrantingServiceAccess`
fn granting_shown(source: &Source) -> Fields {
    let fields = Fields::new(&iam::POLICY_GRANTING_SERVICE_ACCESS);
    match &source.origin {
        Origin::Managed { arn, name } => fields
            .with("PolicyName", name.as_str())
            .with("PolicyType", "MANAGED")
            .with("PolicyArn", arn.as_str()),
        Origin::Inline { kind, holder, name } => fields
            .with("PolicyName", name.as_str())
            .with("PolicyType", "INLINE")
            .with("EntityType", kind.text().to_ascii_uppercase())
            .with("EntityName", holder.as_str()),
        Origin::Request(name) => fields.with("PolicyName", name.as_str()),
    }
}

/// What both reports say of themselves.
fn done(fields: &mut Fields, report: &Report) {
    fields.set("JobStatus", "COMPLETED");
    fields.set("JobCreationDate", shown::time(report.made_s));
    fields.set("JobCompletionDate", shown::time(report.made_s));
}

/// Who can use what a report is about: itself, a group's users, or the users and roles that a managed policy is attached to,
/// to groups of theirs too.
fn entities(records: &Records, call: &Call, subject: Subject, arn: &str) -> Result<Vec<Fields>, Fault> {
    let mut found = Vec::new();
    match subject {
        Subject::Entity(entity) => match *entity {
            Entity::User(user) => found.push(user_info(&user)),
            Entity::Role(role) => found.push(role_info(&role)),
            Entity::Group(group) => {
                for name in Membership::users(records, call.account, &group.name, None, user::MOST)? {
                    found.extend(records.get::<User>(call.account, &name)?.as_ref().map(user_info));
                }
            }
        },
        Subject::Policy(_) => {
            let is_attached = |attached: &[String]| attached.iter().any(|one| one == arn);
            let mut groups = Vec::new();
            for group in records.list::<Group>(call.account)? {
                if is_attached(&group.permissions.attached) {
                    groups.push(group.name);
                }
            }
            for user in records.list::<User>(call.account)? {
                let by_group = user.groups.iter().any(|name| groups.iter().any(|group| group == name));
                if by_group || is_attached(&user.permissions.attached) {
                    found.push(user_info(&user));
                }
            }
            for role in records.list::<Role>(call.account)? {
                if is_attached(&role.permissions.attached) {
                    found.push(role_info(&role));
                }
            }
        }
    }
    Ok(found)
}

fn user_info(user: &User) -> Fields {
    info([&user.arn, &user.name, &user.id, &user.path], "USER")
}

fn role_info(role: &Role) -> Fields {
    info([&role.arn, &role.name, &role.id, &role.path], "ROLE")
}

/// `EntityInfo`
fn info([arn, name, id, path]: [&String; 4], kind: &str) -> Fields {
    Fields::new(&iam::ENTITY_INFO)
        .with("Arn", arn.as_str())
        .with("Name", name.as_str())
        .with("Type", kind)
        .with("Id", id.as_str())
        .with("Path", path.as_str())
}
