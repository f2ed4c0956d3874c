//! Patterns against events: cases as data, limits, and the seeds of the fuzz targets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod cases;
mod limits;
mod seeds;
