//! Who may connect to what listens for an environment: whoever reaches a loopback address, and on a network of containers only who is
//! in it. A host takes packets for all its addresses on all its interfaces, so others might come there, too.

use std::net::{IpAddr, Ipv4Addr};

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peers {
    /// Who reaches it.
    All,
    /// Who has an address of this range.
    In(Subnet),
}

impl Peers {
    /// Whether who has an address may.
    pub(crate) fn admit(self, peer: IpAddr) -> bool {
        match (self, peer) {
            (Peers::All, _) => true,
            (Peers::In(subnet), IpAddr::V4(peer)) => subnet.contains(peer),
            (Peers::In(_), IpAddr::V6(_)) => false,
        }
    }
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subnet {
    base: u32,
    mask: u32,
}

impl Subnet {
    /// Reads `172.17.0.0/16`.
    pub(crate) fn parse(text: &str) -> Option<Subnet> {
        let (address, length) = text.split_once('/')?;
        let length: u32 = length.parse().ok().filter(|length| *length <= 32)?;
        let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
        Some(Subnet { base: u32::from(address.parse::<Ipv4Addr>().ok()?) & mask, mask })
    }

    /// Whether an address is in it.
    pub(crate) fn contains(self, address: Ipv4Addr) -> bool {
        u32::from(address) & self.mask == self.base
    }

    /// Where a gateway is if nobody says otherwise.
    pub(crate) fn first(self) -> Ipv4Addr {
        self.base.saturating_add(1).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subnet_has_its_addresses() {
        let subnet = Subnet::parse("172.17.0.0/16").unwrap();
        for (address, expected) in [("172.17.0.1", true), ("172.17.255.3", true), ("172.18.0.1", false)] {
            assert_eq!(subnet.contains(address.parse().unwrap()), expected, "{address}");
        }
        assert_eq!(subnet.first(), Ipv4Addr::new(172, 17, 0, 1));
        assert!(Subnet::parse("0.0.0.0/0").unwrap().contains(Ipv4Addr::BROADCAST));
        for bad in ["", "172.17.0.0", "172.17.0.0/33", "x/8", "fe80::/64", "1.2.3.4/-1"] {
            assert!(Subnet::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn who_is_of_another_network_may_not() {
        let peers = Peers::In(Subnet::parse("172.17.0.0/16").unwrap());
        for (peer, expected) in [("172.17.0.2", true), ("192.168.0.7", false), ("::1", false)] {
            assert_eq!(peers.admit(peer.parse().unwrap()), expected, "{peer}");
        }
        assert!(Peers::All.admit("192.168.0.7".parse().unwrap()));
    }
}
