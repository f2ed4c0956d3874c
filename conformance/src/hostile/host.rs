//! A server's process through its lives: started at one port, its output never read, killed and started again.

use std::fs::File;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use conformance::server::Server;
use conformance::{Error, Result, package};
use serde_json::json;

use super::audit::INDEX;
use super::scene::{self, BUCKET, MARKER, MARKS, Scene, TABLE};
use super::strangers::Strangers;
use super::tally::Kind;
use super::target::{Client, Target};
use super::things::{FUNCTIONS, echo, function};
use super::wire::Request;
use super::{
    audit, events, honest, logs, pages, parameters, queues, secrets, signatures, sockets, strangers, sums,
    uploads,
};

/// Kills, starts and stops.
pub(crate) const LIVES: Kind = "kills, starts and stops";
/// Lives in which the pipe of standard error was full.
pub(crate) const UNDRAINED: Kind = "lives with a full output";

/// What a pipe holds, but for a last line that did not fit.
const FULL: usize = 60 << 10;
/// How long a stop in good order may take: the default grace, and some time for a busy machine.
const GRACE: Duration = Duration::from_secs(20);

/// What becomes of a server, and so what is tried at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is killed again and again.
    Killed,
    /// It lives to the end, under the same load.
    Lasting,
    /// It lives to the end and verifies signatures.
    Verifying,
}

impl Role {
    const fn name(self) -> &'static str {
        match self {
            Role::Killed => "killed",
            Role::Lasting => "lasting",
            Role::Verifying => "verifying",
        }
    }

    /// What must have been tried before the run says anything.
    pub(crate) fn kinds(self) -> Vec<Kind> {
        const ALL: &[Kind] = &[
            pages::PAGES,
            pages::NAMES,
            pages::IMAGES,
            strangers::STRANGERS,
            strangers::UNTOUCHED,
            honest::WRITES,
            honest::READS,
            uploads::UPLOADS,
            sums::TRANSACTIONS,
            sums::ADDITIONS,
            events::EVENTS,
            events::MARKS_SEEN,
            events::CALLS,
            sockets::HALF_CLOSED,
            sockets::READERS,
            sockets::SENDERS,
            sockets::IDLE,
            sockets::LARGE,
            sockets::PULSE,
            queues::messages::SENT,
            queues::messages::RECEIVED,
            queues::misuse::MISUSE,
            queues::polls::POLLS,
            queues::polls::ABANDONED,
            logs::lines::WRITTEN,
            logs::lines::READ,
            logs::misuse::MISUSE,
            logs::explosions::PATTERNS,
            logs::explosions::QUERIES,
            logs::tails::TAILS,
            parameters::history::PUT,
            parameters::history::READ,
            parameters::misuse::MISUSE,
            secrets::values::PUT,
            secrets::values::READ,
            secrets::misuse::MISUSE,
            audit::AUDITS,
        ];
        match self {
            Role::Killed | Role::Lasting => ALL.to_vec(),
            Role::Verifying => vec![signatures::UNSIGNED, signatures::SIGNED, signatures::URLS, pages::PAGES],
        }
    }
}

/// One server.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) role: Role,
    pub(crate) scene: Scene,
    pub(crate) strangers: Arc<Strangers>,
    /// Its process; 0 while there is none.
    pub(crate) pid: Arc<AtomicU32>,
    pub(crate) folder: PathBuf,
    binary: PathBuf,
    arguments: Vec<String>,
    /// A file for its output, instead of a pipe that nobody reads.
    log: Option<PathBuf>,
    server: Option<Server>,
    life: u32,
}

impl Host {
    /// One that is not started, with a data folder of its own below `folder`.
    pub(crate) fn new(
        role: Role,
        binary: &Path,
        folder: &Path,
        flags: &[&str],
        length: Duration,
    ) -> Result<Host> {
        let target = Target::new(([127, 0, 0, 1], free_port()?).into(), length);
        let data = folder.join(role.name());
        let mut arguments = vec!["--data-dir".to_owned(), data.display().to_string()];
        arguments.extend(flags.iter().map(|&flag| flag.to_owned()));
        Ok(Host {
            role,
            scene: Scene::new(role.name(), Arc::new(target)),
            strangers: Arc::new(Strangers::of(binary)?),
            pid: Arc::default(),
            folder: data,
            binary: binary.to_owned(),
            arguments,
            log: None,
            server: None,
            life: 0,
        })
    }

    /// Lets it write its output below this folder. Then no pipe is full.
    pub(crate) fn log_into(&mut self, folder: Option<&Path>) {
        let name = format!("{}.log", self.scene.target.address.port());
        self.log = folder.map(|folder| folder.join(name));
        if self.log.is_none() {
            self.scene.tally.expect(UNDRAINED);
        }
    }

    /// Starts it; its clients do not know yet.
    pub(crate) fn start(&mut self) -> Result<()> {
        let log = match &self.log {
            Some(path) => File::options().create(true).append(true).open(path)?.into(),
            None => Stdio::piped(),
        };
        let port = self.scene.target.address.port();
        let server = Server::launch(std::process::Command::new(&self.binary), port, &self.arguments, log)?;
        self.life += 1;
        self.pid.store(server.pid(), Ordering::Relaxed);
        self.server = Some(server);
        self.scene.tally.tried(LIVES);
        Ok(())
    }

    /// Lets all clients know that it is up.
    pub(crate) fn open(&self) {
        self.scene.target.is_up(self.life);
    }

    /// Lets the clients know, then kills it as it stands.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.scene.target.is_down();
        self.pid.store(0, Ordering::Relaxed);
        if let Some(mut server) = self.server.take() {
            let log = server.log();
            server.kill()?;
            self.was_full(log)?;
        }
        Ok(())
    }

    /// Asks it to stop, which it must do in time and in good order.
    pub(crate) fn stop(&mut self) -> Result<()> {
        self.pid.store(0, Ordering::Relaxed);
        let Some(mut server) = self.server.take() else { return Ok(()) };
        let (log, begun) = (server.log(), Instant::now());
        server.ask_to_stop()?;
        let status = loop {
            match server.ended()? {
                None if begun.elapsed() < GRACE => std::thread::sleep(Duration::from_millis(20)),
                ended => break ended,
            }
        };
        let verdict = match status {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(format!("after SIGTERM it ended with {status}")),
            None => Err(format!("it goes on for {} s after SIGTERM", GRACE.as_secs())),
        };
        // Its end of the pipe closes with it.
        drop(server);
        self.scene.tally.judged(LIVES, verdict, || "SIGTERM".to_owned());
        self.was_full(log)
    }

    /// Whether it ended by itself, which is reported.
    pub(crate) fn has_died(&mut self) -> Result<bool> {
        let Some(server) = &mut self.server else { return Ok(false) };
        let Some(status) = server.ended()? else { return Ok(false) };
        self.scene.tally.violated(LIVES, format!("DIED: {status}"), "whatever was sent last");
        Ok(true)
    }

    fn was_full(&self, log: Option<impl std::io::Read>) -> Result<()> {
        let mut held = Vec::new();
        // A child of the server may hold the pipe open; what it holds is there at once.
        if let Some(log) = log {
            log.take(FULL as u64).read_to_end(&mut held)?;
        }
        if held.len() >= FULL {
            self.scene.tally.tried(UNDRAINED);
        }
        Ok(())
    }

    /// Makes what the honest clients use and the others aim at.
    pub(crate) async fn set_up(&self) -> Result<()> {
        let mut client = Client::new(&self.scene.target);
        for request in made()? {
            let reply = client.ask_now(&request).await?;
            sockets::must(&reply, &request)?;
        }
        for name in [MARKER, events::ECHO, events::PYTHON] {
            let request = Request::new("GET", format!("{FUNCTIONS}/{name}/configuration"));
            let begun = Instant::now();
            while !client.ask_now(&request).await?.text().contains("\"State\":\"Active\"") {
                if begun.elapsed() > Duration::from_secs(60) {
                    return Err(Error::from(format!("the function {name} does not become active")));
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        Ok(())
    }
}

/// Requests that make it all.
fn made() -> Result<Vec<Request>> {
    let buckets = [BUCKET, scene::GUARDED, scene::BULK];
    let mut made: Vec<Request> = buckets.iter().map(|name| Request::new("PUT", format!("/{name}"))).collect();
    made.extend(strangers::objects());
    made.push(sockets::large_object());
    made.extend(queues::made());
    made.extend(logs::made());
    made.extend(parameters::made());
    made.extend(secrets::made());
    let table = |name: &str, more: serde_json::Value| {
        let mut input = json!({"TableName": name, "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]});
        if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
            input.extend(more.clone());
        }
        Request::dynamodb("CreateTable", &input)
    };
    let index = json!({"IndexName": INDEX, "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["v"]}});
    let attributes = ["pk", "g"].map(|name| json!({"AttributeName": name, "AttributeType": "S"}));
    made.push(table(TABLE, json!({"AttributeDefinitions": attributes, "GlobalSecondaryIndexes": [index]})));
    made.push(table(MARKS, json!({})));
    made.push(function(MARKER, "", &package::caller_of_events(events::HEAD)?));
    made.push(function(events::ECHO, "", echo()));
    let code = b"def handle(event, context):\n    return event\n";
    let python = function(events::PYTHON, "", &package::zip(&[("main.py", code)])?);
    let mut input: serde_json::Value = serde_json::from_slice(&python.body)?;
    for (name, value) in [("Runtime", "python3.13"), ("Handler", "main.handle")] {
        input.as_object_mut().and_then(|input| input.insert(name.into(), value.into()));
    }
    made.push(python.body(input.to_string()));
    Ok(made)
}

/// A port below those that systems give to clients, so that none of these takes it while the server is down.
fn free_port() -> Result<u16> {
    const TRIES: u32 = 100;
    for _ in 0..TRIES {
        let port = fastrand::u16(15_000..30_000);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("no port is free".into())
}
