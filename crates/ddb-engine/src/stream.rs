//! Records of streams, and the shards that they are parted into. Pure: reading them is in `read`, writing them in
//! `engine`.
//!
//! - `record`: how a change becomes a record, in the store and on the wire
//! - `shard`: which record belongs to which shard, and what shards are called

pub(crate) mod record;
pub(crate) mod shard;
