//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::listed::{Listed, Paging};
use crate::engine::Engine;
use crate::model;
use crate::queue::address;

pub(super) struct ListQueues;

impl Operation for ListQueues {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_QUEUES;
    type Input = (String, Paging);
    type Output = Listed;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let prefix = fields.text("QueueNamePrefix").unwrap_or_default().to_owned();
        let paging = Paging::read(&fields, "sqs:ListQueues", &[call.account.as_str(), &prefix])?;
        Ok((prefix, paging))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (prefix, paging): Self::Input) -> Result<Listed, Fault> {
        let place = (call.account, &call.region);
        let found = engine.records.queues(place, (&prefix, paging.after()), paging.most() + 1)?;
        let names = found.into_iter().map(|found| found.name);
        Ok(paging.page(names.collect(), |name| address::of(name, call)))
    }

    fn reply(listed: Listed) -> Outgoing {
        listed.reply(Fields::new(Self::SIGNATURE.output), "QueueUrls").into()
    }
}
