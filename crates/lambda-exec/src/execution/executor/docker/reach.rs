//! How a container reaches this process: where the Runtime API listens for it, by which name it calls, and the way to the
//! emulator where that listens on a loopback address alone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;

use base::task::Tasks;
use http::Uri;

use super::Settings;
use super::container::is_id;
use super::daemon::{Daemon, text};
use super::forwarder::Forwarder;
use crate::execution::peers::{Peers, Subnet};
use crate::image_name::is_reference;

/// The name of this host inside containers of Docker Desktop and its like, where no bridge leads to it.
const DESKTOP_HOST: &str = "host.docker.internal";

/// The way from containers to this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// Where to listen.
    pub(super) bind: IpAddr,
    /// What containers call.
    pub(super) host: String,
    /// The network that they are in; nothing is the daemon's default.
    pub(super) network: Option<String>,
    /// Lines for their `/etc/hosts`, `name:address`.
    pub(super) extra_hosts: Vec<String>,
    /// Who may call where we listen: who is in the containers' network, where we found that address ourselves.
    pub(super) peers: Peers,
}

impl Reach {
    /// Finds the way: through the gateway of the containers' network where that is an address of this host, through an
    /// address of our own in it where this process is a container itself, else by the name that Docker Desktop gives to its
    /// host's loopback addresses. Podman's containers share this host's network unless the user names one: its bridge has no
    /// address before the first container is there. Containers are in the network of this process where it is one of the same
    /// daemon's. The settings win over all of that.
    ///
    /// # Errors
    /// What the daemon says.
    pub(super) async fn find(daemon: &Daemon, settings: &Settings) -> Result<Reach, String> {
        let podman_default = || daemon.is_podman.then(|| "host".to_owned());
        let network = match settings.network.clone() {
            Some(network) => Some(network),
            None => own_network(daemon).await.or_else(podman_default),
        };
        let loopback = IpAddr::from(Ipv4Addr::LOCALHOST);
        let (bind, host, peers) = if network.as_deref() == Some("host") {
            (loopback, loopback.to_string(), Peers::All)
        } else if let (Some(bind), Some(host)) = (settings.bind, &settings.host) {
            (bind, host.clone(), Peers::All)
        } else {
            match own_address(daemon, network.as_deref().unwrap_or("bridge")).await? {
                Some((own, subnet)) => (own.into(), own.to_string(), Peers::In(subnet)),
                None => (loopback, DESKTOP_HOST.to_owned(), Peers::All),
            }
        };
        // Who names an address says by it who may call there.
        let peers = if settings.bind.is_some() { Peers::All } else { peers };
        let bind = settings.bind.unwrap_or(bind);
        // Nobody can call "any address".
        let named = settings.bind.filter(|bind| !bind.is_unspecified());
        let host = settings.host.clone().or_else(|| named.map(written)).unwrap_or(host);
        let mut extra_hosts = settings.extra_hosts.clone();
        if let Ok(address) = host.parse::<IpAddr>()
            && network.as_deref() != Some("host")
        {
            extra_hosts.push(format!("{DESKTOP_HOST}:{address}"));
        }
        tracing::info!(%bind, host, network, "containers reach this process");
        Ok(Reach { bind, host, network, extra_hosts, peers })
    }

    /// What a container calls for something that listens at a port of `bind`.
    pub(super) fn authority(&self, port: u16) -> String {
        format!("{}:{port}", self.host)
    }

    /// The emulator's endpoint as containers call it. One on a loopback address is out of their reach: where they do not
    /// share it, a forwarder leads to it.
    pub(super) async fn endpoint(&self, endpoint: &str, tasks: &Tasks) -> std::io::Result<Endpoint> {
        let Some(target) = loopback_of(endpoint) else { return Ok(Endpoint::known(endpoint)) };
        if self.bind.is_loopback() {
            return Ok(Endpoint::known(&format!("http://{}", self.authority(target.port()))));
        }
        let forwarder = Forwarder::open((self.bind, self.peers), target, tasks).await?;
        let url = format!("http://{}", self.authority(forwarder.port()));
        Ok(Endpoint { url, _forwarder: Some(forwarder) })
    }
}

/// The emulator as containers call it.
#[derive(Debug)]
pub(super) struct Endpoint {
    pub(super) url: String,
    _forwarder: Option<Forwarder>,
}

impl Endpoint {
    fn known(url: &str) -> Endpoint {
        Endpoint { url: url.to_owned(), _forwarder: None }
    }
}

/// The loopback address that an endpoint names, if it does.
fn loopback_of(endpoint: &str) -> Option<SocketAddr> {
    let uri: Uri = endpoint.parse().ok()?;
    let port = uri.port_u16().unwrap_or(80);
    let host = uri.host()?.trim_matches(['[', ']']);
    let address = match host {
        "localhost" => Ipv4Addr::LOCALHOST.into(),
        host => host.parse::<IpAddr>().ok()?,
    };
    address.is_loopback().then(|| SocketAddr::new(address, port))
}

/// The network of this process, where it is a container of the daemon: then its host's name is its id, unless somebody gave it
/// another.
async fn own_network(daemon: &Daemon) -> Option<String> {
    let in_container = ["/.dockerenv", "/run/.containerenv"].iter().any(|mark| Path::new(mark).exists());
    let name = rustix::system::uname().nodename().to_str().ok()?.to_owned();
    if !in_container || !is_id(&name) {
        return None;
    }
    let found = daemon.docker.inspect_container(&name, None).await.ok()?;
    found.network_settings?.networks?.into_keys().min()
}

/// The address of this process in a network of the daemon, if it is in it, and the network's range: the gateway's on the daemon's
/// host, our own in a container.
async fn own_address(daemon: &Daemon, network: &str) -> Result<Option<(Ipv4Addr, Subnet)>, String> {
    if !is_reference(network) {
        return Err(format!("{network} is no name of a network"));
    }
    let found = daemon.docker.inspect_network(network, None).await;
    let found = found.map_err(|error| format!("the network {network} cannot be used: {}", text(&error)))?;
    let ranges = found.ipam.and_then(|ipam| ipam.config).unwrap_or_default();
    Ok(ranges.iter().find_map(|range| {
        let subnet = Subnet::parse(range.subnet.as_deref()?)?;
        let gateway = range.gateway.as_deref().and_then(|gateway| gateway.parse().ok());
        let own = towards(gateway.unwrap_or(subnet.first())).filter(|own| subnet.contains(*own));
        own.map(|own| (own, subnet))
    }))
}

/// From which address of this host packets to another would go. None are sent.
fn towards(address: Ipv4Addr) -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // The port means nothing: nothing is sent.
    socket.connect((address, 9)).ok()?;
    match socket.local_addr().ok()?.ip() {
        IpAddr::V4(own) => Some(own),
        IpAddr::V6(_) => None,
    }
}

/// An address as it stands in a URL.
fn written(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_endpoints_need_a_way() {
        for (endpoint, expected) in [
            ("http://127.0.0.1:4566", Some("127.0.0.1:4566")),
            ("http://localhost:4566", Some("127.0.0.1:4566")),
            ("http://[::1]:4566", Some("[::1]:4566")),
            ("http://host.docker.internal:4566", None),
            ("http://10.0.0.1:4566", None),
            ("", None),
        ] {
            assert_eq!(loopback_of(endpoint), expected.map(|text| text.parse().unwrap()), "{endpoint}");
        }
    }
}
