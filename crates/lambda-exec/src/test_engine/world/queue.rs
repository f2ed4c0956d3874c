//! A queue that feeds consumers, with messages that the test sends. How long it keeps what, its dead letters and the rest of SQS
//! are proven where SQS is; this one knows visibility, receipts, and the order of groups.

use std::collections::HashSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use base::arn::{AccountId, Arn};
use base::clock::{Clock, Timestamp};
use base::seams::{QueueMessage, QueueSource, SeamError};
use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::watch;

use super::World;

/// For how long a message is invisible.
const VISIBILITY: Duration = Duration::from_secs(30);

/// Its state.
#[derive(Debug)]
pub(crate) struct Queue {
    clock: OnceLock<Clock>,
    messages: Mutex<Vec<Message>>,
    changed: watch::Sender<u64>,
    gone: AtomicBool,
    looks: AtomicUsize,
}

#[derive(Clone, Debug)]
struct Message {
    id: String,
    body: String,
    group: Option<String>,
    visible: Timestamp,
    receives: u32,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue {
            clock: OnceLock::new(),
            messages: Mutex::default(),
            changed: watch::Sender::new(0),
            gone: AtomicBool::new(false),
            looks: AtomicUsize::new(0),
        }
    }
}

impl Queue {
    /// Its time is that of the bench.
    pub(crate) fn runs_by(&self, clock: &Clock) {
        let _known = self.clock.set(clock.clone());
    }

    /// Adds messages whose ids are their bodies.
    pub(crate) fn send<'b>(&self, bodies: impl IntoIterator<Item = &'b str>) {
        self.send_to(None, bodies);
    }

    /// The same, in a group.
    pub(crate) fn send_to<'b>(&self, group: Option<&str>, bodies: impl IntoIterator<Item = &'b str>) {
        self.messages.lock().extend(bodies.into_iter().map(|body| Message {
            id: body.chars().take(20).collect::<String>().replace('"', ""),
            body: body.to_owned(),
            group: group.map(str::to_owned),
            visible: Timestamp::from_millis(0),
            receives: 0,
        }));
        self.changed.send_modify(|n| *n += 1);
    }

    /// The ids of what is in it, visible or not.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.messages.lock().iter().map(|message| message.id.clone()).collect()
    }

    /// Whether the queue is there.
    pub(crate) fn set_there(&self, there: bool) {
        self.gone.store(!there, Ordering::SeqCst);
        self.changed.send_modify(|n| *n += 1);
    }

    /// How often somebody asked for messages.
    pub(crate) fn looks(&self) -> usize {
        self.looks.load(Ordering::SeqCst)
    }

    fn now(&self) -> Timestamp {
        self.clock.get().map_or(Timestamp::from_millis(0), Clock::now)
    }

    fn check(&self, queue: &Arn) -> Result<(), SeamError> {
        let is_known = queue.resource.trim_end_matches(".fifo") == "q" && !self.gone.load(Ordering::SeqCst);
        if is_known { Ok(()) } else { Err(SeamError::NotFound(queue.to_string())) }
    }

    fn receive(&self, most: usize) -> Vec<QueueMessage> {
        let (now, mut all) = (self.now(), self.messages.lock());
        let mut blocked: HashSet<String> = HashSet::new();
        for message in all.iter().filter(|message| message.visible > now) {
            blocked.extend(message.group.clone());
        }
        let free = all.iter_mut().filter(|message| {
            message.visible <= now && !message.group.as_ref().is_some_and(|group| blocked.contains(group))
        });
        let receive = |message: &mut Message| {
            message.receives += 1;
            message.visible = now.plus(VISIBILITY);
            let receipt = format!("{}#{}", message.id, message.receives);
            // The test's bodies have nothing to escape but quotes.
            let body = message.body.replace('"', "\\\"");
            let (id, group) = (message.id.clone(), message.group.clone());
            let json =
                format!(r#"{{"messageId": {}, "receiptHandle": "{receipt}", "body": "{body}"}}"#, json!(id));
            QueueMessage { receipt, id, group, json: json.into() }
        };
        free.take(most).map(receive).collect()
    }

    /// When the next message can be received: one of a group not before the last of its group that is in flight.
    fn next_visible(&self) -> Option<Timestamp> {
        let all = self.messages.lock();
        let of_group = |message: &Message| {
            let same = all.iter().filter(|other| other.group.is_some() && other.group == message.group);
            same.map(|other| other.visible).max().map_or(message.visible, |last| last.max(message.visible))
        };
        all.iter().map(of_group).min()
    }
}

#[async_trait]
impl QueueSource for World {
    async fn admits(&self, consumer: AccountId, queue: &Arn) -> Result<(), SeamError> {
        match queue.account == consumer.as_str() {
            true => self.queue().check(queue),
            false => Err(SeamError::Refused("no policy allows it".to_owned())),
        }
    }

    async fn visibility(&self, queue: &Arn) -> Result<Duration, SeamError> {
        self.queue().check(queue).map(|()| VISIBILITY)
    }

    async fn receive(&self, queue: &Arn, most: usize) -> Result<Vec<QueueMessage>, SeamError> {
        assert!(self.queue().looks.fetch_add(1, Ordering::SeqCst) < 20_000, "who asks so often spins");
        self.queue().check(queue)?;
        Ok(self.queue().receive(most))
    }

    async fn delete(&self, queue: &Arn, receipts: &[String]) -> Result<(), SeamError> {
        self.queue().check(queue)?;
        let held = |message: &Message| receipts.contains(&format!("{}#{}", message.id, message.receives));
        self.queue().messages.lock().retain(|message| !held(message));
        self.queue().changed.send_modify(|n| *n += 1);
        Ok(())
    }

    async fn show_again(&self, queue: &Arn, receipts: &[String], after: Duration) -> Result<(), SeamError> {
        self.queue().check(queue)?;
        let visible = self.queue().now().plus(after);
        let mut all = self.queue().messages.lock();
        let held =
            |message: &&mut Message| receipts.contains(&format!("{}#{}", message.id, message.receives));
        all.iter_mut().filter(held).for_each(|message| message.visible = visible);
        self.queue().changed.send_modify(|n| *n += 1);
        Ok(())
    }

    async fn changed(&self, queue: &Arn) {
        if self.queue().check(queue).is_err() {
            return std::future::pending().await;
        }
        let mut changed = self.queue().changed.subscribe();
        let visible = async {
            match (self.queue().clock.get(), self.queue().next_visible()) {
                (Some(clock), Some(at)) => clock.sleep_until(at).await,
                _ => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = changed.changed() => {}
            () = visible => {}
        }
    }
}
