//! Shards of a stream: which record belongs to which, which continues which, what they are called.
//!
//! A stream has some **lanes**, as many as were set when it was opened; the hash of a partition key chooses one. A lane
//! is a chain of shards, of which the newest is open. How far down the chain a record is, its **generation**, follows
//! from its sequence number, which is never below its time. So nothing is written when a shard rolls over, and all
//! records of a partition key are in one lane, in order from parent to child.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html#Streams.Processing>

use base::clock::Timestamp;
use ddb_expr::codec::Encoded;

use crate::definition::schema::StreamDefinition;
use crate::item::key;
use crate::memory::catalog::Stream;
use crate::stream::record;

/// Sequence numbers of one millisecond.
pub(crate) const NUMBERS_PER_MS: u64 = 1_000_000;

/// One shard of a stream. In order: parents before children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shard {
    pub(crate) generation: u64,
    pub(crate) lane: u32,
}

impl Shard {
    /// The shard that this one continues.
    pub(crate) fn parent(self) -> Option<Shard> {
        Some(Shard { generation: self.generation.checked_sub(1)?, ..self })
    }
}

/// The smallest number that a record of this time can have.
pub(crate) fn number_at(time: Timestamp) -> u64 {
    time.millis().saturating_mul(NUMBERS_PER_MS)
}

/// The smallest number that a record made less than a day ago can have.
fn horizon(now: Timestamp) -> u64 {
    let day_ms = u64::try_from(record::RETENTION.as_millis()).unwrap_or(u64::MAX);
    number_at(Timestamp::from_millis(now.millis().saturating_sub(day_ms)))
}

impl StreamDefinition {
    /// The lane of an item, by its partition key.
    pub(super) fn lane_of(&self, item: Encoded<'_>) -> u32 {
        if self.lanes <= 1 {
            return 0;
        }
        let hash = key::partition_hash(&self.key, item).unwrap_or_default();
        // The remainder is below a `u32`.
        (hash % u64::from(self.lanes)) as u32
    }

    /// The numbers of one generation; all there are if shards never roll over.
    fn span(&self) -> u64 {
        self.shard_life_ms.map_or(u64::MAX, |life| life.saturating_mul(NUMBERS_PER_MS).max(1))
    }

    fn generation_of(&self, number: u64) -> u64 {
        number.saturating_sub(self.starting) / self.span()
    }

    /// The first number that a record of a generation can have.
    pub(crate) fn first_of(&self, generation: u64) -> u64 {
        // The very first number was taken when the stream was opened.
        self.starting.saturating_add(generation.saturating_mul(self.span()).max(1))
    }

    /// The last number that a record of a shard can have; of the shard that ended with its stream, the stream's.
    pub(crate) fn last_of(&self, shard: Shard) -> u64 {
        let last = self.first_of(shard.generation.saturating_add(1)).saturating_sub(1);
        self.ending.map_or(last, |ending| last.min(ending.max(self.first_of(shard.generation))))
    }

    /// The shard's id: 37 characters, as SDKs refuse less than 28. Ids are in the order of shards.
    pub(crate) fn shard_id(&self, shard: Shard) -> String {
        let life_ms = self.shard_life_ms.unwrap_or_default();
        let begun_ms = self.created_ms.saturating_add(shard.generation.saturating_mul(life_ms));
        format!("shardId-{begun_ms:020}-{:08x}", (self.id & 0xffff_ffff) + u64::from(shard.lane))
    }

    /// The shard with this id, whether it is still there or not.
    pub(crate) fn shard_of(&self, id: &str) -> Option<Shard> {
        let (begun_ms, suffix) = id.strip_prefix("shardId-")?.split_once('-')?;
        let since = begun_ms.parse::<u64>().ok()?.checked_sub(self.created_ms)?;
        let generation = since / self.shard_life_ms.unwrap_or(1).max(1);
        let lane = u64::from_str_radix(suffix, 16).ok()?.checked_sub(self.id & 0xffff_ffff)?;
        let shard = Shard { generation, lane: u32::try_from(lane).ok()? };
        (shard.lane < self.lanes && self.shard_id(shard) == id).then_some(shard)
    }
}

fn raise(last: &mut u64, now: Timestamp) -> u64 {
    *last = (*last).max(number_at(now).saturating_sub(1));
    *last
}

/// The shards of a stream at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shards<'a> {
    definition: &'a StreamDefinition,
    /// Generations that still have something to show.
    oldest: u64,
    newest: u64,
    lanes: u32,
}

impl Stream {
    /// A number that all later records are above. Once a shard was seen closed by it, none comes into that shard, even
    /// if the clock is moved back.
    pub(crate) fn floor(&self, now: Timestamp) -> u64 {
        raise(&mut self.tail.last.lock(), now)
    }

    /// The smallest number that a record can have that is still there: it is younger than a day, and was not dropped because
    /// there were too many.
    pub(crate) fn horizon(&self, now: Timestamp) -> u64 {
        let trimmed = self.tail.trimmed();
        horizon(now).max(if trimmed == 0 { 0 } else { trimmed.saturating_add(1) })
    }

    /// The same stream, closed now. The caller holds the tail, whose last number this is, until that is committed.
    pub(crate) fn closed(&self, last: &mut u64, now: Timestamp) -> Stream {
        let mut definition = self.definition.clone();
        definition.closed_ms = Some(now.millis());
        definition.ending = Some(raise(last, now));
        Stream::new(self.owner.clone(), definition, self.tail.clone())
    }

    /// Its shards as of now: those that may hold records younger than a day, and the newest in any case.
    pub(crate) fn shards(&self, now: Timestamp) -> Shards<'_> {
        let definition = &self.definition;
        let newest_number = match definition.ending {
            Some(ending) => ending,
            None => self.floor(now).saturating_add(1),
        };
        let newest = definition.generation_of(newest_number);
        let oldest = definition.generation_of(horizon(now)).min(newest);
        Shards { definition, oldest, newest, lanes: definition.lanes }
    }
}

impl<'a> Shards<'a> {
    /// Those behind `after`, in order.
    pub(crate) fn after(self, after: Option<Shard>) -> impl Iterator<Item = Shard> + 'a {
        let from = after.map_or(self.oldest, |after| after.generation.max(self.oldest));
        (from..=self.newest)
            .flat_map(move |generation| (0..self.lanes).map(move |lane| Shard { generation, lane }))
            .filter(move |shard| after.is_none_or(|after| *shard > after))
    }

    /// Whether it is among them.
    pub(crate) fn has(self, shard: Shard) -> bool {
        (self.oldest..=self.newest).contains(&shard.generation) && shard.lane < self.lanes
    }

    /// Whether no record will come into it any more.
    pub(crate) fn is_closed(self, shard: Shard) -> bool {
        self.definition.closed_ms.is_some() || shard.generation < self.newest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::schema::{KeySchema, View};

    fn definition(lanes: u32, shard_life_ms: Option<u64>) -> StreamDefinition {
        StreamDefinition {
            id: 0xabcd_0000_1200,
            table: "t".to_owned(),
            label: "l".to_owned(),
            view: View::KeysOnly,
            key: KeySchema { hash: Vec::new(), range: Vec::new() },
            created_ms: 1000,
            closed_ms: None,
            starting: 1000 * NUMBERS_PER_MS,
            ending: None,
            lanes,
            shard_life_ms,
            policy: None,
        }
    }

    /// Lengths: the API's model. The form of ids, that a child's id is above its parent's: ids shown in AWS's guide.
    #[test]
    fn ids_are_long_enough_in_order_and_read_back() {
        for definition in [definition(3, Some(60_000)), definition(1, None)] {
            let mut ids = Vec::new();
            let generations = if definition.shard_life_ms.is_some() { 3 } else { 1 };
            for generation in 0..generations {
                for lane in 0..definition.lanes {
                    let shard = Shard { generation, lane };
                    let id = definition.shard_id(shard);
                    assert!((28..=65).contains(&id.len()));
                    assert_eq!(definition.shard_of(&id), Some(shard));
                    ids.push(id);
                }
            }
            assert!(ids.is_sorted());
            for strange in
                ["", "shardId-", "shardId-00000000000000001001-00001200", "shardId-x-y", "shardId-1-1200"]
            {
                assert_eq!(definition.shard_of(strange), None, "{strange}");
            }
        }
    }

    #[test]
    fn every_number_is_in_one_generation() {
        let rolling = definition(1, Some(60_000));
        let second = rolling.first_of(1);
        assert_eq!(second, 61_000 * NUMBERS_PER_MS);
        assert_eq!(rolling.last_of(Shard { generation: 0, lane: 0 }), second - 1);
        for (number, generation) in [(0, 0), (second - 1, 0), (second, 1), (rolling.first_of(7), 7)] {
            assert_eq!(rolling.generation_of(number), generation);
        }
        assert_eq!(definition(1, None).generation_of(u64::MAX), 0);
        assert!(definition(1, None).last_of(Shard { generation: 0, lane: 0 }) > u64::MAX / 2);
    }
}
