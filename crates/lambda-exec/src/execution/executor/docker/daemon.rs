//! The daemon that runs containers: where it is, which it is, and what its errors mean to a user.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bollard::errors::Error;
use bollard::models::SystemVersion;
use bollard::{API_DEFAULT_VERSION, Docker};
use tokio::sync::Mutex;

/// How long the daemon may take to begin its answer to one request, in seconds; a package is on its way meanwhile.
const ANSWER_SECS: u64 = 120;

/// How long it may take to say who it is.
const HELLO_LIMIT: Duration = Duration::from_secs(5);

/// The most of an error's text that is shown.
const ERROR_TEXT_LIMIT: usize = 1000;

/// A daemon that has answered.
#[derive(Debug)]
pub(super) struct Daemon {
    pub(super) docker: Docker,
    /// Whether it is Podman, which needs some things said otherwise.
    pub(super) is_podman: bool,
}

/// The daemon of this host, looked for when a function first needs it.
#[derive(Debug)]
pub(super) struct Daemons {
    known: Mutex<Option<Arc<Daemon>>>,
    /// The emulator's own environment, which says where daemons listen.
    variables: HashMap<OsString, OsString>,
}

impl Daemons {
    /// None found yet.
    pub(super) fn new(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Daemons {
        Daemons { known: Mutex::default(), variables: variables.into_iter().collect() }
    }

    /// The daemon: the one that `DOCKER_HOST` names, else the first that answers at the usual places. One that has stopped
    /// answering is looked for again.
    ///
    /// # Errors
    /// Where it was looked for, and what would help.
    pub(super) async fn find(&self) -> Result<Arc<Daemon>, String> {
        // Held while asking on purpose: a second caller then has the answer without asking.
        let mut known = self.known.lock().await;
        if let Some(daemon) = &*known
            && tokio::time::timeout(HELLO_LIMIT, daemon.docker.ping()).await.is_ok_and(|pong| pong.is_ok())
        {
            return Ok(daemon.clone());
        }
        *known = None;
        let found = Arc::new(self.look().await?);
        *known = Some(found.clone());
        Ok(found)
    }

    /// The daemon that was found last, without asking whether it is still there; else as [`Daemons::find`].
    pub(super) async fn last(&self) -> Result<Arc<Daemon>, String> {
        let known = self.known.lock().await.clone();
        match known {
            Some(daemon) => Ok(daemon),
            None => self.find().await,
        }
    }

    async fn look(&self) -> Result<Daemon, String> {
        if let Some(host) = self.variable("DOCKER_HOST").and_then(|host| host.into_string().ok()) {
            if host.starts_with("tcp://") && self.variable("DOCKER_TLS_VERIFY").is_some() {
                return Err(format!("the daemon at {host} is to be spoken to by TLS, which is not built in"));
            }
            return hello(&host)
                .await
                .map_err(|why| format!("no daemon answers at {host}, which DOCKER_HOST names: {why}"));
        }
        let mut refusals = Vec::new();
        for socket in self.sockets().into_iter().filter(|socket| socket.exists()) {
            match hello(&format!("unix://{}", socket.display())).await {
                Ok(daemon) => return Ok(daemon),
                Err(why) => refusals.push(format!("{} answers: {why}", socket.display())),
            }
        }
        if refusals.is_empty() {
            refusals.push("neither Docker nor Podman has its socket at a usual place".to_owned());
        }
        Err(format!("{}; start one of them, or name its socket in DOCKER_HOST", refusals.join(", ")))
    }

    /// Where Docker and Podman listen, those of the user before those of the system where both are usual.
    fn sockets(&self) -> Vec<PathBuf> {
        let below = |root: &str, places: &[&str]| -> Vec<PathBuf> {
            let root = self.variable(root).map(PathBuf::from).filter(|root| root.is_absolute());
            root.map(|root| places.iter().map(|place| root.join(place)).collect()).unwrap_or_default()
        };
        let mut sockets = vec![PathBuf::from("/var/run/docker.sock")];
        sockets.extend(below("XDG_RUNTIME_DIR", &["docker.sock"]));
        let of_desktops = [
            ".docker/run/docker.sock",
            ".docker/desktop/docker.sock",
            ".orbstack/run/docker.sock",
            ".colima/default/docker.sock",
            ".rd/docker.sock",
        ];
        sockets.extend(below("HOME", &of_desktops));
        sockets.extend(below("XDG_RUNTIME_DIR", &["podman/podman.sock"]));
        sockets.push(PathBuf::from("/run/podman/podman.sock"));
        sockets
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.variables.get(OsStr::new(name)).filter(|value| !value.is_empty()).cloned()
    }
}

/// Asks who listens at an address.
async fn hello(host: &str) -> Result<Daemon, String> {
    let asking = async {
        let docker = match host.split_once("://") {
            Some(("unix", path)) => Docker::connect_with_unix(path, ANSWER_SECS, API_DEFAULT_VERSION),
            Some(("tcp" | "http", _)) => Docker::connect_with_http(host, ANSWER_SECS, API_DEFAULT_VERSION),
            _ => Err(Error::UnsupportedURISchemeError { uri: host.to_owned() }),
        };
        let docker = docker?.negotiate_version().await?;
        let is_podman = is_podman(&docker.version().await?);
        Ok(Daemon { docker, is_podman })
    };
    match tokio::time::timeout(HELLO_LIMIT, asking).await {
        Ok(answer) => answer.map_err(|error| text(&error)),
        Err(_) => Err("it does not answer in time".to_owned()),
    }
}

fn is_podman(version: &SystemVersion) -> bool {
    version.components.iter().flatten().any(|component| component.name.contains("Podman"))
}

/// The HTTP status of the daemon's answer, if it gave one.
pub(super) fn status(error: &Error) -> Option<u16> {
    match error {
        Error::DockerResponseServerError { status_code, .. } => Some(*status_code),
        _ => None,
    }
}

/// What an error says, in one line and not too long: it is from outside.
pub(super) fn text(error: &Error) -> String {
    let whole = match error {
        Error::DockerResponseServerError { message, .. } | Error::DockerStreamError { error: message } => {
            message.clone()
        }
        Error::HyperLegacyError { err } => chain(err),
        Error::UnsupportedURISchemeError { .. } => "only unix://, tcp:// and http:// are spoken".to_owned(),
        other => other.to_string(),
    };
    let line: String = whole.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().chars().take(ERROR_TEXT_LIMIT).collect()
}

/// An error with what is behind it: the first alone says that a connection failed, and not why.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
