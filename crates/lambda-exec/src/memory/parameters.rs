//! What is held of the extension for parameters and secrets: whether it listens, and the replies that are kept.

use std::collections::HashMap;
use std::time::Duration;

use base::clock::Timestamp;
use base::seams::OperationReply;
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

/// How long a function waits for the extension, by the host's clock: as long as it takes to open a port, or to fail.
const OPENING: Duration = Duration::from_secs(1);

/// How many replies are kept of all functions; then all are asked for anew. AWS's keeps a thousand for each environment.
const MOST_KEPT: usize = 10_000;

/// A reply by the session token of the environment that asked, and what it asked.
type Kept = HashMap<(String, String), (Timestamp, OperationReply)>;

/// The extension.
#[derive(Debug)]
pub(crate) struct Parameters {
    /// Wakes who opens the port.
    pub(crate) needed: Notify,
    /// Whether the port was opened, or could not be.
    pub(crate) opened: watch::Sender<bool>,
    kept: Mutex<Kept>,
}

impl Default for Parameters {
    fn default() -> Parameters {
        Parameters { needed: Notify::new(), opened: watch::Sender::new(false), kept: Mutex::default() }
    }
}

impl Parameters {
    /// A function needs it: waits until it listens, or cannot.
    pub(crate) async fn need(&self) {
        self.needed.notify_one();
        let mut opened = self.opened.subscribe();
        // A function runs without it, too.
        let _late = tokio::time::timeout(OPENING, opened.wait_for(|opened| *opened)).await;
    }

    /// What is kept and not too old.
    pub(crate) fn kept(&self, key: &(String, String), now: Timestamp) -> Option<OperationReply> {
        let kept = self.kept.lock();
        kept.get(key).filter(|(until, _)| now < *until).map(|(_, reply)| reply.clone())
    }

    /// What is kept is of a state that is gone.
    pub(crate) fn forget(&self) {
        self.kept.lock().clear();
    }

    /// Keeps a reply.
    pub(crate) fn keep(&self, key: (String, String), until: Timestamp, reply: OperationReply) {
        let mut kept = self.kept.lock();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, (until, reply));
    }
}
