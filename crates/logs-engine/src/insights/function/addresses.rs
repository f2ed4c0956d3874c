//! Functions of IP addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::{Function, Value, function, text};

pub(super) const ALL: &[Function] = &[
    function("isValidIp", 1, 1, |v| Value::Boolean(address::<IpAddr>(v).is_some())),
    function("isValidIpv4", 1, 1, |v| Value::Boolean(address::<Ipv4Addr>(v).is_some())),
    function("isValidIpv6", 1, 1, |v| Value::Boolean(address::<Ipv6Addr>(v).is_some())),
    function("isIpInSubnet", 2, 2, |v| Value::Boolean(is_in_subnet(v, |_| true))),
    function("isIpv4InSubnet", 2, 2, |v| Value::Boolean(is_in_subnet(v, IpAddr::is_ipv4))),
    function("isIpv6InSubnet", 2, 2, |v| Value::Boolean(is_in_subnet(v, IpAddr::is_ipv6))),
    function("ipv4ToNumber", 1, 1, |v| {
        address::<Ipv4Addr>(v).map_or(Value::Missing, |address| Value::Number(f64::from(address.to_bits())))
    }),
    function("isPrivateIP", 1, 1, |v| Value::Boolean(address(v).is_some_and(is_private))),
    function("isReservedIP", 1, 1, |v| Value::Boolean(address(v).is_some_and(is_reserved))),
    function("isPublicIP", 1, 1, |v| {
        Value::Boolean(address(v).is_some_and(|address| !is_private(address) && !is_reserved(address)))
    }),
];

fn address<A: FromStr>(values: &[Value]) -> Option<A> {
    text(values, 0)?.parse().ok()
}

fn is_in_subnet(values: &[Value], is_of_the_kind: fn(&IpAddr) -> bool) -> bool {
    let subnet = text(values, 1).and_then(|subnet| {
        let (start, bits) = subnet.split_once('/')?;
        Some((start.parse::<IpAddr>().ok()?, bits.parse::<u32>().ok()?))
    });
    let (Some(address), Some((start, bits))) = (address::<IpAddr>(values), subnet) else { return false };
    is_of_the_kind(&address) && begins_alike(address, start, bits)
}

/// Whether the first bits of two addresses of a kind are the same.
fn begins_alike(one: IpAddr, two: IpAddr, bits: u32) -> bool {
    let (one, two, width) = match (one, two) {
        (IpAddr::V4(one), IpAddr::V4(two)) => (one.to_bits().into(), two.to_bits().into(), 32),
        (IpAddr::V6(one), IpAddr::V6(two)) => (one.to_bits(), two.to_bits(), 128),
        _ => return false,
    };
    let differ: u128 = one ^ two;
    bits <= width && differ.checked_shr(width - bits).unwrap_or(0) == 0
}

/// RFC 1918, and what is its like of the sixth version.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private(),
        IpAddr::V6(address) => address.is_unique_local(),
    }
}

/// What nobody is routed to. Which ranges these are AWS's page does not say; our guess is those of RFC 6890.
fn is_reserved(address: IpAddr) -> bool {
    let of_version_4 = |range: [u8; 4], bits| begins_alike(address, IpAddr::from(range), bits);
    match address {
        IpAddr::V4(address) => {
            address.is_loopback()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_documentation()
                || of_version_4([0, 0, 0, 0], 8)
                || of_version_4([100, 64, 0, 0], 10)
                || of_version_4([192, 0, 0, 0], 24)
                || of_version_4([198, 18, 0, 0], 15)
                || of_version_4([240, 0, 0, 0], 4)
        }
        IpAddr::V6(address) => {
            let documentation = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0);
            address.is_loopback()
                || address.is_unspecified()
                || address.is_multicast()
                || address.is_unicast_link_local()
                || begins_alike(IpAddr::V6(address), IpAddr::V6(documentation), 32)
        }
    }
}
