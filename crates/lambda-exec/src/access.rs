//! Who may: what the resource policy of a function or of a layer's version says to callers of other accounts.
//!
//! A caller of the function's own account may everything, by the table of `policy::standing`, which is the same for all
//! services. So may a service that sends events for a resource of that account.
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use ::policy::decision::ResourceKind;
use ::policy::{Context, Document, Form, Principal, Request, Standing, standing};
use base::arn::{AccountId, Arn};
use base::call::{Call, Caller, Origin};
use base::seams::{SeamError, Sender};
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::layer::used::Judge;
use crate::function::layer::{self, LayerId, LayerVersion};
use crate::function::policy::Policy;
use crate::function_name::{ExecutionArn, FunctionId};

/// Whether the caller may ask for an operation of the function that the request names.
///
/// # Errors
///
/// AWS's refusal, which does not say whether there is such a function.
pub(crate) fn admits(
    engine: &Engine,
    call: &Call,
    row: &Row<Modelled<Engine>>,
    fields: &Fields,
) -> Result<(), Fault> {
    let Some(resource) = named(call, row, fields) else { return Ok(()) };
    let Standing::Judged(principal) = standing(call, resource.owner()) else { return Ok(()) };
    let own_name = format!("lambda:{}", row.signature.name);
    let action = row.action.unwrap_or(&own_name);
    let context = context(call, &principal, row, fields);
    let document = resource.policy(engine)?;
    let asked = Asked { call, principal: &principal, action, resource: &resource };
    match refusal(&asked, document, &context)? {
        Some(refusal) => Err(Error::access_denied(refusal).into()),
        None => Ok(()),
    }
}

/// Whether a service may invoke a function for the owner of a resource, as S3 does for a bucket's.
/// <https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html>
///
/// # Errors
///
/// AWS's refusal, which does not say whether there is such a function.
pub(crate) fn admits_sender(
    engine: &Engine,
    sender: &Sender,
    id: &FunctionId,
    qualifier: Option<&str>,
) -> Result<(), Error> {
    let call = of_service(engine, sender, id);
    // As a caller, a service is the account that it acts for: only another account's is judged, and then as the service.
    if standing(&call, id.account) == Standing::Owner || policy_admits(engine, &call, sender, id, qualifier)?
    {
        return Ok(());
    }
    Err(Error::sender_denied(id.arn_of(qualifier)))
}

/// How a service that invokes stands to a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Welcome {
    /// The function's policy lets it.
    Permitted,
    /// The policy does not; but it acts for the function's own account, which by default is refused nothing. AWS would.
    Tolerated,
}

/// Whether a service may invoke a function for the owner of a resource and wait for it, as Secrets Manager does to rotate.
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html>
///
/// # Errors
///
/// AWS's refusal, of another account's.
pub(crate) fn admits_invoker(
    engine: &Engine,
    sender: &Sender,
    id: &FunctionId,
    qualifier: Option<&str>,
) -> Result<Welcome, Error> {
    let call = of_service(engine, sender, id);
    if policy_admits(engine, &call, sender, id, qualifier)? {
        return Ok(Welcome::Permitted);
    }
    if standing(&call, id.account) == Standing::Owner {
        return Ok(Welcome::Tolerated);
    }
    Err(Error::sender_denied(id.arn_of(qualifier)))
}

/// A call of a service for the owner of a resource.
fn of_service(engine: &Engine, sender: &Sender, id: &FunctionId) -> Call {
    Call {
        account: sender.account,
        region: id.region.clone(),
        request_id: engine.entropy.uuid().into(),
        now: engine.clock.now(),
        caller: Caller::Service(sender.service),
        address: "localhost".into(),
        origin: Origin::default(),
    }
}

/// Whether the policy of a function lets a service invoke it.
fn policy_admits(
    engine: &Engine,
    call: &Call,
    sender: &Sender,
    id: &FunctionId,
    qualifier: Option<&str>,
) -> Result<bool, Error> {
    let principal = Principal::Service(sender.service.to_owned());
    let mut context = Context::of(call, &principal);
    context.set("aws:SourceArn", [sender.arn.to_string()]);
    context.set("aws:SourceAccount", [sender.account.to_string()]);
    let action = "lambda:InvokeFunction";
    let resource = Resource::Function(id.clone(), qualifier.map(str::to_owned));
    let document = resource.policy(engine)?;
    let asked = Asked { call, principal: &principal, action, resource: &resource };
    Ok(refusal(&asked, document, &context)?.is_none())
}

/// Whether Lambda may assume the role that a function is given: with `--strict` it is one of the function's account, it is
/// there, and its trust policy says so.
/// Otherwise a role's shape is all that is asked, as templates name roles that nobody makes.
///
/// # Errors
///
/// AWS's sentence, which deployment tools wait out.
pub(crate) fn role_can_be_assumed(engine: &Engine, id: &FunctionId, role: Option<&str>) -> Result<(), Error> {
    let Some(role) = role.and_then(Arn::parse).filter(|_| engine.settings.strict) else { return Ok(()) };
    if role.account != id.account.as_str() {
        return Err(Error::role_of_another_account());
    }
    match engine.seams.sessions.trusts(&role, "lambda.amazonaws.com") {
        Ok(()) => Ok(()),
        Err(SeamError::Unavailable(cause)) => Err(Error::internal(cause)),
        Err(SeamError::NotFound(_) | SeamError::Refused(_)) => Err(Error::role_not_assumable()),
    }
}

impl Engine {
    /// What judges the layers of functions.
    pub(crate) fn judge_of_layers(&self) -> Judge {
        Judge { admits: admits_layer, takes_absent: !self.settings.strict }
    }
}

/// Whether the caller may give a function this version of a layer. A version that is not there has no policy.
///
/// # Errors
///
/// AWS's refusal, which does not say whether there is such a version.
fn admits_layer(call: &Call, id: &LayerId, number: u64, version: Option<&LayerVersion>) -> Result<(), Error> {
    let Standing::Judged(principal) = standing(call, id.account) else { return Ok(()) };
    let context = Context::of(call, &principal);
    let resource = Resource::Layer(id.clone(), Some(number));
    let action = "lambda:GetLayerVersion";
    let asked = Asked { call, principal: &principal, action, resource: &resource };
    match refusal(&asked, version.map(|version| version.policy.clone()), &context)? {
        Some(refusal) => Err(Error::access_denied(refusal)),
        None => Ok(()),
    }
}

/// Whether the caller may call the URL of a function or alias. Where nobody need sign, who signs is nobody all the same.
///
/// # Errors
///
/// AWS's refusal, which says nothing.
pub(crate) fn admits_url(
    engine: &Engine,
    call: &Call,
    id: &FunctionId,
    qualifier: Option<&str>,
    is_signed: bool,
) -> Result<(), Error> {
    let mut call = Call { region: id.region.clone(), ..call.clone() };
    if !is_signed {
        (call.account, call.caller) = (id.account, Caller::Anonymous);
    } else if call.caller == Caller::Anonymous {
        return Err(Error::url_forbidden());
    }
    let Standing::Judged(principal) = standing(&call, id.account) else { return Ok(()) };
    let mut context = Context::of(&call, &principal);
    let kind = if is_signed { "AWS_IAM" } else { "NONE" };
    context.set("lambda:FunctionUrlAuthType", [kind.to_owned()]);
    let resource = Resource::Function(id.clone(), qualifier.map(str::to_owned));
    let document = resource.policy(engine)?;
    let action = "lambda:InvokeFunctionUrl";
    let asked = Asked { call: &call, principal: &principal, action, resource: &resource };
    match refusal(&asked, document, &context)? {
        Some(_) => Err(Error::url_forbidden()),
        None => Ok(()),
    }
}

/// What has a policy.
enum Resource {
    /// A function, or a version or alias of one.
    Function(FunctionId, Option<String>),
    /// A layer, or a version of one.
    Layer(LayerId, Option<u64>),
}

impl Resource {
    fn owner(&self) -> AccountId {
        match self {
            Resource::Function(id, _) => id.account,
            Resource::Layer(id, _) => id.account,
        }
    }

    fn arn(&self) -> Arn {
        match self {
            Resource::Function(id, qualifier) => id.arn_of(qualifier.as_deref()),
            Resource::Layer(id, Some(number)) => id.version_arn(*number),
            Resource::Layer(id, None) => id.arn(),
        }
    }

    fn policy(&self, engine: &Engine) -> Result<Option<Policy>, Error> {
        match self {
            Resource::Function(id, qualifier) => Policy::load(&engine.store, id, qualifier.as_deref()),
            Resource::Layer(_, None) => Ok(None),
            Resource::Layer(id, Some(number)) => {
                Ok(id.find(&engine.store, *number)?.map(|version| version.policy))
            }
        }
    }
}

/// Who wants what of which resource.
struct Asked<'a> {
    call: &'a Call,
    principal: &'a Principal,
    action: &'a str,
    resource: &'a Resource,
}

/// What a policy refuses, in IAM's words; nothing if it allows what is asked.
fn refusal(asked: &Asked<'_>, policy: Option<Policy>, context: &Context) -> Result<Option<String>, Error> {
    let Asked { call, principal, action, resource } = *asked;
    let (arn, owner) = (resource.arn().to_string(), resource.owner());
    let request = Request { principal, canonical_user: None, action, resource: &arn, owner, context };
    let policy = policy.filter(|policy| !policy.statements.is_empty());
    let document = policy.map(|policy| Document::read(&policy.document(), Form::Resource));
    let document = document.transpose().map_err(|cause| Error::damaged("a policy", cause))?;
    Ok(standing::refusal(call, &request, document.as_ref(), ResourceKind::Plain))
}

/// What the request tells policies beside who asks for what.
fn context(call: &Call, principal: &Principal, row: &Row<Modelled<Engine>>, fields: &Fields) -> Context {
    let mut context = Context::of(call, principal);
    for (key, member) in row.context {
        context.set(key, fields.text(member).map(str::to_owned));
    }
    context
}

/// The function or layer that a request names, and which of its versions, if its name can be read.
fn named(call: &Call, row: &Row<Modelled<Engine>>, fields: &Fields) -> Option<Resource> {
    match row.resource {
        ["LayerName"] => {
            let number = fields.shape().place_of("VersionNumber").map(|_| layer::number(fields));
            return Some(Resource::Layer(LayerId::read(call, fields), number));
        }
        // The policy of the version that an execution runs says who may what with it.
        ["DurableExecutionArn"] => {
            let arn = ExecutionArn::parse(fields.text("DurableExecutionArn")?)?;
            return Some(Resource::Function(arn.function, Some(arn.version)));
        }
        ["Arn"] => {
            let (id, number) = LayerId::of_version_arn(fields.text("Arn")?)?;
            return Some(Resource::Layer(id, Some(number)));
        }
        _ => {}
    }
    let (id, own) = row.resource.iter().find_map(|member| FunctionId::of_name(call, fields.text(member)?))?;
    // What takes no qualifier acts on the function, whatever stands behind its name: the policy of a version or alias has no
    // say in that.
    if fields.shape().place_of("Qualifier").is_none() {
        return Some(Resource::Function(id, None));
    }
    Some(Resource::Function(id, own.or_else(|| fields.text("Qualifier").map(str::to_owned))))
}

#[cfg(test)]
mod tests;
