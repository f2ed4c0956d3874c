//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html>

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

pub(super) struct DeleteLogStream;

impl Operation for DeleteLogStream {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_LOG_STREAM;
    type Input = (GroupName, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((GroupName::named(&fields, call), fields.required("logStreamName").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (name, stream_name): Self::Input) -> Result<(), Fault> {
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            let stream = change.stream(&group, &stream_name)?;
            // What a protected group holds is protected too, which is our guess.
            if group.is_protected {
                return Err(error::protected(&name.name));
            }
            change.delete(keys::stream(group.id, &stream_name));
            change.put(keys::gone_of_stream(group.id, stream.id), Vec::new());
            Ok(())
        })?;
        engine.sweep.wake();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
