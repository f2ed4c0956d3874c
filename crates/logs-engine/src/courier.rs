//! Takes new events to those who subscribe to them: at least once, in the order of the commits for each destination.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError, Sender};
use base::task::apart;
use store::{Carried, Courier, Message, News};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::event::block;
use crate::event::position::Position;
use crate::filter_pattern::Pattern;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};
use crate::records::read;
use crate::subscription::{Pending, payloads};

impl Engine {
    /// Delivers to subscribers from now on.
    pub fn deliver_to(self: &Arc<Self>, events: Arc<dyn EventTarget>) {
        let courier = Subscribers { engine: Arc::downgrade(self), events: events.clone() };
        // What starts twice sends where it did first.
        let _ = self.events.set(events);
        self.outbox.deliver(&self.schedule, "logs subscriptions", Arc::new(courier));
    }

    /// What a filter that is still there takes of new events.
    fn meant(&self, pending: &Pending) -> Result<Vec<(Position, String)>, Fault> {
        let Some(name) = pending.group() else { return Ok(Vec::new()) };
        let group: Option<Group> = self.records.record(&name.key())?;
        let key = keys::of_group(pending.group_id, OfGroup::SubscriptionFilter, &pending.filter);
        let filter = self.records.kept(&key, &model::SUBSCRIPTION_FILTER)?;
        let Some(filter) = filter.filter(|_| group.is_some_and(|group| group.id == pending.group_id)) else {
            return Ok(Vec::new());
        };
        let pattern = Pattern::read(filter.required("filterPattern"))?;
        let view = self.records.view()?;
        let mut events = Vec::new();
        for place in &pending.blocks {
            let record = view.get(block::key(pending.group_id, *place).as_bytes()).map_err(error::store)?;
            if let Some(record) = record {
                block::visit(*place, &record, |position, message, _| {
                    if pattern.means(message) {
                        events.push((position, message.to_owned()));
                    }
                })?;
            }
        }
        Ok(events)
    }
}

/// Who sends events of a group.
pub(crate) fn sender(name: &GroupName) -> Sender {
    let arn = Arn { resource: format!("log-group:{}:*", name.name), ..name.arn() };
    Sender { service: "logs.amazonaws.com", arn, account: name.account }
}

/// Takes events to subscribers.
#[derive(Debug)]
struct Subscribers {
    engine: Weak<Engine>,
    events: Arc<dyn EventTarget>,
}

#[async_trait]
impl Courier for Subscribers {
    async fn carry(&self, message: &Message) -> Carried {
        let Some(engine) = self.engine.upgrade() else { return Carried::Later("it ends".to_owned()) };
        let (destination, bytes) = (&message.lane, message.bytes.clone());
        let made = apart(move || {
            let pending: Pending = read(&bytes)?;
            let events = engine.meant(&pending)?;
            Ok((payloads(&pending, &events)?, pending.group()))
        });
        let (payloads, name) = match made.await {
            Ok((payloads, Some(name))) => (payloads, name),
            Ok((_, None)) => return Carried::Done,
            Err(fault) => {
                let fault: Fault = fault;
                tracing::error!(destination, cause = %fault.cause, "new events cannot be read and are not delivered");
                return Carried::Done;
            }
        };
        match self.send(destination, &name, message.number, payloads).await {
            Ok(()) => Carried::Done,
            Err(SeamError::Unavailable(why)) => Carried::Later(why),
            Err(cause) => {
                tracing::warn!(destination, group = name.name, %cause, "new events are not delivered");
                Carried::Done
            }
        }
    }

    fn tell(&self, news: News<'_>) {
        match news {
            News::Waits { lane, why, wait } => {
                tracing::warn!(destination = lane, %why, ?wait, "new events wait for their subscriber");
            }
            News::Unreadable { cause, wait } => {
                tracing::error!(error = ?cause, ?wait, "the outbox of subscriptions cannot be read");
            }
            News::Dropped { lane, dropped, dropped_in_all } => tracing::warn!(
                destination = lane,
                dropped,
                dropped_in_all,
                "the oldest events for a subscriber are dropped, since too many wait"
            ),
        }
    }
}

impl Subscribers {
    async fn send(
        &self,
        destination: &str,
        name: &GroupName,
        number: u64,
        payloads: Vec<Vec<u8>>,
    ) -> Result<(), SeamError> {
        let target = Arn::parse(destination)
            .ok_or_else(|| SeamError::NotFound(format!("{destination} is no destination")))?;
        for (at, payload) in payloads.into_iter().enumerate() {
            let id = format!("logs-{number}-{at}");
            let event = Event { id, sender: sender(name), payload: payload.into(), attributes: Vec::new() };
            self.events.send(&target, event).await?;
        }
        Ok(())
    }
}
