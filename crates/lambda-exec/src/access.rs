//! Who may: what the resource policy of a function says to callers of other accounts.
//!
//! A caller of the function's own account may everything, by the table of `policy::standing`, which is the same for all
//! services. <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use ::policy::{Context, Document, Form, Policies, Principal, Request, Standing, decide, standing};
use base::call::Call;
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
    let request = Request {
        principal: &principal,
        canonical_user: None,
        action: row.action.unwrap_or(&own_name),
        resource: &qualifier
            .as_deref()
            .map_or_else(|| id.arn(), |qualifier| id.qualified_arn(qualifier))
            .to_string(),
        owner: id.account,
        context: &context(call, &principal, row, fields),
    };
    let policy = Policy::load(&engine.store, &id, qualifier.as_deref())?;
    let document = policy.map(|policy| Document::read(&policy.document(), Form::Resource));
    let document = document.transpose().map_err(|cause| Error::damaged("a policy", cause))?;
    let policies = Policies { resource: document.as_ref(), ..Policies::default() };
    match decide(&request, &policies).sentence(&request) {
        Some(refusal) => Err(Error::access_denied(refusal).into()),
        None => Ok(()),
    }
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
