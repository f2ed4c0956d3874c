//! What belongs to one running core module: its WASI world, its limits, and its door to the emulator.

use wasmtime::{ResourceLimiter, Store, format_err};
use wasmtime_wasi::p1::WasiP1Ctx;

use super::aws_call::Door;

/// The most entries a guest's tables may have, all together: a table of a million functions is no program.
const TABLE_LIMIT: usize = 1_000_000;

/// What one guest runs in, beside its data: what wasmtime calls a store.
pub(super) type Sandbox<T> = Store<T>;

/// The data of a core module's sandbox.
pub(super) struct Guest {
    pub(super) wasi: WasiP1Ctx,
    pub(super) limits: Limits,
    pub(super) door: Door,
}

/// How much memory a guest has, and how much it took.
#[derive(Debug)]
pub(super) struct Limits {
    limit_bytes: usize,
    /// What all memories have together.
    used_bytes: usize,
    peak_bytes: usize,
    exceeded: bool,
    /// What all tables have together.
    entries: usize,
    parts: Parts,
}

/// Of how many parts a guest may consist.
#[derive(Debug)]
struct Parts {
    instances: usize,
    memories: usize,
    tables: usize,
}

impl Limits {
    /// Limits of a core module in a function of so many MiB.
    pub(super) fn of_module(memory_mib: u32) -> Limits {
        Limits::new(memory_mib, Parts { instances: 1, memories: 1, tables: 16 })
    }

    /// Limits of a component, which consists of several modules.
    pub(super) fn of_component(memory_mib: u32) -> Limits {
        Limits::new(memory_mib, Parts { instances: 256, memories: 64, tables: 256 })
    }

    fn new(memory_mib: u32, parts: Parts) -> Limits {
        let limit_bytes = usize::try_from(memory_mib).unwrap_or(usize::MAX).saturating_mul(1 << 20);
        Limits { limit_bytes, used_bytes: 0, peak_bytes: 0, exceeded: false, entries: 0, parts }
    }

    /// The most memory the guest had.
    pub(super) fn peak_bytes(&self) -> usize {
        self.peak_bytes
    }

    /// Whether it wanted more than it may have.
    pub(super) fn exceeded(&self) -> bool {
        self.exceeded
    }
}

impl ResourceLimiter for Limits {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let used_bytes = self.used_bytes.saturating_sub(current).saturating_add(desired);
        if used_bytes > self.limit_bytes {
            // Ends the guest, as running out of memory ends a process on Lambda; -1 would let it go on without.
            self.exceeded = true;
            return Err(format_err!("the function's memory is used up"));
        }
        self.used_bytes = used_bytes;
        self.peak_bytes = self.peak_bytes.max(used_bytes);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let entries = self.entries.saturating_sub(current).saturating_add(desired);
        if entries > TABLE_LIMIT {
            return Ok(false);
        }
        self.entries = entries;
        Ok(true)
    }

    fn instances(&self) -> usize {
        self.parts.instances
    }

    fn memories(&self) -> usize {
        self.parts.memories
    }

    fn tables(&self) -> usize {
        self.parts.tables
    }
}
