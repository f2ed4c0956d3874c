//! Functions in containers of Docker or Podman: AWS's base images with the function's package and layers copied in, and the
//! images of functions of package type Image; any image does whose program speaks the Runtime API.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Weak};

use async_trait::async_trait;
use base::clock::Clock;
use base::entropy::Entropy;
use base::task::Tasks;
use tokio::sync::{Mutex, Semaphore};

use self::daemon::{Daemon, Daemons};
use self::instance::Instance;
use self::left::Mark;
use self::reach::{Endpoint, Reach};
use super::{Environment, Executor, Failure, Identity, Prepared, Unrunnable, Version};

mod archive;
mod container;
mod daemon;
mod forwarder;
mod image;
mod instance;
mod launch;
mod left;
mod memory;
mod plan;
mod reach;
#[cfg(test)]
pub(crate) mod tests;

/// How many containers are being started at a time: more only wait for each other in the daemon.
const STARTS: usize = 4;

/// When images are pulled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pull {
    /// Never: one that is not there is an error.
    Never,
    /// When the daemon does not have them.
    #[default]
    Missing,
    /// Whenever a function is created or updated.
    Always,
}

/// How containers are made and how they reach the emulator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// When images are pulled.
    pub pull: Pull,
    /// The network that containers are in; the daemon's default otherwise.
    pub network: Option<String>,
    /// The address of this host at which the Runtime API listens for containers, if it is not to be found out.
    pub bind: Option<IpAddr>,
    /// The name by which containers call this host, if it is not to be found out.
    pub host: Option<String>,
    /// More names that containers know, `name:address`.
    pub extra_hosts: Vec<String>,
    /// Images by runtimes, instead of AWS's.
    pub images: BTreeMap<String, String>,
}

/// The executor. It looks for a daemon when the first function needs one.
#[derive(Debug)]
pub struct DockerExecutor(Arc<Shared>);

/// What every environment needs of its executor.
#[derive(Debug)]
struct Shared {
    /// For log lines and names: the time that the emulator shows.
    clock: Clock,
    /// For deadlines: the time that a container sees.
    host_clock: Clock,
    entropy: Entropy,
    tasks: Tasks,
    settings: Settings,
    daemons: Daemons,
    /// What the containers of this process are known by, as long as there are any.
    mark: Mutex<Weak<Mark>>,
    /// How containers of a daemon reach this process, found out once.
    way: Mutex<Option<Way>>,
    starts: Semaphore,
    /// Counts containers, for their names.
    containers: AtomicU64,
    /// Whether the daemon has not yet said that it cannot limit the disk of a container.
    limits_disks: AtomicBool,
}

/// The way from the containers of a daemon to this process.
#[derive(Clone, Debug)]
struct Way {
    daemon: Arc<Daemon>,
    reach: Arc<Reach>,
    /// The emulator's own endpoint, and how containers call it.
    endpoint: Option<(String, Arc<Endpoint>)>,
}

impl DockerExecutor {
    /// An executor without environments.
    pub fn new(clock: Clock, entropy: Entropy, tasks: Tasks, settings: Settings) -> DockerExecutor {
        DockerExecutor::among(clock, entropy, tasks, (settings, std::env::vars_os().collect()))
    }

    /// The same with these variables instead of the process's own: they say where daemons are.
    fn among(
        clock: Clock,
        entropy: Entropy,
        tasks: Tasks,
        (settings, variables): (Settings, Vec<(OsString, OsString)>),
    ) -> DockerExecutor {
        DockerExecutor(Arc::new(Shared {
            clock,
            host_clock: Clock::system(),
            entropy,
            tasks,
            settings,
            daemons: Daemons::new(variables),
            mark: Mutex::default(),
            way: Mutex::default(),
            starts: Semaphore::new(STARTS),
            containers: AtomicU64::new(1),
            limits_disks: AtomicBool::new(true),
        }))
    }
}

impl Shared {
    /// The way from a daemon's containers to this process and, through it, to an endpoint of the emulator.
    async fn way(&self, daemon: &Arc<Daemon>, endpoint: &str) -> Result<(Arc<Reach>, Arc<Endpoint>), String> {
        // Held while asking on purpose: the others then have the answer without asking.
        let mut known = self.way.lock().await;
        let same = known.take().filter(|way| Arc::ptr_eq(&way.daemon, daemon));
        let mut way = match same {
            Some(way) => way,
            None => {
                let reach = Arc::new(Reach::find(daemon, &self.settings).await?);
                Way { daemon: daemon.clone(), reach, endpoint: None }
            }
        };
        let called = match &way.endpoint {
            Some((known, called)) if known == endpoint => called.clone(),
            _ => {
                let called = way.reach.endpoint(endpoint, &self.tasks).await;
                Arc::new(called.map_err(|cause| format!("no way to {endpoint} could be opened: {cause}"))?)
            }
        };
        way.endpoint = Some((endpoint.to_owned(), called.clone()));
        let reach = way.reach.clone();
        *known = Some(way);
        Ok((reach, called))
    }

    /// What the containers of this process are known by.
    async fn mark(&self) -> std::io::Result<Arc<Mark>> {
        let mut made = self.mark.lock().await;
        if let Some(mark) = made.upgrade() {
            return Ok(mark);
        }
        let mark = Arc::new(Mark::new().await?);
        *made = Arc::downgrade(&mark);
        Ok(mark)
    }
}

#[async_trait]
impl Executor for DockerExecutor {
    fn name(&self) -> &'static str {
        "docker"
    }

    fn begin(&self) {
        let shared = self.0.clone();
        self.0.tasks.spawn("lambda left containers", async move {
            let stop = shared.tasks.stop_token();
            tokio::select! {
                () = stop.cancelled() => {}
                () = left::sweep_if_any(&shared) => {}
            }
        });
    }

    fn takes(&self, version: &Version) -> bool {
        image::of(version, &self.0.settings).is_some()
    }

    fn needs(&self) -> &'static str {
        "a container image, or a runtime that AWS has one for"
    }

    async fn prepare(&self, version: &Version) -> Result<Prepared, Unrunnable> {
        let unrunnable =
            |why: String| version.unrunnable(format!("The function needs a container, and {why}."));
        let shared = &self.0;
        let image =
            image::of(version, &shared.settings).ok_or_else(|| unrunnable("no image is known".to_owned()))?;
        let daemon = shared.daemons.find().await.map_err(unrunnable)?;
        let platform = image::platform(version);
        let digest = image::provide(&daemon, shared.settings.pull, (&image, platform)).await;
        Ok(Prepared { remark: None, image_digest: Some(digest.map_err(unrunnable)?) })
    }

    async fn start(
        &self,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Box<dyn Environment>, Failure> {
        Ok(Box::new(Instance::start(self.0.clone(), version, identity).await?))
    }
}
