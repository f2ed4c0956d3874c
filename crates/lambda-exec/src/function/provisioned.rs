//! Provisioned concurrency: how many environments of a version or alias are to be ready.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html>

use std::ops::ControlFlow;

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use store::space::Fields as KeyFields;
use store::{Batch, Key, Space};
use time::OffsetDateTime;
use time::macros::format_description;
use wire::shape::Shape;
use wire::value::Fields;

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::records::Records;

/// The sub-space of these in `Space::LambdaOther`: account, region, function, version or alias.
const SUBSPACE: u8 = 9;

/// How far a provisioned concurrency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its environments are being started.
    InProgress,
    /// They are ready.
    Ready,
    /// They could not be started: AWS's reason.
    Failed(&'static str),
}

/// What is provisioned for one version or alias, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Provisioned {
    pub(crate) qualifier: String,
    pub(crate) requested: u64,
    /// Milliseconds since the epoch.
    pub(crate) last_modified: u64,
}

impl Provisioned {
    /// Where the one of a version or alias is stored.
    pub(crate) fn key(id: &FunctionId, qualifier: &str) -> Key {
        Provisioned::prefix(id).text(qualifier)
    }

    fn prefix(id: &FunctionId) -> Key {
        Provisioned::everywhere().account(id.account).region(&id.region).text(&id.name)
    }

    pub(crate) fn load(
        store: &Records,
        id: &FunctionId,
        qualifier: &str,
    ) -> Result<Option<Provisioned>, Error> {
        let record = store.get(Provisioned::key(id, qualifier).as_bytes())?;
        record.map(|record| Provisioned::decode(&record)).transpose()
    }

    /// Those of all versions and aliases of a function.
    pub(crate) fn all(store: &Records, id: &FunctionId) -> Result<Vec<Provisioned>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(&Provisioned::prefix(id), &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| Provisioned::decode(record)).collect()
    }

    /// Where those of all functions are stored.
    pub(crate) fn everywhere() -> Key {
        Key::of(Space::LambdaOther).u8(SUBSPACE)
    }

    /// Whose function's the one with this key is.
    pub(crate) fn owner(key: &[u8]) -> Option<FunctionId> {
        let mut fields = KeyFields::of(key);
        fields.raw(1)?;
        let (account, region, name) = (fields.account()?, fields.region()?, fields.text()?);
        Some(FunctionId { account, region, name })
    }

    /// Adds to a batch that a function has none any more.
    pub(crate) fn delete_all(store: &Records, id: &FunctionId, batch: &mut Batch) -> Result<(), Error> {
        for provisioned in Provisioned::all(store, id)? {
            batch.delete(Provisioned::key(id, &provisioned.qualifier));
        }
        Ok(())
    }

    pub(crate) fn decode(record: &[u8]) -> Result<Provisioned, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("a provisioned concurrency", cause))
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    /// As it is shown.
    pub(crate) fn shown(&self, standing: &Standing, shape: &'static Shape) -> Fields {
        let (status, allocated) = match standing {
            Standing::InProgress => ("IN_PROGRESS", 0),
            Standing::Ready => ("READY", self.requested),
            Standing::Failed(_) => ("FAILED", 0),
        };
        let mut fields = Fields::new(shape)
            .with("RequestedProvisionedConcurrentExecutions", self.requested)
            .with("AllocatedProvisionedConcurrentExecutions", allocated)
            .with("AvailableProvisionedConcurrentExecutions", allocated)
            .with("Status", status)
            .with("LastModified", time_of(Timestamp::from_millis(self.last_modified)));
        if let Standing::Failed(reason) = standing {
            fields = fields.with("StatusReason", *reason);
        }
        fields
    }
}

/// `2019-12-03T23:28:51+0000`, as AWS's guide shows it.
fn time_of(at: Timestamp) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+0000");
    let time = OffsetDateTime::from_unix_timestamp(i64::try_from(at.secs()).unwrap_or(i64::MAX));
    time.unwrap_or(OffsetDateTime::UNIX_EPOCH).format(format).unwrap_or_default()
}
