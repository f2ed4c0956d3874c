//! The outbox on its way out: a line for each target, so that one that is slow or out of reach holds up no other. A line
//! sends its notifications one after another, in the order of their numbers.
//!
//! Removes what was delivered or dropped through `engine::notifications`; writes nothing else.
//!
//! - `bound`: what goes when too much waits

mod bound;

use std::collections::HashSet;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError};
use bytes::Bytes;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use store::space::Fields;
use store::{Key, Order, Space};

use crate::engine::{Engine, notifications};
use crate::error::{Error, Result};
use crate::notify::pending::{self, PendingNotification};
use crate::reader::Reader;

/// The waits after a target could not be reached: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(60));

/// The wait after the outbox could not be read.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Sends what is in the outbox until the process stops. What is being sent then is sent to its end.
pub(crate) async fn drain(engine: Arc<Engine>, targets: Arc<dyn EventTarget>) {
    let stop = engine.tasks.stop_token();
    let mut lines = FuturesUnordered::new();
    // The targets that have a line: as many as rules name, as long as they have notifications.
    let mut served: HashSet<String> = HashSet::new();
    let mut counted = None;
    while !stop.is_cancelled() {
        let mut again = None;
        match look(&engine, &mut counted).await {
            Ok(waiting) => {
                for target in waiting {
                    if served.insert(target.clone()) {
                        lines.push(line(&engine, targets.as_ref(), target));
                    }
                }
            }
            Err(cause) => {
                tracing::error!(error = ?cause, "the notification outbox cannot be read");
                again = Some(engine.clock.sleep(AGAIN_AFTER));
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = engine.outbox.filled.notified() => {}
            // A line ends when it finds no notification; one may have come since, so all is looked at again.
            Some(target) = lines.next() => drop(served.remove(&target)),
            () = async { match again { Some(wait) => wait.await, None => std::future::pending().await } } => {}
        }
    }
    while lines.next().await.is_some() {}
}

/// The targets that have notifications, after those that are too many were dropped. `counted` is the state that was counted.
async fn look(engine: &Engine, counted: &mut Option<u64>) -> Result<Vec<String>> {
    let epoch = engine.store.epoch();
    if *counted != Some(epoch) {
        bound::count(engine).await?;
        *counted = Some(epoch);
    }
    bound::trim(engine).await?;
    waiting(&engine.store)
}

/// Sends the notifications of one target until there is none, and gives back the target.
async fn line(engine: &Engine, targets: &dyn EventTarget, target: String) -> String {
    let mut wait = BACKOFF.0;
    while !engine.tasks.is_stopping() {
        let sent = async {
            let (before, epoch) = (engine.outbox.bytes_of(&target), engine.store.epoch());
            let Some(FoundNotification { number, notification, bytes }) = first(&engine.store, &target)?
            else {
                engine.outbox.is_empty(&target, before);
                return Ok(None);
            };
            // A crash must not take back what was told.
            engine.store.settled().await?;
            let sent = send(targets, &notification).await;
            if let Err(SeamError::Unavailable(why)) = sent {
                return Ok(Some(Err(why)));
            }
            if let Err(cause) = sent {
                let bucket = notification.bucket;
                tracing::warn!(target_arn = target, bucket, %cause, "a notification is dropped");
            }
            if notifications::remove(engine, epoch, &target, [number])? {
                engine.outbox.goes(&target, bytes);
            }
            Ok::<_, Error>(Some(Ok(())))
        };
        match sent.await {
            Ok(None) => break,
            Ok(Some(Ok(()))) => {
                wait = BACKOFF.0;
                continue;
            }
            Ok(Some(Err(why))) => {
                tracing::warn!(target_arn = target, %why, ?wait, "a notification waits");
            }
            Err(cause) => {
                tracing::error!(error = ?cause, ?wait, "the notification outbox cannot be read");
            }
        }
        let stop = engine.tasks.stop_token();
        tokio::select! {
            () = stop.cancelled() => {}
            () = engine.clock.sleep(wait) => {}
        }
        wait = wait.saturating_mul(2).min(BACKOFF.1);
    }
    target
}

/// The targets that have notifications.
fn waiting(store: &Reader) -> Result<Vec<String>> {
    let outbox = Key::of(Space::S3Outbox);
    let (mut from, end) = (outbox.clone(), outbox.end());
    let mut targets = Vec::new();
    loop {
        let mut next = None;
        let to = Bound::Excluded(end.as_bytes());
        store.scan(from.from_here(), to, Order::Ascending, &mut |key, _| {
            next = Some((Fields::of(key).text(), outbox.clone().raw(key.get(1..).unwrap_or_default())));
            ControlFlow::Break(())
        })?;
        match next {
            None => return Ok(targets),
            Some((Some(target), _)) => {
                from = pending::of_target(&target).end();
                targets.push(target);
            }
            // Not a key of ours: what is behind it is.
            Some((None, key)) => from = key.end(),
        }
    }
}

/// A notification as it is kept.
struct FoundNotification {
    number: u64,
    notification: PendingNotification,
    bytes: usize,
}

/// The oldest notification of a target.
fn first(store: &Reader, target: &str) -> Result<Option<FoundNotification>> {
    let (from, end) = (pending::of_target(target), pending::of_target(target).end());
    let mut found: Option<(u64, Bytes)> = None;
    let to = Bound::Excluded(end.as_bytes());
    store.scan(from.from_here(), to, Order::Ascending, &mut |key, value| {
        found = pending::number(key).map(|number| (number, value.clone()));
        ControlFlow::Break(())
    })?;
    let Some((number, value)) = found else { return Ok(None) };
    let notification = serde_json::from_slice(&value).map_err(Error::internal)?;
    Ok(Some(FoundNotification { number, notification, bytes: value.len() }))
}

async fn send(
    targets: &dyn EventTarget,
    notification: &PendingNotification,
) -> std::result::Result<(), SeamError> {
    let target =
        Arn::parse(&notification.target).ok_or_else(|| SeamError::NotFound(notification.target.clone()))?;
    let event = Event {
        id: notification.id.clone(),
        sender: notification.sender(&target),
        payload: notification.payload.clone().into(),
    };
    targets.send(&target, event).await
}

/// The greatest number in the outbox, so that none is given twice.
pub(crate) fn last_number(store: &Reader) -> u64 {
    let last_of = |target: String| -> Result<u64> {
        let (from, end) = (pending::of_target(&target), pending::of_target(&target).end());
        let (mut last, to) = (0, Bound::Excluded(end.as_bytes()));
        store.scan(from.from_here(), to, Order::Descending, &mut |key, _| {
            last = pending::number(key).unwrap_or(0);
            ControlFlow::Break(())
        })?;
        Ok(last)
    };
    let lasts =
        waiting(store).and_then(|targets| targets.into_iter().map(last_of).collect::<Result<Vec<u64>>>());
    lasts.map(|lasts| lasts.into_iter().max().unwrap_or(0)).unwrap_or_else(|cause| {
        tracing::error!(error = ?cause, "the notification outbox cannot be read");
        0
    })
}
