//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys;
use crate::stream::Stream;

pub(super) struct CreateLogStream;

impl Operation for CreateLogStream {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CREATE_LOG_STREAM;
    type Input = (GroupName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::named(&fields, call), fields.required("logStreamName").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, stream): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            let key = keys::stream(group.id, &stream);
            if change.record::<Stream>(&key)?.is_some() {
                return Err(error::stream_exists());
            }
            let id = engine.records.fresh_stream(group.id)?;
            change.put_record(key, &Stream::new(id, call.now.millis()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
