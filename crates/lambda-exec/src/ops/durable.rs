//! The operations of durable executions.

use base::call::Call;
use wire::value::Fields;

use crate::durable::{ErrorObject, Paging, Pausing};
use crate::error::Error;
use crate::function_name::ExecutionArn;

pub(super) mod checkpoint_durable_execution;
pub(super) mod delete_durable_execution;
pub(super) mod get_durable_execution;
pub(super) mod get_durable_execution_history;
pub(super) mod get_durable_execution_state;
pub(super) mod list_durable_executions_by_function;
pub(super) mod pause_durable_execution;
pub(super) mod resume_durable_execution;
pub(super) mod send_durable_execution_callback_failure;
pub(super) mod send_durable_execution_callback_heartbeat;
pub(super) mod send_durable_execution_callback_success;
pub(super) mod stop_durable_execution;

/// How many items a page has where the request does not say.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecutionHistory.html>
const PAGE: usize = 100;

/// The execution that a request names, of the region that it is sent to.
fn named(call: &Call, fields: &Fields) -> Result<ExecutionArn, Error> {
    let arn = ExecutionArn::parse(fields.required("DurableExecutionArn"));
    let arn = arn.ok_or_else(|| Error::invalid("Invalid DurableExecutionArn."))?;
    match arn.function.region == call.region {
        true => Ok(arn),
        false => Err(Error::no_execution()),
    }
}

/// Which page is asked for.
fn paging(fields: &Fields) -> Paging {
    let asked = fields.integer("MaxItems").and_then(|asked| usize::try_from(asked).ok());
    let has_order = fields.shape().place_of("ReverseOrder").is_some();
    Paging {
        marker: fields.text("Marker").map(str::to_owned),
        most: asked.filter(|asked| *asked > 0).unwrap_or(PAGE),
        is_reverse: has_order && fields.boolean("ReverseOrder").unwrap_or_default(),
    }
}

/// What a request to pause or to resume says.
fn pausing(call: &Call, fields: &Fields) -> Result<Pausing, Error> {
    let text = |member| fields.text(member).map(str::to_owned);
    let may_stop = fields.shape().place_of("ExecutionTimeoutPaused").is_some();
    Ok(Pausing {
        arn: named(call, fields)?,
        client_token: text("ClientToken"),
        reason: text("Reason"),
        stops_timeout: may_stop && fields.boolean("ExecutionTimeoutPaused").unwrap_or(true),
    })
}

/// The error that a request brings as its body. AWS's model limits all of it together.
fn error_of(fields: &Fields) -> Result<ErrorObject, Error> {
    let error = fields.fields("Error").map(ErrorObject::read).unwrap_or_default();
    error.check()?;
    Ok(error)
}
