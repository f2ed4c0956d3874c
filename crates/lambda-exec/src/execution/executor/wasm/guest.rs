//! What belongs to one running guest: its WASI world, its limits, and its door to the emulator.

use wasmtime::{ResourceLimiter, format_err};
use wasmtime_wasi::p1::WasiP1Ctx;

use super::aws_call::Door;

/// The most entries a guest's tables may have, all together: a table of a million functions is no program.
const TABLE_LIMIT: usize = 1_000_000;

/// The data of a guest's store.
pub(super) struct Guest {
    pub(super) wasi: WasiP1Ctx,
    pub(super) limits: Limits,
    pub(super) door: Door,
}

/// How much memory a guest has, and how much it took.
#[derive(Debug)]
pub(super) struct Limits {
    limit_bytes: usize,
    peak_bytes: usize,
    exceeded: bool,
}

impl Limits {
    /// Limits of a function of so many MiB.
    pub(super) fn new(memory_mib: u32) -> Limits {
        let limit_bytes = usize::try_from(memory_mib).unwrap_or(usize::MAX).saturating_mul(1 << 20);
        Limits { limit_bytes, peak_bytes: 0, exceeded: false }
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
        _current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        if desired > self.limit_bytes {
            // Ends the guest, as running out of memory ends a process on Lambda; -1 would let it go on without.
            self.exceeded = true;
            return Err(format_err!("the function's memory is used up"));
        }
        self.peak_bytes = self.peak_bytes.max(desired);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_LIMIT)
    }

    fn instances(&self) -> usize {
        1
    }

    fn memories(&self) -> usize {
        1
    }

    fn tables(&self) -> usize {
        16
    }
}
