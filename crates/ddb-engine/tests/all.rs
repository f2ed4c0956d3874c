//! The whole engine in process: requests in, replies out, a clock moved by hand, seeded chance, no socket.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "all of this is tests: a failure should stop them, and a table of cases may be long"
)]

#[path = "all/table/alter.rs"]
mod alter;
#[path = "all/region/auto_scaling.rs"]
mod auto_scaling;
#[path = "all/archive/backups.rs"]
mod backups;
#[path = "all/write/batches.rs"]
mod batches;
#[path = "all/background/budgets.rs"]
mod budgets;
#[path = "all/transfer/bulk.rs"]
mod bulk;
#[path = "all/write/collections.rs"]
mod collections;
#[path = "all/write/conflicts.rs"]
mod conflicts;
#[path = "all/message/constraints.rs"]
mod constraints;
#[path = "all/table/contributor_insights.rs"]
mod contributor_insights;
#[path = "all/table/counts.rs"]
mod counts;
#[path = "all/engine/crashes.rs"]
mod crashes;
#[path = "all/table/decreases.rs"]
mod decreases;
#[path = "all/engine/durability.rs"]
mod durability;
#[path = "all/engine/exchanges.rs"]
mod exchanges;
#[path = "all/transfer/exports.rs"]
mod exports;
#[path = "all/table/fills.rs"]
mod fills;
#[path = "all/region/global_tables.rs"]
mod global_tables;
#[path = "all/harness.rs"]
mod harness;
#[path = "all/transfer/imports.rs"]
mod imports;
#[path = "all/read/indexes.rs"]
mod indexes;
#[path = "all/engine/interleavings.rs"]
mod interleavings;
#[path = "all/write/items.rs"]
mod items;
#[path = "all/table/kinesis.rs"]
mod kinesis;
#[path = "all/message/legacy.rs"]
mod legacy;
#[path = "all/message/limits.rs"]
mod limits;
#[path = "all/model.rs"]
mod model;
#[path = "all/table/multi_attribute_keys.rs"]
mod multi_attribute_keys;
#[path = "all/message/nulls.rs"]
mod nulls;
#[path = "all/objects.rs"]
mod objects;
#[path = "all/message/odd_requests.rs"]
mod odd_requests;
#[path = "all/engine/older_items.rs"]
mod older_items;
#[path = "all/engine/overtaken.rs"]
mod overtaken;
#[path = "all/partiql/partiql.rs"]
mod partiql;
#[path = "all/partiql/partiql_batches.rs"]
mod partiql_batches;
#[path = "all/realism/phases.rs"]
mod phases;
#[path = "all/read/reads.rs"]
mod reads;
#[path = "all/engine/reliance.rs"]
mod reliance;
#[path = "all/write/removals.rs"]
mod removals;
#[path = "all/region/replica_settings.rs"]
mod replica_settings;
#[path = "all/table/resource_policies.rs"]
mod resource_policies;
#[path = "all/table/scaling.rs"]
mod scaling;
#[path = "all/stream/shards.rs"]
mod shards;
#[path = "all/realism/staleness.rs"]
mod staleness;
#[path = "all/stream/streams.rs"]
mod streams;
#[path = "all/table/tables.rs"]
mod tables;
#[path = "all/table/tags.rs"]
mod tags;
#[path = "all/realism/throttling.rs"]
mod throttling;
#[path = "all/write/transaction_limits.rs"]
mod transaction_limits;
#[path = "all/write/transactions.rs"]
mod transactions;
#[path = "all/background/ttl.rs"]
mod ttl;
#[path = "all/engine/turns.rs"]
mod turns;
#[path = "all/read/vectors.rs"]
mod vectors;
#[path = "all/message/wire.rs"]
mod wire;
#[path = "all/message/wording.rs"]
mod wording;
