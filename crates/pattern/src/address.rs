//! IP addresses and ranges of them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address as `java.net.InetAddress` reads a literal: four decimal numbers, or hexadecimal groups with colons. An
/// IPv6 address that stands for an IPv4 one is that one.
pub(crate) fn parse(text: &str) -> Option<IpAddr> {
    if is_v4(text) {
        let mut octets = [0; 4];
        for (octet, digits) in octets.iter_mut().zip(text.split('.')) {
            *octet = digits.parse().ok()?;
        }
        return Some(IpAddr::V4(Ipv4Addr::from(octets)));
    }
    if !is_v6(text) {
        return None;
    }
    let address: Ipv6Addr = text.parse().ok()?;
    Some(address.to_ipv4_mapped().map_or(IpAddr::V6(address), IpAddr::V4))
}

fn is_v4(text: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').count() == 4 && text.split('.').all(number)
}

fn is_v6(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte == b':' || byte.is_ascii_hexdigit())
}

/// A range of addresses: those that share their first bits.
#[derive(Clone, Debug)]
pub(crate) struct Cidr {
    address: IpAddr,
    bits: u32,
}

impl Cidr {
    /// `10.0.0.0/24`, `2001:db8::/32`. The errors are AWS's.
    pub(crate) fn parse(text: &str) -> Result<Cidr, String> {
        // Java drops empty parts from the end.
        let (address, mask) = match text.trim_end_matches('/').split_once('/') {
            Some((address, mask)) if !mask.contains('/') => (address, mask),
            _ => return Err("Malformed CIDR, one '/' required".to_owned()),
        };
        let bits: i32 =
            mask.parse().map_err(|_| "Malformed CIDR, mask bits must be an integer".to_owned())?;
        let bits =
            u32::try_from(bits).map_err(|_| "Malformed CIDR, mask bits must not be negative".to_owned())?;
        let literal = is_v4(address) || is_v6(address);
        let address = parse(address).ok_or_else(|| {
            let what = if literal { "Invalid" } else { "Nonstandard" };
            format!("{what} IP address: {address}")
        })?;
        match address {
            IpAddr::V4(_) if bits > 31 => Err("IPv4 mask bits must be < 32".to_owned()),
            IpAddr::V6(_) if bits > 127 => Err("IPv6 mask bits must be < 128".to_owned()),
            _ => Ok(Cidr { address, bits }),
        }
    }

    /// Whether an address lies in the range.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(range), IpAddr::V4(address)) => {
                (range.to_bits() ^ address.to_bits()).leading_zeros() >= self.bits
            }
            (IpAddr::V6(range), IpAddr::V6(address)) => {
                (range.to_bits() ^ address.to_bits()).leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}
