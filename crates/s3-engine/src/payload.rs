//! The bytes of objects and parts: how they come in, their checksums, and ranges of them.
//!
//! Knows no bucket and no object: what is staged here is nothing yet.
//!
//! - `checksum`: the checksum algorithms, and values of them
//! - `hasher`: a running checksum
//! - `range`: the Range header
//! - `receive`: a body on its way into the store, held against what its client said of it

pub(crate) mod checksum;
mod hasher;
pub(crate) mod range;
pub(crate) mod receive;
