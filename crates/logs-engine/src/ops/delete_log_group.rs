//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html>

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

pub(super) struct DeleteLogGroup;

impl Operation for DeleteLogGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_LOG_GROUP;
    type Input = GroupName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<GroupName, Fault> {
        Ok(GroupName::named(&fields, call))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: GroupName) -> Result<(), Fault> {
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            if group.is_protected {
                return Err(error::protected(&name.name));
            }
            change.delete(name.key());
            change.put(keys::gone_of_group(group.id), Vec::new());
            Ok(())
        })?;
        engine.sweep.wake();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
