//! Builds one emulator: clock, chance, store, engines, and the seams between the engines.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use base::clock::{Clock, Stopwatch};
use base::entropy::Entropy;
use base::task::Tasks;
use lambda_exec::Scratch;
use lambda_exec::executor::SecretKey;
use store::Store;

use crate::allowed_hosts::AllowedHosts;
use crate::config::{Auth, Settings};
use crate::deliver::Deliver;
use crate::engines::Engines;
use crate::in_flight::Budget;
use crate::service_of::Service;

/// Everything that one emulator consists of, but for its socket.
#[derive(Debug)]
pub(crate) struct Emulator {
    pub(crate) settings: Settings,
    /// The names that requests may call it by.
    pub(crate) hosts: AllowedHosts,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) store: Store,
    pub(crate) tasks: Tasks,
    pub(crate) engines: Engines,
    /// How much of bodies may be held.
    pub(crate) in_flight: Budget,
    /// Where functions' packages are unpacked.
    #[expect(dead_code, reason = "held for its drop")]
    code: CodeFolder,
    /// What functions sign with, in the name of their accounts.
    pub(crate) functions_secret: SecretKey,
    /// Where clients find it that do not say where they found it: host and port.
    pub(crate) address: Arc<str>,
    /// Runs since the emulator was built.
    pub(crate) up: Stopwatch,
    /// Tells this run of the emulator from others.
    pub(crate) session: String,
}

impl Emulator {
    /// Builds it behind a socket that listens at `address`. The engines' background work has begun on return. Must
    /// be called within the runtime.
    pub(crate) async fn build(
        settings: &Settings,
        address: SocketAddr,
    ) -> Result<Arc<Emulator>, store::Error> {
        let (clock, tasks) = (Clock::system(), Tasks::new());
        let entropy = settings.seed.map_or_else(Entropy::from_host, Entropy::seeded);
        let store = open_store(settings, entropy.clone()).await?;
        let session = entropy.uuid();
        let code = CodeFolder::of(settings)?;
        let functions_secret = functions_secret(settings);
        let (s, c, e, t) = (&store, &clock, &entropy, &tasks);
        let domains = s3_engine::Settings { domains: settings.s3_domains.clone() };
        let s3 = s3_engine::Engine::new(s.clone(), c.clone(), e.clone(), t.clone(), domains);
        let dynamodb = {
            let settings = ddb_engine::Settings {
                stream_shards: settings.dynamodb_stream_shards,
                stream_shard_life: settings.dynamodb_stream_shard_life,
                item_collection_bytes: settings.dynamodb_item_collection_bytes,
                realism: settings.dynamodb_realism,
            };
            let seams = ddb_engine::Seams { objects: s3.clone() };
            ddb_engine::Engine::new(s.clone(), c.clone(), e.clone(), t.clone(), settings, seams)
        };
        let lambda = {
            let mut settings = lambda_settings(settings, &code, address);
            settings.secret_access_key = functions_secret.clone();
            let seams =
                lambda_exec::Seams { objects: s3.clone(), sink: s3.clone(), streams: dynamodb.clone() };
            lambda_exec::Engine::new(s.clone(), c.clone(), e.clone(), t.clone(), settings, seams)
        };
        let engines = Engines { s3, dynamodb, lambda };
        let hosts = AllowedHosts::of(settings, address);
        let public = public_address(settings, address);
        let (settings, up) = (settings.clone(), Stopwatch::start());
        let in_flight = Budget::new(settings.max_bytes_in_flight);
        let emulator = Emulator {
            settings,
            hosts,
            clock,
            entropy,
            store,
            tasks,
            engines,
            in_flight,
            code,
            functions_secret,
            address: public.into(),
            up,
            session,
        };
        emulator.start();
        Ok(Arc::new(emulator))
    }

    /// Begins the background work of the services that are on, receivers before senders.
    fn start(&self) {
        if self.is_on(Service::DynamoDb) || self.is_on(Service::DynamoDbStreams) {
            self.engines.dynamodb.start();
        }
        let mut deliver = Deliver::default();
        if self.is_on(Service::Lambda) {
            self.engines.lambda.start();
            deliver.lambda = Some(self.engines.lambda.clone());
        }
        if self.is_on(Service::S3) {
            self.engines.s3.start(Arc::new(deliver));
        }
    }

    /// Whether the settings have this service on.
    pub(crate) fn is_on(&self, service: Service) -> bool {
        self.settings.services.contains(&service.switched_by())
    }
}

/// Opening a folder waits for the disk, so it happens on a thread that may.
async fn open_store(settings: &Settings, entropy: Entropy) -> Result<Store, store::Error> {
    let Some(folder) = settings.data_dir.clone() else { return Ok(Store::in_memory(entropy)) };
    let opening = tokio::task::spawn_blocking(move || Store::open(&folder, entropy));
    opening.await.unwrap_or_else(|cause| Err(store::Error::Io(std::io::Error::other(cause))))
}

fn lambda_settings(settings: &Settings, code: &CodeFolder, address: SocketAddr) -> lambda_exec::Settings {
    let mut lambda = lambda_exec::Settings::new(code.path.clone(), endpoint(settings, address));
    lambda.retry_scale = settings.lambda_retry_scale;
    lambda.pool.idle_ttl = settings.lambda_idle;
    lambda
}

/// Where any key is good, the one that everybody uses; else one that only the functions of this process know. Not from
/// the seed: a secret does not repeat.
fn functions_secret(settings: &Settings) -> SecretKey {
    match settings.auth {
        Auth::Off => SecretKey::new("test"),
        Auth::Verify => SecretKey::new(Entropy::from_host().hex(40)),
    }
}

/// Where functions find this emulator.
fn endpoint(settings: &Settings, address: SocketAddr) -> String {
    format!("http://{}", public_address(settings, address))
}

/// Where functions and clients find this emulator: the public host if one is set, else the socket's own address.
fn public_address(settings: &Settings, address: SocketAddr) -> String {
    let port = address.port();
    match &settings.public_host {
        Some(host) if host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) => {
            host.clone()
        }
        Some(host) => format!("{host}:{port}"),
        // Nobody can call "any address"; whoever runs here can call this machine's own.
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
    path: PathBuf,
    #[expect(dead_code, reason = "held for its drop")]
    passing: Option<Scratch>,
}

impl CodeFolder {
    fn of(settings: &Settings) -> Result<CodeFolder, store::Error> {
        if let Some(folder) = &settings.data_dir {
            return Ok(CodeFolder { path: folder.join("lambda-code"), passing: None });
        }
        // Not from the seed: two processes with one seed must not share a folder.
        let passing = Scratch::new(&Entropy::from_host())?;
        Ok(CodeFolder { path: passing.path().to_owned(), passing: Some(passing) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Resolved, Sources};

    #[test]
    fn functions_are_told_an_address_that_they_can_call() {
        let check = |public: Option<&str>, address: &str, expected: &str| {
            let flags = public.map(|host| ("public-host", host.to_owned())).into_iter().collect();
            let settings = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings;
            assert_eq!(endpoint(&settings, address.parse().unwrap()), expected);
        };
        check(None, "127.0.0.1:4566", "http://127.0.0.1:4566");
        check(None, "0.0.0.0:4510", "http://127.0.0.1:4510");
        check(None, "[::]:4510", "http://[::1]:4510");
        check(Some("host.docker.internal"), "0.0.0.0:4510", "http://host.docker.internal:4510");
        check(Some("localhost.localstack.cloud:4566"), "0.0.0.0:1", "http://localhost.localstack.cloud:4566");
    }
}
