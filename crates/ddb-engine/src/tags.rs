//! The resource that a tag operation names.

use std::sync::Arc;

use base::call::Call;

use crate::access::Act;
use crate::catalog::Table;
use crate::engine::{Engine, parse_table_arn};
use crate::error::{Error, Result};
use crate::shape::Rule::{LengthMax, LengthMin, TableArn};
use crate::shape::{Fields, Kind, Member};

/// `ResourceArn`
pub(crate) const RESOURCE_ARN: Member =
    Member::ruled("ResourceArn", Kind::Text, &[TableArn, LengthMin(1), LengthMax(1283)]);

/// `ResourceArn`, which must be a table's ARN.
pub(crate) fn resource(body: &Fields<'_>) -> Result<String> {
    let arn = body.required("ResourceArn");
    if parse_table_arn(arn).is_none_or(|(_, name)| name.len() < 3) {
        return Err(invalid(arn));
    }
    Ok(arn.to_owned())
}

fn invalid(arn: &str) -> Error {
    Error::validation(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}"))
}

/// The table of an ARN that [`resource`] let through. Of another account's or region's it is not told whether it is
/// there.
pub(crate) fn table(engine: &Engine, call: &Call, operation: &'static str, arn: &str) -> Result<Arc<Table>> {
    if parse_table_arn(arn).is_some_and(|(owner, _)| owner.1 != call.region) {
        // Measured on AWS by the authors of ack-api-quirks, 2026-10.
        return Err(invalid(arn));
    }
    engine.find(call, Act::on_table(operation), arn)?.ok_or_else(|| Error::arn_not_found(arn))
}
