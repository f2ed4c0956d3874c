//! What counts for five minutes and is found by age: with each that is added some that count no more are taken away.

use std::ops::ControlFlow;

use base::clock::Timestamp;
use store::Key;
use wire::fault::Fault;

use crate::records::{Change, keys};

/// How many are taken away with each that is added: more than one, so that they become fewer.
const TAKEN_AWAY: usize = 3;

/// Takes some away: of the keys by age the oldest, and the records that these lead to, as far as they do not count longer.
pub(super) fn take_away(
    change: &mut Change<'_>,
    ages: &Key,
    now: Timestamp,
    until_ms: impl Fn(&Change<'_>, &Key) -> Result<Option<u64>, Fault>,
) -> Result<(), Fault> {
    let mut old: Vec<(Key, Key)> = Vec::new();
    change.scan(ages.from_here(), &ages.end(), &mut |key, value| {
        if keys::until_of(key).is_none_or(|until_ms| until_ms > now.millis()) || old.len() >= TAKEN_AWAY {
            return ControlFlow::Break(());
        }
        old.push((Key::stored(key), Key::stored(value)));
        ControlFlow::Continue(())
    })?;
    for (by_age, by_id) in old {
        // The id may have been used again since.
        if until_ms(change, &by_id)?.is_some_and(|until_ms| until_ms <= now.millis()) {
            change.delete(by_id);
        }
        change.delete(by_age);
    }
    Ok(())
}
