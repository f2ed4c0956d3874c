//! What S3 does by itself: at each midnight of the emulator's clock, and a while after a lifecycle was put, it looks through the
//! buckets that have one, in slices, and does what is due. Where no bucket has one it looks at the records of buckets alone.
//!
//! - `access_logs`: the delivery of access logs
//! - `inventories`: the delivery of inventories
//! - `walk`: the way through the versions of a bucket

mod access_logs;
mod inventories;
mod walk;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use base::clock::Timestamp;
use base::schedule::Next;
use store::{Key, Space};

use crate::bucket::{self, Bucket};
use crate::context::{Context, LoggedAct};
use crate::engine::commit::ObjectPlace;
use crate::engine::restore::{self, End, EndRecord};
use crate::engine::{Engine, uploads};
use crate::error::{Code, Error, Result};
use crate::lifecycle::{DAY_MS, Lifecycle};
use crate::upload::{self, Upload};
use walk::Walk;

/// Who does it.
const S3: &str = "s3.amazonaws.com";

/// How long it is waited, by the host's clock, before it is tried again after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(60);

/// How long after a lifecycle was put it is followed. AWS takes up to a day, so nobody counts on its acting at once.
const AFTER_PUT: Duration = Duration::from_secs(10);

/// So much is done before other work has its turn.
const DONE_OF_A_TURN: usize = 64;

impl Engine {
    /// A lifecycle was put: it is followed in a while.
    pub(crate) fn look_at_lifecycle(&self) {
        let now = self.clock.now();
        // Who puts one after another does not put it off.
        let later = |due: u64| (due <= now.millis()).then(|| now.plus(AFTER_PUT).millis());
        let _ = self.upkeep_due_ms.fetch_update(Ordering::AcqRel, Ordering::Acquire, later);
        self.upkeep.wake();
    }

    /// The whole state was exchanged: what is due in the new one is another thing, and lines of access logs that wait were about
    /// buckets of the old one.
    pub(crate) fn notice_exchange(&self) {
        self.access_logs.take();
        self.upkeep.wake();
    }

    /// Begins to do what is due, now and at each midnight.
    pub(crate) fn start_upkeep(self: &Arc<Engine>) {
        self.upkeep.hold(self.schedule.add("s3 lifecycle", self, Next::NOW, |engine| async move {
            let due = Timestamp::from_millis(engine.upkeep_due_ms.load(Ordering::Acquire));
            // The clock may be set while this looks: what that makes due is due again.
            let looked_at = engine.clock.now();
            if due > looked_at {
                return Next::At(due);
            }
            match engine.keep_up().await {
                Ok(()) => Next::At(midnight_after(looked_at)),
                Err(error) => {
                    tracing::error!(%error, "S3's lifecycle failed and will try again");
                    Next::HostAfter(AFTER_FAILURE)
                }
            }
        }));
    }

    /// Does everything that is due by now. Other requests go on meanwhile.
    pub(crate) async fn keep_up(&self) -> Result<()> {
        let all = Key::of(Space::S3Bucket);
        let mut buckets = self.store.slices(all.from_here(), all.end());
        let mut done = Ok(());
        while let Some((_, record)) = buckets.next().await? {
            let bucket = bucket::decode(&record)?;
            let Some(lifecycle) = self.lifecycles.of(&self.store, &bucket)? else { continue };
            match self.keep_up_in(&bucket, &lifecycle).await {
                // It was deleted meanwhile.
                Err(error) if error.is(Code::NoSuchBucket) => {}
                // The others have theirs.
                Err(error) => done = Err(error),
                Ok(()) => {}
            }
            if self.schedule.tasks().is_stopping() {
                break;
            }
        }
        self.end_restores().await?;
        self.store.settled().await?;
        done
    }

    /// Removes the copies of archived objects whose time has come.
    async fn end_restores(&self) -> Result<()> {
        let mut ends = self.store.slices(End::all().from_here(), restore::due_by(self.clock.now()));
        let mut turn = Turn::default();
        while let Some((raw, record)) = ends.next().await? {
            let end = End::of(&raw).ok_or_else(|| Error::internal("the end of a copy cannot be read"))?;
            let place = EndRecord::decode(&record)?;
            let found = bucket::find_in(&self.store, &place.partition, &place.bucket)?;
            let ended = match found.filter(|bucket| end.is_in(bucket)) {
                Some(bucket) => restore::end(self, &self.context_in(&bucket, S3)?, &bucket, &end),
                None => restore::forget(self, &end),
            };
            match ended {
                // It was deleted meanwhile: the next time finds that.
                Err(error) if error.is(Code::NoSuchBucket) => {}
                other => other?,
            }
            turn.is_over().await;
        }
        Ok(())
    }

    async fn keep_up_in(&self, bucket: &Bucket, lifecycle: &Lifecycle) -> Result<()> {
        let cx = self.context_in(bucket, S3)?;
        Walk::through(self, &cx, bucket, lifecycle).await?;
        if lifecycle.rules.look_at_uploads() {
            self.abort_uploads(&cx, bucket, lifecycle).await?;
        }
        Ok(())
    }

    async fn abort_uploads(&self, cx: &Context, bucket: &Bucket, lifecycle: &Lifecycle) -> Result<()> {
        let all = upload::of_bucket(bucket.id);
        let mut uploads = self.store.slices(all.from_here(), all.end());
        let mut turn = Turn::default();
        while let Some((raw, record)) = uploads.next().await? {
            let Some((key, id)) = upload::fields(&raw) else { continue };
            let begun: Upload = upload::decode(&record)?;
            let due = lifecycle.rules.abort(&key, begun.initiated_ms);
            if due.is_none_or(|(at_ms, _)| at_ms > cx.call.now.millis()) {
                continue;
            }
            match uploads::abort(self, cx, ObjectPlace { bucket, key: &key }, &id, |_| Ok(())) {
                // It was completed or aborted meanwhile.
                Err(error) if error.is(Code::NoSuchUpload) => {}
                other => {
                    other?;
                    self.log_itself(cx, bucket, || LoggedAct {
                        operation: "S3.DELETE.UPLOAD",
                        key,
                        ..LoggedAct::default()
                    });
                }
            }
            turn.is_over().await;
        }
        Ok(())
    }
}

/// How much was done of a turn.
#[derive(Debug, Default)]
struct Turn(usize);

impl Turn {
    /// One more thing was done: lets others have their turn where it was the last of this one.
    async fn is_over(&mut self) {
        self.0 += 1;
        if self.0.is_multiple_of(DONE_OF_A_TURN) {
            tokio::task::yield_now().await;
        }
    }
}

/// The next midnight, also where it is midnight.
fn midnight_after(now: Timestamp) -> Timestamp {
    Timestamp::from_millis((now.millis() / DAY_MS + 1).saturating_mul(DAY_MS))
}
