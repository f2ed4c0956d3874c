//! Event patterns: EventBridge's language of JSON against JSON, and the dialects of it that Lambda's event filters,
//! SNS's filter policies and Pipes speak. Text in, verdict out: no clock, no disk, no runtime, no other crate of ours.
//!
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html>. Where that page is silent, what
//! counts is `event-ruler`, the library that AWS publishes as the engine of these services: its README and the texts
//! of its errors.
//!
//! A pattern is compiled into rules, one for each way through its `$or`s, and a rule is a list of fields, each a path
//! and its tests.
//!
//! - `dialect`: what each dialect allows, its limits, its words; nothing else here knows a service
//! - `token`: JSON, with the position at which AWS's errors show Jackson; `token/scan` one token
//! - `compile`: objects, fields and `$or` into rules; `operator`: the tests of a field
//! - `test`: one test of one value, with `number`, `address` and `wildcard`; `walk`: a rule in an event, with its arrays
//! - `error`: why a text is no pattern
//! - `oracle`: a second, naive matcher (`oracle/naive`) and a grammar (`oracle/grammar`), for tests and fuzz targets
//!
//! The cases of its tests are data, in `tests/all/cases/`.

mod address;
mod compile;
mod dialect;
mod error;
mod number;
mod operator;
pub mod oracle;
mod test;
mod token;
mod walk;
mod wildcard;

use serde_json::Value;

pub use dialect::Dialect;
pub use error::Error;

/// Values that are looked at, and tests that are made, before an event counts as not matching.
pub const MAX_STEPS: u64 = 4_000_000;

/// Levels of an event that are looked at; `serde_json` reads no more either.
pub const MAX_EVENT_DEPTH: usize = 128;

/// A pattern that its dialect accepts.
#[derive(Debug)]
pub struct Pattern {
    /// The event matches if one of these does.
    rules: Vec<compile::Rule>,
}

impl Pattern {
    /// Reads a pattern. The error carries the sentence that AWS answers.
    pub fn parse(dialect: &Dialect, text: &str) -> Result<Pattern, Error> {
        match compile::rules(dialect, text) {
            Ok(rules) => Ok(Pattern { rules }),
            Err(fault) => Err(dialect.word(fault)),
        }
    }

    /// Whether an event matches. What is no JSON object matches no pattern.
    ///
    /// The work is bounded: an event that is not judged within [`MAX_STEPS`] does not match, and below
    /// [`MAX_EVENT_DEPTH`] levels nothing is seen.
    pub fn matches(&self, event: &Value) -> bool {
        walk::matches(&self.rules, event)
    }
}
