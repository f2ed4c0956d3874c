//! The life of a table: made, changed, described, deleted; and the settings that every table has. Items are read here to be
//! counted, or to fill a new index, and never changed.
//!
//! - `alter`: UpdateTable's changes
//! - `count`: items counted where their number is not known
//! - `describe`: `TableDescription` and `StreamDescription`
//! - `expiry`: the index of times of expiry, begun, left, and filled
//! - `fill`: indexes filled and emptied in slices
//! - `filled`: tables that a job fills
//! - `life`: tables made, changed, deleted
//! - `resource_policy`: tables and streams as the operations of resource policies name them
//! - `tags`: tags, and the resource that a tag operation names
//! - `transition`: how a table passes from state to state, where that takes time

pub(crate) mod alter;
mod count;
pub(crate) mod describe;
mod expiry;
pub(crate) mod fill;
mod filled;
pub(crate) mod life;
pub(crate) mod resource_policy;
pub(crate) mod tags;
mod transition;
