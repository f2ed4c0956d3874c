//! The outbox: a message is in the commit of the change that it tells of ([`Batch::post`](crate::Batch::post)), and goes to its
//! receiver once that is durable: at least once, and those of a lane one after another, in the order of the commits. A lane
//! that is slow or out of reach holds up no other.
//!
//! What is in it is part of the state, so restore and fork bring it back with everything else. A fork has a copy of what
//! its origin had not delivered, and sends it if somebody delivers there.
//!
//! - `numbers`: where messages are, and the numbers that they get with the commit
//! - `boxes`: who is told of what was posted
//! - `lanes`: what waits, by lane, and whose turn it is
//! - `delivery`: the work of the schedule that counts, sends and removes
//! - `bound`: what goes when too much waits

mod bound;
mod boxes;
mod delivery;
mod lanes;
pub(crate) mod numbers;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use base::schedule::Schedule;
use bytes::Bytes;
use parking_lot::Mutex;

pub(crate) use self::boxes::Boxes;
use self::boxes::Posted;
use self::delivery::Delivery;
pub use self::numbers::Channel;
pub(crate) use self::numbers::Post;
use crate::error::Error;
use crate::store::Store;

/// A message on its way to its receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whose turn it takes.
    pub lane: String,
    /// Rises with the commits of a state, over all lanes and channels. The same each time that it is sent.
    pub number: u64,
    /// What was posted.
    pub bytes: Bytes,
}

/// What came of a message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It is done with: its receiver has it for good, or will never take it. It is not sent again.
    Done,
    /// Not this time, and why. It is sent again after a while, and what is behind it in its lane waits.
    Later(String),
}

/// Who takes the messages of a channel to their receivers.
#[async_trait]
pub trait Courier: Send + Sync + fmt::Debug {
    /// Takes a message to its receiver. It may have had it before: whatever is not known to be done is sent again, and
    /// what takes longer than a minute is broken off.
    async fn carry(&self, message: &Message) -> Carried;

    /// Is told what the log should say, in the words of the service.
    fn tell(&self, news: News<'_>);
}

/// What happens to messages beside being delivered.
#[derive(Debug)]
pub enum News<'a> {
    /// A message could not be delivered.
    Waits {
        /// Of which lane.
        lane: &'a str,
        /// Why.
        why: &'a str,
        /// After how long it is sent again.
        wait: Duration,
    },
    /// The store failed when messages were to be looked at or removed.
    Unreadable {
        /// How.
        cause: &'a Error,
        /// After how long it is asked again.
        wait: Duration,
    },
    /// The oldest messages of a lane were dropped because too much waits.
    Dropped {
        /// Of which lane.
        lane: &'a str,
        /// How many.
        dropped: u64,
        /// How many of all lanes since the process began.
        dropped_in_all: u64,
    },
}

/// The messages of one channel in one world. Who delivers them does so until this is dropped.
#[derive(Debug)]
pub struct Outbox {
    messages: Arc<Messages>,
    delivery: Mutex<Option<Arc<Delivery>>>,
}

/// Where they are, and how many of them may wait.
#[derive(Debug)]
struct Messages {
    store: Store,
    channel: Channel,
    most_bytes: u64,
    posted: Arc<Posted>,
    dropped: AtomicU64,
}

impl Outbox {
    /// So many bytes of messages wait at most, where nothing else is said.
    pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

    /// The messages of a channel. At most `most_bytes` of them wait, keys included, over all lanes: of more the oldest
    /// of the fullest lane go. Looks at nothing: that begins with [`Outbox::deliver`].
    pub fn new(store: &Store, channel: Channel, most_bytes: u64) -> Outbox {
        let (posted, dropped) = (store.boxes().of(channel), AtomicU64::new(0));
        let messages = Messages { store: store.clone(), channel, most_bytes, posted, dropped };
        Outbox { messages: Arc::new(messages), delivery: Mutex::default() }
    }

    /// How many messages were dropped since the process began because too much waited.
    pub fn dropped(&self) -> u64 {
        self.messages.dropped()
    }

    /// Has all looked at again. Nobody needs it after a commit or an exchange: who delivers is told of those.
    pub fn wake(&self) {
        self.messages.posted.all();
        self.messages.posted.wake();
    }

    /// Delivers from now on, as work of a schedule by this name, until the process stops: what is being sent then is sent to
    /// its end. If this is dropped before, it is broken off. Only one of a store may deliver at a time.
    ///
    /// What waits does so by the host's clock: receivers out of reach are tried again though the emulator's time stands still.
    pub fn deliver(&self, schedule: &Schedule, name: &'static str, courier: Arc<dyn Courier>) {
        let mut delivery = self.delivery.lock();
        // Whoever delivered before ends first.
        *delivery = None;
        *delivery = Some(Delivery::begin(self.messages.clone(), schedule, name, courier));
    }
}

impl Messages {
    fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}
