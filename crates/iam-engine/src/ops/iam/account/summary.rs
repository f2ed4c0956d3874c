//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>

use std::sync::Arc;

use base::call::Call;
use base::task::apart;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::account::summary;
use crate::engine::Engine;
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
pub(in crate::ops::iam) struct GetAccountSummary;

impl Operation for GetAccountSummary {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ACCOUNT_SUMMARY;
    type Input = ();
    type Output = Vec<(String, i64)>;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Self::Output, Fault> {
        let (engine, account) = (Arc::clone(engine), call.account);
        // Thousands of users are counted.
        apart(move || summary::of(&engine.records, account)).await
    }

    fn reply(numbers: Self::Output) -> Outgoing {
        let entries = numbers.into_iter().map(|(name, number)| (name, Slot::There(Value::Integer(number))));
        Fields::new(Self::SIGNATURE.output).with("SummaryMap", Value::Map(entries.collect())).into()
    }
}
