//! The rules of tags that AWS's model does not have.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html>

use std::collections::BTreeMap;

use crate::error::Error;

/// How many tags a resource may have.
const LIMIT: usize = 50;

/// Refuses too many tags (recorded).
pub(crate) fn check(tags: &BTreeMap<String, String>) -> Result<(), Error> {
    if tags.len() > LIMIT {
        return Err(Error::invalid("Number of tags exceeds resource tag limit."));
    }
    Ok(())
}
