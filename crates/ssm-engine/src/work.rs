//! What operations do with parameters.
//!
//! - `put` a new version; `remove` a parameter; `label` names of versions
//! - `find` a version that a request names, wherever it is; `list` parameters in order

pub(crate) mod find;
pub(crate) mod label;
pub(crate) mod list;
pub(crate) mod put;
pub(crate) mod remove;
