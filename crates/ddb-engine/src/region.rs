//! Global tables: a table in several regions, and what it has in one of them alone.
//!
//! - `auto_scaling`: how the auto scaling of replicas is described
//! - `global`: which tables are replicas of which
//! - `replica`: replicas made, changed and deleted

pub(crate) mod auto_scaling;
mod global;
pub(crate) mod replica;
