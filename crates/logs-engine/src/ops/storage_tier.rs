//! The storage tier of an account: kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutStorageTierPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetStorageTierPolicy.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::records::keys::{self, OfAccount};

pub(super) struct PutStorageTierPolicy;
pub(super) struct GetStorageTierPolicy;

/// An account has one.
const ONLY: &str = "";

impl Operation for PutStorageTierPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_STORAGE_TIER_POLICY;
    const KEPT: &'static [&'static str] = &["storageTier"];
    type Input = Fields;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Self::Input) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::StorageTier, ONLY);
        let policy = asked.recast(Self::SIGNATURE.output).with("lastUpdatedTime", call.now.millis());
        engine.records.change(&["storage tier"], |change| {
            change.keep(key.clone(), &policy);
            Ok(())
        })?;
        Ok(policy)
    }

    fn reply(policy: Fields) -> Outgoing {
        policy.into()
    }
}

impl Operation for GetStorageTierPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_STORAGE_TIER_POLICY;
    type Input = ();
    type Output = Fields;

    fn read(_: &Call, _: Incoming) -> Result<Self::Input, Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): Self::Input) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::StorageTier, ONLY);
        let policy = engine.records.kept(&key, Self::SIGNATURE.output)?;
        // Our guess: an account has the plain one until it says otherwise.
        Ok(policy.unwrap_or_else(|| Fields::new(Self::SIGNATURE.output).with("storageTier", "STANDARD")))
    }

    fn reply(policy: Fields) -> Outgoing {
        policy.into()
    }
}
