//! What operations ask about dead-letter queues.

use std::collections::BTreeMap;

use base::call::Call;
use wire::fault::Fault;

use crate::access;
use crate::engine::Engine;
use crate::error;
use crate::queue::Queue;
use crate::queue::name::QueueName;
use crate::queue::redrive;
use crate::records::{Change, Found};

/// Judges with the state the redrive policy that a request gives a queue.
///
/// # Errors
///
/// Its dead-letter queue is not there, or of another account, region or kind, or does not take this queue's messages.
pub(super) fn check(
    change: &mut Change<'_>,
    name: &QueueName,
    queue: &Queue,
    given: &BTreeMap<String, String>,
) -> Result<(), Fault> {
    let (Some(policy), Some(redrive)) = (given.get("RedrivePolicy"), queue.redrive()) else { return Ok(()) };
    let target = redrive.target;
    if (target.account, &target.region) != (name.account, &name.region) {
        // A guess at the sentence: AWS's page says that both must be the same.
        let reason = "Dead-letter queue must be in the same account and region as the source.";
        return Err(redrive::wrong_target(policy, reason));
    }
    let dead = match change.queue_if_there(&target)? {
        Some(found) => found.queue,
        // A queue may be its own, though nothing comes of it.
        None if target == *name => return Ok(()),
        None => return Err(redrive::no_target(policy)),
    };
    if dead.is_fifo() != queue.is_fifo() {
        let reason = "Dead-letter queue must be same type of queue as the source.";
        return Err(redrive::wrong_target(policy, reason));
    }
    if !redrive::admits(dead.attributes.get("RedriveAllowPolicy"), name) {
        let reason = "Dead-letter queue does not allow this source queue.";
        return Err(redrive::wrong_target(policy, reason));
    }
    Ok(())
}

/// The queues whose dead letters go to this one, behind a name, in order, at most so many.
pub(super) async fn sources(
    engine: &Engine,
    target: &QueueName,
    after: Option<&str>,
    most: usize,
) -> Result<Vec<QueueName>, Fault> {
    const SLICE: usize = 256;
    let mut found = Vec::new();
    let mut after = after.map(str::to_owned);
    loop {
        let place = (target.account, &target.region);
        let slice = engine.records.queues(place, ("", after.as_deref()), SLICE)?;
        let is_last = slice.len() < SLICE;
        after = slice.last().map(|found| found.name.name.clone());
        let is_meant = |found: &Found| found.queue.redrive().is_some_and(|redrive| redrive.target == *target);
        found.extend(slice.into_iter().filter(is_meant).map(|found| found.name));
        found.truncate(most);
        if is_last || found.len() == most {
            return Ok(found);
        }
        // Others have their turn between slices.
        tokio::task::yield_now().await;
    }
}

/// A queue by the ARN in a member, which the caller may ask about.
///
/// # Errors
///
/// There is none (recorded).
pub(super) fn there(engine: &Engine, call: &Call, arn: &str, member: &str) -> Result<Found, Fault> {
    let none = || {
        error::no_such_resource(format!(
            "The resource that you specified for the {member} parameter doesn't exist."
        ))
    };
    let name = QueueName::of_arn_text(arn).ok_or_else(none)?;
    access::check(engine, call, &name, "sqs:StartMessageMoveTask")?;
    engine.records.queue_if_there(&name)?.ok_or_else(none)
}
