//! Replies of the query protocol to a client that asks for JSON by its `Accept`: the elements of the XML as members.
//!
//! aws-iam-authenticator asks STS so, and reads `GetCallerIdentityResponse.GetCallerIdentityResult.Arn`:
//! <https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go>.

use super::Object;
use super::reply::{Style, members, structure};
use crate::value::Fields;
use crate::xml::Envelope;

/// The reply of an operation.
pub(crate) fn query_reply(envelope: &Envelope<'_>, fields: &Fields, style: Style) -> Vec<u8> {
    let (mut out, mut inner) = (Vec::new(), Vec::new());
    let mut response = Object::begin(&mut inner);
    match envelope.wrapper {
        Some(wrapper) => structure(response.key(wrapper), fields, style),
        None => members(&mut response, fields, style),
    }
    let mut metadata = Object::begin(response.key("ResponseMetadata"));
    metadata.text("RequestId", envelope.request_id);
    metadata.end();
    response.end();
    let mut document = Object::begin(&mut out);
    document.key(&format!("{}Response", envelope.operation)).extend_from_slice(&inner);
    document.end();
    out
}

/// A fault, as users of aws-iam-authenticator report what STS told it.
pub(crate) fn query_fault(code: &str, message: &str, sender: bool, request_id: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut document = Object::begin(&mut out);
    let mut error = Object::begin(document.key("Error"));
    error.text("Code", code).text("Message", message);
    error.text("Type", if sender { "Sender" } else { "Receiver" });
    error.end();
    document.text("RequestId", request_id);
    document.end();
    out
}
