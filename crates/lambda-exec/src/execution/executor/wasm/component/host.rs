//! What belongs to one running component.

use wasmtime::Engine;
use wasmtime::component::{Linker, ResourceTable};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use super::super::guest::{Limits, Sandbox};
use super::super::surroundings::Surroundings;
use super::http::Outgoing;

/// How many files, streams and the like a component may hold at once, what it got from the host included.
const RESOURCE_LIMIT: usize = 16 * 1024;

/// How many handles of resources, its own and the host's, its tables may hold together.
const HANDLE_LIMIT: usize = 100_000;

/// The data of a component's sandbox.
pub(in super::super) struct Host {
    wasi: WasiCtx,
    http: WasiHttpCtx,
    table: ResourceTable,
    pub(super) outgoing: Outgoing,
    pub(in super::super) limits: Limits,
}

impl Host {
    /// A sandbox for one component that begins to work on the invocation with this trace.
    pub(in super::super) fn store(around: &Surroundings, wasi: WasiCtx, trace_id: &str) -> Sandbox<Host> {
        let mut table = ResourceTable::new();
        table.set_max_capacity(RESOURCE_LIMIT);
        let limits = Limits::of_component(around.version.memory_mib);
        let outgoing = Outgoing::to(&around.version.endpoint, around.shared.hosts.clone(), trace_id);
        let mut store = around.store(Host { wasi, http: WasiHttpCtx::new(), table, outgoing, limits });
        store.limiter(|host| &mut host.limits);
        store.set_max_component_handles(HANDLE_LIMIT);
        store
    }

    /// All that components can import.
    pub(in super::super) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Host>> {
        let mut linker = Linker::new(engine);
        wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
        wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker)?;
        Ok(linker)
    }
}

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for Host {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView { ctx: &mut self.http, table: &mut self.table, hooks: &mut self.outgoing }
    }
}
