//! What is done in the background: what was deleted goes, and events that are older than their group keeps them.
//!
//! Readers do not see such events from the moment on in which they are too old; here they give back their room.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use base::schedule::Next;
use store::Key;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::event::block;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::records::keys;
use crate::stream::Stream;
use crate::work::append::count;

mod flush;

/// How many blocks are taken away in one change.
const AT_ONCE: usize = 256;

/// How long a run that failed waits for the next, by the host's clock.
const AFTER_A_FAILURE: Duration = Duration::from_secs(60);

/// How often groups that do not keep events for ever are looked at, by the emulator's clock.
const EVERY: Duration = Duration::from_secs(60 * 60);

impl Engine {
    /// One run over all groups.
    pub(crate) async fn sweep(self: Arc<Self>) -> Next {
        match self.swept().await {
            Ok(true) => Next::At(self.clock().now().plus(EVERY)),
            Ok(false) => Next::WhenWoken,
            Err(fault) => {
                tracing::error!(cause = %fault.cause, "old log events could not be taken away");
                Next::HostAfter(AFTER_A_FAILURE)
            }
        }
    }

    /// Whether there is a group that does not keep its events for ever.
    async fn swept(&self) -> Result<bool, Fault> {
        while self.records.take_away_gone()? {
            tokio::task::yield_now().await;
        }
        let mut retaining: Vec<GroupName> = Vec::new();
        let mut groups = self.records.every_group();
        while let Some((key, group)) = groups.next::<Group>().await? {
            if group.retention_days.is_some() {
                retaining.push(GroupName::of_key(&key).ok_or_else(|| error::damaged("a group's key", ""))?);
            }
        }
        for name in &retaining {
            self.take_away_old(name).await?;
        }
        Ok(!retaining.is_empty())
    }

    async fn take_away_old(&self, name: &GroupName) -> Result<(), Fault> {
        let Ok(group) = self.records.group(name) else { return Ok(()) };
        let mut streams = self.records.below(&keys::streams(group.id), None);
        while let Some((_, stream)) = streams.next::<Stream>().await? {
            let oldest_ms = group.oldest_ms(self.clock().now().millis());
            if stream.span.is_none_or(|span| span.first_ms >= oldest_ms) {
                continue;
            }
            while self.take_away_blocks(name, group.id, stream.id)? == AT_ONCE {
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Takes away some of a stream's blocks whose events are all too old: how many.
    fn take_away_blocks(&self, name: &GroupName, id: u64, stream: u64) -> Result<usize, Fault> {
        let now_ms = self.clock().now().millis();
        self.records.change(&[&name.name], |change| {
            let Ok(group) = change.group(name) else { return Ok(0) };
            let oldest_ms = group.oldest_ms(now_ms);
            // A group of the same name that was made since has nothing that is old.
            if group.id != id || oldest_ms == 0 {
                return Ok(0);
            }
            let (all, end) = (block::of_stream(id, stream), block::from_ms(id, stream, oldest_ms));
            let mut old: Vec<Key> = Vec::new();
            let (mut bytes, mut failed) = (0, None);
            change.scan(&all, Some(&end), &mut |key, record| {
                match block::last_ms(record).and_then(|last_ms| Ok((last_ms, block::size(record)?))) {
                    Ok((last_ms, size)) if last_ms < oldest_ms => {
                        old.push(Key::stored(key));
                        bytes += size;
                    }
                    Ok(_) => {}
                    Err(fault) => failed = Some(fault),
                }
                let is_over = old.len() == AT_ONCE || failed.is_some();
                if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            if let Some(fault) = failed {
                return Err(fault);
            }
            let taken = old.len();
            if taken > 0 {
                old.into_iter().for_each(|key| change.delete(key));
                count(change, &group, |tally| tally.remove(bytes, now_ms))?;
            }
            Ok(taken)
        })
    }
}
