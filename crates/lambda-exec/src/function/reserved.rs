//! Reserved concurrency: how many invocations of a function run at once, at the most, and how many are kept for it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html>

use std::ops::ControlFlow;

use base::arn::{AccountId, Region};
use bytes::Bytes;
use store::{Key, Space};

use crate::error::Error;
use crate::function_name::FunctionId;
use crate::records::Records;

/// The sub-space of these in `Space::LambdaOther`: a record of its own, since every invocation asks for it.
const SUBSPACE: u8 = 4;

/// How many invocations of an account's functions may run at once in a region.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
pub(crate) const ACCOUNT_LIMIT: u32 = 1000;

/// What is left for the functions of an account that reserve nothing, at the least.
pub(crate) const UNRESERVED: u32 = 100;

/// What is reserved of an account's concurrency in a region.
#[derive(Clone, Debug)]
pub(crate) struct Reserved;

impl Reserved {
    pub(crate) fn key(id: &FunctionId) -> Key {
        Reserved::prefix(id.account, &id.region).text(&id.name)
    }

    /// What the keys of all that is reserved in a region begin with.
    pub(crate) fn prefix(account: AccountId, region: &Region) -> Key {
        Key::of(Space::LambdaOther).u8(SUBSPACE).account(account).region(region)
    }

    pub(crate) fn encode(count: u32) -> Vec<u8> {
        count.to_be_bytes().to_vec()
    }

    /// What is reserved for a function.
    pub(crate) fn of(store: &Records, id: &FunctionId) -> Result<Option<u32>, Error> {
        store.get(Reserved::key(id).as_bytes())?.as_ref().map(decode).transpose()
    }

    /// What is reserved for all functions.
    pub(crate) fn total(store: &Records, account: AccountId, region: &Region) -> Result<u64, Error> {
        let mut total = Ok(0_u64);
        store.scan_prefix(&Reserved::prefix(account, region), &mut |_, record| {
            total = match (&total, decode(record)) {
                (Ok(total), Ok(count)) => Ok(total.saturating_add(count.into())),
                (_, Err(damaged)) => Err(damaged),
                (Err(_), Ok(_)) => return ControlFlow::Break(()),
            };
            ControlFlow::Continue(())
        })?;
        total
    }

    /// Refuses what leaves too little for functions that reserve nothing.
    pub(crate) fn check(store: &Records, id: &FunctionId, count: u32, limit: u64) -> Result<(), Error> {
        let own = Reserved::of(store, id)?.unwrap_or(0);
        let others = Reserved::total(store, id.account, &id.region)?.saturating_sub(own.into());
        if others.saturating_add(count.into()).saturating_add(UNRESERVED.into()) > limit {
            return Err(Error::too_little_unreserved(UNRESERVED.into()));
        }
        Ok(())
    }
}

fn decode(record: &Bytes) -> Result<u32, Error> {
    let bytes = <[u8; 4]>::try_from(&record[..]);
    bytes.map(u32::from_be_bytes).map_err(|cause| Error::damaged("a reserved concurrency", cause))
}
