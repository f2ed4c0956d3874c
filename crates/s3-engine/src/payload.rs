//! The bytes of objects and parts: how they come in, their checksums, and ranges of them.

pub(crate) mod checksum;
pub(crate) mod range;
pub(crate) mod receive;
