//! Reads: pages of tables, of indexes and of streams, and the search of vector indexes. Nothing is changed here.
//!
//! - `feed`: streams, and the seam through which functions are fed
//! - `item`: one item, by its key
//! - `page`: the loop of Query and Scan
//! - `range`: from a key condition to a range of keys
//! - `reply`: the reply of Query and Scan
//! - `select`: members that Query and Scan share
//! - `vector_search`: the nearest vectors of an index

pub(crate) mod feed;
mod item;
pub(crate) mod page;
pub(crate) mod range;
pub(crate) mod reply;
pub(crate) mod select;
pub(crate) mod vector_search;
