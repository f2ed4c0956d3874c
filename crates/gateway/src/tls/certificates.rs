//! Certificates on demand: one for each name that a client asks for, signed when it first does.
//!
//! A wildcard stands for one label only, and hosts of buckets have several, so no fixed list would do.
//! <https://www.rfc-editor.org/rfc/rfc9525#section-6.3>

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use base::clock::{Clock, Timestamp};
use parking_lot::Mutex;
use rcgen::{KeyPair, SanType};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::{CertifiedKey, SigningKey};

use super::Error;
use super::authority::Authority;
use super::names::Names;

/// So many are kept. A client may ask for any number of names; one more than these costs a signature.
const MOST_KEPT: usize = 512;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Asked {
    /// A name of ours.
    Name(String),
    /// Whoever listens at this address of ours.
    Address(Option<IpAddr>),
}

/// A CA and what it has signed. One key, which is never written down, serves all names.
pub(super) struct Certificates {
    authority: Authority,
    key: KeyPair,
    signing: Arc<dyn SigningKey>,
    /// Shows nothing; those that show a certificate are made of it and share its sessions.
    server: ServerConfig,
    made: Mutex<HashMap<Asked, Made>>,
}

#[derive(Clone)]
struct Made {
    config: Arc<ServerConfig>,
    renew: Timestamp,
}

impl Certificates {
    pub(super) fn new(authority: Authority) -> Result<Certificates, Error> {
        let (key, server) = (KeyPair::generate()?, server(None)?);
        let private = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
        let signing = server.crypto_provider().key_provider.load_private_key(private)?;
        Ok(Certificates { authority, key, signing, server, made: Mutex::default() })
    }

    pub(super) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// A server that shows the certificate for what was asked.
    pub(super) fn config(&self, asked: &Asked, names: &Names) -> Result<Arc<ServerConfig>, Error> {
        let now = Clock::system().now();
        if let Some(made) = self.made.lock().get(asked).filter(|made| now < made.renew) {
            return Ok(made.config.clone());
        }
        let leaf = self.authority.certify(subjects(asked, names)?, &self.key, now)?;
        let mut config = self.server.clone();
        config.cert_resolver =
            Arc::new(Shown(Some(Arc::new(CertifiedKey::new(vec![leaf.certificate], self.signing.clone())))));
        let config = Arc::new(config);
        let mut kept = self.made.lock();
        // Rarely: to make them all again is cheaper than to note which was used when.
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(asked.clone(), Made { config: config.clone(), renew: leaf.renew });
        Ok(config)
    }
}

impl fmt::Debug for Certificates {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificates({:?}, {} made)", self.authority, self.made.lock().len())
    }
}

/// The names on a certificate. A client that asks for an address names none, so its certificate has all it could mean.
fn subjects(asked: &Asked, names: &Names) -> Result<Vec<SanType>, Error> {
    let here = match asked {
        Asked::Name(name) => return Ok(vec![SanType::DnsName(name.as_str().try_into()?)]),
        Asked::Address(here) => here.filter(|here| names.cover_address(*here)),
    };
    let mut addresses = vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    for address in here.into_iter().chain(names.addresses().iter().copied()) {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    let name = SanType::DnsName("localhost".try_into()?);
    Ok(std::iter::once(name).chain(addresses.into_iter().map(SanType::IpAddress)).collect())
}

/// TLS 1.2 and 1.3 with what this has to show; a client that it has nothing for gets an alert.
pub(super) fn server(shown: Option<CertifiedKey>) -> Result<ServerConfig, Error> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Shown(shown.map(Arc::new))));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// A server that shows nothing.
pub(super) fn refusal() -> Result<Arc<ServerConfig>, Error> {
    Ok(Arc::new(server(None)?))
}

/// Shows this, whatever is asked for.
#[derive(Debug)]
struct Shown(Option<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.clone()
    }
}
