//! Who may: what the resource policy of a function says to callers of other accounts.
//!
//! A caller of the function's own account may everything, by the table of `policy::standing`, which is the same for all
//! services. So may a service that sends events for a resource of that account.
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use ::policy::decision::ResourceKind;
use ::policy::{Context, Document, Form, Principal, Request, Standing, standing};
use base::arn::Arn;
use base::call::{Call, Caller, Origin};
use base::seams::{SeamError, Sender};
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::policy::Policy;
use crate::function_name::FunctionId;

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
    let Some((id, qualifier)) = named(call, row, fields) else { return Ok(()) };
    let Standing::Judged(principal) = standing(call, id.account) else { return Ok(()) };
    let own_name = format!("lambda:{}", row.signature.name);
    let action = row.action.unwrap_or(&own_name);
    let context = context(call, &principal, row, fields);
    let qualifier = qualifier.as_deref();
    let asked = Asked { call, principal: &principal, action, id: &id, qualifier };
    match refusal(engine, &asked, &context)? {
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
    let call = Call {
        account: sender.account,
        region: id.region.clone(),
        request_id: engine.entropy.uuid().into(),
        now: engine.clock.now(),
        caller: Caller::Service(sender.service),
        address: "localhost".into(),
        origin: Origin::default(),
    };
    // As a caller, a service is the account that it acts for: only another account's is judged, and then as the service.
    if standing(&call, id.account) == Standing::Owner {
        return Ok(());
    }
    let principal = Principal::Service(sender.service.to_owned());
    let mut context = Context::of(&call, &principal);
    context.set("aws:SourceArn", [sender.arn.to_string()]);
    context.set("aws:SourceAccount", [sender.account.to_string()]);
    let action = "lambda:InvokeFunction";
    let asked = Asked { call: &call, principal: &principal, action, id, qualifier };
    match refusal(engine, &asked, &context)? {
        Some(_) => Err(Error::sender_denied(id.arn_of(qualifier))),
        None => Ok(()),
    }
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

/// Who wants what of which function.
struct Asked<'a> {
    call: &'a Call,
    principal: &'a Principal,
    action: &'a str,
    id: &'a FunctionId,
    qualifier: Option<&'a str>,
}

/// What the policy of the function, version or alias refuses, in IAM's words; nothing if it allows what is asked.
fn refusal(engine: &Engine, asked: &Asked<'_>, context: &Context) -> Result<Option<String>, Error> {
    let Asked { call, principal, action, id, qualifier } = *asked;
    let resource = id.arn_of(qualifier).to_string();
    let request =
        Request { principal, canonical_user: None, action, resource: &resource, owner: id.account, context };
    let policy = Policy::load(&engine.store, id, qualifier)?;
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

/// The function that a request names, and which of its versions, if its name can be read.
fn named(call: &Call, row: &Row<Modelled<Engine>>, fields: &Fields) -> Option<(FunctionId, Option<String>)> {
    let (id, own) = row.resource.iter().find_map(|member| FunctionId::of_name(call, fields.text(member)?))?;
    // What takes no qualifier acts on the function, whatever stands behind its name: the policy of a version or alias has no
    // say in that.
    if fields.shape().place_of("Qualifier").is_none() {
        return Some((id, None));
    }
    Some((id, own.or_else(|| fields.text("Qualifier").map(str::to_owned))))
}

#[cfg(test)]
mod tests;
