//! What belongs to one running component.

use wasmtime::component::{Linker, ResourceTable};
use wasmtime::{Engine, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use super::super::guest::Limits;
use super::super::surroundings::Surroundings;

/// How many files, streams and the like a component may hold at once, what it got from the host included.
const RESOURCE_LIMIT: usize = 16 * 1024;

/// The data of a component's store.
pub(in super::super) struct Host {
    wasi: WasiCtx,
    table: ResourceTable,
    pub(in super::super) limits: Limits,
}

impl Host {
    /// A store for one component.
    pub(in super::super) fn store(around: &Surroundings, wasi: WasiCtx) -> Store<Host> {
        let mut table = ResourceTable::new();
        table.set_max_capacity(RESOURCE_LIMIT);
        let limits = Limits::of_component(around.version.memory_mib);
        let mut store = around.store(Host { wasi, table, limits });
        store.limiter(|host| &mut host.limits);
        store
    }

    /// All that components can import.
    pub(in super::super) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Host>> {
        let mut linker = Linker::new(engine);
        wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
        Ok(linker)
    }
}

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}
