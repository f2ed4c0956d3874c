//! What a receiver does with a message by its receipt handle: it deletes it, or changes how long nobody else sees it.

use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::message::Standing;
use crate::message::handle::Handle;
use crate::order::{self, Held};
use crate::queue::attribute::MAX_VISIBILITY_S;
use crate::queue::name::QueueName;
use crate::records::{Change, Found};

/// What a handle says, of one that is of this queue.
fn read(handle: &str, found: &Found, in_batch: bool) -> Result<Handle, Fault> {
    let read = Handle::read(handle);
    match read {
        Some(read) if read.queue == found.queue.id => Ok(read),
        // Batches and single requests say it in words of their own.
        _ if in_batch => Err(error::foreign_handle(handle)),
        Some(_) => Err(error::foreign_handle(handle)),
        None => Err(error::no_handle()),
    }
}

/// Whether a handle has lost what it was for: on FIFO queues once its message is visible again, or received again.
/// On standard queues the handle of an earlier receive is as good.
fn has_expired(found: &Found, handle: &Handle, held: &Held, now_ms: u64) -> bool {
    let is_last = held.standing.receives == handle.receive && held.standing.is_in_flight(now_ms);
    found.queue.is_fifo() && !is_last
}

impl Engine {
    /// Deletes a message. One that is gone already is deleted too.
    ///
    /// # Errors
    ///
    /// There is no such queue; the handle is none of it, or has expired.
    pub(crate) fn delete(&self, name: &QueueName, handle: &str, in_batch: bool) -> Result<(), Fault> {
        let now = self.clock().now();
        let freed = self.records.change(&[name], |change| {
            let found = change.queue(name)?;
            let read = read(handle, &found, in_batch)?;
            // Before its message: what it shows must hold until the change is done.
            let mut backlog = change.open(found.queue.backlog)?;
            let Some(held) = Held::find(change, &found.queue, read.place)? else { return Ok(None) };
            if has_expired(&found, &read, &held, now.millis()) {
                return Err(error::expired_handle(handle));
            }
            order::remove(change, &mut backlog, &held, now)?;
            change.close(backlog)?;
            Ok(found.queue.is_fifo().then_some(found.queue.id))
        })?;
        if let Some(queue) = freed {
            // The next of the group may come out.
            self.waiting.wake(queue, 1);
        }
        Ok(())
    }

    /// Makes a message that was received invisible for so many seconds from now on.
    ///
    /// # Errors
    ///
    /// The same, or the message is not in flight, or would be for too long.
    pub(crate) fn change_visibility(
        &self,
        name: &QueueName,
        (handle, timeout_s): (&str, i64),
        in_batch: bool,
    ) -> Result<(), Fault> {
        if !(0..=MAX_VISIBILITY_S).contains(&timeout_s) {
            return Err(error::out_of_range(timeout_s, "VisibilityTimeout", 0, MAX_VISIBILITY_S));
        }
        let now = self.clock().now();
        let queue = self.records.change(&[name], |change| {
            let found = change.queue(name)?;
            let read = read(handle, &found, in_batch)?;
            let mut backlog = change.open(found.queue.backlog)?;
            let held = in_flight(change, &found, &read, handle, now.millis())?;
            let due_ms = now.millis().saturating_add(u64::try_from(timeout_s).unwrap_or_default() * 1000);
            if due_ms > held.standing.last_received_ms.saturating_add(MAX_VISIBILITY_S as u64 * 1000) {
                return Err(beyond_the_limit(timeout_s));
            }
            let standing = Standing { due_ms, ..held.standing };
            order::set(change, &mut backlog, &held, standing, now)?;
            change.close(backlog)?;
            Ok(found.queue.id)
        })?;
        // One who waits looks again for when there is something.
        self.waiting.wake(queue, 1);
        Ok(())
    }
}

/// <https://github.com/localstack/localstack/issues/3956>
fn beyond_the_limit(timeout_s: i64) -> Fault {
    let reason =
        format!("Total VisibilityTimeout for the message is beyond the limit [{MAX_VISIBILITY_S} seconds]");
    error::invalid_value(timeout_s, "VisibilityTimeout", &reason)
}

fn in_flight(
    change: &Change<'_>,
    found: &Found,
    read: &Handle,
    handle: &str,
    now_ms: u64,
) -> Result<Held, Fault> {
    let held = Held::find(change, &found.queue, read.place)?;
    let held = held.ok_or_else(|| error::not_in_flight(handle))?;
    if has_expired(found, read, &held, now_ms) {
        return Err(error::expired_handle(handle));
    }
    if held.standing.is_in_flight(now_ms) { Ok(held) } else { Err(error::not_in_flight(handle)) }
}
