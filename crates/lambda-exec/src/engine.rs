//! The Lambda engine: what it is made of.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use base::clock::Clock;
use base::entropy::Entropy;
use base::schedule::{Schedule, Slot};
use base::seams::{
    EventTarget, LogSink, ObjectSink, ObjectSource, Operations, QueueSource, Sessions, StreamSource,
};
use base::task::Tasks;
use bytes::Bytes;
use parking_lot::Mutex;
use store::{Space, Store};
use tokio::sync::watch;

use crate::error::Error;
use crate::execution::executor::{self, Executor, Version, docker, wasm};
use crate::execution::pool::{self, Pool};
use crate::function::Function;
use crate::function_name::FunctionId;
use crate::memory::concurrency::Ledger;
use crate::memory::durable::Durable;
use crate::memory::mappings::Mappings;
use crate::memory::parameters::Parameters;
use crate::memory::provisioned::Standings;
use crate::memory::queue::{self, Queue};
use crate::package::{Folders, name_of_layers};
use crate::records::Records;

/// The most versions kept ready to run; past it all are read again from the store.
const RUNNABLE_LIMIT: usize = 10_000;

/// What can be set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where packages are unpacked: a cache, which only this process may use. What it holds is removed at start.
    pub code_folder: PathBuf,
    /// Folders of the user's that may be a function's code as they are, with all below them.
    pub hot_reload: Vec<PathBuf>,
    /// Where this emulator is called, such as `http://127.0.0.1:4566`: for the SDKs inside functions, and for the
    /// address of a function's package.
    pub endpoint: String,
    /// How long an invocation or update waits for a function that is still `Pending` or being updated, before it
    /// is refused as AWS refuses it at once. Zero is AWS's way.
    pub pending_wait: Duration,
    /// What the waits between attempts are multiplied with: 1 is AWS's way, 0 retries at once.
    pub retry_scale: f64,
    /// How many asynchronous invocations run at once.
    pub queue_concurrency: usize,
    /// How many asynchronous invocations may wait.
    pub queue_limit: queue::Limit,
    /// How many environments there are, and how long they are waited for and kept.
    pub pool: pool::Settings,
    /// How functions run in containers.
    pub docker: docker::Settings,
    /// How functions run in WebAssembly.
    pub wasm: wasm::Settings,
    /// Whether members that are kept and do not act are refused.
    pub strict: bool,
}

impl Settings {
    /// Everything else as a user expects it.
    pub fn new(code_folder: PathBuf, endpoint: String) -> Settings {
        let pending_wait = Duration::from_secs(60);
        Settings {
            code_folder,
            hot_reload: Vec::new(),
            endpoint,
            pending_wait,
            retry_scale: 1.0,
            queue_concurrency: 64,
            queue_limit: queue::Limit::default(),
            pool: pool::Settings::default(),
            docker: docker::Settings::default(),
            wasm: wasm::Settings::default(),
            strict: false,
        }
    }
}

/// The other services, as far as Lambda needs them.
#[derive(Clone, Debug)]
pub struct Seams {
    /// Where packages come from that a request names by bucket and key.
    pub objects: Arc<dyn ObjectSource>,
    /// Where records of failed invocations are put.
    pub sink: Arc<dyn ObjectSink>,
    /// Queues, where they are sent.
    pub queues: Arc<dyn EventTarget>,
    /// The queues that event source mappings consume.
    pub messages: Arc<dyn QueueSource>,
    /// Sessions of the roles of functions.
    pub sessions: Arc<dyn Sessions>,
    /// The streams that event source mappings read.
    pub streams: Arc<dyn StreamSource>,
    /// Where the logs of functions go.
    pub logs: Arc<dyn LogSink>,
}

/// AWS Lambda over one store.
#[derive(Debug)]
pub struct Engine {
    pub(crate) store: Records,
    pub(crate) clock: Clock,
    /// For waits that are not the emulated service's but this host's: after a fault of the store.
    pub(crate) host_clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) schedule: Schedule,
    pub(crate) tasks: Tasks,
    pub(crate) settings: Settings,
    pub(crate) seams: Seams,
    pub(crate) pool: Pool,
    pub(crate) folders: Folders,
    pub(crate) queue: Queue,
    /// Forgets the ids of old events.
    pub(crate) forgetting: Slot,
    /// Takes up preparations that nobody works on.
    pub(crate) resuming: Slot,
    pub(crate) mappings: Mappings,
    pub(crate) durable: Durable,
    /// Counts the ends of preparations, for those who wait for a function to settle.
    pub(crate) settled: watch::Sender<u64>,
    /// Other services, once they are there.
    pub(crate) operations: OnceLock<Arc<dyn Operations>>,
    /// The extension for parameters and secrets.
    pub(crate) parameters: Arc<Parameters>,
    /// How far what is provisioned is.
    pub(crate) standings: Standings,
    /// What runs now, and how much more may.
    pub(crate) concurrency: Ledger,
    /// Versions ready to run, by their records' keys. Right as long as the record is the one it was made from.
    pub(crate) runnable: Mutex<HashMap<Bytes, Runnable>>,
    /// Of which services the log says that functions' policies do not let them invoke: once for each.
    pub(crate) tolerated: Mutex<HashSet<(FunctionId, &'static str)>>,
    /// The store's epoch when the caches were last right.
    epoch: AtomicU64,
}

/// A version ready to run, and the record that it was made from.
#[derive(Clone, Debug)]
pub(crate) struct Runnable {
    pub(crate) record: Bytes,
    pub(crate) version: Arc<Version>,
    /// Whether its code is a folder of the user's, which changes without a word.
    pub(crate) is_live: bool,
}

impl Engine {
    /// An engine over `store`. Nothing runs in the background before [`Engine::start`]. Must be called inside a
    /// tokio runtime.
    pub fn new(
        store: Store,
        schedule: Schedule,
        entropy: Entropy,
        settings: Settings,
        seams: Seams,
    ) -> Arc<Engine> {
        let (docker, wasm) = (&settings.docker, &settings.wasm);
        let executors = executor::all(schedule.clock(), &entropy, schedule.tasks(), docker, wasm);
        Engine::with_executors(Parts { store, schedule, entropy, settings, seams }, executors)
    }

    /// An engine over a fork of the store: the same settings, on the same schedule. What runs functions is shared, compiled
    /// modules with it; environments and unpacked packages are its own, and go with it.
    pub fn fork(&self, store: Store, entropy: Entropy, seams: Seams) -> Arc<Engine> {
        let (schedule, settings) = (self.schedule.clone(), self.settings.clone());
        let parts = Parts { store, schedule, entropy, settings, seams };
        Engine::of(parts, self.pool.executors(), self.folders.beside())
    }

    /// An engine that runs functions with these executors.
    pub(crate) fn with_executors(parts: Parts, executors: Vec<Arc<dyn Executor>>) -> Arc<Engine> {
        let folders = Folders::new(parts.settings.code_folder.clone(), parts.settings.hot_reload.clone());
        Engine::of(parts, executors, folders)
    }

    fn of(parts: Parts, executors: Vec<Arc<dyn Executor>>, folders: Folders) -> Arc<Engine> {
        let Parts { store, schedule, entropy, settings, seams } = parts;
        let (sessions, logs) = (seams.sessions.clone(), seams.logs.clone());
        let pool = Pool::new(executors, (sessions, logs), schedule.clone(), entropy.clone(), settings.pool);
        Arc::new(Engine {
            epoch: AtomicU64::new(store.epoch()),
            store: Records::new(store),
            clock: schedule.clock().clone(),
            host_clock: schedule.host_clock().clone(),
            entropy,
            tasks: schedule.tasks().clone(),
            schedule,
            seams,
            pool,
            queue: Queue::new(settings.queue_concurrency, settings.queue_limit),
            folders,
            settings,
            forgetting: Slot::default(),
            resuming: Slot::default(),
            mappings: Mappings::default(),
            durable: Durable::default(),
            settled: watch::Sender::new(0),
            operations: OnceLock::new(),
            parameters: Arc::default(),
            standings: Standings::default(),
            concurrency: Ledger::default(),
            runnable: Mutex::default(),
            tolerated: Mutex::default(),
        })
    }

    /// Whether the state was exchanged as a whole since this was last asked: what is cached is of another one.
    pub(crate) fn was_exchanged(&self) -> bool {
        let epoch = self.store.epoch();
        self.epoch.swap(epoch, Ordering::AcqRel) != epoch
    }

    /// Lets go of the unpacked packages that no version of a function has any more: each is removed when the last
    /// environment that uses it has ended.
    pub(crate) fn let_go_of_code(&self, id: &FunctionId) -> Result<(), Error> {
        let versions = Function::versions(&self.store, id)?;
        let layers = versions.iter().filter_map(|version| name_of_layers(&version.settings.layer_codes()));
        let used: Vec<String> =
            versions.iter().map(|version| version.code.sha256.clone()).chain(layers).collect();
        self.folders.retain(id, &used);
        let prefix = id.key(Space::LambdaFunction);
        self.runnable.lock().retain(|key, runnable| {
            !key.starts_with(prefix.as_bytes()) || used.contains(&runnable.version.code_sha256)
        });
        Ok(())
    }

    /// Keeps a version ready to run.
    pub(crate) fn keep_runnable(&self, key: Bytes, runnable: Runnable) {
        let mut kept = self.runnable.lock();
        if kept.len() >= RUNNABLE_LIMIT {
            kept.clear();
        }
        kept.insert(key, runnable);
    }

    /// A number in 0..1.
    pub(crate) fn chance(&self) -> f64 {
        // The top 53 bits: as many as a double holds exactly.
        (self.entropy.u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A wait between attempts, as the settings scale it.
    pub(crate) fn scaled(&self, wait: Duration) -> Duration {
        scaled(wait, self.settings.retry_scale)
    }
}

/// A wait between attempts, as `Settings::retry_scale` has it.
pub(crate) fn scaled(wait: Duration, scale: f64) -> Duration {
    if scale.is_finite() && scale >= 0.0 { wait.mul_f64(scale.min(1000.0)) } else { wait }
}

/// What an engine is made from.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) schedule: Schedule,
    pub(crate) entropy: Entropy,
    pub(crate) settings: Settings,
    pub(crate) seams: Seams,
}
