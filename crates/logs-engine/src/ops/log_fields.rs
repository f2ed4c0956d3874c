//! Fields of events, as queries find them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::group::name::GroupName;
use crate::model;

pub(super) struct GetLogRecord;
pub(super) struct GetLogGroupFields;

impl Operation for GetLogRecord {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_LOG_RECORD;
    const KEPT: &'static [&'static str] = &["unmask"];
    type Input = String;
    type Output = BTreeMap<String, String>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("logRecordPointer").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, pointer: Self::Input) -> Result<Self::Output, Fault> {
        engine.record_of(call.account, &call.region, &pointer).await
    }

    fn reply(record: BTreeMap<String, String>) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("logRecord", record).into()
    }
}

impl Operation for GetLogGroupFields {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_LOG_GROUP_FIELDS;
    type Input = (GroupName, Option<u64>);
    type Output = Vec<(String, u64)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let time = fields.integer("time").and_then(|at| u64::try_from(at).ok());
        Ok((GroupName::asked(&fields, call)?, time))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, time): Self::Input,
    ) -> Result<Self::Output, Fault> {
        engine.fields_of(&name, time, call.now.millis()).await
    }

    fn reply(found: Vec<(String, u64)>) -> Outgoing {
        let shown = found.into_iter().map(|(name, percent)| {
            let percent = i64::try_from(percent).unwrap_or(100);
            Fields::new(&model::LOG_GROUP_FIELD).with("name", name).with("percent", percent)
        });
        Fields::new(Self::SIGNATURE.output).with("logGroupFields", shown.collect::<Vec<_>>()).into()
    }
}
