//! Compiling programs: once for each package, off the threads that serve requests, kept in memory up to a limit, and on disk
//! where there is a folder for it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use base::clock::Stopwatch;
use parking_lot::Mutex;
use tokio::sync::{OnceCell, Semaphore};
use wasmtime::{Engine, ExternType, InstancePre, Linker, Module, component};
use wasmtime_wasi::p1;

use super::component::{Component, Host};
use super::engine::{Engines, Pooled};
use super::guest::Guest;
use super::kept::Kept;
use super::pace::Pace;
use super::{aws_call, module_file};
use crate::execution::executor::{Unrunnable, Version};

/// How many compiled programs are kept. One of 30 KB takes about 110 KB, one of 12 MB about 37 MB.
const KEPT: usize = 64;

/// The second word of a file that holds a component instead of a core module.
const COMPONENT: &[u8] = &[0x0d, 0, 1, 0];

/// A program that is ready to be instantiated.
pub(super) struct Compiled {
    pub(super) program: Program,
    /// In which it runs.
    pub(super) engine: Engine,
    pub(super) pace: Pace,
    /// Whether the package holds more than the program, for the guest to read.
    pub(super) has_files: bool,
}

/// What a file of WebAssembly is.
pub(super) enum Program {
    /// A core module that is a WASI preview 1 command, and the places of the pool that its instances come from.
    Module(InstancePre<Guest>, Option<Arc<Semaphore>>),
    Component(Component),
}

/// The package's hash and the program's path in it.
type Key = (String, PathBuf);

/// All compiled programs.
pub(super) struct Programs {
    offers: Arc<Offers>,
    cache: Mutex<Cache>,
}

/// Engines, and what programs find to import in them.
struct Offers {
    engines: Engines,
    /// Where compiled programs outlive this process.
    kept: Option<Arc<Kept>>,
    /// For modules in the pool.
    pooled: Option<Linker<Guest>>,
    /// For those outside it; made for the first one.
    plain: OnceLock<Result<Linker<Guest>, Unrunnable>>,
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
    /// Nothing compiled yet in this process. What it compiles is kept in the folder.
    pub(super) fn new(folder: Option<&Path>) -> Result<Programs, Unrunnable> {
        let kept = folder.and_then(|folder| {
            let kept = Kept::open(folder);
            kept.inspect_err(
                |cause| tracing::warn!(%cause, "compiled WebAssembly programs are not kept on disk"),
            )
            .ok()
        });
        let engines = Engines::new(kept.as_deref()).map_err(|cause| unavailable(&cause))?;
        let pooled = engines.pooled.as_ref().map(|pooled| linker(&pooled.engine)).transpose()?;
        let (plain, components) = (OnceLock::new(), OnceLock::new());
        let offers = Arc::new(Offers { engines, kept, pooled, plain, components });
        Ok(Programs { offers, cache: Mutex::default() })
    }

    /// The engines that they run in.
    pub(super) fn engines(&self) -> Vec<Engine> {
        self.offers.engines.all()
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
        let (program, engine) =
            if bytes.get(4..8) == Some(COMPONENT) { self.component(&bytes)? } else { self.module(&bytes)? };
        let sealed = self.kept.as_ref().map_or(Ok(()), |kept| kept.seal());
        let _runs_anyway = sealed.inspect_err(
            |cause| tracing::warn!(%cause, "a compiled WebAssembly program is not kept on disk"),
        );
        let has_files = std::fs::read_dir(code).is_ok_and(|files| files.take(2).count() > 1);
        tracing::debug!(module = %file.display(), bytes = bytes.len(), took = ?watch.elapsed(), "compiled");
        Ok(Arc::new(Compiled { program, engine, pace: Pace::new(), has_files }))
    }

    fn component(&self, bytes: &[u8]) -> Result<(Program, Engine), Unrunnable> {
        let engine = &self.engines.plain;
        let offered = || Host::linker(engine).map_err(|cause| unavailable(&cause));
        let linker = self.components.get_or_init(offered).as_ref().map_err(Unrunnable::clone)?;
        let component = Component::compile(linker, bytes).map_err(|why| refused(&why))?;
        Ok((Program::Component(component), engine.clone()))
    }

    /// A core module, in the pool if it fits.
    fn module(&self, bytes: &[u8]) -> Result<(Program, Engine), Unrunnable> {
        if let (Some(Pooled { engine, places }), Some(linker)) = (&self.engines.pooled, &self.pooled)
            && let Ok(module) = Module::new(engine, bytes)
        {
            let pre = instantiable(linker, &module)?;
            return Ok((Program::Module(pre, Some(places.clone())), engine.clone()));
        }
        let engine = &self.engines.plain;
        let linker = self.plain.get_or_init(|| linker(engine)).as_ref().map_err(Unrunnable::clone)?;
        let module = Module::new(engine, bytes).map_err(|cause| refused(&format!("{cause:#}")))?;
        Ok((Program::Module(instantiable(linker, &module)?, None), engine.clone()))
    }
}

/// All that core modules can import.
fn linker(engine: &Engine) -> Result<Linker<Guest>, Unrunnable> {
    let mut linker = Linker::new(engine);
    p1::add_to_linker_async(&mut linker, |guest: &mut Guest| &mut guest.wasi)
        .and_then(|()| aws_call::add_to_linker(&mut linker))
        .map_err(|cause| unavailable(&cause))?;
    Ok(linker)
}

/// A core module, if it is a command and all that it imports is offered.
fn instantiable(linker: &Linker<Guest>, module: &Module) -> Result<InstancePre<Guest>, Unrunnable> {
    match module.get_export("_start") {
        Some(ExternType::Func(start)) if start.params().len() == 0 && start.results().len() == 0 => {}
        _ => {
            return Err(refused(
                "it exports no function `_start`: functions are WASI commands, that is programs with a \
                 `main`, or components",
            ));
        }
    }
    linker.instantiate_pre(module).map_err(|cause| refused(&format!("{cause:#}")))
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
