//! What operations on tags and resource policies name: a parameter.

use base::arn::Arn;
use base::call::Call;
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::parameter::name::{self, Asked, ParameterName, Selector};

/// The parameter whose tags a request is about.
///
/// # Errors
///
/// There is none: nothing else is here that has tags.
pub(super) fn tagged(call: &Call, fields: &Fields) -> Result<ParameterName, Fault> {
    let is_parameter = fields.text("ResourceType") == Some("Parameter");
    let named = is_parameter.then(|| name::own(call, fields.required("ResourceId")).ok()).flatten();
    named.ok_or_else(error::no_resource)
}

/// The parameter of the caller's whose resource policy a request is about.
///
/// # Errors
///
/// There is none of this ARN.
pub(super) fn shared(call: &Call, fields: &Fields) -> Result<ParameterName, Fault> {
    let arn = fields.required("ResourceArn");
    let is_arn = Arn::parse(arn).is_some();
    match Asked::read(call, arn) {
        Ok(Asked::Parameter(name, Selector::Latest)) if is_arn && name.account == call.account => Ok(name),
        _ => Err(error::no_shared_parameter()),
    }
}
