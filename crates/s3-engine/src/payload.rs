//! The bytes of objects and parts: how they come in, their checksums, and ranges of them.
//!
//! Knows no bucket and no object: what is staged here is nothing yet.
//!
//! - `checksum`: MD5, SHA-256 and the five checksum algorithms
//! - `range`: the Range header
//! - `receive`: a body on its way into the store, held against what its client said of it

pub(crate) mod checksum;
pub(crate) mod range;
pub(crate) mod receive;
