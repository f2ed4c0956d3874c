//! Who is told of what was posted: for each channel of a world the lanes that have got a message since they were looked at.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use super::delivery::Delivery;
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
        let mut told = Vec::new();
        for (channel, posted) in self.0.lock().iter() {
            let mut lanes =
                posts.iter().filter(|post| post.channel == *channel).map(|post| &*post.lane).peekable();
            if lanes.peek().is_some() {
                posted.note(lanes);
                told.push(Arc::clone(posted));
            }
        }
        // When the lock is free again.
        told.iter().for_each(|posted| posted.wake());
    }

    /// All messages may be others now.
    pub(crate) fn tell_of_exchange(&self) {
        let told: Vec<_> = self.0.lock().iter().map(|(_, posted)| Arc::clone(posted)).collect();
        for posted in told {
            posted.all();
            posted.wake();
        }
    }
}

/// What was posted in one channel and is not looked at yet.
#[derive(Debug, Default)]
pub(super) struct Posted {
    /// Who looks, if anybody does.
    delivery: Mutex<Weak<Delivery>>,
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
        let mut fresh = self.fresh.lock();
        if let Fresh::Lanes(noted) = &mut *fresh {
            noted.extend(lanes.map(str::to_owned));
            if noted.len() > MOST_NOTED {
                *fresh = Fresh::All;
            }
        }
    }

    /// Messages may have come anywhere. Also for who looks no more.
    pub(super) fn all(&self) {
        *self.fresh.lock() = Fresh::All;
    }

    /// Has who delivers look.
    pub(super) fn wake(&self) {
        let delivery = self.delivery.lock().upgrade();
        if let Some(delivery) = delivery {
            delivery.wake();
        }
    }

    /// Who delivers from now on.
    pub(super) fn is_delivered_by(&self, delivery: &Arc<Delivery>) {
        *self.delivery.lock() = Arc::downgrade(delivery);
    }

    /// Where messages may have come since this was asked. From now on lanes are noted.
    pub(super) fn take(&self) -> Fresh {
        std::mem::replace(&mut self.fresh.lock(), Fresh::Lanes(BTreeSet::new()))
    }
}
