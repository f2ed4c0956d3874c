//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html>

use std::sync::Arc;

use base::arn::AccountId;
use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::access;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::queue::address;
use crate::queue::name::{QueueName, is_name};

pub(super) struct GetQueueUrl;

impl Operation for GetQueueUrl {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_QUEUE_URL;
    type Input = QueueName;
    type Output = String;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<QueueName, Fault> {
        let name = fields.required("QueueName");
        let owner = fields.text("QueueOwnerAWSAccountId").map(AccountId::parse);
        match owner.unwrap_or(Some(call.account)) {
            Some(account) if is_name(name) => {
                Ok(QueueName { account, region: call.region.clone(), name: name.to_owned() })
            }
            _ => Err(error::no_such_queue()),
        }
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: QueueName) -> Result<String, Fault> {
        access::check(engine, call, &name, "sqs:GetQueueUrl")?;
        engine.records.queue(&name)?;
        Ok(address::of(&name, call))
    }

    fn reply(url: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("QueueUrl", url).into()
    }
}
