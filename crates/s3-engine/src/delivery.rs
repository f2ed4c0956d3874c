//! What leaves the store's outbox: notifications on their way to their targets, and versions on their way into other buckets, which
//! are its lanes.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{EventTarget, SeamError};
use store::{Carried, Courier, Message, News};

use crate::engine::Engine;
use crate::engine::replica::{self, Replica};
use crate::error::Code;
use crate::notify::pending::PendingNotification;

/// Takes notifications to their targets.
#[derive(Debug)]
pub(crate) struct Notifier(pub(crate) Arc<dyn EventTarget>);

#[async_trait]
impl Courier for Notifier {
    async fn carry(&self, message: &Message) -> Carried {
        let target = &message.lane;
        let notification: PendingNotification = match serde_json::from_slice(&message.bytes) {
            Ok(notification) => notification,
            Err(cause) => {
                tracing::error!(target_arn = target, %cause, "a notification cannot be read and is dropped");
                return Carried::Done;
            }
        };
        match self.send(&notification, message.number).await {
            Ok(()) => Carried::Done,
            Err(SeamError::Unavailable(why)) => Carried::Later(why),
            Err(cause) => {
                let bucket = notification.bucket;
                tracing::warn!(target_arn = target, bucket, %cause, "a notification is dropped");
                Carried::Done
            }
        }
    }

    fn tell(&self, news: News<'_>) {
        match news {
            News::Waits { lane, why, wait } => {
                tracing::warn!(target_arn = lane, %why, ?wait, "a notification waits");
            }
            News::Unreadable { cause, wait } => {
                tracing::error!(error = ?cause, ?wait, "the notification outbox cannot be read");
            }
            News::Dropped { lane, dropped, dropped_in_all } => tracing::warn!(
                target_arn = lane,
                dropped,
                dropped_in_all,
                "the oldest notifications are dropped, since too many wait"
            ),
        }
    }
}

/// Takes versions into other buckets.
#[derive(Debug)]
pub(crate) struct Replicator(pub(crate) Weak<Engine>);

#[async_trait]
impl Courier for Replicator {
    async fn carry(&self, message: &Message) -> Carried {
        let Some(engine) = self.0.upgrade() else { return Carried::Later("S3 has stopped".to_owned()) };
        let replica: Replica = match serde_json::from_slice(&message.bytes) {
            Ok(replica) => replica,
            Err(cause) => {
                tracing::error!(bucket = message.lane, %cause, "a message of a replica cannot be read and is dropped");
                return Carried::Done;
            }
        };
        match replica::make(&engine, &replica) {
            Ok(()) => Carried::Done,
            Err(error) if error.is(Code::SlowDown) => Carried::Later(error.to_string()),
            Err(error) => {
                tracing::error!(bucket = message.lane, %error, "a replica cannot be made");
                Carried::Done
            }
        }
    }

    fn tell(&self, news: News<'_>) {
        match news {
            News::Waits { lane, why, wait } => tracing::warn!(bucket = lane, %why, ?wait, "a replica waits"),
            News::Unreadable { cause, wait } => {
                tracing::error!(error = ?cause, ?wait, "the replicas that wait cannot be read");
            }
            News::Dropped { lane, dropped, dropped_in_all } => tracing::warn!(
                bucket = lane,
                dropped,
                dropped_in_all,
                "the oldest replicas are not made, since too many wait"
            ),
        }
    }
}

impl Notifier {
    async fn send(&self, notification: &PendingNotification, number: u64) -> Result<(), SeamError> {
        let target = Arn::parse(&notification.target)
            .ok_or_else(|| SeamError::NotFound(notification.target.clone()))?;
        self.0.send(&target, notification.event(&target, number)).await
    }
}
