//! What must hold for any sequence of requests: called by this crate's tests and by the fuzz targets, with whatever
//! bytes they like.
//!
//! Each function panics where the code is wrong, and only there. Not for use by engines.

#![expect(
    clippy::indexing_slicing,
    reason = "of JSON, where a missing member is a null that an assertion tells"
)]

mod read;
mod run;
mod table;
pub(crate) mod world;

use base::dice::Dice;
use serde_json::Value;

use run::Run;

/// Steps of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 100;
/// Steps between two comparisons of everything.
const COMPARE_EVERY: usize = 50;

/// Any bytes as a sequence of puts, updates, deletes, batches, transactions, reads, queries and scans of a table with
/// a global and a local index and a stream: what the engine answers is what a naive reading of the developer guide
/// gives, index entries, stream records, capacity and counts included.
pub fn operations(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let mut run = Run::new(&mut dice);
    for step in 0..MAX_STEPS {
        if dice.is_empty() {
            break;
        }
        run.step(&mut dice);
        if step % COMPARE_EVERY == COMPARE_EVERY - 1 {
            run.compare();
        }
    }
    run.compare();
}

/// A constant text as JSON.
fn constant(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => unreachable!("constants of this module are JSON: {error} in {text}"),
    }
}
