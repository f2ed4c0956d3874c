//! Compiling programs: once for each package, off the threads that serve requests, kept in memory up to a limit.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use base::clock::Stopwatch;
use parking_lot::Mutex;
use tokio::sync::OnceCell;
use wasmtime::{Config, Engine, ExternType, InstancePre, Linker, Module, component};
use wasmtime_wasi::p1;

use super::component::{Component, Host};
use super::guest::Guest;
use super::{aws_call, module_file};
use crate::execution::executor::{Unrunnable, Version};

/// How many compiled programs are kept. One of 30 KB takes about 110 KB, one of 12 MB about 37 MB.
const KEPT: usize = 64;

/// The second word of a file that holds a component instead of a core module.
const COMPONENT: &[u8] = &[0x0d, 0, 1, 0];

/// A program that is ready to be instantiated.
pub(super) struct Compiled {
    pub(super) program: Program,
    /// Whether the package holds more than the program, for the guest to read.
    pub(super) has_files: bool,
}

/// What a file of WebAssembly is.
pub(super) enum Program {
    /// A core module that is a WASI preview 1 command.
    Module(InstancePre<Guest>),
    Component(Component),
}

/// The package's hash and the program's path in it.
type Key = (String, PathBuf);

/// All compiled programs of one engine.
pub(super) struct Programs {
    offers: Arc<Offers>,
    cache: Mutex<Cache>,
}

/// What programs find to import.
struct Offers {
    engine: Engine,
    modules: Linker<Guest>,
    /// Made for the first component: it has some hundred functions.
    components: OnceLock<Result<component::Linker<Host>, Unrunnable>>,
}

#[derive(Default)]
struct Cache {
    programs: HashMap<Key, Entry>,
    /// Counts uses.
    now: u64,
}

struct Entry {
    /// Filled by the first caller; the others wait for it.
    program: Arc<OnceCell<Result<Arc<Compiled>, Unrunnable>>>,
    last_use: u64,
}

impl Programs {
    /// Nothing compiled yet.
    pub(super) fn new() -> Result<Programs, Unrunnable> {
        let engine =
            Engine::new(Config::new().epoch_interruption(true)).map_err(|cause| unavailable(&cause))?;
        let mut modules = Linker::new(&engine);
        p1::add_to_linker_async(&mut modules, |guest: &mut Guest| &mut guest.wasi)
            .and_then(|()| aws_call::add_to_linker(&mut modules))
            .map_err(|cause| unavailable(&cause))?;
        let offers = Arc::new(Offers { engine, modules, components: OnceLock::new() });
        Ok(Programs { offers, cache: Mutex::default() })
    }

    /// The engine that all of them run in.
    pub(super) fn engine(&self) -> &Engine {
        &self.offers.engine
    }

    /// A version's program, compiled now if it is not yet.
    pub(super) async fn get(&self, version: &Version) -> Result<Arc<Compiled>, Unrunnable> {
        let file = module_file(version).ok_or_else(|| refused("the package holds no WebAssembly module"))?;
        let cell = self.cache.lock().entry((version.code_sha256.clone(), file.clone()));
        cell.get_or_init(|| self.compile(version.code.to_path_buf(), file)).await.clone()
    }

    async fn compile(&self, code: PathBuf, file: PathBuf) -> Result<Arc<Compiled>, Unrunnable> {
        let offers = self.offers.clone();
        let compiled = tokio::task::spawn_blocking(move || offers.compile(&code, &file)).await;
        compiled.unwrap_or_else(|cause| {
            tracing::error!(%cause, "compiling a module failed");
            Err(refused("the module could not be compiled"))
        })
    }
}

impl Offers {
    fn compile(&self, code: &Path, file: &Path) -> Result<Arc<Compiled>, Unrunnable> {
        let watch = Stopwatch::start();
        let bytes = std::fs::read(code.join(file)).map_err(|cause| refused(&format!("{cause}")))?;
        let program = if bytes.get(4..8) == Some(COMPONENT) {
            let offered = || Host::linker(&self.engine).map_err(|cause| unavailable(&cause));
            let linker = self.components.get_or_init(offered).as_ref().map_err(Unrunnable::clone)?;
            Program::Component(Component::compile(linker, &bytes).map_err(|why| refused(&why))?)
        } else {
            Program::Module(self.module(&bytes)?)
        };
        let has_files = std::fs::read_dir(code).is_ok_and(|files| files.take(2).count() > 1);
        tracing::debug!(module = %file.display(), bytes = bytes.len(), took = ?watch.elapsed(), "compiled");
        Ok(Arc::new(Compiled { program, has_files }))
    }

    fn module(&self, bytes: &[u8]) -> Result<InstancePre<Guest>, Unrunnable> {
        let module = Module::new(&self.engine, bytes).map_err(|cause| refused(&format!("{cause:#}")))?;
        match module.get_export("_start") {
            Some(ExternType::Func(start)) if start.params().len() == 0 && start.results().len() == 0 => {}
            _ => {
                return Err(refused(
                    "it exports no function `_start`: functions are WASI commands, that is programs with a \
                     `main`, or components",
                ));
            }
        }
        self.modules.instantiate_pre(&module).map_err(|cause| refused(&format!("{cause:#}")))
    }
}

impl Cache {
    fn entry(&mut self, key: Key) -> Arc<OnceCell<Result<Arc<Compiled>, Unrunnable>>> {
        self.now += 1;
        if self.programs.len() >= KEPT && !self.programs.contains_key(&key) {
            let oldest = self.programs.iter().min_by_key(|(_, entry)| entry.last_use);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.programs.remove(&key);
            }
        }
        let entry =
            self.programs.entry(key).or_insert_with(|| Entry { program: Arc::default(), last_use: 0 });
        entry.last_use = self.now;
        entry.program.clone()
    }
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

impl std::fmt::Debug for Programs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Programs").field("kept", &self.cache.lock().programs.len()).finish_non_exhaustive()
    }
}
