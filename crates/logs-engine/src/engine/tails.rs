//! Who looks at new events as they come. Each is told which blocks have come into its groups; so many wait, and no more.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use crate::event::block::BlockPlace;

/// How many blocks wait for one who looks.
const MOST_WAITING: usize = 4096;

/// How many may look at the same time: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>.
const MOST: usize = 1000;

/// All who look.
#[derive(Debug, Default)]
pub(crate) struct Tails(Mutex<Vec<Weak<Tail>>>);

/// One who looks, until this is dropped.
#[derive(Debug)]
pub(crate) struct Tail {
    /// The ids of its groups.
    groups: Vec<u64>,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    blocks: VecDeque<NewBlock>,
    /// Whether some were passed over.
    is_sampled: bool,
}

/// Events that have come.
#[derive(Clone, Debug)]
pub(crate) struct NewBlock {
    pub(crate) group: u64,
    pub(crate) stream: Arc<str>,
    pub(crate) place: BlockPlace,
}

impl Tails {
    /// One more who looks at groups; nothing if there are too many.
    pub(crate) fn join(&self, groups: Vec<u64>) -> Option<Arc<Tail>> {
        let mut all = self.0.lock();
        all.retain(|tail| tail.strong_count() > 0);
        if all.len() >= MOST {
            return None;
        }
        let tail = Arc::new(Tail { groups, waiting: Mutex::default() });
        all.push(Arc::downgrade(&tail));
        Some(tail)
    }

    /// Blocks have come into a stream of a group.
    pub(crate) fn tell(&self, group: u64, stream: &str, places: &[BlockPlace]) {
        let looking: Vec<Arc<Tail>> = {
            let all = self.0.lock();
            if all.is_empty() {
                return;
            }
            all.iter().filter_map(Weak::upgrade).collect()
        };
        let stream: Arc<str> = stream.into();
        for tail in looking.iter().filter(|tail| tail.groups.contains(&group)) {
            let mut waiting = tail.waiting.lock();
            waiting.blocks.extend(places.iter().map(|place| NewBlock {
                group,
                stream: stream.clone(),
                place: *place,
            }));
            while waiting.blocks.len() > MOST_WAITING {
                waiting.blocks.pop_front();
                waiting.is_sampled = true;
            }
        }
    }
}

impl Tail {
    /// The blocks that have come since this was asked last, and whether some were passed over.
    pub(crate) fn take(&self) -> (Vec<NewBlock>, bool) {
        let mut waiting = self.waiting.lock();
        let is_sampled = std::mem::take(&mut waiting.is_sampled);
        (waiting.blocks.drain(..).collect(), is_sampled)
    }
}
