//! How far a mapping has read each shard: kept in the store, so that nothing is lost with the process.

use std::ops::ControlFlow;

use base::seams::Position;
use serde::{Deserialize, Serialize};
use store::space::Fields;
use store::{Batch, Key, Space};

use super::{MappingId, Start};
use crate::error::Error;
use crate::records::Records;

/// A position as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Reached {
    TrimHorizon,
    Latest,
    AtTime(u64),
    At(String),
    After(String),
    /// The shard is closed and read to its end.
    End,
}

impl Reached {
    /// Where to go on, or nothing at the end.
    pub(crate) fn position(self) -> Option<Position> {
        Some(match self {
            Reached::TrimHorizon => Position::TrimHorizon,
            Reached::Latest => Position::Latest,
            Reached::AtTime(at) => Position::AtTime(base::clock::Timestamp::from_millis(at)),
            Reached::At(number) => Position::At(number),
            Reached::After(number) => Position::After(number),
            Reached::End => return None,
        })
    }

    /// The same place, of a page's `next`.
    pub(crate) fn of(position: Option<&Position>) -> Reached {
        match position {
            None => Reached::End,
            Some(Position::TrimHorizon) => Reached::TrimHorizon,
            Some(Position::Latest) => Reached::Latest,
            Some(Position::AtTime(at)) => Reached::AtTime(at.millis()),
            Some(Position::At(number)) => Reached::At(number.clone()),
            Some(Position::After(number)) => Reached::After(number.clone()),
        }
    }
}

impl Start {
    /// Where a shard is begun that has no position yet. With `LATEST` the shards there were got theirs when the
    /// mapping was made; one that came later holds only what came later.
    pub(crate) fn position(self) -> Position {
        match self {
            Start::TrimHorizon | Start::Latest => Position::TrimHorizon,
            Start::AtTimestamp(at) => Position::AtTime(base::clock::Timestamp::from_millis(at)),
        }
    }
}

/// What the keys of all positions of a mapping begin with. A UUID belongs to one mapping, of all accounts.
pub(crate) fn prefix(id: &MappingId) -> Key {
    Key::of(Space::LambdaPosition).account(id.account).region(&id.region).text(&id.uuid)
}

pub(crate) fn key(id: &MappingId, shard: &str) -> Key {
    prefix(id).text(shard)
}

/// How far a shard was read; nothing if it never was.
pub(crate) fn load(store: &Records, id: &MappingId, shard: &str) -> Result<Option<Reached>, Error> {
    let record = store.get(key(id, shard).as_bytes())?;
    let decode = |record: bytes::Bytes| {
        serde_json::from_slice(&record).map_err(|cause| Error::damaged("a position", cause))
    };
    record.map(decode).transpose()
}

/// The shards that a mapping has positions of.
pub(crate) fn shards(store: &Records, id: &MappingId) -> Result<Vec<String>, Error> {
    let mut shards = Vec::new();
    store.scan_prefix(&prefix(id), &mut |key, _| {
        let mut fields = Fields::of(key);
        let skipped = (fields.account(), fields.region(), fields.text());
        shards.extend(fields.text().filter(|_| skipped.0.is_some()));
        ControlFlow::Continue(())
    })?;
    Ok(shards)
}

pub(crate) fn put(batch: &mut Batch, id: &MappingId, shard: &str, reached: &Reached) -> Result<(), Error> {
    batch.put(key(id, shard), serde_json::to_vec(reached).map_err(Error::internal)?);
    Ok(())
}
