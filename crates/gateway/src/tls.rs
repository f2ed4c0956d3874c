//! TLS on the one port: what a client that speaks it is shown. Nothing is read, made or written before the first does.
//!
//! Without files from the user (`given`) there is a CA (`authority`), kept in a folder (`folder`) or, where that cannot be
//! written, in memory for this start. It certifies (`certificates`) what a client asks for, if that is a name of ours
//! (`names`). A name that requests may not call us by gets no certificate. docs/decisions/0037-tls.md says why.

mod authority;
mod certificates;
mod der;
mod folder;
mod given;
mod names;

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::clock::Clock;
use parking_lot::Mutex;
use rustls::server::Acceptor;
use rustls::{AlertDescription, ServerConfig};
use tokio::sync::OnceCell;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use crate::allowed_hosts::{AllowedHosts, plain};
use crate::cli::Failure;
use crate::config::Settings;
use crate::linger::Linger;
use authority::Authority;
use certificates::{Asked, Certificates};
use given::Given;
use names::Names;

/// So many different things are said once each; a client could think of more.
const MOST_TOLD: usize = 64;

/// TLS as the settings have it.
#[derive(Debug)]
pub(crate) struct Tls {
    source: Source,
    hosts: Arc<AllowedHosts>,
    /// What has been said.
    told: Mutex<HashSet<String>>,
}

/// Where certificates come from.
#[derive(Debug)]
enum Source {
    /// From the user: one for all names.
    Given(Given),
    /// From a CA of ours.
    Own(Box<Own>),
}

/// A CA of ours, made when first asked for.
#[derive(Debug)]
struct Own {
    folder: Option<PathBuf>,
    names: Names,
    certificates: OnceCell<Certificates>,
}

impl Tls {
    /// What the settings say. Of files only those are read that the user names: what is wrong with them is said at once.
    pub(crate) fn of(settings: &Settings, hosts: Arc<AllowedHosts>) -> Result<Tls, Failure> {
        let source = match Given::of(settings)? {
            Some(given) => Source::Given(given),
            None => Source::Own(Box::new(Own {
                folder: settings.tls_dir.clone(),
                names: Names::of(settings),
                certificates: OnceCell::new(),
            })),
        };
        Ok(Tls { source, hosts, told: Mutex::default() })
    }

    /// Shakes hands with a client whose first byte was TLS's.
    pub(crate) async fn accept(&self, stream: Linger) -> io::Result<TlsStream<Linger>> {
        let here = stream.local_address().ok();
        let start = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let config = self.config(start.client_hello().server_name(), here).await.map_err(io::Error::other)?;
        start.into_stream(config).await.inspect_err(|cause| self.explain(cause))
    }

    /// The certificates that clients are to trust, as PEM.
    pub(crate) async fn trusted(&self) -> Result<String, Error> {
        match &self.source {
            Source::Given(given) => Ok(given.pem.clone()),
            Source::Own(own) => Ok(own.certificates().await?.authority().pem().to_owned()),
        }
    }

    /// What to show to a client that asks for this name, or for none, at this address of ours.
    async fn config(&self, name: Option<&str>, here: Option<IpAddr>) -> Result<Arc<ServerConfig>, Error> {
        let own = match &self.source {
            Source::Given(given) => return Ok(given.config.clone()),
            Source::Own(own) => own,
        };
        let Some(asked) = self.asked(own, name, here) else { return certificates::refusal() };
        let made = match own.certificates().await {
            Ok(certificates) => certificates.config(&asked, &own.names),
            Err(cause) => Err(cause),
        };
        made.or_else(|cause| {
            let text = cause.to_string();
            if self.is_news(&text) {
                tracing::error!("TLS cannot be spoken: {text}");
            }
            certificates::refusal()
        })
    }

    /// Which certificate a client gets, or nothing for one that calls us by a name that is not ours.
    fn asked(&self, own: &Own, name: Option<&str>, here: Option<IpAddr>) -> Option<Asked> {
        let Some(name) = name else { return Some(Asked::Address(here)) };
        if !self.hosts.allow(name) {
            self.tell_once(name, "is refused, as it is no name of ours on this machine");
            return None;
        }
        if own.names.cover(name) {
            return Some(Asked::Name(plain(name)));
        }
        self.tell_once(name, "has no certificate, so localhost's is shown");
        Some(Asked::Address(here))
    }

    fn tell_once(&self, name: &str, what: &str) {
        if self.is_news(name) {
            tracing::warn!("TLS: the name {name} {what}; see the setting allowed-hosts");
        }
    }

    /// Says why a client that was shown our certificate went away.
    fn explain(&self, cause: &io::Error) {
        const DISTRUST: [AlertDescription; 3] = [
            AlertDescription::UnknownCA,
            AlertDescription::BadCertificate,
            AlertDescription::CertificateUnknown,
        ];
        let cause = cause.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        let Some(rustls::Error::AlertReceived(alert)) = cause else { return };
        if DISTRUST.contains(alert) && self.is_news("distrust") {
            tracing::warn!(
                "TLS: a client does not trust the certificate ({alert:?}); what it must be told of is what \
                 `ruststack tls-ca` and /_ruststack/tls-ca show"
            );
        }
    }

    fn is_news(&self, what: &str) -> bool {
        let mut told = self.told.lock();
        told.len() < MOST_TOLD && told.insert(what.to_owned())
    }
}

impl Own {
    /// Made by the first who asks; the others wait. A failure is not kept, as its cause may go.
    async fn certificates(&self) -> Result<&Certificates, Error> {
        let make = || async {
            let (folder, names) = (self.folder.clone(), self.names.clone());
            let made = tokio::task::spawn_blocking(move || {
                Certificates::new(kept_or_passing(folder.as_deref(), &names)?)
            });
            made.await.unwrap_or_else(|cause| Err(Error::Ended(cause.to_string())))
        };
        self.certificates.get_or_try_init(make).await
    }
}

/// The certificates that clients are to trust, as PEM: what `ruststack tls-ca` prints. A CA that nobody would keep is not
/// made.
pub(crate) fn trusted(settings: &Settings) -> Result<String, Failure> {
    if let Some(given) = Given::of(settings)? {
        return Ok(given.pem);
    }
    let folder = settings.tls_dir.as_deref().ok_or(Error::NoFolder)?;
    let authority = folder::kept(folder, &Names::of(settings), Clock::system().now())?;
    Ok(authority.pem().to_owned())
}

/// The CA of the folder; where nothing can be kept, one for this start.
fn kept_or_passing(folder: Option<&Path>, names: &Names) -> Result<Authority, Error> {
    // Clients judge dates by the host's clock, so the emulator's, which a user may move, is not asked.
    let now = Clock::system().now();
    let why = match folder.map(|folder| folder::kept(folder, names, now)) {
        None => Error::NoFolder,
        Some(Err(cause @ Error::File { .. })) => cause,
        Some(kept) => return kept,
    };
    tracing::warn!("TLS: {why}; so the CA is one for this start, which /_ruststack/tls-ca shows");
    Authority::new(names, now)
}

/// Why there is no TLS.
#[derive(Debug)]
pub(crate) enum Error {
    /// No folder is known in which a CA could be kept.
    NoFolder,
    /// A file or folder cannot be read or written.
    File { path: PathBuf, cause: io::Error },
    /// What is in a file cannot be used.
    Contents { path: PathBuf, why: String },
    /// No certificate could be made.
    Made(rcgen::Error),
    /// The protocol's library refuses what it was given.
    Refused(rustls::Error),
    /// The thread that made it ended.
    Ended(String),
}

impl Error {
    fn contents(path: &Path, why: impl fmt::Display) -> Error {
        Error::Contents { path: path.to_owned(), why: why.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoFolder => f.write_str(
                "no folder is known for the CA, as neither tls-dir nor XDG_STATE_HOME nor HOME is set",
            ),
            Error::File { path, cause } => write!(f, "{} cannot be used: {cause}", path.display()),
            Error::Contents { path, why } => write!(f, "{} cannot be used: {why}", path.display()),
            Error::Made(cause) => write!(f, "no certificate could be made: {cause}"),
            Error::Refused(cause) => write!(f, "no certificate could be used: {cause}"),
            Error::Ended(cause) => write!(f, "no certificate was made: {cause}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rcgen::Error> for Error {
    fn from(cause: rcgen::Error) -> Error {
        Error::Made(cause)
    }
}

impl From<rustls::Error> for Error {
    fn from(cause: rustls::Error) -> Error {
        Error::Refused(cause)
    }
}

impl From<Error> for Failure {
    fn from(cause: Error) -> Failure {
        Failure { message: cause.to_string(), exit_code: 1 }
    }
}

#[cfg(test)]
mod tests;
