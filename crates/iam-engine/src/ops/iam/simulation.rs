//! The policy simulator: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html> and its
//! sibling for policies that nobody has.

use std::sync::Arc;

use base::arn::{AccountId, Arn};
use base::call::Call;
use base::task::apart;
use policy::{Form, Principal};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::message::name;
use crate::message::page::{Asked, Page};
use crate::model::iam;
use crate::simulation::context::{self, Told};
use crate::simulation::entity::{Entity, Kind, Named};
use crate::simulation::exclusion::Exclusion;
use crate::simulation::judge::{ALL, Questions, Simulation};
use crate::simulation::source::{self, Held, Source};

/// What both are like.
const LIMITS: &str = "Each result is about one action and one resource, whose own ARN EvalResourceName tells. Any action \
                      of the form service:name is known, with any resource.";

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
pub(super) struct SimulateCustomPolicy;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html>
pub(super) struct SimulatePrincipalPolicy;

/// What both requests have.
pub(super) struct Common {
    asked: Asked,
    questions: Questions,
    caller: Option<Named>,
    told: Told,
    owner: Option<AccountId>,
    given: Vec<Source>,
    boundary: Option<Source>,
    resource: Option<Source>,
    levels: Option<Vec<Vec<Source>>>,
}

impl Common {
    /// `default`: who asks where the request does not say.
    fn read(fields: &Fields, asked: Asked, default: Option<&Named>) -> Result<Common, Fault> {
        let questions = questions(fields)?;
        let caller = fields.text("CallerArn").map(Named::demand).transpose()?.or_else(|| default.cloned());
        let mut boundaries = Source::all_given(
            "PermissionsBoundaryPolicyInputList",
            fields.texts("PermissionsBoundaryPolicyInputList"),
        )?;
        if boundaries.len() > 1 {
            return Err(error::invalid_input("Only one permissions boundary policy can be specified."));
        }
        let resource = fields.text("ResourcePolicy");
        let resource =
            resource.map(|text| Source::given("ResourcePolicy", text, Form::Resource)).transpose()?;
        if resource.is_some() {
            let is_user = caller.as_ref().is_some_and(|caller| caller.kind == Kind::User);
            is_user.then_some(()).ok_or_else(error::simulation::caller_is_no_user)?;
        }
        Ok(Common {
            asked,
            questions,
            caller,
            told: Told::read(fields)?,
            owner: fields.text("ResourceOwner").map(owner).transpose()?,
            given: Source::all_given("PolicyInputList", fields.texts("PolicyInputList"))?,
            boundary: boundaries.pop(),
            resource,
            levels: None,
        })
    }

    async fn run(self, call: &Call, held: Held, entity: Option<Entity>) -> Page<Fields> {
        let Common { asked, questions, caller, told, owner, given, boundary, resource, levels } = self;
        let mut context = context::of(caller.as_ref(), entity.as_ref());
        told.set(&mut context);
        let account = caller.as_ref().map_or(call.account, |caller| caller.account);
        let simulation = Simulation {
            caller: caller.map_or_else(|| somebody(call), |caller| caller.principal()),
            account,
            owner: owner.unwrap_or(account),
            context,
            identity: given.into_iter().chain(held.identity).collect(),
            boundary: boundary.or(held.boundary),
            resource,
            levels,
        };
        // Many questions about long policies take their time.
        apart(move || {
            let first =
                asked.after.as_ref().and_then(|after| after.parse::<usize>().ok()).map_or(0, |last| last + 1);
            let numbers = (first..questions.count()).take(asked.most + 1).collect();
            let page = asked.page(numbers, |number: &usize| number.to_string());
            let answer =
                |number| questions.at(number).map(|(action, resource)| simulation.result(action, resource));
            page.map(|number| answer(number).unwrap_or_else(|| Fields::new(&iam::EVALUATION_RESULT)))
        })
        .await
    }
}

fn reply(page: Page<Fields>) -> Outgoing {
    page.reply(&iam::SIMULATE_POLICY_RESPONSE, "EvaluationResults", Value::Struct)
}

impl Operation for SimulateCustomPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::SIMULATE_CUSTOM_POLICY;
    const KEPT: &'static [&'static str] = &["ResourceHandlingOption"];
    const LIMITS: &'static str = LIMITS;
    type Input = Common;
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Common, Fault> {
        let asked = Asked::read(call, &fields, "iam:SimulateCustomPolicy", &["CallerArn"])?;
        Ok(Common { levels: levels(&fields)?, ..Common::read(&fields, asked, None)? })
    }

    async fn run(_: &Arc<Engine>, call: &Call, common: Common) -> Result<Page<Fields>, Fault> {
        Ok(common.run(call, Held::default(), None).await)
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        reply(page)
    }
}

impl Operation for SimulatePrincipalPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::SIMULATE_PRINCIPAL_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicySourceArn"];
    const KEPT: &'static [&'static str] = &["ResourceHandlingOption"];
    const LIMITS: &'static str = LIMITS;
    type Input = (Named, Exclusion, Common);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let named = Named::demand_own(call.account, fields.required("PolicySourceArn"))?;
        let exclusion = Exclusion::read(&fields)?;
        let bound = ["PolicySourceArn", "CallerArn"];
        let asked = Asked::read(call, &fields, "iam:SimulatePrincipalPolicy", &bound)?;
        let common = Common::read(&fields, asked, Some(&named))?;
        Ok((named, exclusion, common))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (named, exclusion, common): Self::Input,
    ) -> Result<Page<Fields>, Fault> {
        let entity = named.find(&engine.records)?;
        let (engine, account) = (engine.clone(), call.account);
        let (entity, held) = apart(move || {
            let held = source::held(&engine.records, account, &entity);
            (entity, held)
        })
        .await;
        let mut held = held?;
        exclusion.apply(&mut held);
        Ok(common.run(call, held, Some(entity)).await)
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        reply(page)
    }
}

/// Who asks where nobody is named: some user of the account.
fn somebody(call: &Call) -> Principal {
    let arn = name::of_account(call.region.partition(), call.account, "user", "/", "simulated");
    Principal::User { arn }
}

fn questions(fields: &Fields) -> Result<Questions, Fault> {
    let actions: Vec<String> = fields.texts("ActionNames").map(str::to_owned).collect();
    if let Some(wrong) = actions.iter().find(|action| !is_action(action)) {
        return Err(error::simulation::invalid_action(wrong));
    }
    let mut resources: Vec<String> = fields.texts("ResourceArns").map(str::to_owned).collect();
    if let Some(wrong) = resources.iter().find(|resource| *resource != ALL && Arn::parse(resource).is_none())
    {
        return Err(error::simulation::invalid_resource(wrong));
    }
    if resources.is_empty() {
        resources.push(ALL.to_owned());
    }
    Ok(Questions { actions, resources })
}

/// `service:name`, without wildcards. AWS answers about names that no service has.
fn is_action(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    text.split_once(':').is_some_and(|(service, name)| is_word(service) && is_word(name))
}

/// The account of `ResourceOwner`, which is the ARN of its root user.
fn owner(text: &str) -> Result<AccountId, Fault> {
    let arn = Arn::parse(text).filter(|arn| arn.service == "iam" && arn.resource == "root");
    let account = arn.and_then(|arn| AccountId::parse(&arn.account));
    account.ok_or_else(|| error::simulation::no_resource_owner(text))
}

fn levels(fields: &Fields) -> Result<Option<Vec<Vec<Source>>>, Fault> {
    let mut levels = Vec::new();
    for (level, number) in fields.structs("OrderedOrganizationPolicyInputList").zip(1..) {
        let list = format!("OrderedOrganizationPolicyInputList.{number}.ServiceControlPolicyInputList");
        levels.push(Source::all_given(&list, level.texts("ServiceControlPolicyInputList"))?);
    }
    Ok((!levels.is_empty()).then_some(levels))
}
