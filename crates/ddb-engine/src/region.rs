//! Global tables: a table in several regions. What the replicas share, and what one has for itself, is data in `definition`;
//! here they are made, changed, deleted and described.
//!
//! - `auto_scaling`: how the auto scaling of replicas is described
//! - `global`: a table described with its replicas
//! - `replica`: replicas made, changed and deleted

pub(crate) mod auto_scaling;
mod global;
pub(crate) mod replica;
