//! The work of a mapping of a stream: a reader for each shard, children only after their parents.

use std::collections::HashSet;
use std::pin::pin;
use std::time::Duration;

use base::seams::{SeamError, Shard};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use store::Batch;

use super::feeding::{Feed, Looks};
use super::shard::Reader;
use crate::engine::Engine;
use crate::error::Error;
use crate::mapping::position::{self, Reached};
use crate::mapping::{DENIED, GONE};

impl Feed<'_> {
    /// Never looks twice without a wait between that something ends: a change, a reader's end, or the clock.
    pub(super) async fn read_stream(self) -> Result<(), Error> {
        let mut readers = FuturesUnordered::new();
        let mut reading: HashSet<String> = HashSet::new();
        // The shards as they were last looked through: most changes of a stream are records, and no concern of this.
        let mut known: Option<Vec<Shard>> = None;
        let (mut looks, mut unread) = (Looks::default(), false);
        loop {
            let mut changed = pin!(self.host.seams.streams.changed(self.source));
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
        self.host.seams.streams.shards(self.source).await
    }

    async fn cannot_read(&self, cause: &SeamError) {
        tracing::warn!(mapping = self.id.uuid, %cause, "a stream cannot be read");
        match cause {
            SeamError::NotFound(_) => self.tell(GONE).await,
            SeamError::Refused(_) => self.tell(DENIED).await,
            SeamError::Unavailable(_) => {}
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
}
