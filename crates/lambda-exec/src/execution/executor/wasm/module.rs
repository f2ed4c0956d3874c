//! Compiling modules: once for each package, off the threads that serve requests, kept in memory up to a limit.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::clock::Stopwatch;
use parking_lot::Mutex;
use tokio::sync::OnceCell;
use wasmtime::{Config, Engine, ExternType, InstancePre, Linker, Module};
use wasmtime_wasi::p1;

use super::guest::Guest;
use super::{aws_call, module_file};
use crate::execution::executor::{Unrunnable, Version};

/// How many compiled modules are kept. One of 30 KB takes about 110 KB, one of 12 MB about 37 MB.
const KEPT: usize = 64;

/// The second word of a file that holds a component instead of a core module.
const COMPONENT: &[u8] = &[0x0d, 0, 1, 0];

/// A module that is ready to be instantiated.
pub(super) struct Compiled {
    pub(super) pre: InstancePre<Guest>,
    /// Whether the package holds more than the module, for the guest to read.
    pub(super) has_files: bool,
}

/// The package's hash and the module's path in it.
type Key = (String, PathBuf);

/// All compiled modules of one engine.
pub(super) struct Modules {
    engine: Engine,
    linker: Linker<Guest>,
    cache: Mutex<Cache>,
}

#[derive(Default)]
struct Cache {
    modules: HashMap<Key, Entry>,
    /// Counts uses.
    now: u64,
}

struct Entry {
    /// Filled by the first caller; the others wait for it.
    module: Arc<OnceCell<Result<Arc<Compiled>, Unrunnable>>>,
    last_use: u64,
}

impl Modules {
    /// Nothing compiled yet.
    pub(super) fn new() -> Result<Modules, Unrunnable> {
        let engine =
            Engine::new(Config::new().epoch_interruption(true)).map_err(|cause| unavailable(&cause))?;
        let mut linker = Linker::new(&engine);
        p1::add_to_linker_async(&mut linker, |guest: &mut Guest| &mut guest.wasi)
            .and_then(|()| aws_call::add_to_linker(&mut linker))
            .map_err(|cause| unavailable(&cause))?;
        Ok(Modules { engine, linker, cache: Mutex::default() })
    }

    /// The engine that all of them run in.
    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// A version's module, compiled now if it is not yet.
    pub(super) async fn get(&self, version: &Version) -> Result<Arc<Compiled>, Unrunnable> {
        let file = module_file(version).ok_or_else(|| refused("the package holds no WebAssembly module"))?;
        let cell = self.cache.lock().entry((version.code_sha256.clone(), file.clone()));
        cell.get_or_init(|| self.compile(version.code.to_path_buf(), file)).await.clone()
    }

    async fn compile(&self, code: PathBuf, file: PathBuf) -> Result<Arc<Compiled>, Unrunnable> {
        let (engine, linker) = (self.engine.clone(), self.linker.clone());
        let compiled = tokio::task::spawn_blocking(move || compile(&engine, &linker, &code, &file)).await;
        compiled.unwrap_or_else(|cause| {
            tracing::error!(%cause, "compiling a module failed");
            Err(refused("the module could not be compiled"))
        })
    }
}

impl Cache {
    fn entry(&mut self, key: Key) -> Arc<OnceCell<Result<Arc<Compiled>, Unrunnable>>> {
        self.now += 1;
        if self.modules.len() >= KEPT && !self.modules.contains_key(&key) {
            let oldest = self.modules.iter().min_by_key(|(_, entry)| entry.last_use);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.modules.remove(&key);
            }
        }
        let entry = self.modules.entry(key).or_insert_with(|| Entry { module: Arc::default(), last_use: 0 });
        entry.last_use = self.now;
        entry.module.clone()
    }
}

fn compile(
    engine: &Engine,
    linker: &Linker<Guest>,
    code: &Path,
    file: &Path,
) -> Result<Arc<Compiled>, Unrunnable> {
    let watch = Stopwatch::start();
    let bytes = std::fs::read(code.join(file)).map_err(|cause| refused(&format!("{cause}")))?;
    if bytes.get(4..8) == Some(COMPONENT) {
        return Err(refused(
            "it is a component; functions are core modules for now. Build it for `wasm32-wasip1` instead of \
             `wasm32-wasip2`",
        ));
    }
    let module = Module::new(engine, &bytes).map_err(|cause| refused(&format!("{cause:#}")))?;
    match module.get_export("_start") {
        Some(ExternType::Func(start)) if start.params().len() == 0 && start.results().len() == 0 => {}
        _ => {
            return Err(refused(
                "it exports no function `_start`: functions are WASI commands, that is programs with a `main`",
            ));
        }
    }
    let pre = linker.instantiate_pre(&module).map_err(|cause| refused(&format!("{cause:#}")))?;
    let has_files = std::fs::read_dir(code).is_ok_and(|files| files.take(2).count() > 1);
    tracing::debug!(module = %file.display(), bytes = bytes.len(), took = ?watch.elapsed(), "compiled");
    Ok(Arc::new(Compiled { pre, has_files }))
}

fn refused(why: &str) -> Unrunnable {
    Unrunnable {
        code: "FunctionError.InvalidEntryPoint",
        reason: format!("The WebAssembly module cannot be run: {why}."),
    }
}

fn unavailable(cause: &wasmtime::Error) -> Unrunnable {
    let reason = format!("WebAssembly cannot be run on this host: {cause:#}");
    Unrunnable { code: "InvalidRuntime", reason }
}

impl std::fmt::Debug for Modules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Modules").field("kept", &self.cache.lock().modules.len()).finish_non_exhaustive()
    }
}
