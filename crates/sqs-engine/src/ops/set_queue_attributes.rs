//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>

use std::sync::Arc;

use base::call::Call;
use std::collections::BTreeMap;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::redriven;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::queue::name::QueueName;
use crate::queue::{Queue, address, attribute};

pub(super) struct SetQueueAttributes;

impl Operation for SetQueueAttributes {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::SET_QUEUE_ATTRIBUTES;
    const RESOURCE: &'static [&'static str] = &[address::MEMBER];
    type Input = (QueueName, BTreeMap<String, String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let attributes = fields.text_map("Attributes").unwrap_or_default();
        if attributes.is_empty() {
            return Err(error::missing("Attribute.Name"));
        }
        Ok((address::asked(&fields, call)?, attributes))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, attributes): Self::Input) -> Result<(), Fault> {
        let id = engine.records.change(&[&name], |change| {
            let found = change.queue(&name)?;
            refuse_other_kind(&found.queue, &attributes)?;
            let mut queue = Queue::clone(&found.queue);
            attribute::set(&mut queue, &attributes)?;
            redriven::check(change, &name, &queue, &attributes)?;
            queue.modified_s = call.now.secs();
            change.put_queue(&name, &queue)?;
            Ok(queue.id)
        })?;
        engine.waiting.wake_all(id);
        // Messages may be too old now.
        engine.sweep.wake();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// A queue stays of its kind (recorded).
fn refuse_other_kind(queue: &Queue, attributes: &BTreeMap<String, String>) -> Result<(), Fault> {
    let is_other = match attributes.get("FifoQueue").map(String::as_str) {
        None => false,
        Some(asked) => (asked == "true") != queue.is_fifo(),
    };
    if is_other {
        let reason = "Modifying queue type is not supported.";
        return Err(error::invalid_attribute_because("FifoQueue", reason));
    }
    Ok(())
}
