//! What is kept in memory beside the store. All of it can be made again from there, or may be forgotten.
//!
//! Knows the store's reading side and no engine: the engine holds these.
//!
//! - `buckets`: buckets of units
//! - `budget`: bytes of stream and undo records, and how many there may be
//! - `catalog`: tables and streams as requests see them
//! - `counts`: items and bytes of tables and indexes
//! - `dial`: which of AWS's inconveniences are on
//! - `in_flight`: what transactions hold
//! - `jobs`: which jobs are worked on
//! - `past`: what keys held a short while ago
//! - `reader`: the store's reading side

pub(crate) mod buckets;
pub(crate) mod budget;
pub(crate) mod catalog;
pub(crate) mod counts;
pub(crate) mod dial;
pub(crate) mod in_flight;
pub(crate) mod jobs;
pub(crate) mod past;
pub(crate) mod reader;
