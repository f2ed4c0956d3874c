//! The rules of tags.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html>

use std::collections::BTreeMap;

use crate::error::Error;

/// How many tags a resource may have.
const LIMIT: usize = 50;

/// Refuses too many tags (recorded), and those that AWS does not let users set.
pub(crate) fn check(tags: &BTreeMap<String, String>) -> Result<(), Error> {
    if tags.len() > LIMIT {
        return Err(Error::invalid("Number of tags exceeds resource tag limit."));
    }
    match tags.iter().find(|(key, value)| key.chars().count() > 128 || value.chars().count() > 256) {
        Some((key, _)) => Err(Error::invalid(format!(
            "The tag '{key}' is too long: a key has at most 128 characters, a value at most 256."
        ))),
        None => Ok(()),
    }
}
