//! What AWS does to its users and a desk can do without, off unless asked for: throttling, slow changes of tables, stale
//! reads.
//!
//! - `dial`: what is on
//! - `stale`: reads that see the past
//! - `throttle`: units that run out

pub(crate) mod dial;
pub(crate) mod stale;
pub(crate) mod throttle;
