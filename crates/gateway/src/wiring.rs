//! Builds one emulator: clock, chance, store, engines, and the seams between the engines.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use base::clock::{Clock, Stopwatch};
use base::entropy::Entropy;
use base::schedule::Schedule;
use base::seams::{AccessKeys, Seams};
use base::service::{Facts, PageRules};
use base::task::Tasks;
use http::request::Parts;
use lambda_exec::Scratch;
use store::{BlobMemory, RemoteBlobs, Store};

use crate::allowed_hosts::AllowedHosts;
use crate::auth::Forms;
use crate::cli::Failure;
use crate::config::Settings;
use crate::deliver::{Deliver, Runner};
use crate::in_flight::Budget;
use crate::keys::KeyTable;
use crate::operations::Within;
use crate::routing::Routing;
use crate::scope::Scope;
use crate::services::{Ground, Line, Services};
use crate::tls::Tls;

/// Everything that one emulator consists of, but for its socket.
#[derive(Debug)]
pub(crate) struct Emulator {
    pub(crate) settings: Settings,
    /// The names that requests may call it by.
    pub(crate) hosts: Arc<AllowedHosts>,
    /// What clients that speak TLS are shown.
    pub(crate) tls: Tls,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) store: Store,
    pub(crate) tasks: Tasks,
    pub(crate) services: Services,
    /// Which of them a request means.
    pub(crate) routing: Routing,
    /// The access keys that services have made.
    pub(crate) access_keys: Vec<Arc<dyn AccessKeys>>,
    /// How much of bodies may be held.
    pub(crate) in_flight: Budget,
    /// What of this process functions know.
    pub(crate) surroundings: Surroundings,
    /// Host and port, for clients whose requests name none.
    pub(crate) address: Arc<str>,
    /// Runs since the emulator was built.
    pub(crate) up: Stopwatch,
    /// Identifies this run of the emulator.
    pub(crate) session: String,
}

/// What of this process functions know.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    /// Where the socket listens.
    pub(crate) address: SocketAddr,
    /// Where functions' packages are unpacked.
    pub(crate) code: Arc<CodeFolder>,
}

impl Emulator {
    /// What rules of the user's say of a page's request: those of the service that its head leads to.
    pub(crate) fn page_rules(&self, head: &Parts) -> PageRules {
        let found = self.routing.service_of(head, Scope::of(head).as_ref(), &[]);
        let service = found.ok().and_then(|facts| self.services.of(facts)).filter(|(_, is_on)| *is_on);
        service.map_or(PageRules::None, |(service, _)| service.page_rules(head))
    }

    /// Builds it behind a socket that listens at `address`, with the services of a list. The engines' background work has
    /// begun on return. Must be called within the runtime.
    pub(crate) async fn build(
        settings: &Settings,
        address: SocketAddr,
        list: &'static [Line],
    ) -> Result<Arc<Emulator>, Failure> {
        let hosts = Arc::new(AllowedHosts::of(settings, address));
        let tls = Tls::of(settings, hosts.clone())?;
        let (clock, tasks) = (Clock::system(), Tasks::new());
        let entropy = settings.seed.map_or_else(Entropy::from_host, Entropy::seeded);
        let store = open_store(settings, entropy.clone()).await?;
        let session = entropy.uuid();
        let code = Arc::new(CodeFolder::of(settings, &tasks).await?);
        let surroundings = Surroundings { address, code };
        let ground = Ground {
            store,
            schedule: Schedule::new(clock.clone(), tasks.clone()),
            clock,
            entropy,
            tasks,
            settings: settings.clone(),
            surroundings,
            iam: OnceLock::new(),
            sqs: OnceLock::new(),
            logs: OnceLock::new(),
            s3: OnceLock::new(),
            dynamodb: OnceLock::new(),
            secrets: OnceLock::new(),
        };
        let services = Services::build(list, &ground);
        let Ground { store, clock, entropy, tasks, settings, surroundings, .. } = ground;
        let emulator = Emulator {
            hosts,
            tls,
            routing: Routing::new(list, &settings.s3_domains),
            access_keys: access_keys(&services),
            in_flight: Budget::new(settings.max_bytes_in_flight),
            address: public_address(&settings, address).into(),
            up: Stopwatch::start(),
            settings,
            clock,
            entropy,
            store,
            tasks,
            services,
            surroundings,
            session,
        };
        emulator.start();
        Ok(Arc::new(emulator))
    }

    /// Begins the background work of the services that are on, receivers before senders.
    fn start(&self) {
        let mut deliver = Deliver::default();
        for service in self.services.iter() {
            if let Some((name, target)) = service.event_target() {
                deliver.targets.insert(name, Some(target).filter(|_| self.is_on(service.facts())));
            }
        }
        let keys = self.services.iter().find_map(|service| service.keys());
        let keys =
            keys.unwrap_or_else(|| Arc::new(KeyTable::new(self.entropy.clone(), self.settings.strict)));
        let forms = Forms::new(&self.settings, self.access_keys.clone());
        let on = self.services.iter().filter(|service| self.is_on(service.facts()));
        let functions = on.filter_map(|service| service.functions()).next();
        let functions = Arc::new(Runner { functions });
        let operations = Arc::new(self.operations());
        let (events, forms) = (Arc::new(deliver), Arc::new(forms));
        let seams = Seams { events, keys, forms, functions, operations };
        // The last in the list starts first: it receives events from those before it.
        let services: Vec<_> = self.services.iter().collect();
        for service in services.into_iter().rev().filter(|service| self.is_on(service.facts())) {
            service.start(&seams);
        }
    }

    /// What asks the services that are on for operations.
    fn operations(&self) -> Within {
        let on = self.services.iter().filter(|service| self.is_on(service.facts()));
        Within {
            services: on.map(Arc::downgrade).collect(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            address: self.address.clone(),
        }
    }

    /// Whether the settings have this service on.
    pub(crate) fn is_on(&self, service: &Facts) -> bool {
        self.settings.is_on(service)
    }
}

/// What makes access keys, each once: an engine may be several services.
fn access_keys(services: &Services) -> Vec<Arc<dyn AccessKeys>> {
    let mut found: Vec<Arc<dyn AccessKeys>> = Vec::new();
    for keys in services.iter().filter_map(|service| service.access_keys()) {
        if !found.iter().any(|known| std::ptr::addr_eq(Arc::as_ptr(known), Arc::as_ptr(&keys))) {
            found.push(keys);
        }
    }
    found
}

/// Opening a folder waits for the disk, so it happens on a thread that may.
async fn open_store(settings: &Settings, entropy: Entropy) -> Result<Store, Failure> {
    let memory = BlobMemory::within(settings.blob_memory);
    let remote = remote_blobs(settings);
    let folder = match (settings.data_dir.clone(), &remote) {
        (Some(folder), _) => folder,
        (None, None) => return Ok(Store::in_memory_with(memory, entropy)),
        (None, Some(_)) => {
            let message = "--blobs needs --data-dir: what names the objects there is kept in that folder";
            return Err(Failure { message: message.to_owned(), exit_code: 2 });
        }
    };
    let opening = tokio::task::spawn_blocking(move || match &remote {
        Some(remote) => Store::open_at(&folder, remote, memory, entropy),
        None => Store::open_with(&folder, memory, entropy),
    });
    Ok(opening.await.unwrap_or_else(|cause| Err(store::Error::Io(std::io::Error::other(cause))))?)
}

/// The bucket of large blobs, in the name that the process's variables say.
fn remote_blobs(settings: &Settings) -> Option<RemoteBlobs> {
    let (bucket, prefix) = settings.blobs.clone()?;
    let variables = std::env::vars_os();
    let variables =
        variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let variables = variables.filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty()).collect();
    Some(RemoteBlobs { bucket, prefix, endpoint: settings.blobs_endpoint.clone(), variables })
}

/// Where functions and clients find this emulator: the public host if one is set, else the socket's own address.
pub(crate) fn public_address(settings: &Settings, address: SocketAddr) -> String {
    let port = address.port();
    match &settings.public_host {
        Some(host) if host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) => {
            host.clone()
        }
        Some(host) => format!("{host}:{port}"),
        // Nobody can call "any address"; a client on this machine can call the machine's own.
        None if address.ip().is_unspecified() && address.is_ipv6() => {
            SocketAddr::new(Ipv6Addr::LOCALHOST.into(), port).to_string()
        }
        None if address.ip().is_unspecified() => {
            SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port).to_string()
        }
        None => address.to_string(),
    }
}

/// The folder of unpacked packages: kept beside the state, or with state in memory one that goes with the process.
#[derive(Debug)]
pub(crate) struct CodeFolder {
    pub(crate) path: PathBuf,
    passing: Option<Scratch>,
}

impl CodeFolder {
    async fn of(settings: &Settings, tasks: &Tasks) -> Result<CodeFolder, store::Error> {
        if let Some(folder) = &settings.data_dir {
            return Ok(CodeFolder { path: folder.join("lambda-code"), passing: None });
        }
        // Not from the seed: two processes with one seed must not share a folder.
        let passing = Scratch::new(&Entropy::from_host(), tasks, []).await?;
        Ok(CodeFolder { path: passing.path().to_owned(), passing: Some(passing) })
    }

    /// Removes what goes with the process.
    pub(crate) async fn remove(&self) {
        if let Some(passing) = &self.passing {
            passing.remove().await;
        }
    }
}
