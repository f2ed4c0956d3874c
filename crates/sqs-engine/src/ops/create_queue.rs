//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>

use std::sync::Arc;

use base::call::Call;
use std::collections::BTreeMap;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use super::redriven;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::queue::name::{self, QueueName};
use crate::queue::{Numbers, Queue, address, attribute, tag};
use crate::records::{Change, keys};

pub(super) struct CreateQueue;

/// What is asked for.
pub(super) struct Asked {
    name: QueueName,
    attributes: BTreeMap<String, String>,
    tags: Tags,
    is_fifo: bool,
}

impl Operation for CreateQueue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CREATE_QUEUE;
    const LIMITS: &'static str = "The name of a deleted queue is free at once, unless `--sqs-delays` is on.";
    type Input = Asked;
    type Output = String;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let attributes = fields.text_map("Attributes").unwrap_or_default();
        let text = fields.required("QueueName");
        // Recorded of changes: a queue does not become a standard queue by saying so.
        let is_fifo = match attributes.get("FifoQueue").map(String::as_str) {
            None => false,
            Some("true") => true,
            Some(_) => return Err(error::unknown_attribute("FifoQueue")),
        };
        name::check(text, is_fifo)?;
        let name = QueueName { account: call.account, region: call.region.clone(), name: text.to_owned() };
        Ok(Asked { name, attributes, tags: tag::given(&fields, "tags")?, is_fifo })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<String, Fault> {
        let Asked { name, attributes, tags, is_fifo } = asked;
        let (id, backlog) = (engine.records.fresh_id()?, engine.records.fresh_id()?);
        engine.records.change(&[&name], |change| {
            if let Some(found) = change.queue_if_there(&name)? {
                attribute::check(&attributes, is_fifo)?;
                return match attribute::different(&found.queue, &attributes) {
                    None => Ok(()),
                    Some(different) => Err(error::other_attribute(different)),
                };
            }
            refuse_recent(engine, change, &name, call)?;
            let mut queue = Queue {
                id,
                backlog,
                created_s: call.now.secs(),
                modified_s: call.now.secs(),
                purged_ms: 0,
                attributes: BTreeMap::new(),
                tags: tags.clone(),
                numbers: Numbers::default(),
            };
            if is_fifo {
                queue.attributes.insert("FifoQueue".to_owned(), "true".to_owned());
            }
            attribute::set(&mut queue, &attributes)?;
            redriven::check(change, &name, &queue, &attributes)?;
            change.put_queue(&name, &queue)?;
            // The ids are taken from now on.
            for id in [id, backlog] {
                let tally = change.open(id)?;
                change.close(tally)?;
            }
            Ok(())
        })?;
        Ok(address::of(&name, call))
    }

    fn reply(url: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("QueueUrl", url).into()
    }
}

/// A name is taken for a minute after its queue was deleted, where the settings ask for it.
fn refuse_recent(engine: &Engine, change: &Change<'_>, name: &QueueName, call: &Call) -> Result<(), Fault> {
    const TAKEN_FOR_MS: u64 = 60_000;
    let deleted_ms: Option<u64> = change.record(&keys::deleted(name))?;
    let is_recent = deleted_ms.is_some_and(|at_ms| call.now.millis() < at_ms.saturating_add(TAKEN_FOR_MS));
    if engine.settings.delays && is_recent { Err(error::deleted_recently()) } else { Ok(()) }
}
