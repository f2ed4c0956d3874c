//! What can be said about a sequence before it is played, also of the steps behind one that is not built: every value that is
//! named is set or kept before, and every expectation can be judged.

use std::collections::BTreeSet;

use serde_json::Value;

use super::judge;
use super::sequence::{Planned, Sequence, Step};
use super::values::{self, ALWAYS};
use crate::Result;

/// Refuses a sequence that could not be played to its end.
pub(super) fn check(sequence: &Sequence, plan: &[Planned]) -> Result<()> {
    let mut known: BTreeSet<&str> =
        ALWAYS.into_iter().chain(sequence.set.keys().map(String::as_str)).collect();
    for (at, Planned { step, .. }) in plan.iter().enumerate() {
        let wrong = |what: String| format!("step {}, {}: {what}", at + 1, step.operation());
        let mut unknown = None;
        texts(step, &mut |text| unknown = unknown.or(values::names(text).find(|name| !known.contains(name))));
        if let Some(name) = unknown {
            return Err(wrong(format!("nothing is known as ${name}")).into());
        }
        for (path, expected) in &step.expect {
            judge::member(&Value::Null, path, expected).map_err(|cause| wrong(cause.to_string()))?;
        }
        known.extend(step.save.keys().map(String::as_str));
    }
    let mut unknown = None;
    for value in sequence.set.values() {
        values::strings(value, &mut |text| {
            unknown = unknown.or(values::names(text).find(|name| !known.contains(name)))
        });
    }
    unknown.map_or(Ok(()), |name| Err(format!("nothing is known as ${name}").into()))
}

/// Every string of a step in which a value can stand.
fn texts<'a>(step: &'a Step, each: &mut impl FnMut(&'a str)) {
    let alone = [&step.http, &step.body, &step.base64];
    alone.into_iter().flatten().for_each(|text| each(text));
    step.headers.values().for_each(|text| each(text));
    step.pending.keys().for_each(|text| each(text));
    step.save.values().for_each(|text| each(text));
    [&step.input, &step.xml].into_iter().flatten().for_each(|value| values::strings(value, each));
    for (path, expected) in &step.expect {
        each(path);
        values::strings(expected, each);
    }
}
