//! Global tables: a table in several regions, and what it has in one of them alone.
//!
//! - `auto_scaling`: auto scaling of replicas
//! - `global`: which tables are replicas of which
//! - `insights`: contributor insights
//! - `kinesis`: Kinesis streams that changes are to go to
//! - `replica`: replicas made, changed and deleted

pub(crate) mod auto_scaling;
pub(crate) mod global;
pub(crate) mod insights;
pub(crate) mod kinesis;
pub(crate) mod replica;
