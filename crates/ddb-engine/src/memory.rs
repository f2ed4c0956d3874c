//! What is kept in memory beside the store. All of it can be made again from there, or may be forgotten.
//!
//! Knows the store's reading side and no engine: the engine holds these.
//!
//! - `catalog`: tables and streams as requests see them
//! - `counts`: items and bytes of tables and indexes
//! - `in_flight`: what transactions hold

pub(crate) mod catalog;
pub(crate) mod counts;
pub(crate) mod in_flight;
