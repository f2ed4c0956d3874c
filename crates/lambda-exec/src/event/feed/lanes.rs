//! The lanes of a page: which of its records may be delivered beside each other, and how far the page is done with.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html>: with a parallelization
//! factor, several batches of a shard are processed at once, records of one partition key still in order.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZeroU64;

use base::seams::Record;
use parking_lot::Mutex;

use crate::mapping::position::Reached;

/// The records of a page by lane, as places in the page; a lane keeps the page's order. Records of one key are always
/// in one lane.
pub(super) fn split(records: &[Record], factor: u32, passes: impl Fn(&Record) -> bool) -> Vec<Vec<usize>> {
    let count = NonZeroU64::new(factor.into()).unwrap_or(NonZeroU64::MIN);
    let mut lanes: Vec<Vec<usize>> = (0..count.get()).map(|_| Vec::new()).collect();
    for (place, record) in records.iter().enumerate().filter(|(_, record)| passes(record)) {
        let lane = usize::try_from(hash(&record.key) % count).unwrap_or_default();
        if let Some(lane) = lanes.get_mut(lane) {
            lane.push(place);
        }
    }
    lanes.retain(|lane| !lane.is_empty());
    lanes
}

fn hash(key: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Which records of a page are done with. The position that is kept is behind the last one before which all are: what
/// another lane has done beyond that is delivered again after a crash, as on AWS.
#[derive(Debug)]
pub(super) struct Progress<'a> {
    records: &'a [Record],
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    done: Vec<bool>,
    /// How many from the beginning are done.
    low: usize,
}

impl<'a> Progress<'a> {
    /// A page of which only the places in `lanes` are to be delivered.
    pub(super) fn new(records: &'a [Record], lanes: &[Vec<usize>]) -> Progress<'a> {
        let mut done = vec![true; records.len()];
        for place in lanes.iter().flatten() {
            if let Some(done) = done.get_mut(*place) {
                *done = false;
            }
        }
        Progress { records, state: Mutex::new(State { done, low: 0 }) }
    }

    /// Notes that these are done with, and says the position to keep, if it has moved.
    pub(super) fn finish(&self, places: &[usize]) -> Option<Reached> {
        let mut state = self.state.lock();
        for place in places {
            if let Some(done) = state.done.get_mut(*place) {
                *done = true;
            }
        }
        let before = state.low;
        state.low += state.done.iter().skip(before).take_while(|done| **done).count();
        let last = state.low.checked_sub(1).filter(|_| state.low > before)?;
        self.records.get(last).map(|record| Reached::After(record.sequence_number.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::clock::Timestamp;

    fn records(keys: &[&'static str]) -> Vec<Record> {
        let record = |(n, key): (usize, &&'static str)| Record {
            sequence_number: n.to_string(),
            at: Timestamp::from_secs(0),
            key: key.as_bytes().into(),
            json: "{}".into(),
        };
        keys.iter().enumerate().map(record).collect()
    }

    #[test]
    fn a_key_stays_in_its_lane_and_in_order() {
        let keys = ["a", "b", "c", "a", "d", "b", "a", "e", "f", "g"];
        let records = records(&keys);
        for factor in 1..=10 {
            let lanes = split(&records, factor, |record| &record.key[..] != b"e");
            assert!(lanes.len() <= factor as usize);
            let mut all: Vec<usize> = lanes.concat();
            all.sort_unstable();
            assert_eq!(all, [0, 1, 2, 3, 4, 5, 6, 8, 9]);
            for lane in &lanes {
                assert!(lane.is_sorted());
            }
            let lane_of = |place: usize| lanes.iter().position(|lane| lane.contains(&place));
            assert_eq!((lane_of(0), lane_of(1)), (lane_of(3), lane_of(5)));
            assert_eq!(lane_of(0), lane_of(6));
        }
        assert_eq!(split(&records, 1, |_| true).len(), 1);
        assert!(split(&records, 10, |_| true).len() > 1);
    }

    /// A position never passes a record that is not done with.
    #[test]
    fn the_position_stays_behind_the_slowest_lane() {
        let records = records(&["a", "b", "a", "b", "c"]);
        let progress = Progress::new(&records, &[vec![0, 2], vec![1, 3]]);
        let after = |n: &str| Some(Reached::After(n.to_owned()));
        assert_eq!(progress.finish(&[1]), None);
        assert_eq!(progress.finish(&[0]), after("1"));
        assert_eq!(progress.finish(&[0]), None);
        assert_eq!(progress.finish(&[3]), None);
        // The last one was filtered out.
        assert_eq!(progress.finish(&[2]), after("4"));
    }
}
