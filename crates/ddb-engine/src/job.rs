//! Work that takes longer than a request, as records in the store that say how far it got. What each job does is in
//! `archive` and `transfer`; who does it, in `background`.
//!
//! - `copy`: a copy of a table's items in progress
//! - `export`: an export in progress
//! - `fill`: an index that is being filled
//! - `queue`: the jobs that are not done: kept, found and waited for

pub(crate) mod copy;
pub(crate) mod export;
pub(crate) mod fill;
pub(crate) mod queue;
