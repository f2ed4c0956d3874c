//! The door to the records of Parameter Store: what is read, and the one way in which they change. Nothing else here holds the
//! store, so a change that does not come through this file does not compile.
//!
//! | record | key | value |
//! |---|---|---|
//! | parameter with its last version | account, region, name | [`Parameter`] |
//! | older version | account, region, name, number | [`Version`] |
//! | labels of a parameter, where it has any | account, region, name | [`Labels`] |
//! | how many parameters there are | account, region | [`Tally`] |
//! | when a parameter expires | time, account, region, name | nothing |
//! | service setting, resource policy | account, region, kind, name | [`crate::setting::Set`], [`ResourcePolicy`] |

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use base::arn::{AccountId, Region};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Commit, Key, Order, Slices, Store, Stripes};
use wire::fault::Fault;

use crate::error;
use crate::parameter::kind::Tier;
use crate::parameter::label::Labels;
use crate::parameter::name::ParameterName;
use crate::parameter::{Parameter, Version};

mod change;
pub(crate) mod keys;

pub(crate) use change::Change;

/// How often a change is decided again because another one came between its decision and its commit. Whoever comes between
/// has made its own change, so somebody always gets on.
pub(crate) const MOST_TRIES: usize = 64;

/// Where parameters are: an account and a region.
pub(crate) type Place<'a> = (AccountId, &'a Region);

/// How many parameters of each tier there are in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    standard: u64,
    advanced: u64,
}

impl Tally {
    /// How many there are of a tier.
    pub(crate) fn of(self, tier: Tier) -> u64 {
        match tier {
            Tier::Standard => self.standard,
            Tier::Advanced => self.advanced,
        }
    }

    /// What it is after parameters of a tier came or went.
    pub(crate) fn add(&mut self, tier: Tier, count: i64) {
        let held = match tier {
            Tier::Standard => &mut self.standard,
            Tier::Advanced => &mut self.advanced,
        };
        *held = held.saturating_add_signed(count);
    }
}

/// The policy of a parameter, by which other accounts may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ResourcePolicy {
    pub(crate) id: String,
    pub(crate) hash: String,
    pub(crate) text: String,
}

/// The records.
#[derive(Debug)]
pub(crate) struct Records {
    store: Store,
    /// Held over every read, decision and commit in one region of one account, so that they do not come in each other's way.
    stripes: Arc<Stripes>,
}

impl Records {
    pub(crate) fn new(store: Store) -> Records {
        Records { stripes: store.stripes(), store }
    }

    /// A parameter, if it is there.
    pub(crate) fn parameter(&self, name: &ParameterName) -> Result<Option<Parameter>, Fault> {
        self.record(&name.key())
    }

    /// A version of a parameter, if it is there.
    pub(crate) fn version(
        &self,
        name: &ParameterName,
        parameter: &Parameter,
        number: u64,
    ) -> Result<Option<Version>, Fault> {
        if number == parameter.current.number {
            return Ok(Some(parameter.current.clone()));
        }
        self.record(&keys::version(name, number))
    }

    /// The labels of a parameter.
    pub(crate) fn labels(&self, name: &ParameterName) -> Result<Labels, Fault> {
        Ok(self.record(&keys::labels(name))?.unwrap_or_default())
    }

    /// A record of a key.
    pub(crate) fn record<R: DeserializeOwned>(&self, key: &Key) -> Result<Option<R>, Fault> {
        let held = self.store.get(key.as_bytes()).map_err(error::store)?;
        held.map(|bytes| read(&bytes)).transpose()
    }

    /// The older versions of a parameter, from a number on, so many at most, in order.
    pub(crate) fn older(&self, name: &ParameterName, from: u64, most: usize) -> Result<Vec<Version>, Fault> {
        let (all, mut held) = (keys::versions(name), Vec::new());
        if most == 0 {
            return Ok(Vec::new());
        }
        let from = keys::version(name, from);
        let to = all.end();
        let bounds = (from.from_here(), Bound::Excluded(to.as_bytes()));
        let scanned = self.store.scan(bounds.0, bounds.1, Order::Ascending, &mut |_, value| {
            held.push(value.clone());
            if held.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        scanned.map_err(error::store)?;
        held.iter().map(|bytes| read(bytes)).collect()
    }

    /// The parameters of a place whose names begin with a text, behind a name, in order. Names have no first slash here.
    pub(crate) fn parameters(&self, (account, region): Place<'_>, prefix: &str, after: Option<&str>) -> Walk {
        let all = ParameterName::all(account, region);
        let behind = after.map(|name| all.clone().text(name));
        let all = all.text_prefix(prefix);
        let from = behind.as_ref().map_or_else(|| all.from_here(), Key::after);
        Walk(self.store.slices(from, all.end()))
    }

    /// The parameter that expires first of all, and when.
    pub(crate) fn first_expiry(&self) -> Result<Option<(u64, ParameterName)>, Fault> {
        let all = keys::expiries();
        let to = all.end();
        let mut first = None;
        let scanned = self.store.scan(
            all.from_here(),
            Bound::Excluded(to.as_bytes()),
            Order::Ascending,
            &mut |key, _| {
                first = Some(Bytes::copy_from_slice(key));
                ControlFlow::Break(())
            },
        );
        scanned.map_err(error::store)?;
        let Some(key) = first else { return Ok(None) };
        keys::expiry_of(&key).map(Some).ok_or_else(|| error::damaged("the key of an expiry", ""))
    }

    /// Reads, decides and commits: only if all that was read is as it was; otherwise it is decided again. Where `decide` fails,
    /// nothing changes. Durable when [`Records::settled`] resolves.
    pub(crate) fn change<T>(
        &self,
        (account, region): Place<'_>,
        mut decide: impl FnMut(&mut Change) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let place = keys::tally((account, region));
        let _held = self.stripes.lock(place.as_bytes());
        for _ in 0..MOST_TRIES {
            let mut change = Change::new(self.store.noting());
            let decided = decide(&mut change)?;
            let Some(batch) = change.into_batch() else { return Ok(decided) };
            if let Commit::Done(_) = self.store.try_commit(batch).map_err(error::store)? {
                return Ok(decided);
            }
        }
        Err(error::overtaken())
    }

    /// A text for things that are named by chance.
    pub(crate) fn fresh_uuid(&self) -> Result<String, Fault> {
        self.store.fresh(|entropy| entropy.uuid(), |_| []).map_err(error::store)
    }

    /// See [`Store::settled`].
    pub(crate) async fn settled(&self) -> Result<(), Fault> {
        self.store.settled().await.map_err(error::store)
    }
}

/// Parameters in order, read in slices: see [`Store::slices`].
pub(crate) struct Walk(Slices);

impl Walk {
    /// The next parameter, by its name without a first slash, or nothing at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<(ParameterName, Parameter)>, Fault> {
        let Some((key, held)) = self.0.next().await.map_err(error::store)? else { return Ok(None) };
        let name = ParameterName::of_key(&key).ok_or_else(|| error::damaged("a parameter's key", ""))?;
        Ok(Some((name, read(&held)?)))
    }
}

/// A record as it is kept.
fn write<R: Serialize>(record: &R) -> Result<Vec<u8>, Fault> {
    postcard::to_allocvec(record).map_err(|cause| error::damaged("a record", cause))
}

/// A record that was kept.
fn read<R: DeserializeOwned>(bytes: &[u8]) -> Result<R, Fault> {
    postcard::from_bytes(bytes).map_err(|cause| error::damaged("a record", cause))
}
