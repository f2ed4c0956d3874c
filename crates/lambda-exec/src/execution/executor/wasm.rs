//! Functions as WebAssembly, in this process: core modules and components. `docs/wasm-functions.md` is the contract.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use base::clock::Clock;
use base::entropy::Entropy;
use base::task::{self, Tasks};
use http::uri::Authority;
use tokio::sync::OnceCell;

use self::instance::Instance;
use self::program::Programs;
use self::ticker::Ticker;
use super::{Environment, Executor, Failure, Identity, Prepared, Unrunnable, Version};

mod aws_call;
mod command;
mod component;
mod end;
mod engine;
mod guest;
mod instance;
mod kept;
mod pace;
mod pipe;
mod program;
mod surroundings;
#[cfg(test)]
pub(crate) mod tests;
mod ticker;

/// What every WebAssembly file begins with.
const MAGIC: &[u8] = b"\0asm";

/// What can be set.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Hosts that components may ask by HTTP, beside the emulator: a name and perhaps a port.
    pub hosts: Vec<String>,
    /// Where compiled programs are kept, for the next process too; nowhere if this names no folder.
    pub compiled: Option<PathBuf>,
}

/// The executor. Its engine is made for the first function, not at the start: it takes a millisecond and megabytes that
/// an emulator without such functions should not spend.
#[derive(Debug)]
pub struct WasmExecutor {
    clock: Clock,
    entropy: Entropy,
    tasks: Tasks,
    hosts: Arc<[Authority]>,
    /// Where compiled programs outlive this process, if anywhere.
    compiled: Option<PathBuf>,
    shared: OnceCell<Result<Arc<Shared>, Unrunnable>>,
}

/// What every environment needs of its executor.
#[derive(Debug)]
struct Shared {
    /// For log lines and names: the time that the emulator shows.
    clock: Clock,
    /// For deadlines: the time that a guest sees.
    host_clock: Clock,
    entropy: Entropy,
    tasks: Tasks,
    /// Whom components may ask beside the emulator.
    hosts: Arc<[Authority]>,
    programs: Programs,
    ticker: Ticker,
}

impl WasmExecutor {
    /// An executor that has compiled nothing yet. Of the hosts in the settings, what names no host names nobody.
    pub fn new(clock: Clock, entropy: Entropy, tasks: Tasks, settings: Settings) -> WasmExecutor {
        let Settings { hosts, compiled } = settings;
        let hosts = hosts.iter().filter_map(|host| host.parse().ok()).collect();
        WasmExecutor { clock, entropy, tasks, hosts, compiled, shared: OnceCell::new() }
    }

    /// The engines and what belongs to them; an error if this host cannot run compiled WebAssembly.
    async fn shared(&self) -> Result<Arc<Shared>, Unrunnable> {
        let make = || async {
            let folder = self.compiled.clone();
            let programs = task::apart(move || Programs::new(folder.as_deref())).await?;
            let ticker = Ticker::new(programs.engines());
            let (clock, host_clock) = (self.clock.clone(), Clock::system());
            let (entropy, tasks, hosts) = (self.entropy.clone(), self.tasks.clone(), self.hosts.clone());
            Ok(Arc::new(Shared { clock, host_clock, entropy, tasks, hosts, programs, ticker }))
        };
        self.shared.get_or_init(make).await.clone()
    }
}

#[async_trait]
impl Executor for WasmExecutor {
    fn name(&self) -> &'static str {
        "wasm"
    }

    fn takes(&self, version: &Version) -> bool {
        module_file(version).is_some()
    }

    fn is_alone(&self) -> bool {
        true
    }

    fn is_light(&self) -> bool {
        true
    }

    fn needs(&self) -> &'static str {
        "a package with a WebAssembly module as its bootstrap or handler"
    }

    async fn prepare(&self, version: &Version) -> Result<Prepared, Unrunnable> {
        self.shared().await?.programs.get(version).await.map(|_| Prepared::default())
    }

    async fn start(
        &self,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Box<dyn Environment>, Failure> {
        let shared = self.shared().await.map_err(|why| Failure::Init {
            error_type: "Runtime.InvalidEntrypoint".to_owned(),
            message: why.reason,
        })?;
        Ok(Box::new(Instance::start(shared, version, identity).await?))
    }
}

/// The module or component of a version, below its folder: the file that the handler names, else the root `bootstrap`, if it
/// begins as WebAssembly does.
fn module_file(version: &Version) -> Option<PathBuf> {
    let handler = Path::new(&version.handler);
    let inside = handler.components().all(|part| matches!(part, Component::Normal(_)));
    let named = (inside && version.handler.ends_with(".wasm")).then_some(handler);
    let mut candidates = named.into_iter().chain([Path::new("bootstrap")]);
    candidates.find(|file| is_wasm(&version.code.join(file))).map(Path::to_owned)
}

fn is_wasm(file: &Path) -> bool {
    let mut start = [0; 4];
    let read = std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == MAGIC
}
