//! The work of one mapping: a reader for each shard of its stream, children only after their parents.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::time::Duration;

use base::arn::Arn;
use base::clock::Stopwatch;
use base::seams::{SeamError, Shard};
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, StreamExt as _};
use store::Batch;
use tokio_util::sync::CancellationToken;

use super::host::Host;
use super::shard::Reader;
use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::filter::Filters;
use crate::mapping::position::{self, Reached};
use crate::mapping::{DENIED, FAULT, GONE, Mapping, MappingId};

/// The wait after a look at a stream or shard that was in vain, doubled from the first to the last.
const AGAIN: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// The least wait of a loop, by the host's clock: settings that let attempts follow at once do not let them spin.
const LEAST_WAIT: Duration = Duration::from_millis(10);

/// Feeds the function until `cancel`. Returns when every reader has finished what it was delivering. A fault of this
/// host, such as a full disk, ends only the present attempt.
pub(super) async fn feed(host: &Host, id: &MappingId, mapping: Mapping, cancel: CancellationToken) {
    let Some(stream) = Arn::parse(&mapping.source) else {
        tracing::error!(mapping = id.uuid, source = mapping.source, "the source of a mapping is no ARN");
        return;
    };
    let filters = Filters::parse(&mapping.settings.filters).unwrap_or_else(|| {
        tracing::error!(mapping = id.uuid, "a filter of a mapping cannot be read; it lets nothing through");
        Filters::none_pass()
    });
    let Some(epoch) = host.engine().map(|engine| engine.store.epoch()) else { return };
    let feed =
        Feed { host, id, mapping: &mapping, stream: &stream, filters: &filters, cancel: &cancel, epoch };
    let mut looks = Looks::default();
    while !cancel.is_cancelled() {
        let watch = Stopwatch::start();
        let cause = match AssertUnwindSafe(feed.run()).catch_unwind().await {
            Ok(Ok(())) => return,
            Ok(Err(Error { source: Some(cause), .. })) => cause.to_string(),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "a panic".to_owned(),
        };
        tracing::error!(mapping = id.uuid, cause, "an event source mapping failed and is begun again");
        feed.tell(FAULT).await;
        if watch.elapsed() > AGAIN.1 {
            looks = Looks::default();
        }
        tokio::select! {
            () = host.host_clock.sleep(looks.in_vain().max(AGAIN.0)) => {}
            () = cancel.cancelled() => {}
        }
    }
}

/// Counts looks that found nothing new, and says how long to wait before the next.
#[derive(Debug, Default)]
pub(super) struct Looks(u32);

impl Looks {
    /// The wait after one more look in vain. None after the first: something may have come just then.
    pub(super) fn in_vain(&mut self) -> Duration {
        let before = self.0;
        self.0 = before.saturating_add(1);
        match before.checked_sub(1) {
            None => Duration::ZERO,
            Some(doubled) => AGAIN.0.saturating_mul(1 << doubled.min(16)).min(AGAIN.1),
        }
    }

    /// The next wait is the first again.
    pub(super) fn found(&mut self) {
        self.0 = 0;
    }
}

/// What the readers of one mapping share.
#[derive(Clone, Copy)]
pub(super) struct Feed<'a> {
    pub(super) host: &'a Host,
    pub(super) id: &'a MappingId,
    pub(super) mapping: &'a Mapping,
    pub(super) stream: &'a Arn,
    pub(super) filters: &'a Filters,
    pub(super) cancel: &'a CancellationToken,
    pub(super) epoch: u64,
}

impl Feed<'_> {
    /// Never looks twice without a wait between that something ends: a change, a reader's end, or the clock.
    async fn run(self) -> Result<(), Error> {
        let mut readers = FuturesUnordered::new();
        let mut reading: HashSet<String> = HashSet::new();
        // The shards as they were last looked through: most changes of a stream are records, and no concern of this.
        let mut known: Option<Vec<Shard>> = None;
        let (mut looks, mut unread) = (Looks::default(), false);
        loop {
            let mut changed = pin!(self.host.seams.streams.changed(self.stream));
            // Asked for before the look, so that nothing that happens in between is missed.
            let missed = futures::poll!(changed.as_mut()).is_ready();
            let found = self.shards().await;
            // A stream without an open shard has ended: nothing notifies when it goes, or when it is there again.
            let open = found.as_ref().is_ok_and(|shards| shards.iter().any(|shard| !shard.closed));
            match found {
                Ok(shards) if known.as_ref() == Some(&shards) => {}
                Ok(shards) => {
                    unread = false;
                    for shard in self.ready(&shards)? {
                        if reading.insert(shard.clone()) {
                            readers.push(Reader::new(self, shard).run());
                        }
                    }
                    known = Some(shards);
                }
                Err(cause) => {
                    known = None;
                    if !std::mem::replace(&mut unread, true) {
                        self.cannot_read(&cause).await;
                    }
                }
            }
            let look_again = missed || !open;
            let wait = if look_again { looks.in_vain() } else { Duration::ZERO };
            tokio::select! {
                Some(ended) = readers.next(), if !readers.is_empty() => {
                    let ended: Result<String, Error> = ended;
                    reading.remove(&ended?);
                    known = None;
                }
                () = changed, if !missed => looks.found(),
                () = self.cancel.cancelled() => break,
                () = self.pause(wait), if look_again => {}
            }
        }
        while let Some(ended) = readers.next().await {
            ended?;
        }
        Ok(())
    }

    async fn shards(&self) -> Result<Vec<Shard>, SeamError> {
        self.may_read().await?;
        self.host.seams.streams.shards(self.stream).await
    }

    /// Whether the mapping may be fed from its stream now.
    pub(super) async fn may_read(&self) -> Result<(), SeamError> {
        super::may_read(&*self.host.seams.streams, self.id, self.stream).await
    }

    /// Keeps a position, and what became of the last delivery, unless the mapping or its state is gone.
    pub(super) async fn reach(
        &self,
        reached: Option<(&str, Reached)>,
        result: Option<&str>,
    ) -> Result<(), Error> {
        let Some(engine) = self.host.engine() else { return Ok(()) };
        engine.reach(self.id, self.epoch, reached, result).await
    }

    async fn cannot_read(&self, cause: &SeamError) {
        tracing::warn!(mapping = self.id.uuid, %cause, "a stream cannot be read");
        match cause {
            SeamError::NotFound(_) => self.tell(GONE).await,
            SeamError::Refused(_) => self.tell(DENIED).await,
            SeamError::Unavailable(_) => {}
        }
    }

    /// Shows what became of the mapping's work. That it cannot be kept is in the log, and nothing more.
    async fn tell(&self, result: &str) {
        if let Err(error) = self.reach(None, Some(result)).await {
            tracing::warn!(mapping = self.id.uuid, %error, result, "a mapping's result could not be kept");
        }
    }

    /// The shards to be read now: not at their end, and with no parent that is still there and not at its end.
    fn ready(&self, shards: &[Shard]) -> Result<Vec<String>, Error> {
        let Some(engine) = self.host.engine() else { return Ok(Vec::new()) };
        let mut ended = HashSet::new();
        for shard in shards {
            if position::load(&engine.store, self.id, &shard.id)? == Some(Reached::End) {
                ended.insert(shard.id.as_str());
            }
        }
        self.forget_missing(&engine, shards)?;
        let there: HashSet<&str> = shards.iter().map(|shard| shard.id.as_str()).collect();
        let waits = |parent: &String| there.contains(parent.as_str()) && !ended.contains(parent.as_str());
        let ready = shards.iter().filter(|shard| !ended.contains(shard.id.as_str()));
        let ready = ready.filter(|shard| !shard.parent.as_ref().is_some_and(waits));
        Ok(ready.map(|shard| shard.id.clone()).collect())
    }

    /// Positions of shards that are gone are of no use.
    fn forget_missing(&self, engine: &Engine, shards: &[Shard]) -> Result<(), Error> {
        let known = position::shards(&engine.store, self.id)?;
        let mut batch = Batch::new();
        for gone in known.iter().filter(|known| !shards.iter().any(|shard| shard.id == **known)) {
            batch.delete(position::key(self.id, gone));
        }
        if !batch.is_empty() {
            engine.store.change_in(self.epoch, batch)?;
        }
        Ok(())
    }

    /// Waits by the emulator's clock, not longer than until the end is asked for. Without a wait, others come first.
    pub(super) async fn pause(&self, wait: Duration) {
        if wait.is_zero() {
            return tokio::task::yield_now().await;
        }
        let (wait, host) = (self.host.scaled(wait), self.host);
        let over = async {
            if wait < LEAST_WAIT {
                host.host_clock.sleep(LEAST_WAIT).await;
            } else {
                host.clock.sleep(wait).await;
            }
        };
        tokio::select! {
            () = over => {}
            () = self.cancel.cancelled() => {}
        }
    }
}
