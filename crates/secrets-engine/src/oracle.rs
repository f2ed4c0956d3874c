//! What must hold of any sequence of requests: called by this crate's tests and by the fuzz targets; and doubles of what is
//! around the engine.
//!
//! It panics where the code is wrong, and only there. Not for use by engines.

mod others;

pub use others::{NoFunctions, PlainKeys};
