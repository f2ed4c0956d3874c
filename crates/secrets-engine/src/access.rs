//! Who may: what the resource policy of a secret says to callers of other accounts.
//!
//! A caller of the secret's own account may everything, by the table of `policy::standing`, which is the same for all services.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html>

use ::policy::decision::ResourceKind;
use ::policy::{Context, Document, Form, Request, Standing, standing};
use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::secret::id::{self, SecretId};

/// Whether the caller may ask for an operation on the secret that a request names.
///
/// # Errors
///
/// AWS's refusal, which does not say whether there is such a secret.
pub(crate) fn admits(
    engine: &Engine,
    call: &Call,
    row: &Row<Modelled<Engine>>,
    fields: &Fields,
) -> Result<(), Fault> {
    if !row.resource.contains(&id::MEMBER) {
        return Ok(());
    }
    let named = fields.required(id::MEMBER);
    // Only an ARN names another account's.
    if standing(call, call.account) == Standing::Owner && !named.starts_with("arn:") {
        return Ok(());
    }
    // What is no id is the operation's to refuse.
    let Ok(id) = SecretId::read(named, call) else { return Ok(()) };
    let mut asked = Vec::new();
    for (key, member) in row.context {
        asked.extend(fields.text(member).map(|text| (*key, text.to_owned())));
    }
    check(engine, call, &id, row.signature.name, asked)
}

/// Whether the caller may do something with a secret. `asked`: what conditions may ask of the request.
///
/// # Errors
///
/// AWS's refusal.
pub(crate) fn check(
    engine: &Engine,
    call: &Call,
    id: &SecretId,
    operation: &str,
    asked: Vec<(&str, String)>,
) -> Result<(), Fault> {
    let Standing::Judged(principal) = standing(call, id.name.account) else { return Ok(()) };
    let found = engine.records.find(id).ok();
    let resource = match &found {
        Some(found) => found.arn_text(),
        None => id.name.arn("??????").to_string(),
    };
    let mut context = Context::of(call, &principal);
    context.set("secretsmanager:SecretId", [resource.clone()]);
    for (key, value) in asked {
        context.set(key, [value]);
    }
    for (key, value) in found.iter().flat_map(|found| &found.secret.tags) {
        for name in ["aws:ResourceTag", "secretsmanager:ResourceTag"] {
            context.set(&format!("{name}/{key}"), [value.clone()]);
        }
    }
    let action = format!("secretsmanager:{operation}");
    let request = Request {
        principal: &principal,
        canonical_user: None,
        action: &action,
        resource: &resource,
        owner: id.name.account,
        context: &context,
    };
    let policy = found.as_ref().and_then(|found| found.secret.policy.as_deref());
    let document = policy.map(|text| Document::read(text, Form::Resource));
    let document = document.transpose().map_err(|cause| error::damaged("a policy", cause))?;
    match standing::refusal(call, &request, document.as_ref(), ResourceKind::Plain) {
        Some(refusal) => Err(error::access_denied(refusal)),
        None => Ok(()),
    }
}
