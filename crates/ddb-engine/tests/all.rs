//! The whole engine in process: requests in, replies out, a clock moved by hand, seeded chance, no socket.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::too_many_lines,
    reason = "all of this is tests: a failure should stop them, and a table of cases may be long"
)]

#[path = "all/alter.rs"]
mod alter;
#[path = "all/backups.rs"]
mod backups;
#[path = "all/batches.rs"]
mod batches;
#[path = "all/bulk.rs"]
mod bulk;
#[path = "all/collections.rs"]
mod collections;
#[path = "all/conflicts.rs"]
mod conflicts;
#[path = "all/exports.rs"]
mod exports;
#[path = "all/harness.rs"]
mod harness;
#[path = "all/imports.rs"]
mod imports;
#[path = "all/indexes.rs"]
mod indexes;
#[path = "all/items.rs"]
mod items;
#[path = "all/legacy.rs"]
mod legacy;
#[path = "all/model.rs"]
mod model;
#[path = "all/multi_attribute_keys.rs"]
mod multi_attribute_keys;
#[path = "all/objects.rs"]
mod objects;
#[path = "all/reads.rs"]
mod reads;
#[path = "all/scaling.rs"]
mod scaling;
#[path = "all/shards.rs"]
mod shards;
#[path = "all/streams.rs"]
mod streams;
#[path = "all/tables.rs"]
mod tables;
#[path = "all/transactions.rs"]
mod transactions;
#[path = "all/ttl.rs"]
mod ttl;
#[path = "all/wire.rs"]
mod wire;
#[path = "all/wording.rs"]
mod wording;
