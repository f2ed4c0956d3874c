//! Who is told of what was posted: for each channel of a world the lanes that have got a message since they were looked at.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::numbers::{Channel, Post};

/// So many lanes are noted at most; from then on all are to be looked at.
const MOST_NOTED: usize = 1024;

/// The channels of a world that somebody delivers, or has asked for.
#[derive(Debug, Default)]
pub(crate) struct Boxes(Mutex<Vec<(Channel, Arc<Posted>)>>);

impl Boxes {
    /// What was posted in a channel.
    pub(super) fn of(&self, channel: Channel) -> Arc<Posted> {
        let mut all = self.0.lock();
        if let Some((_, posted)) = all.iter().find(|(of, _)| *of == channel) {
            return Arc::clone(posted);
        }
        let posted = Arc::new(Posted::default());
        all.push((channel, Arc::clone(&posted)));
        posted
    }

    /// These were posted, and are visible.
    pub(crate) fn tell(&self, posts: &[Post]) {
        if posts.is_empty() {
            return;
        }
        let all = self.0.lock();
        for (channel, posted) in all.iter() {
            let mut lanes =
                posts.iter().filter(|post| post.channel == *channel).map(|post| &*post.lane).peekable();
            if lanes.peek().is_some() {
                posted.note(lanes);
            }
        }
    }

    /// All messages may be others now.
    pub(crate) fn tell_of_exchange(&self) {
        self.0.lock().iter().for_each(|(_, posted)| posted.all());
    }
}

/// What was posted in one channel and is not looked at yet.
#[derive(Debug, Default)]
pub(super) struct Posted {
    filled: Notify,
    fresh: Mutex<Fresh>,
}

/// Where messages may have come.
#[derive(Debug, Default)]
pub(super) enum Fresh {
    /// Anywhere: before the first look, and as long as nobody looks, so that nothing is kept for nobody.
    #[default]
    All,
    Lanes(BTreeSet<String>),
}

impl Posted {
    fn note<'a>(&self, lanes: impl Iterator<Item = &'a str>) {
        {
            let mut fresh = self.fresh.lock();
            if let Fresh::Lanes(noted) = &mut *fresh {
                noted.extend(lanes.map(str::to_owned));
                if noted.len() > MOST_NOTED {
                    *fresh = Fresh::All;
                }
            }
        }
        self.filled.notify_one();
    }

    /// Messages may have come anywhere.
    pub(super) fn all(&self) {
        *self.fresh.lock() = Fresh::All;
        self.filled.notify_one();
    }

    /// Where messages may have come since this was asked. From now on lanes are noted.
    pub(super) fn take(&self) -> Fresh {
        std::mem::replace(&mut self.fresh.lock(), Fresh::Lanes(BTreeSet::new()))
    }

    /// Nobody looks any more.
    pub(super) fn rest(&self) {
        *self.fresh.lock() = Fresh::All;
    }

    /// Resolves when something may have come.
    pub(super) async fn filled(&self) {
        self.filled.notified().await;
    }
}
