//! Who may: what the resource policy of a parameter says to callers of other accounts.
//!
//! A caller of the parameter's own account may everything, by the table of `policy::standing`, which is the same for all services.
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html>

use ::policy::decision::ResourceKind;
use ::policy::{Context, Document, Form, Request, Standing, standing};
use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::parameter::name::{Asked, ParameterName};
use crate::records::{ResourcePolicy, keys};

/// Whether the caller may ask for an operation: of those that take ARNs, `RESOURCE` names the member that has them.
///
/// # Errors
///
/// AWS's refusal, which does not say whether there is such a parameter.
pub(crate) fn admits(
    engine: &Engine,
    call: &Call,
    row: &Row<Modelled<Engine>>,
    fields: &Fields,
) -> Result<(), Fault> {
    let is_owner = standing(call, call.account) == Standing::Owner;
    for name in
        row.resource.iter().flat_map(|member| fields.text(member).into_iter().chain(fields.texts(member)))
    {
        // Only an ARN names another account's.
        if is_owner && !name.trim_start().starts_with("arn:") {
            continue;
        }
        // What cannot be a name is the operation's matter.
        if let Ok(Asked::Parameter(name, _)) = Asked::read(call, name) {
            check(engine, call, &name, row.signature.name)?;
        }
    }
    Ok(())
}

/// Whether the caller may do something with a parameter.
fn check(engine: &Engine, call: &Call, name: &ParameterName, operation: &str) -> Result<(), Fault> {
    let Standing::Judged(principal) = standing(call, name.account) else { return Ok(()) };
    let held: Option<ResourcePolicy> = engine.records.record(&keys::resource_policy(name))?;
    let document = held.map(|policy| Document::read(&policy.text, Form::Resource)).transpose();
    let document = document.map_err(|cause| error::damaged("a policy", cause))?;
    let (action, resource) = (format!("ssm:{operation}"), name.arn());
    let context = Context::of(call, &principal);
    let request = Request {
        principal: &principal,
        canonical_user: None,
        action: &action,
        resource: &resource,
        owner: name.account,
        context: &context,
    };
    match standing::refusal(call, &request, document.as_ref(), ResourceKind::Plain) {
        Some(refusal) => Err(error::access_denied(refusal)),
        None => Ok(()),
    }
}
