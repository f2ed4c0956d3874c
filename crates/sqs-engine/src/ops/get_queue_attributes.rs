//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::order::Counts;
use crate::queue::name::QueueName;
use crate::queue::{address, attribute};

pub(super) struct GetQueueAttributes;

/// What is asked for.
pub(super) struct Asked {
    name: QueueName,
    attributes: Vec<String>,
}

/// The attributes that cannot be set.
const OWN: [&str; 6] = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
];

impl Operation for GetQueueAttributes {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_QUEUE_ATTRIBUTES;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = Asked;
    type Output = Vec<(String, String)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let attributes: Vec<String> = fields.texts("AttributeNames").map(str::to_owned).collect();
        let is_known =
            |name: &String| name == "All" || OWN.contains(&name.as_str()) || attribute::is_known(name);
        match attributes.iter().find(|name| !is_known(name)) {
            Some(unknown) => Err(error::unknown_attribute(unknown)),
            None => Ok(Asked { name: address::asked(&fields, call)?, attributes }),
        }
    }

    async fn run(engine: &Arc<Engine>, _: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let is_asked = |name: &str| asked.attributes.iter().any(|asked| asked == "All" || asked == name);
        let found = engine.records.queue(&asked.name)?;
        let queue = &found.queue;
        // Recorded: one that a standard queue does not have is unknown.
        let of_fifo = asked.attributes.iter().find(|name| attribute::is_of_fifo(name));
        if let Some(unknown) = of_fifo.filter(|_| !queue.is_fifo()) {
            return Err(error::unknown_attribute(unknown));
        }
        let mut shown = attribute::show(queue, is_asked);
        let needs_counts = OWN.iter().any(|name| name.starts_with("Approximate") && is_asked(name));
        let counts = if needs_counts {
            engine.take_away_all_old(&asked.name).await?;
            Counts::of(&engine.records, queue, engine.clock().now()).await?
        } else {
            Counts::default()
        };
        let own = [
            counts.visible.to_string(),
            counts.delayed.to_string(),
            counts.in_flight.to_string(),
            queue.created_s.to_string(),
            queue.modified_s.to_string(),
            asked.name.arn().to_string(),
        ];
        let own = OWN.iter().zip(own).filter(|(name, _)| is_asked(name));
        shown.extend(own.map(|(name, value)| ((*name).to_owned(), value)));
        Ok(shown)
    }

    fn reply(shown: Vec<(String, String)>) -> Outgoing {
        let entry = |(name, value)| (name, Slot::There(Value::Text(value)));
        let entries: Vec<_> = shown.into_iter().map(entry).collect();
        let map = (!entries.is_empty()).then_some(Value::Map(entries));
        Fields::new(Self::SIGNATURE.output).with("Attributes", map).into()
    }
}
