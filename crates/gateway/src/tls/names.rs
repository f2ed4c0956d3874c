//! Which names and addresses the CA certifies. The CA says so itself (name constraints), so that who trusts it trusts it
//! for nothing else, and whoever steals its key can pretend to be nobody else.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use rcgen::{CidrSubnet, GeneralSubtree};
use rustls::pki_types::DnsName;
use sha2::{Digest as _, Sha256};

use crate::allowed_hosts::{is_in, plain};
use crate::config::Settings;
use crate::foreign::ip_of;
use crate::routing::without_port;

/// Addresses that lead to this machine or stay in its network: of the machine itself, private ones, shared ones of
/// carriers, and those of one link.
const NEAR: [(IpAddr, u8); 9] = [
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(100, 64, 0, 0)), 10),
    (IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), 16),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
    (IpAddr::V6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0)), 7),
    (IpAddr::V6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0)), 10),
];

/// What one CA may certify: the names below, each with all names below it, and addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// Of every CA.
    common: Vec<String>,
    /// Names of the settings beyond them.
    own: Vec<String>,
    /// Addresses of the settings that are not near.
    addresses: Vec<IpAddr>,
}

impl Names {
    /// What the settings say.
    pub(super) fn of(settings: &Settings) -> Names {
        let mut common = s3_engine::Settings::default().domains;
        common.push("host.docker.internal".to_owned());
        let public = settings.public_host.iter().map(|host| without_port(host));
        let named =
            settings.s3_domains.iter().chain(&settings.allowed_hosts).map(String::as_str).chain(public);
        let mut names = Names { common, own: Vec::new(), addresses: Vec::new() };
        for name in named.map(plain) {
            match ip_of(&name) {
                Some(address) if !names.cover_address(address) => names.addresses.push(address),
                None if !names.cover(&name) && DnsName::try_from(name.as_str()).is_ok() => {
                    names.own.push(name)
                }
                _ => {}
            }
        }
        names.own.sort();
        names.own.dedup();
        names.addresses.sort();
        names
    }

    /// Whether a name is certified.
    pub(super) fn cover(&self, name: &str) -> bool {
        let name = plain(name);
        self.common.iter().chain(&self.own).any(|domain| is_in(&name, domain))
    }

    /// Whether an address is certified.
    pub(super) fn cover_address(&self, address: IpAddr) -> bool {
        self.addresses.contains(&address) || NEAR.iter().any(|&(net, bits)| is_within(address, net, bits))
    }

    /// The addresses of the settings.
    pub(super) fn addresses(&self) -> &[IpAddr] {
        &self.addresses
    }

    /// What tells CAs for different names apart; nothing for the one that most users have.
    pub(super) fn mark(&self) -> Option<String> {
        if self.own.is_empty() && self.addresses.is_empty() {
            return None;
        }
        let addresses = self.addresses.iter().map(ToString::to_string);
        let all: Vec<String> = self.own.iter().cloned().chain(addresses).collect();
        let digest = Sha256::digest(all.join(" "));
        Some(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The same, as a CA says it.
    pub(super) fn subtrees(&self) -> Vec<GeneralSubtree> {
        let names = self.common.iter().chain(&self.own).cloned().map(GeneralSubtree::DnsName);
        let whole = |address: &IpAddr| (*address, if address.is_ipv4() { 32 } else { 128 });
        let nets = NEAR.into_iter().chain(self.addresses.iter().map(whole));
        let nets = nets.map(|(net, bits)| GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(net, bits)));
        names.chain(nets).collect()
    }
}

fn is_within(address: IpAddr, net: IpAddr, bits: u8) -> bool {
    let differ = match (address, net) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        _ => return false,
    };
    differ >= u32::from(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Resolved, Sources};

    fn names(flags: &[(&'static str, &str)]) -> Names {
        let flags = flags.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        Names::of(&Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings)
    }

    /// Our rule. The names of AWS are those that clients have when their resolver leads them here.
    #[test]
    fn what_is_ours_is_certified_and_nothing_else() {
        let names = names(&[]);
        for name in [
            "localhost",
            "LOCALHOST.",
            "bucket.localhost",
            "localhost.localstack.cloud",
            "id.lambda-url.us-east-1.localhost.localstack.cloud",
            "bucket.s3.us-east-1.amazonaws.com",
            "111122223333.s3-control.us-east-1.amazonaws.com",
            "s3.cn-north-1.amazonaws.com.cn",
            "host.docker.internal",
        ] {
            assert!(names.cover(name), "{name}");
        }
        for name in
            ["evil.example", "evilamazonaws.com", "localstack.cloud", "com", "", "localhost.evil.example"]
        {
            assert!(!names.cover(name), "{name}");
        }
        for near in
            ["127.0.0.1", "127.9.9.9", "172.17.0.2", "192.168.1.5", "::1", "fd00::1", "169.254.169.254"]
        {
            assert!(names.cover_address(near.parse().unwrap()), "{near}");
        }
        for far in ["8.8.8.8", "172.32.0.1", "11.0.0.1", "::2", "2001:db8::1", "0.0.0.0"] {
            assert!(!names.cover_address(far.parse().unwrap()), "{far}");
        }
    }

    /// A CA is one for its names: with others it is another, and names that change nothing change no CA.
    #[test]
    fn names_of_the_settings_have_a_ca_of_their_own() {
        assert_eq!(names(&[]).mark(), None);
        assert_eq!(
            names(&[("allowed-hosts", "*,sub.localhost"), ("public-host", "127.0.0.1:4566")]).mark(),
            None
        );
        let own = names(&[("allowed-hosts", "b.test, A.Test."), ("public-host", "8.8.8.8:4566")]);
        assert!(
            own.cover("bucket.a.test")
                && own.cover("b.test")
                && own.cover_address("8.8.8.8".parse().unwrap())
        );
        assert_eq!(
            own.mark(),
            names(&[("allowed-hosts", "a.test,b.test"), ("public-host", "8.8.8.8")]).mark()
        );
        assert_ne!(own.mark(), names(&[("allowed-hosts", "a.test,b.test")]).mark());
        assert_eq!(own.mark().unwrap().len(), 16);
        assert_eq!(names(&[("allowed-hosts", "not a name,ü.example")]).mark(), None, "no name of DNS");
    }
}
