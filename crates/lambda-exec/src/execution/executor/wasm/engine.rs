//! The two engines of wasmtime. Core modules, which get a fresh instance for each invocation, take theirs from a pool: memory and
//! stacks are there already and are only wiped between two guests. Components, whose instances go on from invocation to
//! invocation, are allocated one by one, and so are modules that do not fit the pool, and all where the host has no room for
//! one.

use std::sync::Arc;

use rustix::process::{Resource, getrlimit};
use tokio::sync::Semaphore;
use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use super::kept::Kept;

/// How many guests of the pool run at once; more wait for one to end. Each has 4 GiB of addresses and no memory before it
/// writes some.
const GUESTS: u32 = 1_000;

/// The most entries of a table in the pool. A larger one is allocated by itself.
const TABLE_ENTRIES: usize = 20_000;

/// How much of a guest's memory is wiped in place instead of being given back to the host: what a small program has.
const WIPED_BYTES: usize = 128 * 1024;

/// How many pieces of the pool keep their pages for the next guest of the same program.
const WARM: u32 = 64;

/// How much addresses a growing memory reserves beside what it needs, where addresses are limited.
const GROWTH_BYTES: u64 = 1 << 20;

/// Both engines.
pub(super) struct Engines {
    /// With the pool, if this host has room for it.
    pub(super) pooled: Option<Pooled>,
    /// Without.
    pub(super) plain: Engine,
}

/// The engine with the pool.
pub(super) struct Pooled {
    pub(super) engine: Engine,
    /// The places in it.
    pub(super) places: Arc<Semaphore>,
}

impl Engines {
    /// Makes them; what they compile is kept where `kept` says.
    ///
    /// # Errors
    /// wasmtime cannot run anything on this host.
    pub(super) fn new(kept: Option<&Kept>) -> wasmtime::Result<Engines> {
        let plain = plain(kept)?;
        let pooled = pooled(kept).inspect_err(|cause| {
            tracing::warn!(
                cause = format!("{cause:#}"),
                "this host has no room for a pool of WebAssembly instances: each is allocated by itself, which is slower"
            );
        });
        Ok(Engines { pooled: pooled.ok(), plain })
    }

    /// All that are there.
    pub(super) fn all(&self) -> Vec<Engine> {
        let pooled = self.pooled.iter().map(|pooled| pooled.engine.clone());
        pooled.chain([self.plain.clone()]).collect()
    }
}

fn config(kept: Option<&Kept>) -> Config {
    let mut config = Config::new();
    config.epoch_interruption(true).cache(kept.map(Kept::cache));
    config
}

fn plain(kept: Option<&Kept>) -> wasmtime::Result<Engine> {
    let mut config = config(kept);
    if has_few_addresses() {
        // By default each memory reserves 4 GiB, so that its code need not check its bounds.
        config.memory_reservation(0).memory_guard_size(0).memory_reservation_for_growth(GROWTH_BYTES);
    }
    Engine::new(&config)
}

fn pooled(kept: Option<&Kept>) -> wasmtime::Result<Pooled> {
    if has_few_addresses() {
        return Err(wasmtime::format_err!("the addresses of this process are limited (ulimit -v)"));
    }
    let mut pool = PoolingAllocationConfig::new();
    pool.total_core_instances(GUESTS)
        .total_memories(GUESTS)
        .total_tables(GUESTS)
        .total_stacks(GUESTS)
        .table_elements(TABLE_ENTRIES)
        .linear_memory_keep_resident(WIPED_BYTES)
        .max_unused_warm_slots(WARM)
        .pagemap_scan(Enabled::Auto);
    let mut config = config(kept);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    let engine = Engine::new(&config)?;
    Ok(Pooled { engine, places: Arc::new(Semaphore::new(GUESTS as usize)) })
}

/// Whether the process may have only so many addresses, by `ulimit -v`.
fn has_few_addresses() -> bool {
    getrlimit(Resource::As).current.is_some()
}
