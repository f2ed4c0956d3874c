//! What CloudWatch Logs says in its own way.

use base::call::Call;
use wire::constraint;
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::protocol::Dialect;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model::MODEL;

/// How long a body may be, in bytes: a megabyte of messages takes up to six in JSON.
pub(crate) const BODY_LIMIT: usize = 8 << 20;

/// What CloudWatch Logs says in its own way.
pub(crate) static DIALECT: Dialect = Dialect {
    // Two codes are in use: see `judge`.
    judges: false,
    broken_constraints: "InvalidParameterException",
    internal: error::INTERNAL,
    body_limit: BODY_LIMIT,
    ..Dialect::of(&MODEL)
};

/// Whether an operation says `ValidationException` of broken constraints: recorded of PutDeliveryDestination, and taken to be so
/// of those whose list of errors in AWS's model has it and not the other.
fn is_newer(operation: &str) -> bool {
    operation.contains("Deliver") || operation.contains("ScheduledQuer") || operation == "GetLogFields"
}

/// The operations that name a resource by its ARN.
const TAGS: [&str; 3] = ["ListTagsForResource", "TagResource", "UntagResource"];

/// Judges the constraints of a request.
///
/// # Errors
///
/// AWS's sentence about those that are broken.
pub(crate) fn judge(_: &Engine, _: &Call, row: &Row<Modelled<Engine>>, fields: &Fields) -> Result<(), Fault> {
    let is_too_long = |name: &str| fields.text(name).is_some_and(|text| text.encode_utf16().count() > 512);
    // Which operation says so was not recorded; that it is this one, which has errors of its own, is our guess.
    if row.signature.name == "PutLogEvents" && (is_too_long("logGroupName") || is_too_long("logStreamName")) {
        return Err(error::names_too_long());
    }
    // `arn` of DescribeLogGroups has `:*` at its end, and clients hand it over as it is.
    let whole = if TAGS.contains(&row.signature.name) { fields.text("resourceArn") } else { None };
    let shorter =
        whole.and_then(|arn| arn.strip_suffix(":*")).map(|arn| fields.clone().with("resourceArn", arn));
    constraint::judge(shorter.as_ref().unwrap_or(fields)).map_err(|sentence| {
        if is_newer(row.signature.name) {
            error::invalid_by_newer_code(sentence)
        } else {
            error::invalid(sentence)
        }
    })
}
