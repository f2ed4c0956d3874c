//! How many environments of a version a capacity provider keeps. It is kept and shown: there are no capacity providers'
//! instances here.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionScalingConfig.html>

use std::ops::ControlFlow;

use store::{Batch, Key, Space};

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::kept::{Kept, OfScaling};
use crate::records::Records;

/// The sub-space of these in `Space::LambdaOther`: account, region, function, version.
const SUBSPACE: u8 = 10;

/// Where that of a version is stored.
pub(crate) fn key(id: &FunctionId, version: &str) -> Key {
    prefix(id).text(version)
}

fn prefix(id: &FunctionId) -> Key {
    Key::of(Space::LambdaOther).u8(SUBSPACE).account(id.account).region(&id.region).text(&id.name)
}

/// That of a version, if it has one.
pub(crate) fn load(
    store: &Records,
    id: &FunctionId,
    version: &str,
) -> Result<Option<Kept<OfScaling>>, Error> {
    let record = store.get(key(id, version).as_bytes())?;
    let decode = |record: bytes::Bytes| {
        serde_json::from_slice(&record).map_err(|cause| Error::damaged("a scaling configuration", cause))
    };
    record.map(decode).transpose()
}

/// As it is stored.
pub(crate) fn encode(config: &Kept<OfScaling>) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(config).map_err(Error::internal)
}

/// Adds to a batch that a function has none any more.
pub(crate) fn delete_all(store: &Records, id: &FunctionId, batch: &mut Batch) -> Result<(), Error> {
    store.scan_prefix(&prefix(id), &mut |key, _| {
        batch.delete(Key::stored(key));
        ControlFlow::Continue(())
    })
}
