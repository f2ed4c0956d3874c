//! Members of requests that AWS refuses where what they name is not there, and it never is here: accelerators
//! and capacity. Refused by name, unless they say nothing.

use wire::value::{Fields, Value};

use crate::error::Error;

/// A member, and the rest of the sentence about it.
pub(crate) type Row = (&'static str, &'static str);

/// Members of functions, of CreateFunction and UpdateFunctionConfiguration.
pub(crate) const OF_FUNCTIONS: [Row; 2] = [
    ("AcceleratorConfig", "is not supported here: there are no accelerators"),
    ("PublishTo", "is not supported here: it is for functions of capacity providers"),
];

/// Members of packages, of CreateFunction's `Code` and UpdateFunctionCode, and of PublishVersion.
pub(crate) const OF_PACKAGES: [Row; 1] =
    [("PublishTo", "is not supported here: it is for functions of capacity providers")];

/// Refuses a request that says something with one of these members.
pub(crate) fn check(fields: &Fields, rows: &[Row]) -> Result<(), Error> {
    for (name, why) in rows {
        let is_there = fields.shape().place_of(name).is_some();
        if is_there && fields.get(name).is_some_and(Value::says_something) {
            return Err(Error::invalid(format!("{name} {why}.")));
        }
    }
    Ok(())
}
