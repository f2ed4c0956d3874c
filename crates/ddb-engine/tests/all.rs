//! The whole engine in process: requests in, replies out, a clock moved by hand, seeded chance, no socket.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "all of this is tests: a failure should stop them, and a table of cases may be long"
)]

#[path = "all/alter.rs"]
mod alter;
#[path = "all/auto_scaling.rs"]
mod auto_scaling;
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
#[path = "all/constraints.rs"]
mod constraints;
#[path = "all/contributor_insights.rs"]
mod contributor_insights;
#[path = "all/counts.rs"]
mod counts;
#[path = "all/crashes.rs"]
mod crashes;
#[path = "all/decreases.rs"]
mod decreases;
#[path = "all/durability.rs"]
mod durability;
#[path = "all/exchanges.rs"]
mod exchanges;
#[path = "all/exports.rs"]
mod exports;
#[path = "all/global_tables.rs"]
mod global_tables;
#[path = "all/harness.rs"]
mod harness;
#[path = "all/imports.rs"]
mod imports;
#[path = "all/indexes.rs"]
mod indexes;
#[path = "all/items.rs"]
mod items;
#[path = "all/kinesis.rs"]
mod kinesis;
#[path = "all/legacy.rs"]
mod legacy;
#[path = "all/limits.rs"]
mod limits;
#[path = "all/model.rs"]
mod model;
#[path = "all/multi_attribute_keys.rs"]
mod multi_attribute_keys;
#[path = "all/nulls.rs"]
mod nulls;
#[path = "all/objects.rs"]
mod objects;
#[path = "all/odd_requests.rs"]
mod odd_requests;
#[path = "all/partiql.rs"]
mod partiql;
#[path = "all/partiql_batches.rs"]
mod partiql_batches;
#[path = "all/phases.rs"]
mod phases;
#[path = "all/reads.rs"]
mod reads;
#[path = "all/removals.rs"]
mod removals;
#[path = "all/replica_settings.rs"]
mod replica_settings;
#[path = "all/resource_policies.rs"]
mod resource_policies;
#[path = "all/scaling.rs"]
mod scaling;
#[path = "all/shards.rs"]
mod shards;
#[path = "all/staleness.rs"]
mod staleness;
#[path = "all/streams.rs"]
mod streams;
#[path = "all/tables.rs"]
mod tables;
#[path = "all/tags.rs"]
mod tags;
#[path = "all/throttling.rs"]
mod throttling;
#[path = "all/transaction_limits.rs"]
mod transaction_limits;
#[path = "all/transactions.rs"]
mod transactions;
#[path = "all/ttl.rs"]
mod ttl;
#[path = "all/vectors.rs"]
mod vectors;
#[path = "all/wire.rs"]
mod wire;
#[path = "all/wording.rs"]
mod wording;
