//! Listings of objects and versions.
//!
//! Reads records and writes documents; what is asked for is read in `ops`. The way through uploads stands in `upload`.
//!
//! - `lines`: the lines of objects and versions
//! - `listed`: the documents, element by element
//! - `walk`: the way through a bucket, pages, and continuation tokens

pub(crate) mod lines;
pub(crate) mod listed;
pub(crate) mod walk;
