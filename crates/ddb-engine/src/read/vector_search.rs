//! The search itself: every vector of a partition is compared, the best are kept. Exact, where AWS's is approximate.
//!
//! Components are 32-bit floats; sums are made in 64 bits, and a score never leaves the range of 32 bits, as measured
//! on AWS by the authors of Dynoxide (2026-08).

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use bytes::Bytes;
use ddb_expr::codec::{self, Encoded, EncodedItem, ValueRef};
use ddb_expr::names::Literal;
use ddb_expr::number::Number;
use ddb_expr::projection::Projection;
use ddb_expr::value::Value;
use store::Order;

use crate::definition::vector_index::{Distance, VectorIndex};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::key;
use crate::item::key_range::KeyRange;
use crate::item::vector::{COMPONENT_BYTES, LEAST_BYTES, component};
use crate::memory::catalog::Table;

/// Bytes of items that one reply may have.
const MAX_REPLY_BYTES: usize = 16 * 1024 * 1024;

/// A search, all its parts checked.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) vector: Vec<f32>,
    /// How many results at most.
    pub(crate) top: usize,
    /// What attributes of the search schema must be equal to; the partition attribute is among them.
    pub(crate) equal: Vec<(String, Literal)>,
    pub(crate) projection: Option<Projection>,
}

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The closest first.
    pub(crate) results: Vec<(EncodedItem, f64)>,
    /// `VectorSearchRequestBytes`: the entries that were looked at.
    pub(crate) bytes: usize,
}

/// An entry among the best so far. The greatest is the one to go first.
struct Hit {
    score: f64,
    /// The less, the closer.
    rank: f64,
    key: Vec<u8>,
    entry: Bytes,
}

impl Ord for Hit {
    /// By rank; equals by key, so that a search repeats. AWS promises no order among equals.
    fn cmp(&self, other: &Hit) -> Ordering {
        self.rank.total_cmp(&other.rank).then_with(|| self.key.cmp(&other.key))
    }
}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Hit) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Hit {
    fn eq(&self, other: &Hit) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Hit {}

impl Engine {
    /// Searches an index.
    pub(crate) fn search(&self, table: &Table, index: &VectorIndex, search: &Search) -> Result<Found> {
        if !index.is_ready(self.clock.now()) {
            return Err(Error::validation(format!("Cannot search backfilling vector index: {}", index.name)));
        }
        let scope: ddb_expr::value::Item =
            search.equal.iter().map(|(name, value)| (name.as_str(), value.to_value())).collect();
        let prefix = key::index_prefix(table.definition.id, index.id);
        let prefix = key::partition(prefix, &index.search, codec::encode(&scope).view())
            .ok_or_else(Error::key_mismatch)?;
        let range = KeyRange::of(&prefix, Order::Ascending);
        let (mut best, mut bytes) = (BinaryHeap::with_capacity(search.top + 1), 0);
        self.scan_at(&range, self.search_moment(), &mut |key, entry| {
            let Some((vector, rest)) = index.parts(entry) else { return ControlFlow::Continue(()) };
            bytes += index.entry_bytes(entry);
            let matches = |(name, value): &(String, Literal)| rest.get(name) == Some(value.view());
            if !search.equal.iter().all(matches) {
                return ControlFlow::Continue(());
            }
            let score = score(index.distance, &search.vector, vector);
            let rank = if index.distance == Distance::DotProduct { -score } else { score };
            best.push(Hit { score, rank, key: key.to_vec(), entry: entry.clone() });
            if best.len() > search.top {
                best.pop();
            }
            ControlFlow::Continue(())
        })?;
        let mut found = Found { results: Vec::with_capacity(best.len()), bytes: bytes.max(LEAST_BYTES) };
        let mut reply_bytes = 0;
        for Hit { entry, score, .. } in best.into_sorted_vec() {
            let Some((vector, rest)) = index.parts(&entry) else { continue };
            let item = shown(index, vector, rest, search.projection.as_ref());
            reply_bytes += item.size_bytes();
            if reply_bytes > MAX_REPLY_BYTES {
                // The wording is our guess; that there is no second page is AWS's.
                return Err(Error::validation(
                    "The size of the search results exceeds the limit of 16 MB. Use a narrower projection or a lower \
                     TopK",
                ));
            }
            found.results.push((item, score));
        }
        Ok(found)
    }
}

/// The vector of a request, which must have the index's length. Values are looked at before the length.
pub(crate) fn components_of(index: &VectorIndex, vector: &[Literal]) -> Result<Vec<f32>> {
    let component = |value: &Literal| match value.view() {
        ValueRef::N(number) => component(number),
        _ => None,
    };
    let components: Option<Vec<f32>> = vector.iter().map(component).collect();
    let components = components.ok_or_else(|| {
        Error::validation(
            "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point \
             number attribute",
        )
    })?;
    if components.len() != index.dimensions {
        return Err(Error::validation(format!(
            "Input search vector dimension {} does not match vector index dimension {}",
            components.len(),
            index.dimensions
        )));
    }
    Ok(components)
}

/// What a result shows: without being asked for by name the vector stays in the index.
fn shown(
    index: &VectorIndex,
    vector: &[u8],
    rest: Encoded<'_>,
    projection: Option<&Projection>,
) -> EncodedItem {
    let Some(projection) = projection else { return rest.to_owned() };
    if !projection.top_level_names().any(|name| name == index.attribute) {
        return projection.apply(rest);
    }
    let mut item = rest.to_item();
    // The shortest text of a 32-bit float has nine digits at most, so each is a number.
    let numbers = components(vector).map(|one| Number::parse(&one.to_string()).unwrap_or(Number::ZERO));
    item.insert(index.attribute.as_str(), Value::L(numbers.map(Value::N).collect()));
    projection.apply(codec::encode(&item).view())
}

fn components(vector: &[u8]) -> impl Iterator<Item = f32> {
    let (chunks, _) = vector.as_chunks::<COMPONENT_BYTES>();
    chunks.iter().map(|chunk| f32::from_le_bytes(*chunk))
}

/// The score of a stored vector.
fn score(distance: Distance, wanted: &[f32], stored: &[u8]) -> f64 {
    let pairs = || wanted.iter().zip(components(stored)).map(|(a, b)| (f64::from(*a), f64::from(b)));
    let product = || pairs().map(|(a, b)| a * b).sum::<f64>();
    let score = match distance {
        Distance::DotProduct => product(),
        Distance::Euclidean => pairs().map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt(),
        Distance::Cosine => {
            let (left, right) = pairs().fold((0.0, 0.0), |(l, r), (a, b)| (l + a * a, r + b * b));
            if left == 0.0 || right == 0.0 {
                // No direction: neither alike nor opposite.
                1.0
            } else {
                // Rounding must not lead below "the same" or beyond "the opposite".
                let cosine = product() / (left.sqrt() * right.sqrt());
                (1.0 - cosine).clamp(0.0, 2.0)
            }
        }
    };
    score.clamp(f64::from(f32::MIN), f64::from(f32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measured on AWS by the authors of Dynoxide (2026-08), and the formulas of the developer guide.
    #[test]
    fn scores_are_those_of_the_distance_functions() {
        let max = f64::from(f32::MAX);
        for (distance, wanted, stored, expected) in [
            (Distance::Cosine, [1.0, 0.0], [10.0, 0.0], 0.0),
            (Distance::Cosine, [1.0, 0.0], [0.0, 2.0], 1.0),
            (Distance::Cosine, [1.0, 0.0], [-3.0, 0.0], 2.0),
            (Distance::Cosine, [1.0, 0.0], [0.0, 0.0], 1.0),
            (Distance::Cosine, [1e-23, 0.0], [1e-23, 0.0], 0.0),
            (Distance::Euclidean, [1.0, 0.0], [10.0, 0.0], 9.0),
            (Distance::Euclidean, [f32::MAX, 0.0], [f32::MIN, 0.0], max),
            (Distance::DotProduct, [1.0, 2.0], [3.0, -4.0], -5.0),
            (Distance::DotProduct, [1e30, 1e30], [1e30, -1e30], 0.0),
            (Distance::DotProduct, [1e30, 0.0], [-1e30, 0.0], -max),
        ] {
            let stored: Vec<u8> = stored.into_iter().flat_map(f32::to_le_bytes).collect();
            let got = score(distance, &wanted, &stored);
            assert!((got - expected).abs() < 1e-12, "{distance:?} {wanted:?}: {got}");
        }
    }
}
