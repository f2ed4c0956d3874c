//! Ids that clients give: of groups, for deduplication, of attempts to receive.

use wire::fault::Fault;

use crate::error;

/// The longest one.
const LONGEST: usize = 128;

/// Judges an id by its characters.
///
/// # Errors
///
/// Recorded of the first two parameters: of an id that is too long and of one with a space alike.
pub(crate) fn check(id: &str, parameter: &str) -> Result<(), Fault> {
    let fits = (1..=LONGEST).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        return Ok(());
    }
    let reason = format!(
        "{parameter} can only include alphanumeric and punctuation characters. 1 to {LONGEST} in length."
    );
    Err(error::invalid_value(id, parameter, &reason))
}
